/**
 * The relay of webhooks: reads the log of facts behind a persisted cursor, makes the deliveries, and sends what is due.
 * A fact is in the log in the transaction that made it true, and the cursor moves in the transaction that makes its
 * deliveries: whatever dies in between, no fact is missed and none is delivered under two ids.
 */
import { createHash } from 'node:crypto'
import type { Fact } from '../contracts/facts.ts'
import type { DeliveryId } from '../contracts/ids.ts'
import type { Bus } from '../platform/bus.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import {
  type DeliveryRow,
  forgetDelivered,
  insertDeliveries,
  listDue,
  nextDueAt,
  updateDelivery,
} from './delivery.repository.ts'
import { recordKeyOf } from './record-key.rules.ts'
import { nextTryAt } from './retry.rules.ts'
import type { Seal } from './sealed.ts'
import { signatureHeader, signatureOf } from './signature.rules.ts'
import { findWebhook, listWebhooks, readCursor, type WebhookRow, writeCursor } from './webhook.repository.ts'
import type { Courier, Outcome } from './webhooks.ports.ts'
import { factsOf, newDelivery } from './webhooks.service.ts'

export interface RelayDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  seal: Seal
  courier: Courier
  /** In [0, 1): spreads the tries. */
  chance: () => number
}

const factsAtOnce = 200
const sentAtOnce = 8
/** The cursor on the disk lags behind by this many facts at most. */
const farBehind = 2_000
/** After a failure of the database. */
const pauseMs = 5_000
/** Delivered ones are kept so long for the log. */
const keptMs = 30 * 86_400_000

export type WebhookRelay = ReturnType<typeof createWebhookRelay>

/** Nothing runs before `start`. */
export function createWebhookRelay({ store, bus, clock, log, seal, courier, chance }: RelayDeps) {
  let stop: (() => void) | undefined
  let cancel: (() => void) | undefined
  let working: Promise<void> | undefined
  let again = false
  /** Number of the newest fact that was looked at. */
  let seen = 0
  /** False while there has never been a subscription; undefined: not known. */
  let subscribed: boolean | undefined

  /** Turns the facts since the last look into deliveries; false when there are no more. */
  async function follow(): Promise<boolean> {
    const cursor = await readCursor(store.db)
    subscribed = cursor !== undefined
    if (cursor === undefined) return false
    const facts = await store.factsAfter(Math.max(cursor, seen), factsAtOnce)
    const last = facts.at(-1)
    if (!last) return false
    // After the facts: a subscription that stood before a fact is seen with it.
    const hooks = await listWebhooks(store.db)
    const rows = facts.flatMap((fact) =>
      hooks.filter((hook) => wants(hook, fact)).map((hook) => deliveryOf(hook, fact)),
    )
    // Facts that nobody wants cost no commit each; after a restart they are looked at again, in vain again.
    if (rows.length > 0 || last.seq - cursor >= farBehind)
      await store.write(async (tx) => {
        await insertDeliveries(tx.db, rows)
        await writeCursor(tx.db, last.seq)
      })
    seen = last.seq
    return facts.length === factsAtOnce
  }

  const wants = (hook: WebhookRow, fact: Fact) => hook.created_at <= fact.at && factsOf(hook).includes(fact.name)

  function deliveryOf(hook: WebhookRow, fact: Fact): DeliveryRow {
    const id = deliveryIdOf(hook.id, fact)
    return newDelivery({
      id,
      webhookId: hook.id,
      fact: fact.name,
      seq: fact.seq,
      record: recordKeyOf(fact.name, fact.data),
      body: { id, type: fact.name, seq: fact.seq, at: fact.at, data: fact.data },
      now: clock.now(),
    })
  }

  async function send(row: DeliveryRow): Promise<void> {
    const hook = await findWebhook(store.db, row.webhook_id)
    if (!hook || hook.enabled === 0) return
    const now = clock.now()
    const old = hook.old_secret !== null && (hook.old_secret_until ?? 0) > now ? [hook.old_secret] : []
    const secrets = [hook.secret, ...old].map((sealed) => seal.open(sealed))
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'contact-centre-webhooks/1',
      'idempotency-key': row.id,
      'x-contact-centre-delivery': row.id,
      'x-contact-centre-fact': row.fact,
      [signatureHeader]: signatureOf(row.body, now, secrets),
    }
    await settle(row, await courier.send({ url: hook.url, headers, body: row.body }))
  }

  async function settle(row: DeliveryRow, outcome: Outcome): Promise<void> {
    const now = clock.now()
    const tries = row.tries + 1
    const arrived = 'status' in outcome && outcome.status >= 200 && outcome.status < 300
    const next = arrived ? undefined : nextTryAt(tries, row.tried_from, now, chance())
    const state = arrived ? 'delivered' : next === undefined ? 'dead' : 'pending'
    await store.write((tx) =>
      updateDelivery(tx.db, row.id, {
        state,
        tries,
        next_at: next ?? row.next_at,
        ended_at: state === 'pending' ? null : now,
        last_status: 'status' in outcome ? outcome.status : null,
        last_ms: outcome.ms,
        last_problem: 'problem' in outcome ? outcome.problem : arrived ? null : 'bad-status',
      }),
    )
  }

  async function work(): Promise<void> {
    do {
      again = false
      while (await follow());
      for (let due = await listDue(store.db, clock.now(), sentAtOnce); due.length > 0 && stop; ) {
        await Promise.all(due.map(send))
        due = await listDue(store.db, clock.now(), sentAtOnce)
      }
    } while (again && stop)
    const at = await nextDueAt(store.db)
    if (at !== undefined) wakeAt(at)
  }

  function wakeAt(at: number): void {
    cancel?.()
    if (stop) cancel = clock.after(Math.max(0, at - clock.now()), wake)
  }

  function wake(): void {
    if (!stop) return
    again = true
    working ??= work()
      .catch((error: unknown) => {
        log.error({ error }, 'Webhooks could not be relayed; trying again.')
        again = false
        wakeAt(clock.now() + pauseMs)
      })
      .finally(() => {
        working = undefined
        if (again) wake()
      })
  }

  return {
    /** A subscription, a test or a replay is new. */
    wake(): void {
      subscribed = undefined
      wake()
    },
    /** Takes up what a former run left, and follows the log from there. */
    async start(): Promise<void> {
      stop = bus.onAny(() => {
        if (subscribed !== false) wake()
      })
      await store.write((tx) => forgetDelivered(tx.db, clock.now() - keptMs))
      wake()
    },
    /** Resolves when nothing is under way any more. */
    async quiet(): Promise<void> {
      while (working) await working
    },
    async close(): Promise<void> {
      stop?.()
      stop = undefined
      cancel?.()
      await courier.close()
      while (working) await working
    },
  }
}

/** One id for a fact and a subscription, the same however often it is made; ids sort by time and number of their facts. */
function deliveryIdOf(webhookId: string, fact: Fact): DeliveryId {
  const hash = createHash('sha256').update(`${webhookId}:${fact.seq}`).digest('hex')
  const at = fact.at.toString(16).padStart(12, '0')
  const seq = (fact.seq & 0xffffff).toString(16).padStart(6, '0')
  return `${at.slice(0, 8)}-${at.slice(8)}-7${seq.slice(0, 3)}-8${seq.slice(3)}-${hash.slice(0, 12)}` as DeliveryId
}
