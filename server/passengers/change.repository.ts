/** SQL of the history of a record: which field was what before, and who changed it. */
import type { Kysely } from 'kysely'
import type { PassengerId, UserId } from '../contracts/ids.ts'

export interface ChangeRow {
  /** Sorts by the time of its making. */
  id: string
  passenger_id: PassengerId
  at: number
  by_id: UserId | null
  by_name: string | null
  field: string
  old_value: string | null
  new_value: string | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger_change: ChangeRow }>

/** Adds lines of history. */
export async function insertChanges(db: Kysely<unknown>, rows: ChangeRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('passenger_change').values(rows).execute()
}

/** Newest first, older than `before` when given. */
export function listChanges(
  db: Kysely<unknown>,
  id: PassengerId,
  page: { before?: string | undefined; limit: number },
): Promise<ChangeRow[]> {
  let query = own(db).selectFrom('passenger_change').selectAll().where('passenger_id', '=', id)
  if (page.before !== undefined) query = query.where('id', '<', page.before)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}
