import type { Kysely } from 'kysely'

/** What passengers answered, one row an attempt. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('survey')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('attempt_id', 'text', (c) => c.notNull().unique())
    .addColumn('campaign_id', 'text', (c) => c.notNull())
    .addColumn('case_id', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('score', 'integer')
    .addColumn('low', 'integer', (c) => c.notNull())
    .addColumn('answered_at', 'bigint', (c) => c.notNull())
    .addColumn('comment_path', 'text')
    .addColumn('comment_ms', 'integer')
    .execute()
  await db.schema.createIndex('survey_campaign').on('survey').column('campaign_id').execute()
  await db.schema.createIndex('survey_passenger').on('survey').columns(['passenger_id', 'answered_at']).execute()
}
