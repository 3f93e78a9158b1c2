import type { Kysely } from 'kysely'

/** What somebody must do. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('task')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('done_at', 'bigint')
    .addColumn('done_by', 'text')
    .addColumn('done_by_name', 'text')
    .addColumn('passenger_id', 'text')
    .addColumn('passenger_name', 'text')
    .addColumn('number', 'text')
    .addColumn('interaction_id', 'text')
    .addColumn('case_id', 'text')
    .execute()
  await db.schema.createIndex('task_due').on('task').columns(['state', 'due_at', 'id']).execute()
}
