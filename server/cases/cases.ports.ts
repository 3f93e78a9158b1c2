/** What the room of cases needs of others; all of it inside the case's own transaction. */
import type { CaseId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface PassengerNames {
  nameOf(id: PassengerId, within?: Write): Promise<string | undefined>
}

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

export interface FollowUps {
  create(
    task: {
      kind: 'reopened-case'
      passengerId?: PassengerId | undefined
      caseId: CaseId
      teamId: TeamId
      dueAt: number
    },
    within: Write,
  ): Promise<unknown>
}

/** GA-04: closing a complaint schedules a call-back, in the same commit. */
export type OnComplaintClosed = (
  caseId: CaseId,
  passengerId: PassengerId,
  closedAt: number,
  tx: Write,
) => Promise<unknown>
