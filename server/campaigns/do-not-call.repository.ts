/** SQL of the do-not-call list. */
import type { Kysely } from 'kysely'
import type { UserId } from '../contracts/ids.ts'

export interface DoNotCallRow {
  e164: string
  added_at: number
  added_by: UserId
  added_by_name: string
  reason: string
}

const own = (db: Kysely<unknown>) => db as Kysely<{ do_not_call: DoNotCallRow }>

/** True when any of the numbers is listed. */
export async function anyListed(db: Kysely<unknown>, e164s: string[]): Promise<boolean> {
  if (e164s.length === 0) return false
  const row = await own(db)
    .selectFrom('do_not_call')
    .select('e164')
    .where('e164', 'in', e164s)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Adds a number; false when it is listed already. */
export async function insertListed(db: Kysely<unknown>, row: DoNotCallRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('do_not_call')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Takes a number off; false when it was not listed. */
export async function deleteListed(db: Kysely<unknown>, e164: string): Promise<boolean> {
  const result = await own(db).deleteFrom('do_not_call').where('e164', '=', e164).executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** All numbers, last added first. */
export function listListed(db: Kysely<unknown>): Promise<DoNotCallRow[]> {
  return own(db).selectFrom('do_not_call').selectAll().orderBy('added_at', 'desc').orderBy('e164').execute()
}
