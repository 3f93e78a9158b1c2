/** SQL of who has an e-mail address, a member number or a booking code. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import { emailKey } from './email.repository.ts'
import type { PassengerRow } from './passengers.repository.ts'

interface OwnTables {
  passenger: PassengerRow
  passenger_email: { email_key: string; passenger_id: PassengerId }
  trip: { passenger_id: PassengerId; pnr: string }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Whoever has the address, in any spelling. */
export function findByEmail(db: Kysely<unknown>, email: string, limit: number): Promise<PassengerRow[]> {
  return own(db)
    .selectFrom('passenger_email as e')
    .innerJoin('passenger as p', 'p.id', 'e.passenger_id')
    .selectAll('p')
    .where('e.email_key', '=', emailKey(email))
    .limit(limit)
    .execute()
}

/** Whoever has the member number, in any case of letters. */
export function findByMember(db: Kysely<unknown>, memberNumber: string, limit: number): Promise<PassengerRow[]> {
  const wanted = memberNumber.toUpperCase()
  return own(db)
    .selectFrom('passenger')
    .selectAll()
    .where(sql<boolean>`upper(member_number) = ${wanted}`)
    .limit(limit)
    .execute()
}

/** Everybody who travels on a booking code. */
export async function findByPnr(db: Kysely<unknown>, pnr: string, limit: number): Promise<PassengerRow[]> {
  const ids = await own(db)
    .selectFrom('trip')
    .select('passenger_id')
    .distinct()
    .where('pnr', '=', pnr.toUpperCase())
    .limit(limit)
    .execute()
  if (ids.length === 0) return []
  return own(db)
    .selectFrom('passenger')
    .selectAll()
    .where(
      'id',
      'in',
      ids.map((row) => row.passenger_id),
    )
    .execute()
}
