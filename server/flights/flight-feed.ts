/** Reads the feed of the passenger-service system: what happened becomes facts, and trips know it, each exactly once. */
import type { FlightStatus, ServiceEvent } from '../contracts/passenger-service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { readCursor, saveCursor } from './flight-feed.repository.ts'
import type { PassengerService, Trips } from './flights.ports.ts'
import type { Source } from './source.ts'

/** A room that follows flights, inside the commit that tells of them. */
export interface FlightFollower {
  changed(status: FlightStatus, tx: Write): Promise<void>
}

export interface FlightFeedDeps {
  store: Store
  clock: Clock
  log: Log
  service: Pick<PassengerService, 'events' | 'flights'>
  source: Source
  trips: Pick<Trips, 'applyFlight'>
  follower: FlightFollower
}

export type FlightFeed = ReturnType<typeof createFlightFeed>

const pollMs = 5_000
const batch = 50
const dayMs = 86_400_000
/** What went wrong before the first reading is asked for by day. */
const firstDays = [-1, 0, 1, 2, 3]

/** The reader; `start` begins, `close` ends it. */
export function createFlightFeed(deps: FlightFeedDeps) {
  const { store, clock, log, service, source, trips, follower } = deps
  let cancel: (() => void) | undefined
  let closed = false
  let reading: Promise<void> = Promise.resolve()

  async function apply(status: FlightStatus, tx: Write): Promise<void> {
    await trips.applyFlight(status, tx)
    await follower.changed(status, tx)
  }

  async function tell(event: ServiceEvent, tx: Write): Promise<void> {
    const { flight, date } = event.status
    if (event.bag)
      tx.announce('bag.changed', { reference: event.bag.reference, pnr: event.bag.locator, kind: event.kind })
    else {
      await apply(event.status, tx)
      tx.announce('flight.changed', { flight, date, kind: event.kind })
    }
  }

  /** Flights that were in trouble before this house began to listen. */
  async function begin(): Promise<void> {
    const { cursor } = (await source.request((signal) => service.events(undefined, 1, signal))) ?? { cursor: '' }
    const today = clock.now()
    const statuses: FlightStatus[] = []
    for (const day of firstDays) {
      const date = new Date(today + day * dayMs).toISOString().slice(0, 10)
      statuses.push(...((await source.request((signal) => service.flights({ date }, signal))) ?? []))
    }
    const changed = statuses.filter(isNotAsPlanned)
    for (let i = 0; i < changed.length; i += batch)
      await store.write(async (tx) => {
        for (const status of changed.slice(i, i + batch)) await apply(status, tx)
      })
    await store.write(async (tx) => {
      await saveCursor(tx.db, cursor)
      tx.announce('flights.loaded', { flights: changed.length })
    })
  }

  async function readOnce(): Promise<void> {
    const after = await readCursor(store.db)
    if (after === undefined) return begin()
    const answer = await source.request((signal) => service.events(after, batch, signal))
    if (!answer || answer.items.length === 0 || closed) return
    await store.write(async (tx) => {
      for (const event of answer.items) await tell(event, tx)
      await saveCursor(tx.db, answer.cursor)
      tx.committed(() => {
        for (const { status, bag } of answer.items) {
          if (bag) source.forget(`bags:${bag.locator}`)
          else source.keep(`flight:${status.flight}:${status.date}`, status)
        }
      })
    })
    if (answer.items.length === batch) await readOnce()
  }

  function read(): Promise<void> {
    reading = reading.then(readOnce).catch((error: unknown) => {
      log.debug({ error }, 'The feed of flights could not be read.')
    })
    return reading
  }

  function wait(): void {
    cancel = clock.after(pollMs, () => {
      void read().then(() => {
        if (!closed) wait()
      })
    })
  }

  return {
    start(): void {
      void read()
      wait()
    },
    /** Reads what is new; resolves when it is written. */
    readNow: read,
    async close(): Promise<void> {
      closed = true
      cancel?.()
      await reading
    },
  }
}

function isNotAsPlanned(status: FlightStatus): boolean {
  return (
    status.state === 'cancelled' ||
    status.state === 'diverted' ||
    status.booked > status.capacity ||
    status.estimatedArrivesAt !== status.scheduledArrivesAt
  )
}
