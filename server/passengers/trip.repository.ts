/** SQL of trips. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId, TripId } from '../contracts/ids.ts'
import type { Trip } from '../contracts/passengers.ts'

interface TripRow {
  id: TripId
  passenger_id: PassengerId
  pnr: string
  flight: string
  from_airport: string
  to_airport: string
  departs_at: number
  arrives_at: number
  from_zone: string
  to_zone: string
  cabin: Trip['cabin']
  seat: string | null
  status: Trip['status']
  estimated_departs_at?: number | null | undefined
  estimated_arrives_at?: number | null | undefined
}

const own = (db: Kysely<unknown>) => db as Kysely<{ trip: TripRow }>

/** Adds a trip. */
export async function insertTrip(db: Kysely<unknown>, passengerId: PassengerId, trip: Trip): Promise<void> {
  await own(db)
    .insertInto('trip')
    .values({
      id: trip.id,
      passenger_id: passengerId,
      pnr: trip.pnr,
      flight: trip.flight,
      from_airport: trip.from,
      to_airport: trip.to,
      departs_at: trip.departsAt,
      arrives_at: trip.arrivesAt,
      from_zone: trip.fromZone,
      to_zone: trip.toZone,
      cabin: trip.cabin,
      seat: trip.seat ?? null,
      status: trip.status,
    })
    .execute()
}

/** Booking codes of a passenger, for the search. */
export async function listPnrs(db: Kysely<unknown>, passengerId: PassengerId): Promise<string[]> {
  const rows = await own(db)
    .selectFrom('trip')
    .select('pnr')
    .distinct()
    .where('passenger_id', '=', passengerId)
    .execute()
  return rows.map((row) => row.pnr)
}

/** A delayed trip is not over when the timetable says so. */
const expectedArrival = sql<number>`coalesce(estimated_arrives_at, arrives_at)`

/** Trips not yet over at `now`, nearest first; or those over, latest first. */
export async function listTrips(
  db: Kysely<unknown>,
  passengerId: PassengerId,
  which: 'next' | 'last',
  now: number,
  limit: number,
): Promise<Trip[]> {
  const query = own(db).selectFrom('trip').selectAll().where('passenger_id', '=', passengerId).limit(limit)
  const rows =
    which === 'next'
      ? await query.where(expectedArrival, '>', now).orderBy('departs_at').execute()
      : await query.where(expectedArrival, '<=', now).orderBy('departs_at', 'desc').execute()
  return rows.map(toTrip)
}

/** The two ends of the latest trip of a passenger on a flight. */
export async function findLeg(
  db: Kysely<unknown>,
  passengerId: PassengerId,
  flight: string,
): Promise<{ from: string; to: string } | undefined> {
  const row = await own(db)
    .selectFrom('trip')
    .select(['from_airport', 'to_airport'])
    .where('passenger_id', '=', passengerId)
    .where('flight', '=', flight)
    .orderBy('departs_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { from: row.from_airport, to: row.to_airport }
}

function toTrip(row: TripRow): Trip {
  return {
    id: row.id,
    pnr: row.pnr,
    flight: row.flight,
    from: row.from_airport,
    to: row.to_airport,
    departsAt: row.departs_at,
    arrivesAt: row.arrives_at,
    fromZone: row.from_zone,
    toZone: row.to_zone,
    cabin: row.cabin,
    seat: row.seat ?? undefined,
    status: row.status,
    estimatedDepartsAt: row.estimated_departs_at ?? undefined,
    estimatedArrivesAt: row.estimated_arrives_at ?? undefined,
  }
}
