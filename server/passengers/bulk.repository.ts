/** SQL of many passengers at once. A statement is compiled once for each number of rows and then only bound again. */
import { CompiledQuery, type InsertQueryBuilder, type Kysely, sql } from 'kysely'
import type { PassengerId } from '../contracts/ids.ts'
import type { PhoneNumber } from '../contracts/passengers.ts'
import { emailKey } from './email.repository.ts'
import type { FindKey } from './find-code.rules.ts'
import type { PassengerRow } from './passengers.repository.ts'

interface NumberRow {
  e164: string
  passenger_id: PassengerId
  kind: PhoneNumber['kind'] | 'called'
  shared: number
  position: number
  last_called_at: number | null
}

interface OwnTables {
  passenger: PassengerRow
  passenger_number: NumberRow
  passenger_email: { email_key: string; passenger_id: PassengerId; email: string; position: number }
  passenger_find: FindKey & { passenger_id: PassengerId }
  trip: { passenger_id: PassengerId }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** SQLite binds 32,766 values a statement, PostgreSQL 65,535. */
const mostValues = 20_000
const texts = new WeakMap<object, Map<string, string>>()

/** Inserts any number of rows that have the same columns. */
async function insertMany<T extends keyof OwnTables>(
  db: Kysely<unknown>,
  table: T,
  rows: ReadonlyArray<OwnTables[T]>,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as Array<keyof OwnTables[T] & string>
  const atOnce = Math.max(1, Math.floor(mostValues / Math.max(1, columns.length)))
  for (let at = 0; at < rows.length; at += atOnce) {
    const some = rows.slice(at, at + atOnce)
    const text = textFor(db, table, some)
    await db.executeQuery(
      CompiledQuery.raw(
        text,
        some.flatMap((row) => columns.map((column) => row[column] as unknown)),
      ),
    )
  }
}

/** The same text for the same table, columns and number of rows: its making costs more than its running. */
function textFor<T extends keyof OwnTables>(db: Kysely<unknown>, table: T, rows: ReadonlyArray<OwnTables[T]>): string {
  const adapter = db.getExecutor().adapter
  const kept = texts.get(adapter) ?? new Map<string, string>()
  texts.set(adapter, kept)
  const key = `${table}:${rows.length}`
  const known = kept.get(key)
  if (known !== undefined) return known
  if (kept.size > 500) kept.clear()
  const insert = own(db).insertInto(table) as unknown as InsertQueryBuilder<OwnTables, T, never>
  const text = insert.values(rows as never).compile().sql
  kept.set(key, text)
  return text
}

/** What a record has beside its row. */
export interface WithWays {
  row: PassengerRow
  numbers: PhoneNumber[]
  emails: string[]
  keys: FindKey[]
}

/** Adds whole records. */
export async function insertPassengers(db: Kysely<unknown>, all: WithWays[]): Promise<void> {
  await insertMany(
    db,
    'passenger',
    all.map(({ row }) => row),
  )
  await insertMany(
    db,
    'passenger_number',
    all.flatMap(({ row, numbers }) =>
      numbers.map(({ e164, kind, shared }, position) => ({
        e164,
        passenger_id: row.id,
        kind,
        shared: shared ? 1 : 0,
        position,
        last_called_at: null,
      })),
    ),
  )
  await insertMany(
    db,
    'passenger_email',
    all.flatMap(({ row, emails }) =>
      emails.map((email, position) => ({ email_key: emailKey(email), passenger_id: row.id, email, position })),
    ),
  )
  await insertMany(
    db,
    'passenger_find',
    all.flatMap(({ row, keys }) => keys.map(({ code, rest }) => ({ code, rest, passenger_id: row.id }))),
  )
}

/** Who has one of these member numbers (in capitals), own numbers or addresses; merged records are not meant. */
export async function findKnown(
  db: Kysely<unknown>,
  by: { members: string[]; numbers: string[]; emails: string[] },
): Promise<Array<{ by: 'member' | 'number' | 'email'; key: string; row: PassengerRow }>> {
  const found: Array<{ by: 'member' | 'number' | 'email'; key: string; row: PassengerRow }> = []
  if (by.members.length > 0) {
    const rows = await own(db)
      .selectFrom('passenger')
      .selectAll()
      .where(sql<string>`upper(member_number)`, 'in', by.members)
      .execute()
    for (const row of rows) found.push({ by: 'member', key: row.member_number!.toUpperCase(), row })
  }
  if (by.numbers.length > 0) {
    const rows = await own(db)
      .selectFrom('passenger_number as n')
      .innerJoin('passenger as p', 'p.id', 'n.passenger_id')
      .selectAll('p')
      .select('n.e164 as found_by')
      .where('n.e164', 'in', by.numbers)
      .where('n.kind', '!=', 'called')
      .where('n.shared', '=', 0)
      .execute()
    for (const { found_by: key, ...row } of rows) found.push({ by: 'number', key, row })
  }
  if (by.emails.length > 0) {
    const rows = await own(db)
      .selectFrom('passenger_email as e')
      .innerJoin('passenger as p', 'p.id', 'e.passenger_id')
      .selectAll('p')
      .select('e.email_key as found_by')
      .where('e.email_key', 'in', by.emails)
      .execute()
    for (const { found_by: key, ...row } of rows) found.push({ by: 'email', key, row })
  }
  // Not in SQL: a planner without statistics would walk the index of merged records, in which nearly all stand as null.
  return found.filter(({ row }) => row.merged_into === null)
}

/** Numbers and addresses of several records, in their order. */
export async function waysOf(db: Kysely<unknown>, ids: PassengerId[]) {
  const numbers = await own(db)
    .selectFrom('passenger_number')
    .selectAll()
    .where('passenger_id', 'in', ids)
    .orderBy('passenger_id')
    .orderBy('position')
    .execute()
  const emails = await own(db)
    .selectFrom('passenger_email')
    .selectAll()
    .where('passenger_id', 'in', ids)
    .orderBy('passenger_id')
    .orderBy('position')
    .execute()
  return { numbers, emails }
}

/** A page of records in the order of their making, with the ways to reach them: for exports. */
export async function pageOfPassengers(
  db: Kysely<unknown>,
  page: { after: string; limit: number; tier?: PassengerRow['tier'] | undefined; city?: string | undefined },
) {
  let query = own(db)
    .selectFrom('passenger')
    .selectAll()
    .where('id', '>', page.after as PassengerId)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .limit(page.limit)
  if (page.tier !== undefined) query = query.where('tier', '=', page.tier)
  if (page.city !== undefined) query = query.where('city', '=', page.city)
  const rows = await query.execute()
  const ways =
    rows.length === 0
      ? { numbers: [], emails: [] }
      : await waysOf(
          db,
          rows.map(({ id }) => id),
        )
  return { rows, ...ways }
}

/** Puts a record with its ways back as it was; false when its version is another one. */
export async function restorePassenger(
  db: Kysely<unknown>,
  before: { row: PassengerRow; numbers: NumberRow[]; emails: OwnTables['passenger_email'][]; keys: FindKey[] },
): Promise<boolean> {
  const { id, version, ...columns } = before.row
  const result = await own(db)
    .updateTable('passenger')
    .set({ ...columns, version: version + 2 })
    .where('id', '=', id)
    .where('version', '=', version + 1)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  await deleteWays(db, [id])
  await insertMany(db, 'passenger_number', before.numbers)
  await insertMany(db, 'passenger_email', before.emails)
  await insertMany(
    db,
    'passenger_find',
    before.keys.map(({ code, rest }) => ({ code, rest, passenger_id: id })),
  )
  return true
}

/** Those of the records that are still as they were made: first version, no contact, no trip, not merged. */
export async function untouched(db: Kysely<unknown>, ids: PassengerId[]): Promise<PassengerId[]> {
  if (ids.length === 0) return []
  const rows = await own(db)
    .selectFrom('passenger')
    .select('id')
    .where('id', 'in', ids)
    .where('version', '=', 1)
    .where('last_contact_at', 'is', null)
    .where('merged_into', 'is', null)
    .where((where) =>
      where.not(
        where.exists(
          where.selectFrom('trip').select('passenger_id').whereRef('trip.passenger_id', '=', 'passenger.id'),
        ),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}

/** Takes records away for good. Throws when another table holds on to one. */
export async function deletePassengers(db: Kysely<unknown>, ids: PassengerId[]): Promise<void> {
  if (ids.length === 0) return
  await deleteWays(db, ids)
  await own(db).deleteFrom('passenger').where('id', 'in', ids).execute()
}

async function deleteWays(db: Kysely<unknown>, ids: PassengerId[]): Promise<void> {
  for (const table of ['passenger_number', 'passenger_email', 'passenger_find'] as const)
    await own(db).deleteFrom(table).where('passenger_id', 'in', ids).execute()
}
