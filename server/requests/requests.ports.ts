/** What the forms of requests need of other rooms, in their own words. */
import type { Case, CaseEvent, CaseKind, CaseSummary, NewCase } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'

/** A case, as far as its form goes. */
export interface FormCase {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  teamId: TeamId
  ownerId?: UserId
  passengerId?: PassengerId
  interactionId?: InteractionId
  flight?: string
  flightDate?: string
  station?: string
  fields: Record<string, unknown>
  openedAt: number
}

export interface Cases {
  facts(id: CaseId, within?: Write): Promise<FormCase | undefined>
  byNumber(number: string, within?: Write): Promise<FormCase | undefined>
  /** Sets values of the form with an event of the history, whatever the version. */
  setFields(
    id: CaseId,
    values: Record<string, unknown>,
    event: { event: CaseEvent['event']; byId?: UserId | undefined; text?: string | undefined },
    within: Write,
  ): Promise<Case>
  /** What was said when it was opened. */
  wording(id: CaseId, within?: Write): Promise<{ subject: string; details: string; flight: string } | undefined>
  open(
    fresh: NewCase & { passengerId?: PassengerId; interactionId?: InteractionId; openedBy: UserId; teamId: TeamId },
    within: Write,
  ): Promise<CaseSummary>
  unfinishedOf(leaf: string, limit: number): Promise<FormCase[]>
  summary(id: CaseId, within?: Write): Promise<CaseSummary | undefined>
}

export interface Members {
  /** Tier of a passenger on record. */
  tierOf(id: PassengerId, within?: Write): Promise<Tier | undefined>
}
