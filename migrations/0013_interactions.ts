import type { Kysely } from 'kysely'

/** One row a customer contact; `saved_key` makes a repeated save of wrap-up harmless. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('interactions')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.unique())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('queue_id', 'text')
    .addColumn('team_id', 'text')
    .addColumn('agent_id', 'text')
    .addColumn('agent_name', 'text')
    .addColumn('passenger_id', 'text')
    .addColumn('caller_match', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('disposition', 'text')
    .addColumn('case_id', 'text')
    .addColumn('note', 'text')
    .addColumn('draft', 'text', (c) => c.notNull())
    .addColumn('wrap_up_due_at', 'bigint')
    .addColumn('extensions', 'integer', (c) => c.notNull())
    .addColumn('saved_key', 'text', (c) => c.unique())
    .execute()
  await db.schema.createIndex('interactions_passenger').on('interactions').columns(['passenger_id', 'id']).execute()
  await db.schema.createIndex('interactions_state').on('interactions').column('state').execute()
}
