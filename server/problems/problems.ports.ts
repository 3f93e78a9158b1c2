/** What the room of problems needs of others. */
import type { CaseKind } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

/** A case as this room looks at it. */
export interface SeenCase {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  teamId: TeamId
  station?: string | undefined
  flight?: string | undefined
  openedAt: number
}

export interface CaseSubjects {
  subjectOf(id: CaseId, within?: Write): Promise<string | undefined>
}

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

/** The department that answers for a leaf: its code, and how people call it. */
export interface LeafWords {
  departmentOf(kind: CaseKind, leaf: string): string | undefined
  departmentName(code: string): Label | undefined
  leafName(kind: CaseKind, leaf: string): Label
}
