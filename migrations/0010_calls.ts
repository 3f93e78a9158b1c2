import type { Kysely } from 'kysely'

/** Calls and their legs; `call_key` makes a repeated INVITE recognisable, `dialog` lets a call be ended after a crash. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('calls')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('call_key', 'text', (c) => c.notNull().unique())
    .addColumn('interaction_id', 'text')
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('ani', 'text', (c) => c.notNull())
    .addColumn('dnis', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('queue_id', 'text')
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('answered_at', 'bigint')
    .addColumn('talking_since', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('cause', 'text')
    .addColumn('agent_id', 'text')
    .addColumn('hold_ms', 'bigint', (c) => c.notNull())
    .execute()
  // Boot recovery looks for what is live: few rows among many.
  await db.schema.createIndex('calls_ended_at').on('calls').column('ended_at').execute()
  await db.schema
    .createTable('legs')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('call_id', 'text', (c) => c.notNull().references('calls.id'))
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('agent_id', 'text')
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('answered_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('cause', 'text')
    .addColumn('dialog', 'text')
    .execute()
  await db.schema.createIndex('legs_call').on('legs').column('call_id').execute()
}
