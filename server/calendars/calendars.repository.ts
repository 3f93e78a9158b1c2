/** SQL of calendars. */
import type { Kysely } from 'kysely'
import {
  type CalendarDay,
  type CalendarId,
  type DayKind,
  type HolidaySource,
  type KnownYear,
  WorkPeriods,
  WorkWeek,
} from '../contracts/calendars.ts'
import type { Label } from '../contracts/common.ts'
import type { UserId } from '../contracts/ids.ts'

/** A calendar without its days. */
export interface CalendarHead {
  id: CalendarId
  name: Label
  zone: string
  week: WorkWeek
  source: HolidaySource
  version: number
}

/** A year as it is stored, with who confirmed it. */
export interface StoredYear extends KnownYear {
  byId?: UserId | undefined
}

interface HeadRow {
  id: CalendarId
  name_zh: string
  name_en: string
  zone: string
  week: string
  source: HolidaySource
  version: number
}

interface OwnTables {
  work_calendar: HeadRow
  work_calendar_day: {
    calendar_id: CalendarId
    date: string
    kind: DayKind
    name_zh: string
    name_en: string
    periods: string | null
  }
  work_calendar_year: {
    calendar_id: CalendarId
    year: number
    origin: KnownYear['origin']
    at: number
    by_id: UserId | null
    by_name: string | null
  }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Every calendar, by name of its id. */
export async function listHeads(db: Kysely<unknown>): Promise<CalendarHead[]> {
  const rows = await own(db).selectFrom('work_calendar').selectAll().orderBy('id').execute()
  return rows.map(toHead)
}

/** One calendar without its days. */
export async function findHead(db: Kysely<unknown>, id: CalendarId): Promise<CalendarHead | undefined> {
  const row = await own(db).selectFrom('work_calendar').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toHead(row)
}

/** Adds calendars. */
export async function insertHeads(db: Kysely<unknown>, heads: CalendarHead[]): Promise<void> {
  if (heads.length === 0) return
  await own(db).insertInto('work_calendar').values(heads.map(toRow)).execute()
}

/** Changes a calendar that still has this version; false when somebody was faster. */
export async function updateHead(db: Kysely<unknown>, head: CalendarHead, version: number): Promise<boolean> {
  const result = await own(db)
    .updateTable('work_calendar')
    .set({ ...toRow(head), version: version + 1 })
    .where('id', '=', head.id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The dated days of a calendar, of one year when given, earliest first. */
export async function listDays(db: Kysely<unknown>, id: CalendarId, year?: number): Promise<CalendarDay[]> {
  let query = own(db).selectFrom('work_calendar_day').selectAll().where('calendar_id', '=', id)
  if (year !== undefined) query = query.where('date', '>=', `${year}-01-01`).where('date', '<=', `${year}-12-31`)
  const rows = await query.orderBy('date').execute()
  return rows.map((row) => ({
    date: row.date,
    kind: row.kind,
    name: { zh: row.name_zh, en: row.name_en },
    periods: row.periods === null ? undefined : WorkPeriods.parse(JSON.parse(row.periods)),
  }))
}

/** Adds days; a date that has an entry gets the new one. */
export async function putDays(db: Kysely<unknown>, days: Array<CalendarDay & { id: CalendarId }>): Promise<void> {
  if (days.length === 0) return
  await own(db)
    .insertInto('work_calendar_day')
    .values(
      days.map((day) => ({
        calendar_id: day.id,
        date: day.date,
        kind: day.kind,
        name_zh: day.name.zh,
        name_en: day.name.en,
        periods: day.periods ? JSON.stringify(day.periods) : null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['calendar_id', 'date']).doUpdateSet((row) => ({
        kind: row.ref('excluded.kind'),
        name_zh: row.ref('excluded.name_zh'),
        name_en: row.ref('excluded.name_en'),
        periods: row.ref('excluded.periods'),
      })),
    )
    .execute()
}

/** Removes the entry of a date; false when there was none. */
export async function deleteDay(db: Kysely<unknown>, id: CalendarId, date: string): Promise<boolean> {
  const result = await own(db)
    .deleteFrom('work_calendar_day')
    .where('calendar_id', '=', id)
    .where('date', '=', date)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Known years of one calendar or of all, earliest first. */
export async function listYears(db: Kysely<unknown>, id?: CalendarId): Promise<Array<StoredYear & { id: CalendarId }>> {
  let query = own(db).selectFrom('work_calendar_year').selectAll()
  if (id !== undefined) query = query.where('calendar_id', '=', id)
  const rows = await query.orderBy('year').execute()
  return rows.map((row) => ({
    id: row.calendar_id,
    year: row.year,
    origin: row.origin,
    at: row.at,
    byId: row.by_id ?? undefined,
    byName: row.by_name ?? undefined,
  }))
}

/** Says that years are known; one that was keeps who said so last. */
export async function putYears(db: Kysely<unknown>, years: Array<StoredYear & { id: CalendarId }>): Promise<void> {
  if (years.length === 0) return
  await own(db)
    .insertInto('work_calendar_year')
    .values(
      years.map((year) => ({
        calendar_id: year.id,
        year: year.year,
        origin: year.origin,
        at: year.at,
        by_id: year.byId ?? null,
        by_name: year.byName ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['calendar_id', 'year']).doUpdateSet((row) => ({
        origin: row.ref('excluded.origin'),
        at: row.ref('excluded.at'),
        by_id: row.ref('excluded.by_id'),
        by_name: row.ref('excluded.by_name'),
      })),
    )
    .execute()
}

function toHead(row: HeadRow): CalendarHead {
  return {
    id: row.id,
    name: { zh: row.name_zh, en: row.name_en },
    zone: row.zone,
    week: WorkWeek.parse(JSON.parse(row.week)),
    source: row.source,
    version: row.version,
  }
}

function toRow(head: CalendarHead): HeadRow {
  return {
    id: head.id,
    name_zh: head.name.zh,
    name_en: head.name.en,
    zone: head.zone,
    week: JSON.stringify(head.week),
    source: head.source,
    version: head.version,
  }
}
