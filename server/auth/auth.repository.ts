/** SQL of credentials and sessions. */
import type { Kysely } from 'kysely'
import type { UserId } from '../contracts/ids.ts'

export interface SessionRow {
  /** SHA-256 of the cookie's value; the value itself is stored nowhere. */
  token_hash: string
  user_id: UserId
  ip: string
  created_at: number
  seen_at: number
  ends_at: number
}

interface OwnTables {
  credential: { user_id: UserId; password_hash: string; demo: number; initial: number; updated_at: number }
  session: SessionRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Hash of somebody's password. */
export async function findPasswordHash(db: Kysely<unknown>, userId: UserId): Promise<string | undefined> {
  const row = await own(db)
    .selectFrom('credential')
    .select('password_hash')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.password_hash
}

/** Sets or replaces a password. */
export async function savePassword(
  db: Kysely<unknown>,
  password: { userId: UserId; hash: string; demo: boolean; initial: boolean; at: number },
): Promise<void> {
  const values = {
    password_hash: password.hash,
    demo: password.demo ? 1 : 0,
    initial: password.initial ? 1 : 0,
    updated_at: password.at,
  }
  await own(db)
    .insertInto('credential')
    .values({ user_id: password.userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/** True when a published demo password would let somebody in. */
export async function anyDemoPassword(db: Kysely<unknown>): Promise<boolean> {
  const row = await own(db).selectFrom('credential').select('user_id').where('demo', '=', 1).limit(1).executeTakeFirst()
  return row !== undefined
}

/** Adds a session. */
export async function insertSession(db: Kysely<unknown>, session: SessionRow): Promise<void> {
  await own(db).insertInto('session').values(session).execute()
}

/** The session behind a cookie; `initial` is 1 while the password is one that somebody else gave. */
export function findSession(
  db: Kysely<unknown>,
  tokenHash: string,
): Promise<(SessionRow & { initial: number | null }) | undefined> {
  return own(db)
    .selectFrom('session')
    .leftJoin('credential', 'credential.user_id', 'session.user_id')
    .selectAll('session')
    .select('credential.initial')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
}

/** Whether somebody's password is one that somebody else gave. */
export async function hasInitialPassword(db: Kysely<unknown>, userId: UserId): Promise<boolean> {
  const row = await own(db).selectFrom('credential').select('initial').where('user_id', '=', userId).executeTakeFirst()
  return row?.initial === 1
}

/** Moves a session's end on after a sign of life. */
export async function touchSession(
  db: Kysely<unknown>,
  tokenHash: string,
  seen: { seenAt: number; endsAt: number },
): Promise<void> {
  await own(db)
    .updateTable('session')
    .set({ seen_at: seen.seenAt, ends_at: seen.endsAt })
    .where('token_hash', '=', tokenHash)
    .execute()
}

/** Whether somebody has a session from this source: a device known to be good. */
export async function hasSessionFrom(db: Kysely<unknown>, userId: UserId, ip: string): Promise<boolean> {
  const row = await own(db)
    .selectFrom('session')
    .select('token_hash')
    .where('user_id', '=', userId)
    .where('ip', '=', ip)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Deletes sessions by hash, user or end and returns them. */
export function deleteSessions(
  db: Kysely<unknown>,
  by: { tokenHash: string } | { userId: UserId; except?: string } | { endedBy: number },
): Promise<SessionRow[]> {
  const query = own(db).deleteFrom('session').returningAll()
  if ('tokenHash' in by) return query.where('token_hash', '=', by.tokenHash).execute()
  if ('userId' in by)
    return query
      .where('user_id', '=', by.userId)
      .where('token_hash', '!=', by.except ?? '')
      .execute()
  return query.where('ends_at', '<=', by.endedBy).execute()
}

/** The moment at which the next session ends. */
export async function nextEnd(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db).selectFrom('session').select('ends_at').orderBy('ends_at').limit(1).executeTakeFirst()
  return row?.ends_at
}
