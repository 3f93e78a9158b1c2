/** SQL of two records that become one, and two again: the stub, numbers, addresses. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerRow } from './passengers.repository.ts'

/** Every column of a number. */
export interface NumberColumns {
  e164: string
  passenger_id: PassengerId
  kind: 'mobile' | 'home' | 'work' | 'agency' | 'called'
  shared: number
  position: number
  last_called_at: number | null
}

interface EmailColumns {
  email_key: string
  passenger_id: PassengerId
  email: string
  position: number
}

interface OwnTables {
  passenger: PassengerRow
  passenger_number: NumberColumns
  passenger_email: EmailColumns
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Makes the record a stub that leads to another one, or a record of its own again. */
export async function leadTo(db: Kysely<unknown>, id: PassengerId, to: PassengerId | null): Promise<void> {
  await own(db)
    .updateTable('passenger')
    .set((row) => ({ merged_into: to, version: row('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

/** Numbers of a passenger with those only called from. */
export function numbersOf(db: Kysely<unknown>, id: PassengerId): Promise<NumberColumns[]> {
  return own(db).selectFrom('passenger_number').selectAll().where('passenger_id', '=', id).orderBy('e164').execute()
}

export async function dropNumber(db: Kysely<unknown>, id: PassengerId, e164: string): Promise<void> {
  await own(db).deleteFrom('passenger_number').where('passenger_id', '=', id).where('e164', '=', e164).execute()
}

/** Writes a number as it is given, in the place of what stood there. */
export async function putNumber(db: Kysely<unknown>, row: NumberColumns): Promise<void> {
  await dropNumber(db, row.passenger_id, row.e164)
  await own(db).insertInto('passenger_number').values(row).execute()
}

/** Addresses of a passenger. */
export function emailRowsOf(db: Kysely<unknown>, id: PassengerId): Promise<EmailColumns[]> {
  return own(db).selectFrom('passenger_email').selectAll().where('passenger_id', '=', id).orderBy('position').execute()
}

/** Gives an address to another passenger, behind those they have. */
export async function giveEmail(
  db: Kysely<unknown>,
  key: string,
  from: PassengerId,
  to: PassengerId,
  position: number,
): Promise<void> {
  await own(db)
    .updateTable('passenger_email')
    .set({ passenger_id: to, position })
    .where('passenger_id', '=', from)
    .where('email_key', '=', key)
    .execute()
}
