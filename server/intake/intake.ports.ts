/** What the intake of other systems needs: a desk that opens cases, and who is meant by a member number or a phone. */
import type { CaseSummary, NewCase } from '../contracts/cases.ts'
import type { CaseId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

export interface CaseDesk {
  open(
    fresh: NewCase & { passengerId?: PassengerId | undefined; openedBy: UserId; teamId: TeamId; channel?: 'web' },
    within: Write,
  ): Promise<Pick<CaseSummary, 'id' | 'number'>>
  summary(id: CaseId): Promise<Pick<CaseSummary, 'number' | 'passengerId'> | undefined>
}

export interface PassengerFinder {
  /** The one passenger meant, or undefined: nobody, or more than one. */
  find(known: {
    passengerId?: PassengerId | undefined
    memberNumber?: string | undefined
    phone?: string | undefined
  }): Promise<PassengerId | undefined>
}
