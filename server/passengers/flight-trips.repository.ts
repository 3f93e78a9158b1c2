/** SQL of trips as seen from a flight: who is on it, what became of it, who is booked. */
import type { Kysely } from 'kysely'
import type { PassengerId, TripId } from '../contracts/ids.ts'
import type { Tier, Trip } from '../contracts/passengers.ts'

interface OwnTables {
  trip: {
    id: TripId
    passenger_id: PassengerId
    pnr: string
    flight: string
    from_airport: string
    departs_at: number
    estimated_departs_at: number | null
    estimated_arrives_at: number | null
    cabin: Trip['cabin']
    seat: string | null
    status: Trip['status']
  }
  passenger: {
    id: PassengerId
    name: string
    latin_name: string
    tier: Tier
    member_number: string | null
    difficult: number
    city: string | null
    language: 'zh' | 'en'
    meal: string | null
    special_needs: string
    miles: number
    segments: number
  }
  passenger_number: { e164: string; passenger_id: PassengerId; kind: string; shared: number; position: number }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** A flight's own time may be told a little differently by a list that was taken over. */
const toleranceMs = 3 * 3_600_000

/** Trips on a flight that departs as scheduled at this moment. */
const tripsOn = (db: Kysely<unknown>, flight: string, departsAt: number) =>
  own(db)
    .selectFrom('trip')
    .where('flight', '=', flight)
    .where('departs_at', '>=', departsAt - toleranceMs)
    .where('departs_at', '<=', departsAt + toleranceMs)

/** Trips on a flight with how they stand. */
export const tripStates = (db: Kysely<unknown>, flight: string, departsAt: number) =>
  tripsOn(db, flight, departsAt).select(['id', 'passenger_id', 'status']).execute()

/** Writes the times and the state of a flight into a trip. */
export async function updateLiveTrip(
  db: Kysely<unknown>,
  id: TripId,
  change: { estimated_departs_at: number; estimated_arrives_at: number; status: Trip['status'] },
): Promise<void> {
  await own(db).updateTable('trip').set(change).where('id', '=', id).execute()
}

/** Everybody on a flight whose trip is not cancelled by themselves. */
export const passengersOn = (db: Kysely<unknown>, flight: string, departsAt: number) =>
  tripsOn(db, flight, departsAt)
    .innerJoin('passenger', 'passenger.id', 'trip.passenger_id')
    .select(['trip.id as trip_id', 'trip.pnr', 'trip.cabin'])
    .select([
      'passenger.id',
      'passenger.name',
      'passenger.latin_name',
      'passenger.tier',
      'passenger.member_number',
      'passenger.difficult',
      'passenger.city',
      'passenger.language',
      'passenger.special_needs',
    ])
    .execute()

/** Numbers of several passengers, in the order of their records. */
export function numbersOf(db: Kysely<unknown>, ids: PassengerId[]) {
  return own(db)
    .selectFrom('passenger_number')
    .select(['passenger_id', 'e164', 'kind', 'shared'])
    .where('passenger_id', 'in', ids)
    .where('kind', 'not in', ['called', 'agency'])
    .orderBy('position')
    .execute()
}

/** Bookings as a reservation system holds them: those of a locator, or of a time. */
export function listBookings(
  db: Kysely<unknown>,
  wanted: { pnr: string } | { fromMs: number; toMs: number },
  limit: number,
) {
  let query = own(db)
    .selectFrom('trip')
    .innerJoin('passenger', 'passenger.id', 'trip.passenger_id')
    .select(['trip.pnr', 'trip.flight', 'trip.departs_at', 'trip.cabin', 'trip.seat'])
    .select([
      'passenger.id',
      'passenger.latin_name',
      'passenger.name',
      'passenger.member_number',
      'passenger.meal',
      'passenger.special_needs',
    ])
  if ('pnr' in wanted) query = query.where('trip.pnr', '=', wanted.pnr)
  else query = query.where('trip.departs_at', '>', wanted.fromMs).where('trip.departs_at', '<=', wanted.toMs)
  return query.orderBy('trip.departs_at').orderBy('trip.id').limit(limit).execute()
}

/** The member of a number. */
export const findMember = (db: Kysely<unknown>, memberNumber: string) =>
  own(db)
    .selectFrom('passenger')
    .select(['member_number', 'latin_name', 'tier', 'miles', 'segments'])
    .where('member_number', '=', memberNumber)
    .executeTakeFirst()
