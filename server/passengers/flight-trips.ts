/** Trips as seen from a flight: what became of it is written into them, and who is on it must be told. */
import { z } from 'zod'
import type { PassengerId, TripId } from '../contracts/ids.ts'
import { type PassengerSummary, SpecialNeed, type Tier, type Trip } from '../contracts/passengers.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  findMember,
  listBookings,
  numbersOf,
  passengersOn,
  tripStates,
  updateLiveTrip,
} from './flight-trips.repository.ts'
import { isVip } from './tier.rules.ts'

/** What is known of a flight. */
interface FlightFacts {
  flight: string
  state: string
  scheduledDepartsAt: number
  estimatedDepartsAt: number
  estimatedArrivesAt: number
}

/** Somebody on a flight, with the number to call. */
interface Travelling {
  passenger: PassengerSummary
  tripId: TripId
  pnr: string
  cabin: Trip['cabin']
  number: string | undefined
  language: 'zh' | 'en'
  specialNeeds: string[]
}

export type FlightTrips = ReturnType<typeof createFlightTrips>

const delayedMs = 15 * 60_000
const step = 500
const mostSegments = 20

/** What the flights' room and the reservation system see of the passengers' trips. */
export function createFlightTrips({ store }: { store: Store }) {
  async function firstNumbers(ids: PassengerId[], within?: Write): Promise<Map<PassengerId, string>> {
    const best = new Map<PassengerId, string>()
    for (let i = 0; i < ids.length; i += step) {
      const rows = await numbersOf(within?.db ?? store.db, ids.slice(i, i + step))
      // Own before shared, a mobile first: the later in this order wins.
      const order = rows.toSorted((a, b) => rank(a) - rank(b))
      for (const row of order) best.set(row.passenger_id, row.e164)
    }
    return best
  }

  return {
    /** Writes what became of a flight into the trips on it; returns whose they are. */
    async applyFlight(facts: FlightFacts, tx: Write): Promise<PassengerId[]> {
      const trips = await tripStates(tx.db, facts.flight, facts.scheduledDepartsAt)
      for (const trip of trips)
        await updateLiveTrip(tx.db, trip.id, {
          estimated_departs_at: facts.estimatedDepartsAt,
          estimated_arrives_at: facts.estimatedArrivesAt,
          status: tripStatus(trip.status, facts),
        })
      return trips.map((trip) => trip.passenger_id)
    },

    /** Everybody on record for a flight. */
    async onFlight(flight: string, scheduledDepartsAt: number, within?: Write): Promise<Travelling[]> {
      const rows = await passengersOn(within?.db ?? store.db, flight, scheduledDepartsAt)
      const numbers = await firstNumbers([...new Set(rows.map((row) => row.id))], within)
      return rows.map((row) => ({
        passenger: {
          id: row.id,
          name: row.name,
          latinName: row.latin_name,
          tier: row.tier,
          memberNumber: row.member_number ?? undefined,
          vip: isVip(row.tier),
          difficult: row.difficult === 1,
          city: row.city ?? undefined,
        },
        tripId: row.trip_id,
        pnr: row.pnr,
        cabin: row.cabin,
        number: numbers.get(row.id),
        language: row.language,
        specialNeeds: needsOf(row.special_needs),
      }))
    },

    /** The trips as bookings of the simulated airline. */
    bookings: {
      async ofPnr(pnr: string) {
        return withContacts(await listBookings(store.db, { pnr }, mostSegments))
      },
      async departing(fromMs: number, toMs: number, limit: number) {
        return (await listBookings(store.db, { fromMs, toMs }, limit)).map((row) => bookingOf(row, undefined))
      },
      async member(number: string): Promise<MemberFacts | undefined> {
        const row = await findMember(store.db, number)
        if (!row?.member_number) return undefined
        const { latin_name: name, tier, miles, segments } = row
        return { number: row.member_number, name, tier, miles, segments }
      },
    },
  }

  async function withContacts(rows: BookingRow[]) {
    const numbers = await firstNumbers(rows.map((row) => row.id))
    return rows.map((row) => bookingOf(row, numbers.get(row.id)))
  }
}

interface MemberFacts {
  number: string
  name: string
  tier: Tier
  miles: number
  segments: number
}

type BookingRow = Awaited<ReturnType<typeof listBookings>>[number]

function bookingOf(row: BookingRow, contact: string | undefined) {
  return {
    pnr: row.pnr,
    name: row.latin_name === '' ? row.name : row.latin_name,
    flight: row.flight,
    departsAt: row.departs_at,
    cabin: row.cabin,
    specialNeeds: needsOf(row.special_needs),
    ...(row.seat !== null && { seat: row.seat }),
    ...(row.member_number !== null && { memberNumber: row.member_number }),
    ...(row.meal !== null && { meal: row.meal }),
    ...(contact !== undefined && { contact }),
  }
}

const needsOf = (json: string) => z.array(SpecialNeed).parse(JSON.parse(json))

const rank = (number: { kind: string; shared: number }) =>
  (number.shared === 1 ? 0 : 2) + (number.kind === 'mobile' ? 1 : 0)

/** A trip that its passenger cancelled stays cancelled whatever the flight does. */
function tripStatus(before: Trip['status'], facts: FlightFacts): Trip['status'] {
  if (facts.state === 'cancelled') return 'cancelled'
  if (facts.state === 'arrived') return 'flown'
  if (before === 'cancelled' || before === 'flown') return before
  if (facts.estimatedDepartsAt - facts.scheduledDepartsAt >= delayedMs) return 'delayed'
  return before === 'delayed' ? 'booked' : before
}
