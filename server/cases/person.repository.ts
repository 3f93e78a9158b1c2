/** SQL of what the room of cases keeps of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { CaseId, PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import { searchText } from './case-record.ts'
import type { CaseRow } from './cases.repository.ts'

interface OwnTables {
  case_file: CaseRow
  case_event: { case_id: CaseId; seq: number; at: number; event: string; text: string | null; by_name: string | null }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Cases of one record go to another; their ids. */
export const handOverCases = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'case_file', { from, to, only })

export const countCases = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'case_file', id)

/** Everything that the cases of a person say, for that person. */
export async function tellCases(db: Kysely<unknown>, id: PassengerId) {
  const cases = await own(db)
    .selectFrom('case_file')
    .selectAll()
    .where('passenger_id', '=', id)
    .orderBy('opened_at')
    .execute()
  const told = []
  for (const one of cases) {
    const events = await own(db)
      .selectFrom('case_event')
      .selectAll()
      .where('case_id', '=', one.id)
      .orderBy('seq')
      .execute()
    told.push({
      number: one.number,
      kind: one.kind,
      category: one.category,
      subject: one.subject,
      details: one.details,
      flight: one.flight,
      state: one.state,
      openedAt: one.opened_at,
      closedAt: one.closed_at,
      resolution: one.resolution,
      lastScore: one.last_score,
      events: events.map(({ at, event, text }) => ({ at, event, text })),
    })
  }
  return told
}

/** Of each case of a person: its state and when it was closed, for the check before an erasure. */
export function standingOfCases(db: Kysely<unknown>, id: PassengerId) {
  return own(db)
    .selectFrom('case_file')
    .select(['id', 'number', 'kind', 'state', 'closed_at', 'opened_at'])
    .where('passenger_id', '=', id)
    .execute()
}

/** Takes the person out of the case: the pseudonym for the name, and the free text too unless it must be kept. */
export async function forgetCase(
  db: Kysely<unknown>,
  id: CaseId,
  how: { pseudonym: string; texts: boolean },
): Promise<void> {
  const row = await own(db).selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) return
  const texts = how.texts ? { subject: '–', details: '', resolution: row.resolution === null ? null : '–' } : {}
  const change = { passenger_name: how.pseudonym, ...texts }
  const search = searchText({ ...row, ...change })
  await own(db)
    .updateTable('case_file')
    .set({ ...change, search, version: row.version + 1 })
    .where('id', '=', id)
    .execute()
  if (how.texts) await own(db).updateTable('case_event').set({ text: null }).where('case_id', '=', id).execute()
}
