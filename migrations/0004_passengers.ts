import type { Kysely } from 'kysely'

/** Passengers, their numbers, the words they are found by, and their trips. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passenger')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('latin_name', 'text', (c) => c.notNull())
    .addColumn('tier', 'text', (c) => c.notNull())
    .addColumn('member_number', 'text')
    .addColumn('prospect', 'integer', (c) => c.notNull())
    .addColumn('difficult', 'integer', (c) => c.notNull())
    .addColumn('owner_id', 'text')
    .addColumn('birth_date', 'text')
    .addColumn('employer', 'text')
    .addColumn('address', 'text')
    .addColumn('city', 'text')
    .addColumn('email', 'text')
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('time_zone', 'text', (c) => c.notNull())
    .addColumn('miles', 'bigint', (c) => c.notNull())
    .addColumn('segments', 'integer', (c) => c.notNull())
    .addColumn('member_since', 'text')
    .addColumn('seat', 'text')
    .addColumn('meal', 'text')
    .addColumn('drink', 'text')
    .addColumn('special_needs', 'text', (c) => c.notNull())
    .addColumn('note', 'text', (c) => c.notNull())
    .addColumn('search', 'text', (c) => c.notNull())
    .addColumn('last_contact_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await createNumbers(db)
  await db.schema
    .createTable('passenger_key')
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addPrimaryKeyConstraint('passenger_key_pk', ['key', 'passenger_id'])
    .execute()
  await db.schema.createIndex('passenger_key_passenger').on('passenger_key').column('passenger_id').execute()
  await createTrips(db)
}

async function createNumbers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passenger_number')
    .addColumn('e164', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('shared', 'integer', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    // Null: belongs to the passenger but never called from; a row of kind 'called' belongs to somebody else.
    .addColumn('last_called_at', 'bigint')
    .addPrimaryKeyConstraint('passenger_number_pk', ['e164', 'passenger_id'])
    .execute()
  await db.schema.createIndex('passenger_number_passenger').on('passenger_number').column('passenger_id').execute()
}

async function createTrips(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('trip')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('pnr', 'text', (c) => c.notNull())
    .addColumn('flight', 'text', (c) => c.notNull())
    .addColumn('from_airport', 'text', (c) => c.notNull())
    .addColumn('to_airport', 'text', (c) => c.notNull())
    .addColumn('departs_at', 'bigint', (c) => c.notNull())
    .addColumn('arrives_at', 'bigint', (c) => c.notNull())
    .addColumn('from_zone', 'text', (c) => c.notNull())
    .addColumn('to_zone', 'text', (c) => c.notNull())
    .addColumn('cabin', 'text', (c) => c.notNull())
    .addColumn('seat', 'text')
    .addColumn('status', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('trip_passenger').on('trip').columns(['passenger_id', 'departs_at']).execute()
}
