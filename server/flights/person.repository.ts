/** SQL of what the room of flights keeps of a person: given to another record, told, forgotten. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { countRows, handOverRows } from '../platform/owner-rows.ts'
import type { OrderRow } from './orders.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ pnr_order: OrderRow }>

/** Orders for one record go to another; the ids. */
export const handOverOrders = (db: Kysely<unknown>, from: PassengerId, to: PassengerId, only?: string[]) =>
  handOverRows(db, 'pnr_order', { from, to, only })

export const countOrders = (db: Kysely<unknown>, id: PassengerId) => countRows(db, 'pnr_order', id)

/** What was ordered for a person, oldest first. */
export const tellOrders = (db: Kysely<unknown>, id: PassengerId) =>
  own(db)
    .selectFrom('pnr_order')
    .select(['locator', 'payload', 'state', 'created_at'])
    .where('passenger_id', '=', id)
    .orderBy('created_at')
    .execute()

/** Forgets the orders for a person, their text with them; how many. One that still waits is not sent any more. */
export async function forgetOrders(db: Kysely<unknown>, id: PassengerId): Promise<number> {
  const result = await own(db).deleteFrom('pnr_order').where('passenger_id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows)
}
