/** What the room of compensation needs of others. */
import type { CaseState } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

/** The case for which something is offered. */
export interface CompensatedCase {
  id: CaseId
  number: string
  state: CaseState
  teamId: TeamId
  /** Whose hands it is in, or who answers for its leaf. */
  department?: { id: TeamId; name: Label } | undefined
}

export interface CompensatedCases {
  get(id: CaseId, within?: Write): Promise<CompensatedCase | undefined>
}

export interface Staff {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
  /** Whether the person holds the post that is accountable for a unit. */
  isAccountable(id: UserId, within?: Write): Promise<boolean>
}
