import type { Kysely } from 'kysely'

/** Subscriptions to facts, what must be delivered, and how far the log has been read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    // JSON array of names of facts.
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    // Sealed with the secret of the house.
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('old_secret', 'text')
    .addColumn('old_secret_until', 'bigint')
    .addColumn('created_by_name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('webhook_cursor')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .execute()
  await createDeliveries(db)
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_delivery')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('webhook_id', 'text', (c) => c.notNull().references('webhook.id'))
    // Number of the fact; 0 for a test.
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .addColumn('fact', 'text', (c) => c.notNull())
    // The record that the fact is about: its deliveries keep their order.
    .addColumn('record', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    // The start of the 24 hours in which it is tried: the making, or the replay.
    .addColumn('tried_from', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('last_status', 'integer')
    .addColumn('last_ms', 'integer')
    .addColumn('last_problem', 'text')
    .execute()
  await db.schema.createIndex('webhook_delivery_due').on('webhook_delivery').columns(['state', 'next_at']).execute()
  await db.schema
    .createIndex('webhook_delivery_record')
    .on('webhook_delivery')
    .columns(['webhook_id', 'record', 'state', 'id'])
    .execute()
}
