/** SQL for the rules of membership: what the records and the trips say of many passengers at once. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerRow } from './passengers.repository.ts'
import type { TripRow } from './trip.repository.ts'

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger: PassengerRow; trip: TripRow }>

/** Ids in their order, after one. */
export async function idsAfter(db: Kysely<unknown>, after: string, limit: number): Promise<PassengerId[]> {
  const rows = await own(db)
    .selectFrom('passenger')
    .select('id')
    .where('merged_into', 'is', null)
    .where('id', '>', after as PassengerId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}

/** Whole records of several passengers. */
export function recordsOf(db: Kysely<unknown>, ids: PassengerId[]): Promise<PassengerRow[]> {
  return own(db).selectFrom('passenger').selectAll().where('id', 'in', ids).execute()
}

/** The bounds of twelve and of twenty-four months before `now`, ms UTC. */
export interface Stretches {
  now: number
  year: number
  yearBefore: number
}

const isBusiness = sql<boolean>`(cabin in ('business', 'first') or purchase_mode = 'corporate')`

/** Sums over the flights that are over, by passenger. PostgreSQL sums to text, so each figure is a number by `Number`. */
export async function flownSums(db: Kysely<unknown>, ids: PassengerId[], at: Stretches) {
  const inYear = sql<boolean>`departs_at >= ${at.year}`
  const rows = await own(db)
    .selectFrom('trip')
    .select((select) => [
      'passenger_id',
      select.fn.countAll<number>().as('total'),
      select.fn.min<number>('departs_at').as('first_at'),
      select.fn.max<number>('arrives_at').as('last_at'),
      sql<number>`sum(case when ${inYear} then 1 else 0 end)`.as('last12'),
      sql<number>`sum(case when departs_at < ${at.year} and departs_at >= ${at.yearBefore} then 1 else 0 end)`.as(
        'before12',
      ),
      sql<number>`sum(case when ${inYear} and ${isBusiness} then 1 else 0 end)`.as('business12'),
      sql<number>`sum(case when ${inYear} then coalesce(fare, 0) else 0 end)`.as('spend12'),
    ])
    .where('passenger_id', 'in', ids)
    .where('arrives_at', '<=', at.now)
    .where('status', '!=', 'cancelled')
    .groupBy('passenger_id')
    .execute()
  return new Map(
    rows.map((row) => [
      row.passenger_id,
      {
        total: Number(row.total),
        last12: Number(row.last12),
        before12: Number(row.before12),
        business12: Number(row.business12),
        spend12: Number(row.spend12),
        firstAt: Number(row.first_at),
        lastAt: Number(row.last_at),
      },
    ]),
  )
}

/** The route each passenger flew most; of equals the first by name. */
export async function favouriteRoutes(
  db: Kysely<unknown>,
  ids: PassengerId[],
  now: number,
): Promise<Map<PassengerId, string>> {
  const rows = await own(db)
    .selectFrom('trip')
    .select((select) => ['passenger_id', 'from_airport', 'to_airport', select.fn.countAll<number>().as('flights')])
    .where('passenger_id', 'in', ids)
    .where('arrives_at', '<=', now)
    .where('status', '!=', 'cancelled')
    .groupBy(['passenger_id', 'from_airport', 'to_airport'])
    .execute()
  const best = new Map<PassengerId, { route: string; flights: number }>()
  for (const row of rows) {
    const one = { route: `${row.from_airport}-${row.to_airport}`, flights: Number(row.flights) }
    const before = best.get(row.passenger_id)
    const isBetter =
      !before || one.flights > before.flights || (one.flights === before.flights && one.route < before.route)
    if (isBetter) best.set(row.passenger_id, one)
  }
  return new Map([...best].map(([id, one]) => [id, one.route]))
}

/** The departure of each passenger's next trip. */
export async function nextDepartures(
  db: Kysely<unknown>,
  ids: PassengerId[],
  now: number,
): Promise<Map<PassengerId, number>> {
  const rows = await own(db)
    .selectFrom('trip')
    .select((select) => ['passenger_id', select.fn.min<number>('departs_at').as('next_at')])
    .where('passenger_id', 'in', ids)
    .where('departs_at', '>', now)
    .where('status', '!=', 'cancelled')
    .groupBy('passenger_id')
    .execute()
  return new Map(rows.map((row) => [row.passenger_id, Number(row.next_at)]))
}

const markColumns = [
  'tier',
  'prospect',
  'activity',
  'lifecycle',
  'relation',
  'purpose',
  'frequency',
  'value_level',
  'churn',
] as const

/** How many passengers share their marks, and the sum of their scores. */
export async function countByMarks(db: Kysely<unknown>) {
  const rows = await own(db)
    .selectFrom('passenger')
    .select(markColumns)
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.sum<number>('score').as('score')])
    .where('merged_into', 'is', null)
    .groupBy(markColumns)
    .execute()
  return rows.map(({ count, score, ...marks }) => ({ ...marks, count: Number(count), score: Number(score) }))
}

/** Changes columns that no person edits: the version stays, so nobody's open form is outdated by it. */
export async function updateMarks(db: Kysely<unknown>, id: PassengerId, change: Partial<PassengerRow>): Promise<void> {
  await own(db).updateTable('passenger').set(change).where('id', '=', id).execute()
}
