/** SQL of the orders to the passenger-service system. */
import type { Kysely } from 'kysely'
import type { OrderState } from '../contracts/flights.ts'
import type { CaseId, PassengerId, UserId } from '../contracts/ids.ts'

export interface OrderRow {
  id: string
  locator: string
  /** PnrOrder as JSON. */
  payload: string
  state: OrderState
  passenger_id: PassengerId | null
  case_id: CaseId | null
  by_id: UserId
  created_at: number
  tries: number
  next_at: number
  settled_at: number | null
  reason: string | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ pnr_order: OrderRow }>

/** Keeps an order; false when one of this id is there already. */
export async function insertOrder(db: Kysely<unknown>, row: OrderRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('pnr_order')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** One order. */
export const findOrder = (db: Kysely<unknown>, id: string) =>
  own(db).selectFrom('pnr_order').selectAll().where('id', '=', id).executeTakeFirst()

/** Of a PNR, newest first. */
export const listOrders = (db: Kysely<unknown>, locator: string, limit: number) =>
  own(db)
    .selectFrom('pnr_order')
    .selectAll()
    .where('locator', '=', locator)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Waiting ones whose time has come, the longest due first. */
export const dueOrders = (db: Kysely<unknown>, now: number, limit: number) =>
  own(db)
    .selectFrom('pnr_order')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()

/** How many wait. */
export async function countWaiting(db: Kysely<unknown>): Promise<number> {
  const row = await own(db)
    .selectFrom('pnr_order')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('state', '=', 'waiting')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** Changes an order that still waits. */
export async function updateOrder(db: Kysely<unknown>, id: string, change: Partial<OrderRow>): Promise<void> {
  await own(db).updateTable('pnr_order').set(change).where('id', '=', id).where('state', '=', 'waiting').execute()
}
