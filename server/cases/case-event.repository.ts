/** SQL of what happened to a case, in order. */
import type { Kysely } from 'kysely'
import type { CaseEvent, FieldChange } from '../contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'

interface EventRow {
  case_id: CaseId
  seq: number
  at: number
  event: CaseEvent['event']
  by_id: UserId | null
  by_name: string | null
  text: string | null
  score: number | null
  department_id: TeamId | null
  /** JSON: list of FieldChange. */
  changes: string | null
}

/** An event before it has its number. */
export interface NewCaseEvent {
  at: number
  event: CaseEvent['event']
  by?: { id: UserId; name: string | undefined } | undefined
  text?: string | undefined
  score?: number | undefined
  departmentId?: TeamId | undefined
  changes?: FieldChange[] | undefined
}

const own = (db: Kysely<unknown>) => db as Kysely<{ case_event: EventRow }>

/** Appends an event; the caller has changed the case's row in the same transaction, so numbers never clash. */
export async function appendEvent(db: Kysely<unknown>, caseId: CaseId, event: NewCaseEvent): Promise<void> {
  const last = await own(db)
    .selectFrom('case_event')
    .select((select) => select.fn.max('seq').as('seq'))
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  await own(db)
    .insertInto('case_event')
    .values({
      case_id: caseId,
      seq: (last?.seq ?? 0) + 1,
      at: event.at,
      event: event.event,
      by_id: event.by?.id ?? null,
      by_name: event.by?.name ?? null,
      text: event.text ?? null,
      score: event.score ?? null,
      department_id: event.departmentId ?? null,
      changes: event.changes ? JSON.stringify(event.changes) : null,
    })
    .execute()
}

/** All events of a case, oldest first. */
export async function listEvents(db: Kysely<unknown>, caseId: CaseId): Promise<CaseEvent[]> {
  const rows = await own(db).selectFrom('case_event').selectAll().where('case_id', '=', caseId).orderBy('seq').execute()
  return rows.map((row) => ({
    seq: row.seq,
    at: row.at,
    event: row.event,
    byName: row.by_name ?? undefined,
    text: row.text ?? undefined,
    score: row.score ?? undefined,
    departmentId: row.department_id ?? undefined,
    changes: row.changes === null ? undefined : (JSON.parse(row.changes) as FieldChange[]),
  }))
}
