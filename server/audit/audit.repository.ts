/** SQL of the audit trail: append and read, nothing else (the database refuses the rest). */
import { type Kysely, sql } from 'kysely'
import type { Role } from '../contracts/auth.ts'
import type { UserId } from '../contracts/ids.ts'

export interface AuditRow {
  seq: number
  at: number
  actor_id: UserId | null
  role: Role | null
  ip: string
  action: string
  object_type: string
  object_id: string
  detail: string | null
  prev_hash: string
  hash: string
}

interface OwnTables {
  audit_head: { id: number; seq: number; hash: string }
  audit_entry: AuditRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Takes the next number. Its row stays locked until the commit, so entries of two writers never share a predecessor. */
export async function takeNext(db: Kysely<unknown>): Promise<{ seq: number; prevHash: string }> {
  const head = await own(db)
    .updateTable('audit_head')
    .set({ seq: sql<number>`seq + 1` })
    .where('id', '=', 1)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  return { seq: head.seq, prevHash: head.hash }
}

/** Appends the row and makes its hash the head of the chain. */
export async function append(db: Kysely<unknown>, row: AuditRow): Promise<void> {
  await own(db).insertInto('audit_entry').values(row).execute()
  await own(db).updateTable('audit_head').set({ hash: row.hash }).where('id', '=', 1).execute()
}

/** Newest first, below `before` when given. */
export function listNewest(db: Kysely<unknown>, page: { before?: number; limit: number }): Promise<AuditRow[]> {
  let query = own(db).selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('seq', '<', page.before)
  return query.execute()
}

/** Entries about one object, newest first, below `before` when given. */
export function listOfObject(
  db: Kysely<unknown>,
  object: { type: string; id: string },
  page: { before?: number; limit: number },
): Promise<AuditRow[]> {
  let query = own(db)
    .selectFrom('audit_entry')
    .selectAll()
    .where('object_type', '=', object.type)
    .where('object_id', '=', object.id)
  if (page.before !== undefined) query = query.where('seq', '<', page.before)
  return query.orderBy('seq', 'desc').limit(page.limit).execute()
}

/** Oldest first, above `after`. */
export function listAfter(db: Kysely<unknown>, after: number, limit: number): Promise<AuditRow[]> {
  return own(db).selectFrom('audit_entry').selectAll().where('seq', '>', after).orderBy('seq').limit(limit).execute()
}

/** Number and hash of the newest entry. */
export async function readHead(db: Kysely<unknown>): Promise<{ seq: number; hash: string }> {
  return own(db).selectFrom('audit_head').select(['seq', 'hash']).where('id', '=', 1).executeTakeFirstOrThrow()
}
