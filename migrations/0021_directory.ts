import type { Kysely } from 'kysely'

/** What units answer for, and who is on duty when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('responsibility')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('team.id'))
    .addColumn('name_zh', 'text', (c) => c.notNull())
    .addColumn('name_en', 'text', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('responsibility_unit').on('responsibility').column('unit_id').execute()
  await db.schema
    .createTable('duty_shift')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('team.id'))
    .addColumn('user_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('task_zh', 'text', (c) => c.notNull())
    .addColumn('task_en', 'text', (c) => c.notNull())
    // JSON: ISO weekdays on which the shift begins.
    .addColumn('weekdays', 'text', (c) => c.notNull())
    .addColumn('from_minute', 'integer', (c) => c.notNull())
    .addColumn('to_minute', 'integer', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('valid_from', 'text')
    .addColumn('valid_until', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('duty_shift_unit').on('duty_shift').column('unit_id').execute()
}
