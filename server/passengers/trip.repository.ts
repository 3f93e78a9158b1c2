/** SQL of trips. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId, TripId } from '../contracts/ids.ts'
import type { TripEdit } from '../contracts/passenger-care.ts'
import type { Trip } from '../contracts/passengers.ts'

export interface TripRow {
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
  fare_class: string | null
  fare: number | null
  purchase_mode: NonNullable<Trip['purchaseMode']> | null
  airport_transport: NonNullable<Trip['airportTransport']> | null
  meal: NonNullable<Trip['meal']> | null
  drink: string | null
  baggage: NonNullable<Trip['baggage']> | null
  baggage_pieces: number
  version: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ trip: TripRow }>

/** Adds trips of one passenger. */
export async function insertTrips(db: Kysely<unknown>, passengerId: PassengerId, trips: Trip[]): Promise<void> {
  if (trips.length === 0) return
  await own(db)
    .insertInto('trip')
    .values(trips.map((trip) => rowOf(passengerId, trip)))
    .execute()
}

function rowOf(passengerId: PassengerId, trip: Trip): TripRow {
  return {
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
    fare_class: trip.fareClass ?? null,
    fare: trip.fare ?? null,
    purchase_mode: trip.purchaseMode ?? null,
    airport_transport: trip.airportTransport ?? null,
    meal: trip.meal ?? null,
    drink: trip.drink ?? null,
    baggage: trip.baggage ?? null,
    baggage_pieces: trip.baggagePieces ?? 0,
    version: 1,
  }
}

/** One trip. */
export function findTrip(db: Kysely<unknown>, id: TripId): Promise<TripRow | undefined> {
  return own(db).selectFrom('trip').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The columns that an edit changes. */
export function tripChangeOf(edit: TripEdit): Partial<TripRow> {
  const change: Partial<TripRow> = {}
  if (edit.seat !== undefined) change.seat = edit.seat
  if (edit.purchaseMode !== undefined) change.purchase_mode = edit.purchaseMode
  if (edit.airportTransport !== undefined) change.airport_transport = edit.airportTransport
  if (edit.meal !== undefined) change.meal = edit.meal
  if (edit.drink !== undefined) change.drink = edit.drink === '' ? null : edit.drink
  if (edit.baggage !== undefined) change.baggage = edit.baggage
  if (edit.baggagePieces !== undefined) change.baggage_pieces = edit.baggagePieces
  return change
}

/** Changes a trip if it still has this version; false when somebody was faster. */
export async function updateTrip(
  db: Kysely<unknown>,
  id: TripId,
  version: number,
  change: Partial<TripRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('trip')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
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

/** A trip as the console shows it. */
export function toTrip(row: TripRow): Trip {
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
    fareClass: row.fare_class ?? undefined,
    fare: row.fare ?? undefined,
    purchaseMode: row.purchase_mode ?? undefined,
    airportTransport: row.airport_transport ?? undefined,
    meal: row.meal ?? undefined,
    drink: row.drink ?? undefined,
    baggage: row.baggage ?? undefined,
    baggagePieces: row.baggage_pieces,
    version: row.version,
  }
}
