import type { Kysely } from 'kysely'

/** Working calendars, their dated days, and the years whose holidays are known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('work_calendar')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name_zh', 'text', (c) => c.notNull())
    .addColumn('name_en', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('week', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('work_calendar_day')
    .addColumn('calendar_id', 'text', (c) => c.notNull().references('work_calendar.id'))
    .addColumn('date', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('name_zh', 'text', (c) => c.notNull())
    .addColumn('name_en', 'text', (c) => c.notNull())
    .addColumn('periods', 'text')
    .addPrimaryKeyConstraint('work_calendar_day_pk', ['calendar_id', 'date'])
    .execute()
  await db.schema
    .createTable('work_calendar_year')
    .addColumn('calendar_id', 'text', (c) => c.notNull().references('work_calendar.id'))
    .addColumn('year', 'integer', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('by_id', 'text')
    .addColumn('by_name', 'text')
    .addPrimaryKeyConstraint('work_calendar_year_pk', ['calendar_id', 'year'])
    .execute()
}
