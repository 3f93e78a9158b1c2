/** SQL of merges: what went where, so that it can go back. */
import type { Kysely } from 'kysely'
import type { MergeId, PassengerId, UserId } from '../contracts/ids.ts'

export interface MergeRow {
  id: MergeId
  survivor_id: PassengerId
  loser_id: PassengerId
  at: number
  by_id: UserId
  /** JSON of FieldChanges. */
  fields: string
  /** JSON: room -> ids. */
  moved: string
  undone_at: number | null
  undone_by: UserId | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ passenger_merge: MergeRow }>

export async function insertMerge(db: Kysely<unknown>, row: MergeRow): Promise<void> {
  await own(db).insertInto('passenger_merge').values(row).execute()
}

export function findMerge(db: Kysely<unknown>, id: MergeId): Promise<MergeRow | undefined> {
  return own(db).selectFrom('passenger_merge').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Merges into a record and of it, newest first. */
export function mergesOf(db: Kysely<unknown>, id: PassengerId): Promise<MergeRow[]> {
  return own(db)
    .selectFrom('passenger_merge')
    .selectAll()
    .where((where) => where.or([where('survivor_id', '=', id), where('loser_id', '=', id)]))
    .orderBy('id', 'desc')
    .execute()
}

/** False when it was undone already. */
export async function markUndone(db: Kysely<unknown>, id: MergeId, at: number, by: UserId): Promise<boolean> {
  const result = await own(db)
    .updateTable('passenger_merge')
    .set({ undone_at: at, undone_by: by })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
