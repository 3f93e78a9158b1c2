/** SQL of what the room of entitlements keeps of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import type { ToldRow } from './entitlements.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ entitlement_told: ToldRow }>

/** What one record was told goes to another; the ids. */
export const handOverTellings = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'entitlement_told', { from, to, only })

export const countTellings = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'entitlement_told', id)

/** What a person was told is owed, oldest first. */
export const tellTellings = (db: Kysely<unknown>, id: PassengerId) =>
  own(db)
    .selectFrom('entitlement_told')
    .select(['flight', 'date', 'rule', 'told_at'])
    .where('passenger_id', '=', id)
    .orderBy('id')
    .execute()

/** Forgets what a person was told; how many. */
export async function forgetTellings(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const result = await own(db).deleteFrom('entitlement_told').where('passenger_id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows)
}
