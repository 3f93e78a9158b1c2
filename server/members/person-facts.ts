/** What the rules of membership are told about one passenger; gathered from many rooms, decided on by none of them. */
import type { PassengerId } from '../contracts/ids.ts'
import type { AccountMark, Tier } from '../contracts/passengers.ts'
import type { SegmentMarks } from '../contracts/segments.ts'
import type { MemberYear } from './tier.rules.ts'

/** Flights that are over and were not cancelled. Money in hundredths of a yuan, times in ms UTC. */
export interface FlownFacts {
  total: number
  last12: number
  /** In the twelve months before the last twelve. */
  before12: number
  /** Of the last twelve months: in business or first class, or bought by a company. */
  business12: number
  spend12: number
  firstAt: number | undefined
  lastAt: number | undefined
  nextAt: number | undefined
  /** Flown most often, CAN-PEK. */
  route: string | undefined
}

/** The columns of the passenger's own record. */
export interface RecordFacts {
  id: PassengerId
  tier: Tier
  tierUntil: string | undefined
  yearMiles: number
  yearSegments: number
  prospect: boolean
  /** Start of the membership, else of the record; ms UTC. */
  knownSince: number
  marks: SegmentMarks | undefined
  flown: FlownFacts
}

export interface PersonFacts extends RecordFacts {
  years: readonly MemberYear[]
  openComplaints: number
  lastScore: number | undefined
  account: Pick<AccountMark, 'kind' | 'grade'> | undefined
}
