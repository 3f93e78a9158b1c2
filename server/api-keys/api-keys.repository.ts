/** SQL of API keys. */
import type { Kysely } from 'kysely'
import type { ApiKeyId, TeamId, UserId } from '../contracts/ids.ts'

export interface ApiKeyRow {
  id: ApiKeyId
  name: string
  secret_hash: string
  ending: string
  /** JSON array of scopes. */
  scopes: string
  team_id: TeamId
  per_minute: number
  created_by: UserId
  created_by_name: string
  created_at: number
  expires_at: number | null
  revoked_at: number | null
  last_used_at: number | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ api_key: ApiKeyRow }>

/** Adds a key. */
export async function insertKey(db: Kysely<unknown>, row: ApiKeyRow): Promise<void> {
  await own(db).insertInto('api_key').values(row).execute()
}

/** All keys, newest first. */
export function listKeys(db: Kysely<unknown>): Promise<ApiKeyRow[]> {
  return own(db).selectFrom('api_key').selectAll().orderBy('created_at', 'desc').orderBy('id', 'desc').execute()
}

/** The key with this hash or this id. */
export function findKey(db: Kysely<unknown>, by: { hash: string } | { id: ApiKeyId }): Promise<ApiKeyRow | undefined> {
  const query = own(db).selectFrom('api_key').selectAll()
  return ('hash' in by ? query.where('secret_hash', '=', by.hash) : query.where('id', '=', by.id)).executeTakeFirst()
}

/** Ends a key; false when it was ended before. */
export async function endKey(db: Kysely<unknown>, id: ApiKeyId, at: number): Promise<boolean> {
  const result = await own(db)
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Remembers the last use. */
export async function touchKey(db: Kysely<unknown>, id: ApiKeyId, at: number): Promise<void> {
  await own(db).updateTable('api_key').set({ last_used_at: at }).where('id', '=', id).execute()
}
