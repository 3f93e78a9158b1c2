/** What digests need of other rooms. */
import type { CaseKind } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { DigestBody } from '../contracts/digests.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

/** Work of departments within a time. */
export type WorkTally = Omit<DigestBody, 'rising' | 'problems'>

/** Cases of a leaf within a time and within the same time before. */
export interface CaseCount {
  leaf: string
  kind: CaseKind
  count: number
  before: number
}

export type LivingProblem = DigestBody['problems'][number]

export interface DigestUnits {
  /** Departments and branches, with what they are. */
  reporting(within?: Write): Promise<Array<{ id: TeamId; name: Label; kind: 'department' | 'branch' }>>
  unitsUnder(id: TeamId, within?: Write): Promise<TeamId[]>
}

export interface Figures {
  work(wanted: { units: readonly TeamId[]; from: number; to: number }, within?: Write): Promise<WorkTally>
  cases(wanted: { from: number; to: number; teamIds?: readonly TeamId[] }, within?: Write): Promise<CaseCount[]>
  problems(leaves: readonly string[], within?: Write): Promise<LivingProblem[]>
}

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}
