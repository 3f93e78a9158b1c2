import type { Kysely } from 'kysely'

/** Who listened to which call, as what, and for how long. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('monitor_session')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('agent_id', 'text', (c) => c.notNull())
    .addColumn('agent_name', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('mode', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .execute()
  await db.schema.createIndex('monitor_session_by').on('monitor_session').columns(['by_id', 'state']).execute()
  await db.schema.createIndex('monitor_session_call').on('monitor_session').column('call_id').execute()
}
