/** Webhooks: who hears of which facts, with which secret, and what became of each delivery (CS-13). */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { SessionUser } from '../contracts/auth.ts'
import type { DeliveryId, WebhookId } from '../contracts/ids.ts'
import type { Delivery, DeliveryState, FreshWebhook, NewWebhook, Webhook, WebhookEdit } from '../contracts/webhooks.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  countDeliveries,
  type DeliveryRow,
  deleteDeliveries,
  findDelivery,
  insertDeliveries,
  listDeliveries,
  reviveDead,
  updateDelivery,
} from './delivery.repository.ts'
import type { Seal } from './sealed.ts'
import {
  deleteWebhook,
  findWebhook,
  insertWebhook,
  listWebhooks,
  readCursor,
  updateWebhook,
  type WebhookRow,
  writeCursor,
} from './webhook.repository.ts'
import type { AuditTrail, Courier } from './webhooks.ports.ts'

export interface WebhooksDeps {
  store: Store
  clock: Clock
  audit: AuditTrail
  seal: Seal
  courier: Pick<Courier, 'refuses'>
  /** Something new may be due. */
  onWork: () => void
}

interface Doer {
  user: SessionUser
  ip: string
}

/** The secret before the last rotation signs too for so long, so that the receiver can change over. */
const oldSecretMs = 24 * 3_600_000

export type Webhooks = ReturnType<typeof createWebhooks>

/** The room of webhooks. */
export function createWebhooks({ store, clock, audit, seal, courier, onWork }: WebhooksDeps) {
  const newSecret = () => `whsec_${randomBytes(32).toString('base64url')}`

  function record({ user, ip }: Doer, action: string, objectId: string, tx: Write): Promise<void> {
    return audit.record({ actorId: user.id, role: user.role, ip, action, objectType: 'webhook', objectId }, tx)
  }

  function guard(url: string): void {
    if (courier.refuses(url)) throw new Refusal('target-not-allowed', {}, { url: 'not allowed' })
  }

  async function seen(row: WebhookRow): Promise<Webhook> {
    const counts = { pending: 0, delivered: 0, dead: 0 }
    for (const { webhook_id: id, state, count } of await countDeliveries(store.db))
      if (id === row.id) counts[state] = Number(count)
    return toWebhook(row, counts, clock.now())
  }

  return {
    async list(): Promise<Webhook[]> {
      const counts = await countDeliveries(store.db)
      return (await listWebhooks(store.db)).map((row) => {
        const own = { pending: 0, delivered: 0, dead: 0 }
        for (const { webhook_id: id, state, count } of counts) if (id === row.id) own[state] = Number(count)
        return toWebhook(row, own, clock.now())
      })
    },

    /** Subscribes; facts from now on are told. Refuses a target that is not allowed. */
    async create(fresh: NewWebhook, by: Doer): Promise<FreshWebhook> {
      guard(fresh.url)
      const secret = newSecret()
      const row: WebhookRow = {
        id: newId<WebhookId>(),
        name: fresh.name,
        url: fresh.url,
        facts: JSON.stringify([...new Set(fresh.facts)]),
        enabled: 1,
        secret: seal.close(secret),
        old_secret: null,
        old_secret_until: null,
        created_by_name: by.user.displayName,
        created_at: clock.now(),
        version: 1,
      }
      const newest = await store.lastSeq()
      await store.write(async (tx) => {
        await insertWebhook(tx.db, row)
        if ((await readCursor(tx.db)) === undefined) await writeCursor(tx.db, newest)
        await record(by, 'webhook-created', row.id, tx)
      })
      onWork()
      return { webhook: await seen(row), secret }
    },

    /** Changes it, or turns it off and on; what waits is kept while it is off. */
    async edit(id: WebhookId, edit: WebhookEdit, by: Doer): Promise<Webhook> {
      guard(edit.url)
      await store.write(async (tx) => {
        const row = found(await findWebhook(tx.db, id))
        const change = {
          name: edit.name,
          url: edit.url,
          facts: JSON.stringify([...new Set(edit.facts)]),
          enabled: edit.enabled ? 1 : 0,
        }
        if (!(await updateWebhook(tx.db, { id, version: edit.version }, change)))
          throw new Refusal('changed-meanwhile', { version: row.version })
        await record(by, 'webhook-changed', id, tx)
      })
      onWork()
      return seen(found(await findWebhook(store.db, id)))
    },

    /** A new secret; the old one signs beside it for a day. */
    async rotate(id: WebhookId, by: Doer): Promise<FreshWebhook> {
      const secret = newSecret()
      await store.write(async (tx) => {
        const row = found(await findWebhook(tx.db, id))
        const old = { old_secret: row.secret, old_secret_until: clock.now() + oldSecretMs }
        if (!(await updateWebhook(tx.db, row, { secret: seal.close(secret), ...old })))
          throw new Refusal('changed-meanwhile', { version: row.version })
        await record(by, 'webhook-secret-rotated', id, tx)
      })
      return { webhook: await seen(found(await findWebhook(store.db, id))), secret }
    },

    /** Takes it away with everything that waits. */
    async remove(id: WebhookId, by: Doer): Promise<void> {
      await store.write(async (tx) => {
        found(await findWebhook(tx.db, id))
        await deleteDeliveries(tx.db, id)
        await deleteWebhook(tx.db, id)
        await record(by, 'webhook-removed', id, tx)
      })
    },

    /** Sends a `webhook.test` as soon as possible; its line in the log says what came of it. */
    async test(id: WebhookId): Promise<Delivery> {
      const now = clock.now()
      const deliveryId = newId<DeliveryId>()
      const body = { id: deliveryId, type: 'webhook.test', seq: 0, at: now, data: {} }
      const row = newDelivery({
        id: deliveryId,
        webhookId: id,
        fact: 'webhook.test',
        seq: 0,
        record: deliveryId,
        body,
        now,
      })
      await store.write(async (tx) => {
        found(await findWebhook(tx.db, id))
        await insertDeliveries(tx.db, [row])
      })
      onWork()
      return toDelivery(row)
    },

    /** Newest first. */
    async deliveries(wanted: {
      webhookId: WebhookId
      state?: DeliveryState | undefined
      before?: string | undefined
      limit: number
    }): Promise<{ items: Delivery[]; nextBefore?: string }> {
      found(await findWebhook(store.db, wanted.webhookId))
      const items = (await listDeliveries(store.db, wanted)).map(toDelivery)
      const last = items.at(-1)
      return last && items.length === wanted.limit ? { items, nextBefore: last.id } : { items }
    },

    /** One more day of tries for a delivery that is dead or was delivered; the id in it stays the same. */
    async replay(id: WebhookId, deliveryId: DeliveryId, by: Doer): Promise<Delivery> {
      const now = clock.now()
      await store.write(async (tx) => {
        const row = found(await findDelivery(tx.db, deliveryId))
        if (row.webhook_id !== id) throw new Refusal('not-found')
        if (row.state === 'pending') throw new Refusal('delivery-pending')
        const again = { state: 'pending', tries: 0, next_at: now, tried_from: now, ended_at: null } as const
        await updateDelivery(tx.db, deliveryId, again)
        await record(by, 'webhook-replayed', id, tx)
      })
      onWork()
      return toDelivery(found(await findDelivery(store.db, deliveryId)))
    },

    /** Every dead delivery waits again; says how many. */
    async replayDead(id: WebhookId, by: Doer): Promise<number> {
      const count = await store.write(async (tx) => {
        found(await findWebhook(tx.db, id))
        await record(by, 'webhook-replayed', id, tx)
        return reviveDead(tx.db, id, clock.now())
      })
      onWork()
      return count
    },
  }
}

