/** Calendars: who works when, and when a span of time ends. A year nobody told the holidays of is said, never guessed in silence. */
import type { Role } from '../contracts/auth.ts'
import type {
  CalendarEdit,
  CalendarId,
  CalendarSummary,
  CalendarWithDays,
  DayEdit,
  Due,
  KnownYear,
  NewCalendar,
  Span,
  YearWarning,
} from '../contracts/calendars.ts'
import type { UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  type Calendar,
  dueAfter,
  dueAfterWorkingDays,
  dueAfterWorkingMs,
  dueOnDayOfNextMonth,
  isWorking,
  warnAtOf,
  workingMsBetween,
} from './calendar.rules.ts'
import type { AuditTrail, OnCalendarChanged } from './calendars.ports.ts'
import {
  type CalendarHead,
  deleteDay,
  findHead,
  insertHeads,
  listDays,
  listHeads,
  listYears,
  putDays,
  putYears,
  updateHead,
} from './calendars.repository.ts'
import { firstCalendars, houseCalendar } from './first-calendars.ts'
import { nextYearReachesBackTo, sourceDays } from './holiday-sources.ts'
import { dateOf, dayAt, isZone } from './zone.rules.ts'

export interface CalendarsDeps {
  store: Store
  clock: Clock
  audit: AuditTrail
  onChanged?: OnCalendarChanged
}

/** Who changes something, for the audit trail. */
export interface Editor {
  id: UserId
  displayName: string
  role: Role
  ip: string
}

export type Calendars = ReturnType<typeof createCalendars>

/** Years around this one that a new house takes from its sources: longest clocks run two years. */
const yearsBack = 2
const yearsAhead = 3
/** From 1 September on the next year must be known: clocks of today may end in it. */
const nextYearFrom = 9

