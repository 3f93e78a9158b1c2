/** Orders to the passenger-service system: kept first, then sent, with the same id until somebody answers (outbox). */

import type { Role } from '../contracts/auth.ts'
import type { KeptOrder, NewOrder } from '../contracts/flights.ts'
import type { UserId } from '../contracts/ids.ts'
import { PnrOrder, type PnrOrderAnswer } from '../contracts/passenger-service.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import type { PassengerService, Staff, Trail } from './flights.ports.ts'
import { nextTryAt } from './order-retry.rules.ts'
import {
  countWaiting,
  dueOrders,
  findOrder,
  insertOrder,
  listOrders,
  type OrderRow,
  updateOrder,
} from './orders.repository.ts'
import type { Source } from './source.ts'

export interface OrdersDeps {
  store: Store
  clock: Clock
  log: Log
  service: Pick<PassengerService, 'write'>
  source: Source
  staff: Staff
  audit: Trail
}

export type Orders = ReturnType<typeof createOrders>

const shown = 50
const together = 10
const lookEveryMs = 2_000

/** The outbox; `start` begins to send. */
export function createOrders({ store, clock, log, service, source, staff, audit }: OrdersDeps) {
  let cancel: (() => void) | undefined
  let closed = false
  let sending: Promise<void> = Promise.resolve()

  async function settle(row: OrderRow, change: Partial<OrderRow>): Promise<void> {
    await store.write(async (tx) => {
      await updateOrder(tx.db, row.id, change)
      tx.announce('pnr-order.changed', {
        orderId: row.id,
        locator: row.locator,
        state: change.state ?? row.state,
        ...(row.passenger_id && { passengerId: row.passenger_id }),
      })
    })
  }

  async function send(row: OrderRow): Promise<void> {
    const tries = row.tries + 1
    // Persist, then act: the try is counted before anybody hears of the order.
    await store.write((tx) => updateOrder(tx.db, row.id, { tries }))
    let answer: PnrOrderAnswer | undefined
    try {
      const order = PnrOrder.parse(JSON.parse(row.payload))
      answer = await source.request((signal) => service.write(row.locator, row.id, order, signal))
    } catch (error) {
      log.debug({ error, orderId: row.id }, 'An order to the passenger-service system was not answered.')
    }
    const now = clock.now()
    if (answer) {
      source.forget(`pnr:${row.locator}`)
      const reason = answer.reason ?? null
      return settle(row, { state: answer.done ? 'done' : 'refused', settled_at: now, reason })
    }
    const nextAt = nextTryAt({ createdAt: row.created_at, tries }, now)
    if (nextAt === undefined) return settle(row, { state: 'given-up', settled_at: now })
    await store.write((tx) => updateOrder(tx.db, row.id, { next_at: nextAt }))
  }

  async function sendDue(): Promise<void> {
    for (const row of await dueOrders(store.db, clock.now(), together)) if (!closed) await send(row)
  }

  /** One after another, so that orders of a PNR keep their order. */
  function kick(): Promise<void> {
    sending = sending.then(sendDue).catch((error: unknown) => log.error({ error }, 'Orders could not be sent.'))
    return sending
  }

  function wait(): void {
    cancel = clock.after(lookEveryMs, () => {
      void kick().then(() => {
        if (!closed) wait()
      })
    })
  }

  return {
    /** Keeps an order; the same id again is the same order. Refuses one of another PNR. */
    add(
      locator: string,
      fresh: NewOrder,
      actor: { id: UserId; role: Role; ip: string },
      within?: Write,
    ): Promise<KeptOrder> {
      return store.write(async (tx) => {
        const now = clock.now()
        const row: OrderRow = {
          id: fresh.id,
          locator,
          payload: JSON.stringify(fresh.order),
          state: 'waiting',
          passenger_id: fresh.passengerId ?? null,
          case_id: fresh.caseId ?? null,
          by_id: actor.id,
          created_at: now,
          tries: 0,
          next_at: now,
          settled_at: null,
          reason: null,
        }
        if (!(await insertOrder(tx.db, row))) {
          const before = found(await findOrder(tx.db, fresh.id))
          if (before.locator !== locator) throw new Refusal('invalid-input', {}, { id: 'used before' })
          return toOrder(before)
        }
        const entry = { actorId: actor.id, role: actor.role, ip: actor.ip, objectType: 'pnr', objectId: locator }
        await audit.record({ ...entry, action: `pnr.${fresh.order.kind}-ordered` }, tx)
        tx.announce('pnr-order.changed', {
          orderId: row.id,
          locator,
          state: 'waiting',
          ...(row.passenger_id && { passengerId: row.passenger_id }),
        })
        tx.committed(() => void (cancel && kick()))
        return toOrder(row)
      }, within)
    },

    /** The newest orders of a PNR. */
    async of(locator: string): Promise<KeptOrder[]> {
      const rows = await listOrders(store.db, locator, shown)
      const names = await staff.namesOf(rows.map((row) => row.by_id))
      return rows.map((row) => toOrder(row, names.get(row.by_id)))
    },

    waiting: (): Promise<number> => countWaiting(store.db),

    start(): void {
      wait()
      void kick()
    },

    /** Sends what is due now; resolves when it was tried. */
    sendNow: kick,

    async close(): Promise<void> {
      closed = true
      cancel?.()
      await sending
    },
  }
}

function toOrder(row: OrderRow, byName?: string): KeptOrder {
  return {
    id: row.id,
    locator: row.locator,
    order: PnrOrder.parse(JSON.parse(row.payload)),
    state: row.state,
    createdAt: row.created_at,
    byId: row.by_id,
    byName,
    tries: row.tries,
    settledAt: row.settled_at ?? undefined,
    reason: row.reason ?? undefined,
  }
}
