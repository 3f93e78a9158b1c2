import type { Kysely } from 'kysely'

interface Queues {
  queues: {
    id: string
    name_zh: string
    name_en: string
    ring_ms: number
    wrap_up_ms: number
    service_level_ms: number
  }
}

/** Queues, who waits in them, and every offer made. The `active_*` columns are NULL once an offer ended: unique only while it lives. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('queues')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name_zh', 'text', (c) => c.notNull())
    .addColumn('name_en', 'text', (c) => c.notNull())
    .addColumn('ring_ms', 'bigint', (c) => c.notNull())
    .addColumn('wrap_up_ms', 'bigint', (c) => c.notNull())
    .addColumn('service_level_ms', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('queue_entries')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('queue_id', 'text', (c) => c.notNull().references('queues.id'))
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('interaction_id', 'text', (c) => c.notNull())
    .addColumn('priority', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('enqueued_at', 'bigint', (c) => c.notNull())
    .addColumn('entered_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('wait_ms', 'bigint')
    .addColumn('agent_id', 'text')
    .addColumn('offer_id', 'text')
    .addColumn('abandon_reason', 'text')
    .execute()
  await db.schema.createIndex('queue_entries_entered').on('queue_entries').columns(['entered_at', 'id']).execute()
  await db.schema.createIndex('queue_entries_ended').on('queue_entries').column('ended_at').execute()
  await db.schema
    .createTable('offers')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('entry_id', 'text', (c) => c.notNull().references('queue_entries.id'))
    .addColumn('agent_id', 'text', (c) => c.notNull())
    .addColumn('active_entry', 'text', (c) => c.unique())
    .addColumn('active_agent', 'text', (c) => c.unique())
    .addColumn('idle_ms', 'bigint', (c) => c.notNull())
    .addColumn('offered_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('outcome', 'text')
    .execute()
  await db.schema.createIndex('offers_ended').on('offers').column('ended_at').execute()
  const times = { ring_ms: 20_000, wrap_up_ms: 60_000, service_level_ms: 20_000 }
  await (db as Kysely<Queues>)
    .insertInto('queues')
    .values([
      { id: 'booking', name_zh: '订座', name_en: 'Booking', ...times },
      { id: 'complaint', name_zh: '投诉', name_en: 'Complaints', ...times },
      { id: 'query', name_zh: '咨询', name_en: 'Queries', ...times },
      { id: 'general', name_zh: '综合', name_en: 'General', ...times },
    ])
    .execute()
}