/** The room of calendars. */
export function createCalendars({ store, clock, audit, onChanged }: CalendarsDeps) {
  /** Calendars ready to count with. One house a database, so what it does not change itself does not change. */
  const ready = new Map<CalendarId, Calendar>()
  /** Changes under way: what is read meanwhile may still be undone, so nothing is kept. */
  let changing = 0

  async function alone<T>(work: Promise<T>): Promise<T> {
    changing++
    try {
      return await work
    } finally {
      changing--
      ready.clear()
    }
  }

  async function calendar(id: CalendarId, within?: Write): Promise<Calendar> {
    const known = ready.get(id)
    if (known && changing === 0) return known
    const db = within?.db ?? store.db
    const head = (await findHead(db, id)) ?? (await findHead(db, houseCalendar)) ?? firstCalendars[0]!
    const [days, years] = [await listDays(db, head.id), await listYears(db, head.id)]
    const made = toCalendar(head, days, years)
    if (changing === 0) ready.set(id, made)
    return made
  }

  async function tell(tx: Write, id: CalendarId, by: Editor, action: string): Promise<void> {
    tx.announce('calendar.changed', { calendarId: id, byId: by.id })
    await audit.record({ actorId: by.id, role: by.role, ip: by.ip, action, objectType: 'calendar', objectId: id }, tx)
  }

  /** One change of one calendar: its version grows, everybody counts anew, the trail keeps who. */
  function change(id: CalendarId, by: Editor, action: string, act: (head: CalendarHead, tx: Write) => Promise<void>) {
    return alone(
      store.write(async (tx) => {
        await act(found(await findHead(tx.db, id)), tx)
        await tell(tx, id, by, action)
        await onChanged?.(id, tx)
      }),
    )
  }

  async function summaries(): Promise<CalendarSummary[]> {
    const [heads, years] = [await listHeads(store.db), await listYears(store.db)]
    return heads.map((head) =>
      toSummary(
        head,
        years.filter((year) => year.id === head.id),
        clock.now(),
      ),
    )
  }

  return {
    /** Adds the first calendars to a new house, and to every house the years that its sources have learnt meanwhile. */
    start: (): Promise<void> =>
      alone(
        store.write(async (tx) => {
          if ((await listHeads(tx.db)).length === 0) await insertHeads(tx.db, firstCalendars)
          const [heads, years] = [await listHeads(tx.db), await listYears(tx.db)]
          const isKnown = (id: CalendarId, year: number) => years.some((one) => one.id === id && one.year === year)
          const thisYear = new Date(clock.now()).getUTCFullYear()
          const fresh = heads.flatMap((head) =>
            Array.from({ length: yearsBack + yearsAhead + 1 }, (_, i) => thisYear - yearsBack + i)
              .filter((year) => !isKnown(head.id, year))
              .flatMap((year) => {
                const days = sourceDays(head.source, year)
                return days ? [{ id: head.id, year, days }] : []
              }),
          )
          await putDays(
            tx.db,
            fresh.flatMap(({ id, days }) => days.map((day) => ({ id, ...day }))),
          )
          await putYears(
            tx.db,
            fresh.map(({ id, year }) => ({ id, year, origin: 'source', at: clock.now() })),
          )
          for (const id of new Set(fresh.map((one) => one.id))) await onChanged?.(id, tx)
        }),
      ),

    list: summaries,

    /** A calendar with its days of one year. */
    async get(id: CalendarId, year: number): Promise<CalendarWithDays | undefined> {
      const head = await findHead(store.db, id)
      if (!head) return undefined
      return {
        ...toSummary(head, await listYears(store.db, id), clock.now()),
        days: await listDays(store.db, id, year),
      }
    },

    /** Years that are needed and that nobody has told the holidays of. */
    async warnings(): Promise<YearWarning[]> {
      const all = await summaries()
      return all.flatMap(({ id, name, unknownYears }) => unknownYears.map((year) => ({ calendarId: id, name, year })))
    },

    /** Adds a calendar; its id must be free, its zone one that exists. */
    async add(fresh: NewCalendar, by: Editor): Promise<void> {
      checkZone(fresh.zone)
      await store.write(async (tx) => {
        if (await findHead(tx.db, fresh.id)) throw new Refusal('invalid-input', {}, { id: 'taken' })
        await insertHeads(tx.db, [{ ...fresh, version: 1 }])
        await tell(tx, fresh.id, by, 'calendar-added')
      })
      ready.clear()
    },

    /** Changes name, zone, week or source. Clocks that run keep the due time they have. */
    async edit(id: CalendarId, edit: CalendarEdit, by: Editor): Promise<void> {
      checkZone(edit.zone)
      await change(id, by, 'calendar-edited', async (head, tx) => {
        const { version, ...settings } = edit
        if (!(await updateHead(tx.db, { ...head, ...settings }, version)))
          throw new Refusal('changed-meanwhile', { version: head.version })
      })
    },

    /** Says what a date is; an entry that was there is replaced. */
    setDay: (id: CalendarId, date: string, day: DayEdit, by: Editor): Promise<void> =>
      change(id, by, 'calendar-day-set', (_head, tx) => putDays(tx.db, [{ id, date, ...day }])),

    /** Gives a date back to its weekday. */
    removeDay: (id: CalendarId, date: string, by: Editor): Promise<void> =>
      change(id, by, 'calendar-day-removed', async (_head, tx) => {
        if (!(await deleteDay(tx.db, id, date))) throw new Refusal('not-found')
      }),

    /** Makes a year known: with the holidays of the calendar's source, or with what people entered. Refuses a year the source does not know. */
    learnYear: (id: CalendarId, year: number, origin: KnownYear['origin'], by: Editor): Promise<void> =>
      change(id, by, 'calendar-year-known', async (head, tx) => {
        if (origin === 'source') {
          const days = sourceDays(head.source, year)
          if (!days) throw new Refusal('calendar-year-unknown', { year })
          await putDays(
            tx.db,
            days.map((day) => ({ id, ...day })),
          )
        } else if ((await listDays(tx.db, id, year)).length === 0) throw new Refusal('calendar-year-empty', { year })
        await putYears(tx.db, [{ id, year, origin, at: clock.now(), byId: by.id, byName: by.displayName }])
      }),

    /** When `workingMs` of work are done. An id that no calendar has counts by the house's calendar. */
    async dueAfterWorkingMs(id: CalendarId, from: number, workingMs: number, within?: Write): Promise<Due> {
      return dueAfterWorkingMs(await calendar(id, within), from, workingMs)
    },

    /** The end of work on the n-th working day after that of `from`. */
    async dueAfterWorkingDays(id: CalendarId, from: number, days: number, within?: Write): Promise<Due> {
      return dueAfterWorkingDays(await calendar(id, within), from, days)
    },

    /** BY-20, BY-21: the end of this day of the month that follows the month of `at`. */
    async dueOnDayOfNextMonth(id: CalendarId, at: number, dayOfMonth: number, within?: Write): Promise<Due> {
      return dueOnDayOfNextMonth((await calendar(id, within)).zone, at, dayOfMonth)
    },

    /** The end of any span, and the instant at which `warnPercent` of it are used up. */
    async due(
      id: CalendarId,
      from: number,
      span: Span,
      more: { zone?: string | undefined; warnPercent: number },
      within?: Write,
    ): Promise<Due & { warnAt: number; zone: string }> {
      const counting = await calendar(id, within)
      const zone = more.zone !== undefined && isZone(more.zone) ? more.zone : counting.zone
      const due = dueAfter(counting, from, span, zone)
      return { ...due, warnAt: warnAtOf(counting, from, due.dueAt, span, more.warnPercent), zone }
    },

    async isWorking(id: CalendarId, at: number): Promise<boolean> {
      return isWorking(await calendar(id), at)
    },

    async workingMsBetween(id: CalendarId, from: number, to: number, within?: Write): Promise<number> {
      return workingMsBetween(await calendar(id, within), from, to)
    },

    /** The date on the wall of the calendar's zone. */
    async dateAt(id: CalendarId, at: number): Promise<string> {
      return dateOf(dayAt(at, (await calendar(id)).zone))
    },
  }
}

function toCalendar(head: CalendarHead, days: CalendarWithDays['days'], years: KnownYear[]): Calendar {
  return {
    zone: head.zone,
    week: head.week,
    days: new Map(days.map((day) => [day.date, day])),
    knownYears: head.source === 'none' ? undefined : new Set(years.map(({ year }) => year)),
    nextYearReachesBackTo: nextYearReachesBackTo[head.source],
  }
}

function toSummary(head: CalendarHead, years: KnownYear[], now: number): CalendarSummary {
  const today = dateOf(dayAt(now, head.zone))
  const thisYear = Number(today.slice(0, 4))
  const needed = Number(today.slice(5, 7)) >= nextYearFrom ? [thisYear, thisYear + 1] : [thisYear]
  const known = new Set(years.map(({ year }) => year))
  return {
    ...head,
    years: years.map(({ year, origin, at, byName }) => ({ year, origin, at, byName })),
    unknownYears: head.source === 'none' ? [] : needed.filter((year) => !known.has(year)),
  }
}

function checkZone(zone: string): void {
  if (!isZone(zone)) throw new Refusal('invalid-input', {}, { zone: 'unknown' })
}
