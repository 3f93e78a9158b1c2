/** SQL of what campaigns keep of a person: given to another record, told, forgotten. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'

interface OwnTables {
  attempt: {
    id: string
    passenger_id: PassengerId
    passenger_name: string
    case_number: string
    e164: string | null
    state: string
    due_at: number
    ended_at: number | null
    cause: string | null
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Attempts of one record go to another; their ids. */
export const handOverAttempts = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'attempt', { from, to, only })

export const countAttempts = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'attempt', id)

/** Callbacks to a person, for that person. */
export async function tellAttempts(db: Kysely<unknown>, id: PassengerId) {
  const rows = await own(db)
    .selectFrom('attempt')
    .selectAll()
    .where('passenger_id', '=', id)
    .orderBy('due_at')
    .execute()
  return rows.map((row) => ({
    caseNumber: row.case_number,
    number: row.e164,
    state: row.state,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    cause: row.cause,
  }))
}

/** True while a callback may still be made. */
export async function hasOpenAttempt(db: Kysely<unknown>, id: PassengerId): Promise<boolean> {
  const row = await own(db)
    .selectFrom('attempt')
    .select('id')
    .where('passenger_id', '=', id)
    .where('state', 'in', ['scheduled', 'dialling', 'answered', 'retry-at'])
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes name and number out of the attempts of a person; how many. */
export async function forgetAttempts(db: Kysely<unknown>, id: PassengerId, pseudonym: string): Promise<number> {
  const result = await own(db)
    .updateTable('attempt')
    .set({ passenger_name: pseudonym, e164: sql<null>`null` })
    .where('passenger_id', '=', id)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
