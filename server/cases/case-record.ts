/** Between rows and what the house says about a case. */
import type { Case, CaseEvent, CaseSummary } from '../contracts/cases.ts'
import type { CaseRow } from './cases.repository.ts'

/** The line that lists and pops show. */
export function toSummary(row: CaseRow): CaseSummary {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    category: row.category,
    subject: row.subject,
    state: row.state,
    passengerId: row.passenger_id ?? undefined,
    passengerName: row.passenger_name ?? undefined,
    teamId: row.team_id,
    ownerId: row.owner_id ?? undefined,
    ownerName: row.owner_name ?? undefined,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
    reopenedAt: row.reopened_at ?? undefined,
    lastScore: row.last_score ?? undefined,
  }
}

/** The whole case. */
export function toCase(row: CaseRow, events: CaseEvent[]): Case {
  return {
    ...toSummary(row),
    details: row.details,
    flight: row.flight,
    interactionId: row.interaction_id ?? undefined,
    resolution: row.resolution ?? undefined,
    version: row.version,
    events,
  }
}

/** Lower-case text in which the work list searches. */
export function searchText(row: Pick<CaseRow, 'number' | 'subject' | 'passenger_name'>): string {
  return [row.number, row.subject, row.passenger_name ?? ''].join(' ').toLowerCase()
}
