/** SQL of lists of passengers narrowed by marks. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { Narrowing } from './list-filter.rules.ts'
import type { PassengerRow } from './passengers.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger: PassengerRow }>

/** Everybody who fits and is not merged into another, newest record first. */
export function listNarrowed(
  db: Kysely<unknown>,
  { columns, present, staleSince }: Narrowing,
  page: { before?: string | undefined; limit: number },
): Promise<PassengerRow[]> {
  let query = own(db).selectFrom('passenger').selectAll().where('merged_into', 'is', null)
  for (const { column, values } of columns) query = query.where(column, 'in', values)
  for (const column of present) query = query.where(column, 'is not', null)
  if (staleSince !== undefined)
    query = query.where((where) => where(where.fn.coalesce('data_confirmed_at', 'created_at'), '<', staleSince))
  // Ids are text; the cursor is one of them.
  if (page.before !== undefined) query = query.where('id', '<', page.before as PassengerId)
  return query.orderBy('id', 'desc').limit(page.limit).execute()
}
