/** SQL of export files. */
import type { Kysely } from 'kysely'
import type { ExportFormat, ExportKind } from '../contracts/exports.ts'
import type { ExportId, UserId } from '../contracts/ids.ts'

export interface ExportRow {
  id: ExportId
  kind: ExportKind
  format: ExportFormat
  language: 'zh' | 'en'
  /** JSON of what was asked for. */
  filter: string
  state: 'running' | 'ready' | 'failed'
  rows: number
  bytes: number
  masked: number
  by_id: UserId
  boot_id: string
  created_at: number
  finished_at: number | null
  expires_at: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ export_file: ExportRow }>

/** Adds an order. */
export async function insertExport(db: Kysely<unknown>, row: ExportRow): Promise<void> {
  await own(db).insertInto('export_file').values(row).execute()
}

/** One export of one person: to others it does not exist. */
export function findExport(db: Kysely<unknown>, id: ExportId, byId: UserId): Promise<ExportRow | undefined> {
  return own(db).selectFrom('export_file').selectAll().where('id', '=', id).where('by_id', '=', byId).executeTakeFirst()
}

/** The exports of one person, newest first. */
export function listExports(db: Kysely<unknown>, byId: UserId, limit: number): Promise<ExportRow[]> {
  return own(db)
    .selectFrom('export_file')
    .selectAll()
    .where('by_id', '=', byId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

/** Changes an export. */
export async function updateExport(db: Kysely<unknown>, id: ExportId, change: Partial<ExportRow>): Promise<void> {
  await own(db).updateTable('export_file').set(change).where('id', '=', id).execute()
}

/** What another boot left unfinished will never be ready. */
export async function failLeft(db: Kysely<unknown>, bootId: string, now: number): Promise<void> {
  await own(db)
    .updateTable('export_file')
    .set({ state: 'failed', finished_at: now })
    .where('state', '=', 'running')
    .where('boot_id', '!=', bootId)
    .execute()
}

/** Those whose time is over. */
export function listExpired(db: Kysely<unknown>, now: number): Promise<ExportRow[]> {
  return own(db).selectFrom('export_file').selectAll().where('expires_at', '<=', now).execute()
}

/** Takes an export away. */
export async function deleteExport(db: Kysely<unknown>, id: ExportId): Promise<void> {
  await own(db).deleteFrom('export_file').where('id', '=', id).execute()
}
