import { type ColumnDataType, type Kysely, sql } from 'kysely'

/** What a passenger's record knows beyond the first release, trips in detail, the history of changes; tiers, segments and their history. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [column, type] of passengerColumns) await addColumn(db, 'passenger', column, type)
  for (const [column, type] of countedColumns) await addCounted(db, 'passenger', column, type)
  for (const [column, type] of tripColumns) await addColumn(db, 'trip', column, type)
  for (const column of ['baggage_pieces', 'version']) await addCounted(db, 'trip', column, 'integer')
  await addIndexes(db)
  await createRecordTables(db)
  await createMemberTables(db)
}

const passengerColumns: Array<[string, ColumnDataType]> = [
  ['companion', 'text'],
  ['document_country', 'text'],
  ['contact_channel', 'text'],
  ['contact_from', 'integer'],
  ['contact_to', 'integer'],
  ['emergency_contact', 'text'],
  ['data_confirmed_at', 'bigint'],
  ['customer_class', 'text'],
  ['unit_id', 'text'],
  ['tier_until', 'text'],
  ['points_expire_on', 'text'],
  // Month and day of birth, 06-18: the birthday list asks for it.
  ['birth_day', 'text'],
  ['relation', 'text'],
  ['purpose', 'text'],
  ['frequency', 'text'],
  ['value_level', 'text'],
  ['satisfaction', 'text'],
  ['caller_type', 'text'],
  ['lifecycle', 'text'],
  ['churn', 'text'],
  ['activity', 'text'],
]

const countedColumns: Array<[string, ColumnDataType]> = [
  ['year_miles', 'bigint'],
  ['year_segments', 'integer'],
  ['points', 'bigint'],
  ['points_expiring', 'bigint'],
  ['score', 'integer'],
]

const tripColumns: Array<[string, ColumnDataType]> = [
  ['fare_class', 'text'],
  // Hundredths of a yuan.
  ['fare', 'bigint'],
  ['purchase_mode', 'text'],
  ['airport_transport', 'text'],
  ['meal', 'text'],
  ['drink', 'text'],
  ['baggage', 'text'],
]

// SQLite adds one column a statement.
async function addColumn(db: Kysely<unknown>, table: string, column: string, type: ColumnDataType): Promise<void> {
  await db.schema.alterTable(table).addColumn(column, type).execute()
}

async function addCounted(db: Kysely<unknown>, table: string, column: string, type: ColumnDataType): Promise<void> {
  await db.schema
    .alterTable(table)
    .addColumn(column, type, (c) => c.notNull().defaultTo(0))
    .execute()
}

async function addIndexes(db: Kysely<unknown>): Promise<void> {
  for (const column of ['owner_id', 'birth_day', 'churn', 'customer_class', 'unit_id'])
    await db.schema.createIndex(`passenger_${column}`).on('passenger').column(column).execute()
  // The overview counts over this alone.
  await db.schema
    .createIndex('passenger_marks')
    .on('passenger')
    .columns(['tier', 'prospect', 'activity', 'lifecycle', 'relation', 'purpose', 'frequency', 'value_level', 'churn'])
    .execute()
}

async function createRecordTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passenger_email')
    .addColumn('email_key', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('position', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('passenger_email_pk', ['email_key', 'passenger_id'])
    .execute()
  await db.schema.createIndex('passenger_email_passenger').on('passenger_email').column('passenger_id').execute()
  await sql`insert into passenger_email (email_key, passenger_id, email, position)
    select lower(email), id, email, 0 from passenger where email is not null`.execute(db)
  await sql`update passenger set birth_day = substr(birth_date, 6, 5) where birth_date is not null`.execute(db)
  await db.schema
    .createTable('passenger_change')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text')
    .addColumn('field', 'text', (c) => c.notNull())
    .addColumn('old_value', 'text')
    .addColumn('new_value', 'text')
    .execute()
  await db.schema
    .createIndex('passenger_change_passenger')
    .on('passenger_change')
    .columns(['passenger_id', 'id'])
    .execute()
}

async function createMemberTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('member_standing')
    .addColumn('passenger_id', 'text', (c) => c.primaryKey().references('passenger.id'))
    .addColumn('standing', 'text', (c) => c.notNull())
    .addColumn('decided_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('member_change')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('axis', 'text', (c) => c.notNull())
    .addColumn('old_value', 'text')
    .addColumn('new_value', 'text', (c) => c.notNull())
    .addColumn('reasons', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('member_change_passenger').on('member_change').columns(['passenger_id', 'id']).execute()
  await db.schema.createIndex('member_change_axis').on('member_change').columns(['axis', 'at']).execute()
  await db.schema
    .createTable('member_year')
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('miles', 'bigint', (c) => c.notNull())
    .addColumn('segments', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_year_pk', ['passenger_id', 'year'])
    .execute()
  await db.schema
    .createTable('member_rules')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('rules', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_by', 'text')
    .execute()
  await db.schema
    .createTable('member_night')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('after_id', 'text', (c) => c.notNull())
    .addColumn('seen', 'integer', (c) => c.notNull())
    .addColumn('changed', 'integer', (c) => c.notNull())
    .execute()
}
