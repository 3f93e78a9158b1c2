import type { Kysely } from 'kysely'

/** Orders to the passenger-service system, its feed, flights in trouble with who was told, and the live times of trips. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('pnr_order')
    // The idempotency key: the same at every try.
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('locator', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text')
    .addColumn('case_id', 'text')
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('next_at', 'bigint', (c) => c.notNull())
    .addColumn('settled_at', 'bigint')
    .addColumn('reason', 'text')
    .execute()
  await db.schema.createIndex('pnr_order_due').on('pnr_order').columns(['state', 'next_at']).execute()
  await db.schema.createIndex('pnr_order_passenger').on('pnr_order').column('passenger_id').execute()
  await db.schema.createIndex('pnr_order_locator').on('pnr_order').columns(['locator', 'created_at']).execute()
  await db.schema
    .createTable('flight_feed')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('cursor', 'text', (c) => c.notNull())
    .execute()
  await createTroubles(db)
  for (const column of ['estimated_departs_at', 'estimated_arrives_at'])
    await db.schema.alterTable('trip').addColumn(column, 'bigint').execute()
  await db.schema.createIndex('trip_flight').on('trip').columns(['flight', 'departs_at']).execute()
  await db.schema.createIndex('trip_departure').on('trip').column('departs_at').execute()
}

async function createTroubles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('flight_trouble')
    .addColumn('flight', 'text', (c) => c.notNull())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('trouble', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('departs_at', 'bigint', (c) => c.notNull())
    .addColumn('heard_at', 'bigint', (c) => c.notNull())
    .addColumn('affected', 'integer', (c) => c.notNull())
    .addColumn('valued', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('flight_trouble_pk', ['flight', 'date'])
    .execute()
  await db.schema.createIndex('flight_trouble_departs').on('flight_trouble').column('departs_at').execute()
  await db.schema
    .createTable('flight_notice')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('flight', 'text', (c) => c.notNull())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('trouble', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('task_id', 'text', (c) => c.notNull())
    .addColumn('case_id', 'text', (c) => c.notNull())
    .addColumn('case_number', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('flight_notice_flight').on('flight_notice').columns(['date', 'flight']).execute()
  await db.schema.createIndex('flight_notice_passenger').on('flight_notice').column('passenger_id').execute()
}
