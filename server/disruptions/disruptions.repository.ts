/** SQL of flights in trouble and of who was told. */
import type { Kysely } from 'kysely'
import type { Trouble } from '../contracts/flights.ts'
import type { CaseId, PassengerId, TaskId } from '../contracts/ids.ts'

export interface TroubleRow {
  flight: string
  date: string
  trouble: Trouble
  /** FlightStatus as JSON. */
  status: string
  departs_at: number
  heard_at: number
  affected: number
  valued: number
}

export interface NoticeRow {
  id: string
  flight: string
  date: string
  trouble: Trouble
  passenger_id: PassengerId
  task_id: TaskId
  case_id: CaseId
  case_number: string
  created_at: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ flight_trouble: TroubleRow; flight_notice: NoticeRow }>

/** Writes what is known of a flight in trouble. */
export async function saveTrouble(db: Kysely<unknown>, row: TroubleRow): Promise<void> {
  const { flight: _flight, date: _date, ...change } = row
  await own(db)
    .insertInto('flight_trouble')
    .values(row)
    .onConflict((conflict) => conflict.columns(['flight', 'date']).doUpdateSet(change))
    .execute()
}

export async function deleteTrouble(db: Kysely<unknown>, flight: string, date: string): Promise<void> {
  await own(db).deleteFrom('flight_trouble').where('flight', '=', flight).where('date', '=', date).execute()
}

/** Forgets flights that left before a moment, and who was told of them. */
export async function deleteBefore(db: Kysely<unknown>, departsAt: number, date: string): Promise<void> {
  await own(db).deleteFrom('flight_trouble').where('departs_at', '<', departsAt).execute()
  await own(db).deleteFrom('flight_notice').where('date', '<', date).execute()
}

export const findTrouble = (db: Kysely<unknown>, flight: string, date: string) =>
  own(db)
    .selectFrom('flight_trouble')
    .selectAll()
    .where('flight', '=', flight)
    .where('date', '=', date)
    .executeTakeFirst()

/** Flights in trouble that leave after a moment, the soonest first. */
export const listTroubles = (db: Kysely<unknown>, after: number, limit: number) =>
  own(db)
    .selectFrom('flight_trouble')
    .selectAll()
    .where('departs_at', '>', after)
    .orderBy('departs_at')
    .orderBy('flight')
    .limit(limit)
    .execute()

/** Who was told of a flight, or of any since a date. */
export function listNotices(db: Kysely<unknown>, by: { flight: string; date: string } | { since: string }) {
  const query = own(db).selectFrom('flight_notice').selectAll()
  return 'since' in by
    ? query.where('date', '>=', by.since).execute()
    : query.where('flight', '=', by.flight).where('date', '=', by.date).execute()
}

export async function insertNotice(db: Kysely<unknown>, row: NoticeRow): Promise<void> {
  await own(db).insertInto('flight_notice').values(row).execute()
}
