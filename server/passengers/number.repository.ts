/** SQL of telephone numbers: whose they are, and who called from them. */
import { type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { PhoneNumber, Tier } from '../contracts/passengers.ts'

interface NumberRow {
  e164: string
  passenger_id: PassengerId
  kind: PhoneNumber['kind'] | 'called'
  shared: number
  position: number
  last_called_at: number | null
}

/** The few columns of a passenger that a match shows. */
interface OwnTables {
  passenger_number: NumberRow
  passenger: {
    id: PassengerId
    name: string
    latin_name: string
    tier: Tier
    member_number: string | null
    difficult: number
    city: string | null
    last_contact_at: number | null
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Everybody connected with a number, most recent contact first: one indexed query, at most `limit` rows. */
export function findOwners(db: Kysely<unknown>, e164: string, limit: number) {
  return (
    own(db)
      .selectFrom('passenger_number as n')
      .innerJoin('passenger as p', 'p.id', 'n.passenger_id')
      .select(['n.kind', 'n.shared', 'n.last_called_at'])
      .select([
        'p.id',
        'p.name',
        'p.latin_name',
        'p.tier',
        'p.member_number',
        'p.difficult',
        'p.city',
        'p.last_contact_at',
      ])
      .where('n.e164', '=', e164)
      // On-record numbers first, so that a crowd of strangers who once called from it cannot hide the owner.
      .orderBy(sql`case when n.kind = 'called' then 1 else 0 end`)
      .orderBy(sql`coalesce(p.last_contact_at, 0)`, 'desc')
      .limit(limit)
      .execute()
  )
}

/** Numbers on a passenger's record, in their order. */
export async function listNumbers(db: Kysely<unknown>, id: PassengerId): Promise<PhoneNumber[]> {
  const rows = await own(db)
    .selectFrom('passenger_number')
    .select(['e164', 'kind', 'shared'])
    .where('passenger_id', '=', id)
    .where('kind', '!=', 'called')
    .orderBy('position')
    .execute()
  return rows.flatMap((row) =>
    row.kind === 'called' ? [] : [{ e164: row.e164, kind: row.kind, shared: row.shared === 1 }],
  )
}

/** Puts numbers on a passenger's record; a number that was only called from becomes one on record. */
export async function addNumbers(db: Kysely<unknown>, id: PassengerId, numbers: PhoneNumber[]): Promise<void> {
  for (const [position, number] of numbers.entries()) {
    const values = { kind: number.kind, shared: number.shared ? 1 : 0, position }
    await own(db)
      .insertInto('passenger_number')
      .values({ e164: number.e164, passenger_id: id, ...values, last_called_at: null })
      .onConflict((conflict) => conflict.columns(['e164', 'passenger_id']).doUpdateSet(values))
      .execute()
  }
}

/** Puts these numbers in the place of those on record; one that was called from stays known as that. */
export async function replaceNumbers(db: Kysely<unknown>, id: PassengerId, numbers: PhoneNumber[]): Promise<void> {
  const before = await own(db).selectFrom('passenger_number').selectAll().where('passenger_id', '=', id).execute()
  const kept = new Set(numbers.map((number) => number.e164))
  for (const row of before) {
    if (row.kind === 'called' || kept.has(row.e164)) continue
    const one = own(db).updateTable('passenger_number').set({ kind: 'called', shared: 0, position: 0 })
    if (row.last_called_at === null)
      await own(db).deleteFrom('passenger_number').where('passenger_id', '=', id).where('e164', '=', row.e164).execute()
    else await one.where('passenger_id', '=', id).where('e164', '=', row.e164).execute()
  }
  await addNumbers(db, id, numbers)
}

/** Remembers that a passenger called from a number. */
export async function noteCalled(db: Kysely<unknown>, id: PassengerId, e164: string, at: number): Promise<void> {
  await own(db)
    .insertInto('passenger_number')
    .values({ e164, passenger_id: id, kind: 'called', shared: 0, position: 0, last_called_at: at })
    .onConflict((conflict) => conflict.columns(['e164', 'passenger_id']).doUpdateSet({ last_called_at: at }))
    .execute()
}

/** True when somebody has the number as their own and does not share it. */
export async function isOwned(db: Kysely<unknown>, e164: string): Promise<boolean> {
  const row = await own(db)
    .selectFrom('passenger_number')
    .select('passenger_id')
    .where('e164', '=', e164)
    .where('kind', '!=', 'called')
    .where('shared', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Whose number it is on record, and whether it is shared. */
export async function listOwners(
  db: Kysely<unknown>,
  e164: string,
): Promise<Array<{ passengerId: PassengerId; shared: boolean }>> {
  const rows = await own(db)
    .selectFrom('passenger_number')
    .select(['passenger_id', 'shared'])
    .where('e164', '=', e164)
    .where('kind', '!=', 'called')
    .execute()
  return rows.map((row) => ({ passengerId: row.passenger_id, shared: row.shared === 1 }))
}

/** False when the number was not connected with the passenger. */
export async function removeNumber(db: Kysely<unknown>, id: PassengerId, e164: string): Promise<boolean> {
  const result = await own(db)
    .deleteFrom('passenger_number')
    .where('e164', '=', e164)
    .where('passenger_id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Marks a number on every record that has it. */
export async function shareNumber(db: Kysely<unknown>, e164: string, shared: boolean): Promise<void> {
  await own(db)
    .updateTable('passenger_number')
    .set({ shared: shared ? 1 : 0 })
    .where('e164', '=', e164)
    .where('kind', '!=', 'called')
    .execute()
}