/** A delivery that waits for its first try. */
export function newDelivery(of: {
  id: DeliveryId
  webhookId: WebhookId
  fact: string
  seq: number
  record: string
  body: object
  now: number
}): DeliveryRow {
  return {
    id: of.id,
    webhook_id: of.webhookId,
    seq: of.seq,
    fact: of.fact,
    record: of.record,
    body: JSON.stringify(of.body),
    state: 'pending',
    tries: 0,
    next_at: of.now,
    created_at: of.now,
    tried_from: of.now,
    ended_at: null,
    last_status: null,
    last_ms: null,
    last_problem: null,
  }
}

/** Names of the facts that a subscription wants. */
export const factsOf = (row: Pick<WebhookRow, 'facts'>) => z.array(z.string()).parse(JSON.parse(row.facts))

function toWebhook(row: WebhookRow, counts: Webhook['counts'], now: number): Webhook {
  const until = row.old_secret_until ?? 0
  return {
    id: row.id,
    name: row.name,
    url: row.url,
    facts: factsOf(row),
    enabled: row.enabled === 1,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    ...(until > now && { oldSecretUntil: until }),
    counts,
    version: row.version,
  }
}

function toDelivery(row: DeliveryRow): Delivery {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    fact: row.fact,
    seq: row.seq,
    state: row.state,
    tries: row.tries,
    createdAt: row.created_at,
    ...(row.state === 'pending' && { nextAt: row.next_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.last_status !== null && { lastStatus: row.last_status }),
    ...(row.last_ms !== null && { lastMs: row.last_ms }),
    ...(row.last_problem !== null && { lastProblem: row.last_problem }),
  }
}
