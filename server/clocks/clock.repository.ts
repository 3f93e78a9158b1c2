/** SQL of the clocks of cases. */
import type { Kysely } from 'kysely'
import type { CalendarId } from '../contracts/calendars.ts'
import type { CaseKind } from '../contracts/cases.ts'
import type { ClockRule, ClockRuleId } from '../contracts/clock-rules.ts'
import { Circumstances, type ClockEvent, type ClockOrigin, type ClockState } from '../contracts/clocks.ts'
import type { CaseId, ClockId, TeamId, UserId } from '../contracts/ids.ts'

export interface ClockRow {
  id: ClockId
  case_id: CaseId
  case_number: string
  case_kind: CaseKind
  team_id: TeamId
  department_id: TeamId | null
  owner_id: UserId | null
  rule_id: ClockRuleId
  rule_version: number
  party: ClockRule['party']
  calendar_id: CalendarId
  zone: string
  started_at: number
  warn_at: number
  due_at: number
  uncertain: number
  state: ClockState
  /** When the timer must look at it again; null: never. */
  next_at: number | null
  warned_at: number | null
  breached_at: number | null
  paused_at: number | null
  stopped_at: number | null
  evidence: string | null
  stopped_by_name: string | null
  origin: ClockOrigin
  why_zh: string
  why_en: string
  version: number
}

interface EventRow {
  clock_id: ClockId
  seq: number
  at: number
  event: ClockEvent['event']
  by_id: UserId | null
  by_name: string | null
  text: string | null
}

interface OwnTables {
  case_clock: ClockRow
  case_clock_event: EventRow
  case_circumstances: { case_id: CaseId; body: string; by_id: UserId; at: number }
}

/** An event before it has its number. */
export interface NewClockEvent {
  at: number
  event: ClockEvent['event']
  by?: { id: UserId; name: string } | undefined
  text?: string | undefined
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>
const openStates: ClockState[] = ['running', 'paused', 'breached']

/** Adds clocks with their first event, all at once. */
export async function insertClocks(db: Kysely<unknown>, rows: ClockRow[], event: NewClockEvent): Promise<void> {
  if (rows.length === 0) return
  await own(db).insertInto('case_clock').values(rows).execute()
  await own(db)
    .insertInto('case_clock_event')
    .values(rows.map((row) => eventRow(row.id, 1, event)))
    .execute()
}

/** Changes a clock that still has this version; false when somebody was faster. */
export async function updateClock(db: Kysely<unknown>, row: ClockRow, change: Partial<ClockRow>): Promise<boolean> {
  const result = await own(db)
    .updateTable('case_clock')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Appends an event; the caller has changed the clock's row in the same transaction, so numbers never clash. */
export async function appendClockEvent(db: Kysely<unknown>, id: ClockId, event: NewClockEvent): Promise<void> {
  const last = await own(db)
    .selectFrom('case_clock_event')
    .select((select) => select.fn.max('seq').as('seq'))
    .where('clock_id', '=', id)
    .executeTakeFirst()
  await own(db)
    .insertInto('case_clock_event')
    .values(eventRow(id, (last?.seq ?? 0) + 1, event))
    .execute()
}

/** One clock. */
export function findClock(db: Kysely<unknown>, id: ClockId): Promise<ClockRow | undefined> {
  return own(db).selectFrom('case_clock').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All clocks of a case, in the order in which they were begun. */
export function clocksOfCase(db: Kysely<unknown>, caseId: CaseId): Promise<ClockRow[]> {
  return own(db)
    .selectFrom('case_clock')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('started_at')
    .orderBy('id')
    .execute()
}

/** Everything that happened to some clocks, oldest first. */
export async function eventsOf(db: Kysely<unknown>, ids: ClockId[]): Promise<Map<ClockId, ClockEvent[]>> {
  const found = new Map<ClockId, ClockEvent[]>()
  if (ids.length === 0) return found
  const rows = await own(db)
    .selectFrom('case_clock_event')
    .selectAll()
    .where('clock_id', 'in', ids)
    .orderBy('clock_id')
    .orderBy('seq')
    .execute()
  for (const row of rows) {
    const list = found.get(row.clock_id) ?? []
    list.push({ at: row.at, event: row.event, byName: row.by_name ?? undefined, text: row.text ?? undefined })
    found.set(row.clock_id, list)
  }
  return found
}

/** The clocks whose warning or end has come, the oldest first. */
export function clocksToLookAt(db: Kysely<unknown>, now: number, limit: number): Promise<ClockRow[]> {
  return own(db)
    .selectFrom('case_clock')
    .selectAll()
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()
}

/** When the next clock must be looked at. */
export async function nextLook(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('case_clock')
    .select('next_at')
    .where('next_at', 'is not', null)
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_at ?? undefined
}

/** What a list of due clocks asks for. */
export interface DueQuery {
  state: 'soon' | 'breached' | 'running'
  units?: readonly TeamId[] | undefined
  now: number
  limit: number
}

/** Clocks of the house that end soon, have ended, or run; the first to end first. */
export function listDue(db: Kysely<unknown>, { state, units, now, limit }: DueQuery): Promise<ClockRow[]> {
  let query = own(db).selectFrom('case_clock').selectAll().where('party', '=', 'house')
  if (state === 'breached') query = query.where('state', '=', 'breached')
  else query = query.where('state', '=', 'running')
  if (state === 'soon') query = query.where('warn_at', '<=', now)
  if (units) {
    const of = [...units]
    query = query.where((row) => row.or([row('team_id', 'in', of), row('department_id', 'in', of)]))
  }
  return query.orderBy('due_at').limit(limit).execute()
}

/** How many clocks of a rule are still open. */
export async function countOpen(db: Kysely<unknown>, ruleId: ClockRuleId): Promise<number> {
  const row = await own(db)
    .selectFrom('case_clock')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('rule_id', '=', ruleId)
    .where('state', 'in', openStates)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Open clocks that were counted with a year nobody had told the holidays of. */
export function uncertainOpen(db: Kysely<unknown>, calendarId: CalendarId): Promise<ClockRow[]> {
  return own(db)
    .selectFrom('case_clock')
    .selectAll()
    .where('calendar_id', '=', calendarId)
    .where('uncertain', '=', 1)
    .where('state', '=', 'running')
    .execute()
}

/** What people told about a case. */
export async function readCircumstances(db: Kysely<unknown>, caseId: CaseId): Promise<Circumstances> {
  const row = await own(db)
    .selectFrom('case_circumstances')
    .select('body')
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return row ? Circumstances.parse(JSON.parse(row.body)) : {}
}

/** Keeps what somebody told about a case. */
export async function keepCircumstances(
  db: Kysely<unknown>,
  kept: { caseId: CaseId; circumstances: Circumstances; byId: UserId; at: number },
): Promise<void> {
  const row = { body: JSON.stringify(kept.circumstances), by_id: kept.byId, at: kept.at }
  await own(db)
    .insertInto('case_circumstances')
    .values({ case_id: kept.caseId, ...row })
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(row))
    .execute()
}

function eventRow(id: ClockId, seq: number, event: NewClockEvent): EventRow {
  return {
    clock_id: id,
    seq,
    at: event.at,
    event: event.event,
    by_id: event.by?.id ?? null,
    by_name: event.by?.name ?? null,
    text: event.text ?? null,
  }
}
