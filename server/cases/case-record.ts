/** Between rows and what the house says about a case. */
import type { Case, CaseEvent, CaseSummary, NewCase, QualityTag } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import { newId } from '../platform/id.ts'
import type { CaseFacts } from './cases.ports.ts'
import type { CaseRow } from './cases.repository.ts'

/** A case with who opens it; `at` (ms UTC) only when an older record is taken over. */
export interface Opening extends NewCase {
  passengerId?: PassengerId | undefined
  interactionId?: InteractionId | undefined
  openedBy: UserId
  teamId: TeamId
  at?: number
  /** Of the filing: the same key gets the same case. */
  key?: string | undefined
}

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
    party: row.party,
    partyName: row.party_name ?? undefined,
    teamId: row.team_id,
    departmentId: row.department_id ?? undefined,
    ownerId: row.owner_id ?? undefined,
    ownerName: row.owner_name ?? undefined,
    openedAt: row.opened_at,
    closedAt: row.closed_at ?? undefined,
    reopenedAt: row.reopened_at ?? undefined,
    nextDueAt: row.next_due_at ?? undefined,
    lastScore: row.last_score ?? undefined,
  }
}

/** The whole case. */
export function toCase(row: CaseRow, events: CaseEvent[]): Case {
  return {
    ...toSummary(row),
    details: row.details,
    flight: row.flight,
    flightDate: row.flight_date ?? undefined,
    station: row.station ?? undefined,
    fields: valuesOf(row),
    channel: row.channel,
    firstContactAt: row.first_contact_at ?? undefined,
    stage: row.stage ?? undefined,
    qualities: JSON.parse(row.qualities) as QualityTag[],
    interactionId: row.interaction_id ?? undefined,
    resolution: row.resolution ?? undefined,
    closedAs: row.closed_as === null ? undefined : (JSON.parse(row.closed_as) as Case['closedAs']),
    version: row.version,
    events,
  }
}

/** What rooms that follow the case are told. */
export function toFacts(row: CaseRow): CaseFacts {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    leaf: row.category,
    state: row.state,
    teamId: row.team_id,
    ...(row.department_id && { departmentId: row.department_id }),
    ...(row.owner_id && { ownerId: row.owner_id }),
    ...(row.passenger_id && { passengerId: row.passenger_id }),
    ...(row.interaction_id && { interactionId: row.interaction_id }),
    ...(row.flight && { flight: row.flight }),
    ...(row.flight_date && { flightDate: row.flight_date }),
    ...(row.station && { station: row.station }),
    fields: valuesOf(row),
    channel: row.channel,
    openedAt: row.first_contact_at ?? row.opened_at,
    ...(row.closed_at !== null && { closedAt: row.closed_at }),
    closings: row.closings,
  }
}

/** The form's values by field name. */
export const valuesOf = (row: Pick<CaseRow, 'fields'>) => JSON.parse(row.fields) as Record<string, unknown>

/** Lower-case text in which the work list searches. */
export function searchText(
  row: Pick<CaseRow, 'number' | 'subject' | 'passenger_name' | 'party_name' | 'details' | 'flight' | 'fields'>,
): string {
  const typed = Object.values(valuesOf(row)).filter((value) => typeof value === 'string')
  return [row.number, row.subject, row.passenger_name, row.party_name, row.flight, ...typed, row.details]
    .filter(Boolean)
    .join(' ')
    .toLowerCase()
}

/** The row of a case that begins. */
export function newRow(
  fresh: Opening,
  more: { number: string; at: number; passengerName: string | undefined; ownerName: string | undefined },
): CaseRow {
  const row = {
    id: newId<CaseId>(),
    number: more.number,
    kind: fresh.kind,
    category: fresh.category,
    subject: fresh.subject,
    details: fresh.details ?? '',
    flight: fresh.flight ?? '',
    flight_date: fresh.flightDate ?? null,
    station: fresh.station ?? null,
    fields: JSON.stringify(fresh.fields ?? {}),
    stage: fresh.stage ?? null,
    qualities: JSON.stringify(fresh.qualities ?? []),
    party: fresh.party ?? 'passenger',
    party_name: fresh.partyName || null,
    channel: fresh.channel ?? 'phone',
    first_contact_at: fresh.firstContactAt ?? null,
    next_due_at: null,
    closed_as: null,
    request_key: fresh.key ?? null,
    department_id: null,
    state: 'open' as const,
    passenger_id: fresh.passengerId ?? null,
    passenger_name: more.passengerName ?? null,
    interaction_id: fresh.interactionId ?? null,
    team_id: fresh.teamId,
    owner_id: fresh.openedBy,
    owner_name: more.ownerName ?? null,
    opened_by: fresh.openedBy,
    opened_at: more.at,
    closed_at: null,
    reopened_at: null,
    resolution: null,
    last_score: null,
    closings: 0,
    version: 1,
  }
  return { ...row, search: searchText(row) }
}

/** What every fact of the bus says about its case. */
export function factOf(row: CaseRow) {
  return {
    caseId: row.id,
    kind: row.kind,
    teamId: row.team_id,
    ...(row.passenger_id && { passengerId: row.passenger_id }),
  }
}
