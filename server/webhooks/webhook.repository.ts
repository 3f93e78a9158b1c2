/** SQL of subscriptions and of how far the log of facts has been read. */
import type { Kysely } from 'kysely'
import type { WebhookId } from '../contracts/ids.ts'

export interface WebhookRow {
  id: WebhookId
  name: string
  url: string
  /** JSON array of names of facts. */
  facts: string
  enabled: number
  /** Sealed. */
  secret: string
  old_secret: string | null
  old_secret_until: number | null
  created_by_name: string
  created_at: number
  version: number
}

interface OwnTables {
  webhook: WebhookRow
  webhook_cursor: { id: number; seq: number }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds a subscription. */
export async function insertWebhook(db: Kysely<unknown>, row: WebhookRow): Promise<void> {
  await own(db).insertInto('webhook').values(row).execute()
}

/** All subscriptions, oldest first. */
export function listWebhooks(db: Kysely<unknown>): Promise<WebhookRow[]> {
  return own(db).selectFrom('webhook').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** One subscription. */
export function findWebhook(db: Kysely<unknown>, id: WebhookId): Promise<WebhookRow | undefined> {
  return own(db).selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes a subscription if it still has this version; false when somebody was faster. */
export async function updateWebhook(
  db: Kysely<unknown>,
  row: Pick<WebhookRow, 'id' | 'version'>,
  change: Partial<WebhookRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('webhook')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes a subscription away; its deliveries must be gone. */
export async function deleteWebhook(db: Kysely<unknown>, id: WebhookId): Promise<void> {
  await own(db).deleteFrom('webhook').where('id', '=', id).execute()
}

/** Number of the last fact that was looked at; undefined before the first subscription. */
export async function readCursor(db: Kysely<unknown>): Promise<number | undefined> {
  return (await own(db).selectFrom('webhook_cursor').select('seq').where('id', '=', 1).executeTakeFirst())?.seq
}

/** Remembers how far the log was read, in the transaction that makes the deliveries. */
export async function writeCursor(db: Kysely<unknown>, seq: number): Promise<void> {
  await own(db)
    .insertInto('webhook_cursor')
    .values({ id: 1, seq })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seq }))
    .execute()
}
