import type { Kysely } from 'kysely'

/** What passengers were told that is owed to them, by whom and when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('entitlement_told')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('flight', 'text', (c) => c.notNull())
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('rule', 'text', (c) => c.notNull())
    // As the rule stood when it was told: EntitlementItem as JSON.
    .addColumn('item', 'text', (c) => c.notNull())
    .addColumn('case_id', 'text')
    .addColumn('told_by', 'text', (c) => c.notNull())
    .addColumn('told_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('entitlement_told_passenger')
    .on('entitlement_told')
    .columns(['passenger_id', 'flight', 'date'])
    .execute()
}
