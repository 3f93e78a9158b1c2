/** SQL of the search: never more rows than a person can look at, however common the word. */
import type { Kysely } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { FindKey, FindRange } from './find-code.rules.ts'
import type { PassengerRow } from './passengers.repository.ts'

interface OwnTables {
  passenger: PassengerRow
  passenger_find: FindKey & { passenger_id: PassengerId }
  passenger_number: { e164: string; passenger_id: PassengerId; kind: string }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Who has a key in the range, in the order of keys: the very word comes before longer ones. */
export async function idsInRange(db: Kysely<unknown>, range: FindRange, limit: number): Promise<PassengerId[]> {
  const rows = await inRange(db, range).limit(limit).execute()
  return rows.map((row) => row.passenger_id)
}

/** Who of the first `among` in one range has a key in each of the others too. */
export async function idsInAll(
  db: Kysely<unknown>,
  ranges: FindRange[],
  { among, limit }: { among: number; limit: number },
): Promise<PassengerId[]> {
  const [first, ...others] = ranges
  if (!first) return []
  let query = own(db).selectFrom(inRange(db, first).limit(among).as('k')).select('k.passenger_id').limit(limit)
  for (const range of others)
    query = query.where((where) => {
      let keys = where
        .selectFrom('passenger_find as f')
        .select('f.code')
        .whereRef('f.passenger_id', '=', 'k.passenger_id')
        .where('f.code', '>=', range.code.from)
        .where('f.code', '<', range.code.to)
      if (range.rest) keys = keys.where('f.rest', '>=', range.rest.from).where('f.rest', '<', range.rest.to)
      return where.exists(keys)
    })
  return (await query.execute()).map((row) => row.passenger_id)
}

/** Who has the number on record. */
export async function idsOfNumber(db: Kysely<unknown>, e164: string, limit: number): Promise<PassengerId[]> {
  const rows = await own(db)
    .selectFrom('passenger_number')
    .select('passenger_id')
    .where('e164', '=', e164)
    .where('kind', '!=', 'called')
    .limit(limit)
    .execute()
  return rows.map((row) => row.passenger_id)
}

/** All keys of these passengers. */
export async function keysOfAll(db: Kysely<unknown>, ids: PassengerId[]): Promise<Map<PassengerId, FindKey[]>> {
  const rows =
    ids.length === 0
      ? []
      : await own(db).selectFrom('passenger_find').selectAll().where('passenger_id', 'in', ids).execute()
  const keys = new Map<PassengerId, FindKey[]>()
  for (const { passenger_id: id, ...key } of rows) keys.set(id, [...(keys.get(id) ?? []), key])
  return keys
}

/** The records themselves, in no order. */
export function findAll(db: Kysely<unknown>, ids: PassengerId[]): Promise<PassengerRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('passenger').selectAll().where('id', 'in', ids).execute()
}

/** Records after an id, oldest first: for passes over everybody. */
export function listAfter(db: Kysely<unknown>, after: string, limit: number): Promise<PassengerRow[]> {
  return own(db)
    .selectFrom('passenger')
    .selectAll()
    .where('id', '>', after as PassengerId)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Records before an id, newest first, merged ones too. */
export function listBefore(db: Kysely<unknown>, before: string | undefined, limit: number): Promise<PassengerRow[]> {
  let query = own(db).selectFrom('passenger').selectAll()
  if (before !== undefined) query = query.where('id', '<', before as PassengerId)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

/** False when the oldest record has no key: an older house kept other ones. */
export async function hasKeys(db: Kysely<unknown>): Promise<boolean> {
  const oldest = await own(db).selectFrom('passenger').select('id').orderBy('id').limit(1).executeTakeFirst()
  if (!oldest) return true
  return (await keysOfAll(db, [oldest.id])).size > 0
}

function inRange(db: Kysely<unknown>, { code, rest }: FindRange) {
  const query = own(db).selectFrom('passenger_find').select('passenger_id').orderBy('code').orderBy('rest')
  // One code said as equal: said as a range, the index would be read over all of it whatever `rest` asks for.
  if (rest) return query.where('code', '=', code.from).where('rest', '>=', rest.from).where('rest', '<', rest.to)
  return query.where('code', '>=', code.from).where('code', '<', code.to)
}
