import type { Kysely } from 'kysely'

/** Boots, the event log with its counter, and single settings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('boot')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('stopped_at', 'bigint')
    .execute()
  await db.schema
    .createTable('event_head')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('seq', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('event_log')
    .addColumn('seq', 'bigint', (c) => c.primaryKey())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('data', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('event_log_at').on('event_log').column('at').execute()
  await (db as Kysely<{ event_head: { id: number; seq: number } }>)
    .insertInto('event_head')
    .values({ id: 1, seq: 0 })
    .execute()
}
