import { type Kysely, sql } from 'kysely'

/** Who is who: short keys for the search, documents as keyed hashes, duplicates, and merges that can be undone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A merged record stays as a stub that leads to the one that lives on.
  await db.schema.alterTable('passenger').addColumn('merged_into', 'text').execute()
  await db.schema.createIndex('passenger_merged').on('passenger').column('merged_into').execute()
  await db.schema.createIndex('passenger_member').on('passenger').expression(sql`upper(member_number)`).execute()
  await db.schema.createIndex('trip_pnr').on('trip').column('pnr').execute()
  await createFind(db)
  await db.schema
    .createTable('passenger_document')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull().references('passenger.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    // HMAC of kind and number with the house's secret; the number itself is kept nowhere.
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('masked', 'text', (c) => c.notNull())
    .addColumn('added_at', 'bigint', (c) => c.notNull())
    .addColumn('added_by', 'text')
    .execute()
  await db.schema.createIndex('passenger_document_hash').on('passenger_document').column('hash').execute()
  await db.schema.createIndex('passenger_document_owner').on('passenger_document').column('passenger_id').execute()
  await createDuplicates(db)
  await createMerges(db)
}

/** Packed beginnings of words: two integers compare alike on both engines, whatever the collation, and take an eighth of the place. */
async function createFind(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('passenger_key').execute()
  await db.schema
    .createTable('passenger_find')
    .addColumn('code', 'bigint', (c) => c.notNull())
    .addColumn('rest', 'bigint', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('passenger_find_code')
    .on('passenger_find')
    .columns(['code', 'rest', 'passenger_id'])
    .execute()
  await db.schema.createIndex('passenger_find_owner').on('passenger_find').column('passenger_id').execute()
}

async function createDuplicates(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('duplicate_pair')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('a_id', 'text', (c) => c.notNull())
    .addColumn('b_id', 'text', (c) => c.notNull())
    .addColumn('score', 'integer', (c) => c.notNull())
    .addColumn('reasons', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('found_at', 'bigint', (c) => c.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text')
    .addUniqueConstraint('duplicate_pair_once', ['a_id', 'b_id'])
    .execute()
  await db.schema.createIndex('duplicate_pair_state').on('duplicate_pair').columns(['state', 'score', 'id']).execute()
  await db.schema.createIndex('duplicate_pair_b').on('duplicate_pair').column('b_id').execute()
  await db.schema
    .createTable('duplicate_check')
    .addColumn('passenger_id', 'text', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('duplicate_pass')
    .addColumn('id', 'integer', (c) => c.primaryKey())
    .addColumn('place', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .addColumn('looked_at', 'integer', (c) => c.notNull())
    .addColumn('found', 'integer', (c) => c.notNull())
    .execute()
}

async function createMerges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('passenger_merge')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('survivor_id', 'text', (c) => c.notNull())
    .addColumn('loser_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    // JSON: which fields of the survivor changed, from what to what.
    .addColumn('fields', 'text', (c) => c.notNull())
    // JSON: room -> ids of the rows that it moved.
    .addColumn('moved', 'text', (c) => c.notNull())
    .addColumn('undone_at', 'bigint')
    .addColumn('undone_by', 'text')
    .execute()
  await db.schema.createIndex('passenger_merge_survivor').on('passenger_merge').column('survivor_id').execute()
  await db.schema.createIndex('passenger_merge_loser').on('passenger_merge').column('loser_id').execute()
}
