/** SQL of a passenger who is forgotten: the record stays as a pseudonym, everything that says who it was goes. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { findPassenger, replaceKeys, updatePassenger } from './passengers.repository.ts'
import { searchTextOf } from './search-key.rules.ts'

/** Tables of this room whose rows go as a whole. */
const wholeTables = ['passenger_number', 'passenger_email', 'passenger_change', 'trip'] as const

/** Records that were merged into one, and into those. */
export async function mergedInto(db: Kysely<unknown>, id: PassengerId): Promise<PassengerId[]> {
  const all: PassengerId[] = []
  for (let next: PassengerId[] = [id]; next.length > 0; ) {
    const { rows } = await sql<{
      id: PassengerId
    }>`select id from passenger where merged_into in (${sql.join(next)})`.execute(db)
    next = rows.map((row) => row.id)
    all.push(...next)
  }
  return all
}

/** Trips of a person, for that person. */
export async function tellTrips(db: Kysely<unknown>, id: PassengerId): Promise<unknown[]> {
  const { rows } = await sql<
    Record<string, unknown>
  >`select pnr, flight, from_airport, to_airport, departs_at, cabin, seat, status from trip where passenger_id = ${id} order by departs_at`.execute(
    db,
  )
  return rows.map(({ departs_at, ...trip }) => ({ ...trip, departsAt: departs_at }))
}

/** Makes a pseudonym of the record; how many rows went or changed. */
export async function forgetPassenger(db: Kysely<unknown>, id: PassengerId, pseudonym: string): Promise<number> {
  const row = await findPassenger(db, id)
  if (!row) return 0
  let count = 1
  for (const table of wholeTables) {
    const { rows } = await sql<{
      n: number | string
    }>`select count(*) as n from ${sql.table(table)} where passenger_id = ${id}`.execute(db)
    count += Number(rows[0]?.n ?? 0)
    await sql`delete from ${sql.table(table)} where passenger_id = ${id}`.execute(db)
  }
  const name = `已删除 ${pseudonym}`
  const change = {
    name,
    latin_name: `ERASED ${pseudonym}`,
    tier: 'none' as const,
    member_number: null,
    birth_date: null,
    birth_day: null,
    employer: null,
    address: null,
    city: null,
    email: null,
    member_since: null,
    seat: null,
    meal: null,
    drink: null,
    special_needs: '[]',
    note: '',
    owner_id: null,
    companion: null,
    document_country: null,
    emergency_contact: null,
    contact_channel: null,
    contact_from: null,
    contact_to: null,
    data_confirmed_at: null,
    customer_class: null,
    points: 0,
    points_expiring: 0,
    difficult: 0,
  }
  const search = searchTextOf({ name, latinName: '', numbers: [], pnrs: [] })
  await updatePassenger(db, id, row.version, { ...change, search })
  // Nobody finds them any more: only who has the link, or the proof.
  await replaceKeys(db, id, [])
  return count
}
