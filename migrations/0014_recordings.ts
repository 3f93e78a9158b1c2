import type { Kysely } from 'kysely'

/** One row a segment of recorded talk, written before the file is opened. `path` is relative to the folder of recordings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recordings')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('interaction_id', 'text', (c) => c.notNull())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull().unique())
    .addColumn('codec', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('duration_ms', 'bigint')
    .addColumn('bytes', 'bigint')
    .addColumn('sha256', 'text')
    .execute()
  await db.schema.createIndex('recordings_interaction').on('recordings').column('interaction_id').execute()
  await db.schema.createIndex('recordings_call').on('recordings').column('call_id').execute()
  await db.schema.createIndex('recordings_ended').on('recordings').column('ended_at').execute()
}
