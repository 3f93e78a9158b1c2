import type { Kysely } from 'kysely'

/** When a call was not recorded, and who wanted it so: card numbers must not be on tape. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('recording_pause')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('from_at', 'bigint', (c) => c.notNull())
    .addColumn('to_at', 'bigint')
    // agent, house (five minutes were over) or call-ended.
    .addColumn('ended_by', 'text')
    .execute()
  await db.schema.createIndex('recording_pause_call').on('recording_pause').column('call_id').execute()
}
