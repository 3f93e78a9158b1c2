/** SQL of pairs of records that may be one person, and of the pass that looks for them. */
import type { Kysely } from 'kysely'
import type { DuplicatePair } from '../contracts/identity.ts'
import type { DuplicateId, PassengerId, UserId } from '../contracts/ids.ts'

export interface PairRow {
  id: DuplicateId
  a_id: PassengerId
  b_id: PassengerId
  score: number
  reasons: string
  state: DuplicatePair['state']
  found_at: number
  decided_at: number | null
  decided_by: UserId | null
}

export interface PassRow {
  id: number
  /** Id of the last record that was looked at; empty between two passes. */
  place: string
  started_at: number | null
  finished_at: number | null
  looked_at: number
  found: number
}

interface OwnTables {
  duplicate_pair: PairRow
  duplicate_check: { passenger_id: PassengerId; version: number }
  duplicate_pass: PassRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

export function findPair(db: Kysely<unknown>, a: PassengerId, b: PassengerId): Promise<PairRow | undefined> {
  return own(db).selectFrom('duplicate_pair').selectAll().where('a_id', '=', a).where('b_id', '=', b).executeTakeFirst()
}

export function pairById(db: Kysely<unknown>, id: DuplicateId): Promise<PairRow | undefined> {
  return own(db).selectFrom('duplicate_pair').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertPair(db: Kysely<unknown>, row: PairRow): Promise<void> {
  await own(db).insertInto('duplicate_pair').values(row).execute()
}

export async function updatePair(db: Kysely<unknown>, id: DuplicateId, change: Partial<PairRow>): Promise<void> {
  await own(db).updateTable('duplicate_pair').set(change).where('id', '=', id).execute()
}

/** Pairs that are no longer alike enough; those that a person decided stay. */
export async function dropProposal(db: Kysely<unknown>, id: DuplicateId): Promise<void> {
  await own(db).deleteFrom('duplicate_pair').where('id', '=', id).where('state', '=', 'proposed').execute()
}

/** Pairs of a record that are still proposed. */
export function proposalsOf(db: Kysely<unknown>, id: PassengerId): Promise<PairRow[]> {
  return own(db)
    .selectFrom('duplicate_pair')
    .selectAll()
    .where('state', '=', 'proposed')
    .where((where) => where.or([where('a_id', '=', id), where('b_id', '=', id)]))
    .execute()
}

/** Highest score first; after `before` when given. */
export function listPairs(
  db: Kysely<unknown>,
  wanted: { state: PairRow['state']; before?: { score: number; id: DuplicateId } | undefined; limit: number },
): Promise<PairRow[]> {
  let query = own(db).selectFrom('duplicate_pair').selectAll().where('state', '=', wanted.state)
  const { before } = wanted
  if (before)
    query = query.where((where) =>
      where.or([
        where('score', '<', before.score),
        where.and([where('score', '=', before.score), where('id', '<', before.id)]),
      ]),
    )
  return query.orderBy('score', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}

/** Versions at which these records were compared last. */
export async function checkedVersions(db: Kysely<unknown>, ids: PassengerId[]): Promise<Map<PassengerId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await own(db).selectFrom('duplicate_check').selectAll().where('passenger_id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.passenger_id, row.version]))
}

export async function markChecked(db: Kysely<unknown>, id: PassengerId, version: number): Promise<void> {
  await own(db)
    .insertInto('duplicate_check')
    .values({ passenger_id: id, version })
    .onConflict((conflict) => conflict.column('passenger_id').doUpdateSet({ version }))
    .execute()
}

export async function readPass(db: Kysely<unknown>): Promise<PassRow> {
  const row = await own(db).selectFrom('duplicate_pass').selectAll().where('id', '=', 1).executeTakeFirst()
  return row ?? { id: 1, place: '', started_at: null, finished_at: null, looked_at: 0, found: 0 }
}

export async function savePass(db: Kysely<unknown>, row: PassRow): Promise<void> {
  await own(db)
    .insertInto('duplicate_pass')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}
