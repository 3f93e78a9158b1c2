import type { Kysely } from 'kysely'

/** Agents: what they chose, what they do, and what they may take. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('agents')
    .addColumn('agent_id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('display_name', 'text', (c) => c.notNull())
    .addColumn('phone', 'text', (c) => c.notNull().unique())
    .addColumn('presence', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('presence_since', 'bigint', (c) => c.notNull())
    .addColumn('activity', 'text', (c) => c.notNull())
    .addColumn('activity_since', 'bigint', (c) => c.notNull())
    .addColumn('call_id', 'text')
    .addColumn('interaction_id', 'text')
    .addColumn('offer_id', 'text')
    .addColumn('wrap_up_due_at', 'bigint')
    .execute()
  await db.schema
    .createTable('agent_skills')
    .addColumn('agent_id', 'text', (c) => c.notNull())
    .addColumn('queue_id', 'text', (c) => c.notNull())
    .addColumn('level', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('agent_skills_pk', ['agent_id', 'queue_id'])
    .execute()
}
