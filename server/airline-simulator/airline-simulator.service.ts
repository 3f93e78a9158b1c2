/** A plausible airline that runs on the clock: the passenger-service system of the demo. Everything follows from date and flight. */
import type {
  BagFile,
  ETicket,
  FlightQuery,
  FlightStatus,
  MemberAccount,
  Pnr,
  PnrOrder,
  PnrOrderAnswer,
  ServiceEvent,
} from '../contracts/passenger-service.ts'
import type { Booking, Bookings } from './airline-simulator.ports.ts'
import { bagFileAt, bagMoments } from './bag-story.rules.ts'
import { accountOf, locatorOf, pnrOf, ticketAt } from './booking.rules.ts'
import { statusAt } from './flight-plan.rules.ts'
import { createTimetable, dateOfFlight, eventId } from './timetable.ts'
import { createWrittenOrders } from './written-orders.ts'

export interface SimulatorDeps {
  clock: { now(): number }
  bookings: Bookings
}

export type AirlineSimulator = ReturnType<typeof createAirlineSimulator>

const dayMs = 86_400_000
/** A cancellation may be told fifteen days ahead, and a flight around the world still lands two days later. */
const eventDays = { back: 2, ahead: 16 }
/** Bags are followed for so long after the flight left. */
const bagDays = 5
const mostBags = 500
/** The feed looks back so far for a reader that comes late. */
const longestFeedMs = 3 * dayMs
/** As many special needs as one cabin crew can look after. */
const mostSsrs = 8

/** Runs the airline; nothing needs to be closed. */
export function createAirlineSimulator({ clock, bookings }: SimulatorDeps) {
  const timetable = createTimetable()
  const orders = createWrittenOrders(clock)

  /** As it stands now, or as it will have ended. */
  function status(flight: string, date: string, at = clock.now()): FlightStatus | undefined {
    const plan = timetable.plan(flight, date)
    return plan && statusAt(plan, at)
  }

  function statusOf(booking: Booking, at?: number): FlightStatus | undefined {
    const date = dateOfFlight(booking.flight, booking.departsAt)
    return date === undefined ? undefined : status(booking.flight, date, at)
  }

  async function firstOf(locator: string): Promise<{ booking: Booking; status: FlightStatus } | undefined> {
    for (const booking of await bookings.ofPnr(locator)) {
      const found = statusOf(booking)
      if (found) return { booking, status: found }
    }
    return undefined
  }

  async function bagsOf(locator: string): Promise<BagFile[]> {
    return (await bookings.ofPnr(locator)).flatMap((booking) => {
      const found = statusOf(booking)
      return (found && bagFileAt({ pnr: booking.pnr, name: booking.name }, found, clock.now())) ?? []
    })
  }

  async function bagEvents(after: number, until: number): Promise<ServiceEvent[]> {
    const flown = await bookings.departing(until - bagDays * dayMs, until, mostBags)
    return flown.flatMap((booking) => {
      const owner = { pnr: booking.pnr, name: booking.name }
      const arrived = statusOf(booking)
      if (!arrived) return []
      return bagMoments(owner, arrived)
        .filter((moment) => moment.at > after && moment.at <= until)
        .flatMap(({ at, kind }): ServiceEvent[] => {
          const bag = bagFileAt(owner, arrived, at)
          const id = eventId(at, arrived.flight, arrived.date, `${kind}-${owner.pnr}`)
          return bag ? [{ id, at, kind, status: arrived, bag }] : []
        })
    })
  }

  return {
    async flight(flight: string, date: string): Promise<FlightStatus | undefined> {
      return status(flight, date)
    },

    async flights({ from, to, date }: FlightQuery): Promise<FlightStatus[]> {
      const now = clock.now()
      return timetable
        .plansOf(date)
        .filter((plan) => (from === undefined || plan.from === from) && (to === undefined || plan.to === to))
        .map((plan) => statusAt(plan, now))
        .toSorted((a, b) => a.scheduledDepartsAt - b.scheduledDepartsAt)
    },

    async pnr(locator: string): Promise<Pnr | undefined> {
      const found = await firstOf(locator)
      return found && pnrOf(found.booking, found.status, orders.of(locator))
    },

    async eTicket(number: string): Promise<ETicket | undefined> {
      const locator = locatorOf(number)
      const found = locator === undefined ? undefined : await firstOf(locator)
      return found && ticketAt(found.booking, found.status)
    },

    async memberAccount(number: string): Promise<MemberAccount | undefined> {
      const member = await bookings.member(number)
      return member && accountOf(member, clock.now())
    },

    async bagFile(reference: string): Promise<BagFile | undefined> {
      const now = clock.now()
      for (const booking of await bookings.departing(now - 90 * dayMs, now, mostBags)) {
        const found = statusOf(booking)
        const file = found && bagFileAt({ pnr: booking.pnr, name: booking.name }, found, now)
        if (file?.reference === reference) return file
      }
      return undefined
    },

    bagsOf,

    /** Refuses in words what a reservation system would refuse too. */
    async write(locator: string, id: string, order: PnrOrder): Promise<PnrOrderAnswer> {
      const found = await firstOf(locator)
      if (!found) return { done: false, reason: 'No such PNR.' }
      return orders.keep(locator, id, order, refusalOf(order, found.status, orders.of(locator).ssrs.length))
    },

    async events(after: string | undefined, limit: number): Promise<{ items: ServiceEvent[]; cursor: string }> {
      const now = clock.now()
      if (after === undefined) return { items: [], cursor: String(now).padStart(15, '0') }
      const since = Math.max(now - longestFeedMs, Number(after.slice(0, 15)) - 1)
      const planned = timetable
        .eventsBetween(since, now, eventDays)
        .map(({ id, at, kind, plan }): ServiceEvent => ({ id, at, kind, status: statusAt(plan, now) }))
      const items = [...planned, ...(await bagEvents(since, now))]
        .filter((event) => event.id > after)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
      return { items, cursor: items.at(-1)?.id ?? after }
    },
  }
}

function refusalOf(order: PnrOrder, status: FlightStatus, ssrs: number): PnrOrderAnswer {
  if (order.kind !== 'ssr') return { done: true }
  if (status.departedAt !== undefined) return { done: false, reason: 'The flight has left; no SSR can be added.' }
  if (status.state === 'cancelled') return { done: false, reason: 'The flight is cancelled; change the booking first.' }
  if (ssrs >= mostSsrs) return { done: false, reason: 'This booking has as many SSRs as it can hold.' }
  return { done: true }
}
