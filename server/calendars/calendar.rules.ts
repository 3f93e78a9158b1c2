/** The arithmetic of working time: pure, in the calendar's own zone, right across changes of the clock. */
import type { CalendarDay, Due, Span, WorkPeriod, WorkWeek } from '../contracts/calendars.ts'
import { addMonths, dateOf, dayAt, instantAt, minuteMs, weekdayOf, yearOf } from './zone.rules.ts'

/** A calendar ready to count with. */
export interface Calendar {
  zone: string
  week: WorkWeek
  /** By date. */
  days: ReadonlyMap<string, CalendarDay>
  /** Years whose holidays are told; undefined where there are no holidays, so that nothing can be missing. */
  knownYears: ReadonlySet<number> | undefined
  /** From this month and day on (1228 = 28 December) the next year's announcement may move working days. */
  nextYearReachesBackTo?: number | undefined
}

/** A stretch of work as instants, `to` not included. */
interface Stretch {
  from: number
  to: number
}

// A calendar without any work within three years would search for ever.
const longestSearch = 1100

/** True when somebody works at this instant. */
export function isWorking(calendar: Calendar, at: number): boolean {
  return stretchesOf(calendar, dayAt(at, calendar.zone)).some(({ from, to }) => from <= at && at < to)
}

/** Working time between two instants, ms; 0 when `to` is not after `from`. */
export function workingMsBetween(calendar: Calendar, from: number, to: number): number {
  let sum = 0
  const last = dayAt(to, calendar.zone)
  for (let day = dayAt(from, calendar.zone); day <= last; day++)
    for (const stretch of stretchesOf(calendar, day))
      sum += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from))
  return sum
}

/** The first instant by which `workingMs` of work are done; always inside a period or at its end. Throws RangeError for a calendar without work. */
export function dueAfterWorkingMs(calendar: Calendar, from: number, workingMs: number): Due {
  let left = workingMs
  const first = dayAt(from, calendar.zone)
  for (let day = first; day < first + longestSearch; day++)
    for (const stretch of stretchesOf(calendar, day)) {
      const start = Math.max(from, stretch.from)
      const open = stretch.to - start
      if (open <= 0) continue
      if (left <= open) return { dueAt: start + left, uncertain: isUncertain(calendar, first, day) }
      left -= open
    }
  throw new RangeError('The calendar has no working time.')
}

/** The end of work on the n-th working day; the day of `from` is not counted. Throws RangeError for a calendar without work. */
export function dueAfterWorkingDays(calendar: Calendar, from: number, days: number): Due {
  const first = dayAt(from, calendar.zone)
  let left = days
  for (let day = first + 1; day < first + longestSearch + days; day++) {
    const stretches = stretchesOf(calendar, day)
    if (stretches.length === 0 || --left > 0) continue
    return { dueAt: stretches.at(-1)!.to, uncertain: isUncertain(calendar, first, day) }
  }
  throw new RangeError('The calendar has no working days.')
}

/** The last millisecond of the n-th day after the day of `from`, on the wall of the zone. */
export function dueAfterCalendarDays(zone: string, from: number, days: number): Due {
  return endOfDay(zone, dayAt(from, zone) + days)
}

/** The same for months; a month that is too short ends on its last day. */
export function dueAfterCalendarMonths(zone: string, from: number, months: number): Due {
  return endOfDay(zone, addMonths(dayAt(from, zone), months))
}

/** BY-20, BY-21: what is owed for the month of `at` is due at the end of this day of the month that follows. */
export function dueOnDayOfNextMonth(zone: string, at: number, dayOfMonth: number): Due {
  const today = dayAt(at, zone)
  const firstOfMonth = today - (Number(dateOf(today).slice(8)) - 1)
  return endOfDay(zone, addMonths(firstOfMonth, 1) + dayOfMonth - 1)
}

/** The end of any span; `zone` replaces the calendar's for spans of calendar days and months. */
export function dueAfter(calendar: Calendar, from: number, span: Span, zone = calendar.zone): Due {
  switch (span.unit) {
    case 'minutes':
      return { dueAt: from + span.amount * minuteMs, uncertain: false }
    case 'working-minutes':
      return dueAfterWorkingMs(calendar, from, span.amount * minuteMs)
    case 'working-days':
      return dueAfterWorkingDays(calendar, from, span.amount)
    case 'calendar-days':
      return dueAfterCalendarDays(zone, from, span.amount)
    case 'calendar-months':
      return dueAfterCalendarMonths(zone, from, span.amount)
  }
}

/** CS-15: the instant at which `percent` of the span are used up, in working time where the span is. */
export function warnAtOf(calendar: Calendar, from: number, dueAt: number, span: Span, percent: number): number {
  if (span.unit !== 'working-minutes' && span.unit !== 'working-days')
    return from + Math.floor(((dueAt - from) * percent) / 100)
  const all = workingMsBetween(calendar, from, dueAt)
  return dueAfterWorkingMs(calendar, from, Math.floor((all * percent) / 100)).dueAt
}

/** The periods of a date: what is told of it, else what its weekday says. */
export function periodsOf(calendar: Calendar, day: number): WorkPeriod[] {
  const told = calendar.days.get(dateOf(day))
  const usual = calendar.week[weekdayOf(day)] ?? []
  if (!told) return usual
  if (told.kind === 'holiday') return []
  if (told.periods) return told.periods
  return told.kind === 'make-up' ? (calendar.week.find((periods) => periods.length > 0) ?? []) : usual
}

/** Days already laid out in instants: a calendar is asked for the same days again and again. */
const laidOut = new WeakMap<Calendar, Map<number, Stretch[]>>()

function stretchesOf(calendar: Calendar, day: number): Stretch[] {
  const days = laidOut.get(calendar) ?? new Map<number, Stretch[]>()
  laidOut.set(calendar, days)
  const known = days.get(day)
  if (known) return known
  const made = periodsOf(calendar, day).map(({ from, to }) => ({
    from: instantAt(day, from, calendar.zone),
    to: instantAt(day, to, calendar.zone),
  }))
  days.set(day, made)
  return made
}

function endOfDay(zone: string, day: number): Due {
  return { dueAt: instantAt(day + 1, 0, zone) - 1, uncertain: false }
}

function isUncertain({ knownYears, nextYearReachesBackTo }: Calendar, first: number, last: number): boolean {
  if (!knownYears) return false
  for (let year = yearOf(first); year <= yearOf(last); year++) if (!knownYears.has(year)) return true
  if (nextYearReachesBackTo === undefined) return false
  const monthAndDay = Number(dateOf(last).slice(5).replace('-', ''))
  return monthAndDay >= nextYearReachesBackTo && !knownYears.has(yearOf(last) + 1)
}
