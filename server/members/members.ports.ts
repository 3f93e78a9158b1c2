/** What membership needs of other rooms, in its own words. */
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { AccountMark, Tier } from '../contracts/passengers.ts'
import type { SegmentMarks } from '../contracts/segments.ts'
import type { Write } from '../platform/store.ts'
import type { RecordFacts } from './person-facts.ts'

/** How many passengers share all of these marks. */
export interface MarkGroup {
  tier: Tier
  prospect: boolean
  activity: SegmentMarks['activity'] | undefined
  lifecycle: SegmentMarks['lifecycle'] | undefined
  relation: SegmentMarks['relation'] | undefined
  purpose: SegmentMarks['purpose'] | undefined
  frequency: SegmentMarks['frequency'] | undefined
  value: SegmentMarks['value'] | undefined
  churn: SegmentMarks['churn'] | undefined
  count: number
  score: number
}

/** What a decision writes onto the passenger's record. */
export interface KeptMarks {
  tier: Tier
  tierUntil: string | undefined
  yearMiles: number
  yearSegments: number
  marks: SegmentMarks
}

export interface Records {
  /** In the order of ids, after one; ends with an empty list. */
  idsAfter(after: string, limit: number): Promise<PassengerId[]>
  factsOf(ids: PassengerId[], now: number, within?: Write): Promise<RecordFacts[]>
  keepMarks(id: PassengerId, kept: KeptMarks, within: Write): Promise<void>
  groups(): Promise<MarkGroup[]>
}

export interface Complaints {
  openComplaintsOf(ids: PassengerId[], within: Write): Promise<Map<PassengerId, number>>
}

export interface Scores {
  lastScoresOf(ids: PassengerId[], within: Write): Promise<Map<PassengerId, number>>
}

export interface Accounts {
  marksOf(ids: PassengerId[], within: Write): Promise<Map<PassengerId, AccountMark>>
}

export interface StaffNames {
  nameOf(id: UserId): Promise<string | undefined>
}
