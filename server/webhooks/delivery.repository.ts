/** SQL of deliveries: the outbox of webhooks. */
import type { ExpressionBuilder, Kysely } from 'kysely'
import type { DeliveryId, WebhookId } from '../contracts/ids.ts'
import type { DeliveryProblem, DeliveryState } from '../contracts/webhooks.ts'

export interface DeliveryRow {
  id: DeliveryId
  webhook_id: WebhookId
  seq: number
  fact: string
  record: string
  body: string
  state: DeliveryState
  tries: number
  next_at: number
  created_at: number
  tried_from: number
  ended_at: number | null
  last_status: number | null
  last_ms: number | null
  last_problem: DeliveryProblem | null
}

interface OwnTables {
  webhook_delivery: DeliveryRow
  webhook: { id: WebhookId; enabled: number }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds deliveries. */
export async function insertDeliveries(db: Kysely<unknown>, rows: DeliveryRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('webhook_delivery').values(rows).execute()
}

/**
 * Due deliveries of enabled subscriptions, oldest first: of each record only the oldest pending one, so that
 * what happened later to it never arrives earlier.
 */
export function listDue(db: Kysely<unknown>, now: number, limit: number): Promise<DeliveryRow[]> {
  return own(db)
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook as w', 'w.id', 'd.webhook_id')
    .selectAll('d')
    .where('d.state', '=', 'pending')
    .where('d.next_at', '<=', now)
    .where('w.enabled', '=', 1)
    .where(isFirstOfRecord)
    .orderBy('d.next_at')
    .orderBy('d.id')
    .limit(limit)
    .execute()
}

/** When the next delivery of an enabled subscription is due; undefined when none waits. */
export async function nextDueAt(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('webhook_delivery as d')
    .innerJoin('webhook as w', 'w.id', 'd.webhook_id')
    .select((select) => select.fn.min('d.next_at').as('at'))
    .where('d.state', '=', 'pending')
    .where('w.enabled', '=', 1)
    .where(isFirstOfRecord)
    .executeTakeFirst()
  return row?.at ?? undefined
}

/** One delivery. */
export function findDelivery(db: Kysely<unknown>, id: DeliveryId): Promise<DeliveryRow | undefined> {
  return own(db).selectFrom('webhook_delivery').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes a delivery. */
export async function updateDelivery(db: Kysely<unknown>, id: DeliveryId, change: Partial<DeliveryRow>): Promise<void> {
  await own(db).updateTable('webhook_delivery').set(change).where('id', '=', id).execute()
}

/** Newest first. */
export function listDeliveries(
  db: Kysely<unknown>,
  wanted: { webhookId: WebhookId; state?: DeliveryState | undefined; before?: string | undefined; limit: number },
): Promise<DeliveryRow[]> {
  let query = own(db)
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', wanted.webhookId)
    .orderBy('id', 'desc')
    .limit(wanted.limit)
  if (wanted.state !== undefined) query = query.where('state', '=', wanted.state)
  if (wanted.before !== undefined) query = query.where('id', '<', wanted.before as DeliveryId)
  return query.execute()
}

/** How many deliveries of each subscription stand in each state. */
export function countDeliveries(db: Kysely<unknown>) {
  return own(db)
    .selectFrom('webhook_delivery')
    .select(['webhook_id', 'state'])
    .select((select) => select.fn.countAll<number>().as('count'))
    .groupBy(['webhook_id', 'state'])
    .execute()
}

/** Dead ones of a subscription wait again; says how many. */
export async function reviveDead(db: Kysely<unknown>, webhookId: WebhookId, now: number): Promise<number> {
  const result = await own(db)
    .updateTable('webhook_delivery')
    .set({ state: 'pending', tries: 0, next_at: now, tried_from: now, ended_at: null })
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'dead')
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Takes away what was delivered before a moment. */
export async function forgetDelivered(db: Kysely<unknown>, before: number): Promise<void> {
  await own(db).deleteFrom('webhook_delivery').where('state', '=', 'delivered').where('ended_at', '<', before).execute()
}

/** Takes away all deliveries of a subscription. */
export async function deleteDeliveries(db: Kysely<unknown>, webhookId: WebhookId): Promise<void> {
  await own(db).deleteFrom('webhook_delivery').where('webhook_id', '=', webhookId).execute()
}

type Joined = ExpressionBuilder<OwnTables & { d: DeliveryRow; w: OwnTables['webhook'] }, 'd' | 'w'>

/** No older delivery about the same record waits. */
function isFirstOfRecord(where: Joined) {
  return where.not(
    where.exists(
      where
        .selectFrom('webhook_delivery as earlier')
        .select('earlier.id')
        .whereRef('earlier.webhook_id', '=', 'd.webhook_id')
        .whereRef('earlier.record', '=', 'd.record')
        .where('earlier.state', '=', 'pending')
        .whereRef('earlier.id', '<', 'd.id'),
    ),
  )
}
