/** SQL of accounts and of who belongs to them. */
import { type Kysely, sql } from 'kysely'
import type { AccountFilter, AccountGrade, AccountKind, AccountStage, AccountState } from '../contracts/accounts.ts'
import type { AccountId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { CustomerClass } from '../contracts/segments.ts'

export interface AccountRow {
  id: AccountId
  kind: AccountKind
  name: string
  name_key: string
  search: string
  state: AccountState
  stage: AccountStage
  grade: AccountGrade | null
  customer_class: CustomerClass | null
  unit_id: TeamId | null
  owner_id: UserId | null
  implant: number
  city: string | null
  address: string | null
  phone: string | null
  email: string | null
  agreement_number: string | null
  agreement_from: string | null
  agreement_to: string | null
  agreement_terms: string
  revisit_on: string | null
  note: string
  created_at: number
  version: number
}

export interface ContactRow {
  account_id: AccountId
  passenger_id: PassengerId
  role: string
  main: number
  since: number
}

export interface RepresentativeRow {
  account_id: AccountId
  position: number
  name: string
  role: string
  e164: string | null
}

interface OwnTables {
  account: AccountRow
  account_contact: ContactRow
  account_representative: RepresentativeRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds an account; false when the name is taken. */
export async function insertAccount(db: Kysely<unknown>, row: AccountRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.column('name_key').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** One account. */
export function findAccount(db: Kysely<unknown>, id: AccountId): Promise<AccountRow | undefined> {
  return own(db).selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The account that has a name. */
export function findByName(db: Kysely<unknown>, nameKey: string): Promise<AccountRow | undefined> {
  return own(db).selectFrom('account').selectAll().where('name_key', '=', nameKey).executeTakeFirst()
}

/** Changes an account if it still has this version; false when somebody was faster. */
export async function updateAccount(
  db: Kysely<unknown>,
  id: AccountId,
  version: number,
  change: Partial<AccountRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('account')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export interface AccountQuery {
  filter: Omit<AccountFilter, 'search' | 'revisit'>
  /** Folded; each must stand in the account's search text. */
  words: string[]
  /** Regular call-back due on or before this day. */
  revisitBy: string | undefined
  before: string | undefined
  limit: number
}

/** Newest first. */
export function listAccounts(db: Kysely<unknown>, wanted: AccountQuery): Promise<AccountRow[]> {
  const { filter, words, revisitBy, before } = wanted
  let query = own(db).selectFrom('account').selectAll().orderBy('id', 'desc').limit(wanted.limit)
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind)
  if (filter.grade !== undefined) query = query.where('grade', '=', filter.grade)
  if (filter.stage !== undefined) query = query.where('stage', '=', filter.stage)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.unitId !== undefined) query = query.where('unit_id', '=', filter.unitId)
  if (filter.ownerId !== undefined) query = query.where('owner_id', '=', filter.ownerId)
  if (filter.implant !== undefined) query = query.where('implant', '=', 1)
  if (revisitBy !== undefined) query = query.where('revisit_on', '<=', revisitBy)
  for (const word of words) {
    const pattern = `%${word.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
    query = query.where(sql<boolean>`search like ${pattern} escape '\\'`)
  }
  // Ids are text; the cursor is one of them.
  if (before !== undefined) query = query.where('id', '<', before as AccountId)
  return query.execute()
}

/** Contacts of an account, the main one first. */
export function contactsOf(db: Kysely<unknown>, id: AccountId): Promise<ContactRow[]> {
  return own(db)
    .selectFrom('account_contact')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('main', 'desc')
    .orderBy('since')
    .orderBy('passenger_id')
    .execute()
}

/** How many contacts each account has. */
export async function contactCounts(db: Kysely<unknown>, ids: AccountId[]): Promise<Map<AccountId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await own(db)
    .selectFrom('account_contact')
    .select((select) => ['account_id', select.fn.countAll<number>().as('people')])
    .where('account_id', 'in', ids)
    .groupBy('account_id')
    .execute()
  return new Map(rows.map((row) => [row.account_id, Number(row.people)]))
}

/** The accounts of several passengers whose relationship lasts; the most recent link first. */
export function accountsOfPassengers(db: Kysely<unknown>, ids: PassengerId[]) {
  return own(db)
    .selectFrom('account_contact as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .select(['c.passenger_id', 'a.id', 'a.name', 'a.kind', 'a.grade'])
    .where('c.passenger_id', 'in', ids)
    .where('a.state', '!=', 'ended')
    .orderBy('c.since', 'desc')
    .orderBy('a.id', 'desc')
    .execute()
}

/** Puts a passenger among the contacts, or changes how. */
export async function saveContact(db: Kysely<unknown>, row: ContactRow): Promise<void> {
  if (row.main === 1)
    await own(db).updateTable('account_contact').set({ main: 0 }).where('account_id', '=', row.account_id).execute()
  await own(db)
    .insertInto('account_contact')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'passenger_id']).doUpdateSet({ role: row.role, main: row.main }),
    )
    .execute()
}

/** Takes a passenger out of the contacts; false when it was none. */
export async function deleteContact(db: Kysely<unknown>, id: AccountId, passengerId: PassengerId): Promise<boolean> {
  const result = await own(db)
    .deleteFrom('account_contact')
    .where('account_id', '=', id)
    .where('passenger_id', '=', passengerId)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Representatives in their order. */
export function representativesOf(db: Kysely<unknown>, id: AccountId): Promise<RepresentativeRow[]> {
  return own(db)
    .selectFrom('account_representative')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy('position')
    .execute()
}

/** Puts these representatives in the place of those before. */
export async function replaceRepresentatives(
  db: Kysely<unknown>,
  id: AccountId,
  rows: RepresentativeRow[],
): Promise<void> {
  await own(db).deleteFrom('account_representative').where('account_id', '=', id).execute()
  if (rows.length > 0) await own(db).insertInto('account_representative').values(rows).execute()
}
