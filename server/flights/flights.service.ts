/** Flights, bookings, tickets, bags and accounts as the airline's passenger-service system tells them, with the age of each answer. */
import type { LiveTrip, LiveTrips, SourceState, Told } from '../contracts/flights.ts'
import type { PassengerId } from '../contracts/ids.ts'
import type {
  BagFile,
  ETicket,
  FlightQuery,
  FlightStatus,
  MemberAccount,
  Money,
  Pnr,
} from '../contracts/passenger-service.ts'
import type { Trip } from '../contracts/passengers.ts'
import type { PassengerService, Trips } from './flights.ports.ts'
import type { Source } from './source.ts'

export interface FlightsDeps {
  service: PassengerService
  source: Source
  trips: Pick<Trips, 'trips'>
  orders: { waiting(): Promise<number> }
  adapter: SourceState['adapter']
}

export type Flights = ReturnType<typeof createFlights>

/** A delay that somebody at the airport speaks of. */
const noticedDelayMs = 30 * 60_000

/** The room of flights. No question takes longer than the source's budget, and none rejects because of the source. */
export function createFlights({ service, source, trips, orders, adapter }: FlightsDeps) {
  const status = (flight: string, date: string): Promise<Told<FlightStatus>> =>
    source.ask(`flight:${flight}:${date}`, (signal) => service.flight(flight, date, signal))

  const bagsOf = (pnr: string): Promise<Told<BagFile[]>> =>
    source.ask(`bags:${pnr}`, (signal) => service.bagsOf(pnr, signal))

  async function live(trip: Trip): Promise<LiveTrip> {
    const date = localDate(trip.departsAt, trip.fromZone)
    const [toldStatus, bags] = await Promise.all([status(trip.flight, date), bagsOf(trip.pnr)])
    return { trip, date, status: toldStatus, bags }
  }

  return {
    /** One flight of a date (IQ-01, IQ-05, IQ-06). */
    status,

    /** Origin, destination and what is wrong, for whoever proposes what a request is about; undefined when nobody knows. */
    async onDay(flight: string, date: string) {
      const { value } = await status(flight, date)
      return value && { origin: value.from, destination: value.to, trouble: troubleOnDay(value) }
    },

    /** The flights of a date between two airports, or all of one. */
    search: ({ from, to, date }: FlightQuery): Promise<Told<FlightStatus[]>> =>
      source.ask(`flights:${from ?? ''}:${to ?? ''}:${date}`, (signal) => service.flights({ from, to, date }, signal)),

    pnr: (locator: string): Promise<Told<Pnr>> =>
      source.ask(`pnr:${locator}`, (signal) => service.pnr(locator, signal)),

    eTicket: (number: string): Promise<Told<ETicket>> =>
      source.ask(`ticket:${number}`, (signal) => service.eTicket(number, signal)),

    memberAccount: (number: string): Promise<Told<MemberAccount>> =>
      source.ask(`account:${number}`, (signal) => service.memberAccount(number, signal)),

    /** A file of the tracing system by the number on the passenger's receipt (IQ-04). */
    bagFile: (reference: string): Promise<Told<BagFile>> =>
      source.ask(`bag:${reference}`, (signal) => service.bagFile(reference, signal)),

    bagsOf,

    /** What was paid for the ticket of a booking; one question to the caller, two to the source. */
    fareOf: (locator: string): Promise<Told<Money>> =>
      source.ask(`fare:${locator}`, async (signal) => {
        const ticket = (await service.pnr(locator, signal))?.passengers[0]?.ticket
        return ticket === undefined ? undefined : (await service.eTicket(ticket, signal))?.fare
      }),

    /** The next trips and the last, each with what can be said about it now. */
    async liveTrips(id: PassengerId): Promise<LiveTrips> {
      const { next, last } = await trips.trips(id)
      const [ahead, behind] = await Promise.all([Promise.all(next.map(live)), Promise.all(last.slice(0, 3).map(live))])
      return { next: ahead, last: behind }
    },

    /** Whether the source can be asked, and since when it is so. */
    async sourceState(): Promise<SourceState> {
      return { adapter, ...source.state(), waitingOrders: await orders.waiting() }
    },
  }
}

/** The date that the clocks of the first airport show. */
function localDate(at: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    at,
  )
}

/** What a caller may complain about on the day. */
function troubleOnDay(status: FlightStatus): 'cancelled' | 'oversold' | 'delayed' | undefined {
  if (status.state === 'cancelled') return 'cancelled'
  const late = status.estimatedArrivesAt - status.scheduledArrivesAt >= noticedDelayMs
  if (late || status.divertedTo !== undefined) return 'delayed'
  return status.booked > status.capacity ? 'oversold' : undefined
}
