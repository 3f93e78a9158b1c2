/** Working calendars: when a unit works, and which spans of time the house can count. */
import { z } from 'zod'
import { freeText, Instant, Label, Version } from './common.ts'

/** A short name: hq, prc, us. */
export const CalendarId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40)
export type CalendarId = z.infer<typeof CalendarId>

/** A day without a zone. */
export const IsoDate = z.iso.date()
export const CalendarYear = z.coerce.number().int().min(1990).max(2200)

/** One stretch of work on a day, in minutes after midnight; 1440 is the midnight that follows. */
export const WorkPeriod = z
  .object({ from: z.int().min(0).max(1439), to: z.int().min(1).max(1440) })
  .refine((period) => period.from < period.to, { message: 'ends before it begins', path: ['to'] })
export type WorkPeriod = z.infer<typeof WorkPeriod>

const inOrder = (periods: WorkPeriod[]) => periods.every((period, i) => i === 0 || periods[i - 1]!.to <= period.from)
/** The periods of one day, earliest first, none over another. */
export const WorkPeriods = z.array(WorkPeriod).max(8).refine(inOrder, { message: 'periods overlap' })
/** Monday first. */
export const WorkWeek = z.array(WorkPeriods).length(7)
export type WorkWeek = z.infer<typeof WorkWeek>

/** Why a date is not what its weekday says. A make-up day works like the first working weekday unless it has own periods. */
export const DayKind = z.enum(['holiday', 'make-up', 'exception'])
export type DayKind = z.infer<typeof DayKind>
export const CalendarDay = z.object({
  date: IsoDate,
  kind: DayKind,
  name: Label,
  /** Of an exception and of a make-up day; empty: nobody works. */
  periods: WorkPeriods.optional(),
})
export type CalendarDay = z.infer<typeof CalendarDay>

/** Where a calendar's holidays come from; `none` has no holidays at all, so that every year is known. */
export const HolidaySource = z.enum(['china', 'us-federal', 'uk-england', 'own', 'none'])
export type HolidaySource = z.infer<typeof HolidaySource>

/** A year whose holidays are known: from a source of the house, or entered and confirmed by a person. */
export const KnownYear = z.object({
  year: z.int(),
  origin: z.enum(['source', 'person']),
  at: Instant,
  byName: z.string().optional(),
})
export type KnownYear = z.infer<typeof KnownYear>

export const CalendarSettings = z.object({
  name: z.object({ zh: freeText(60).pipe(z.string().min(1)), en: freeText(60).pipe(z.string().min(1)) }),
  zone: z.string().max(60),
  week: WorkWeek,
  source: HolidaySource,
})
export type CalendarSettings = z.infer<typeof CalendarSettings>

/** Says that a year will soon be counted in, or already is, and nobody has told its holidays. */
export const YearWarning = z.object({ calendarId: CalendarId, name: Label, year: z.int() })
export type YearWarning = z.infer<typeof YearWarning>

export const CalendarSummary = z.object({
  id: CalendarId,
  name: Label,
  zone: z.string(),
  week: WorkWeek,
  source: HolidaySource,
  years: z.array(KnownYear),
  /** Years from this one on that are needed and not known. */
  unknownYears: z.array(z.int()),
  version: z.int(),
})
export type CalendarSummary = z.infer<typeof CalendarSummary>
export const CalendarWithDays = CalendarSummary.extend({ days: z.array(CalendarDay) })
export type CalendarWithDays = z.infer<typeof CalendarWithDays>

export const NewCalendar = CalendarSettings.extend({ id: CalendarId })
export type NewCalendar = z.infer<typeof NewCalendar>
export const CalendarEdit = CalendarSettings.extend({ version: Version })
export type CalendarEdit = z.infer<typeof CalendarEdit>
const dayName = freeText(60).pipe(z.string().min(1))
export const DayEdit = CalendarDay.omit({ date: true }).extend({ name: z.object({ zh: dayName, en: dayName }) })
export type DayEdit = z.infer<typeof DayEdit>
/** `source` takes the holidays that the house knows; `person` says that what stands in the table is all. */
export const YearImport = z.object({ origin: z.enum(['source', 'person']) })

/** A span that a rule counts. Minutes run day and night; working minutes and working days follow the calendar. */
export const Span = z.object({
  unit: z.enum(['minutes', 'working-minutes', 'working-days', 'calendar-days', 'calendar-months']),
  amount: z.int().min(1).max(1_000_000),
})
export type Span = z.infer<typeof Span>

/** When a span ends. `uncertain`: a year was counted in whose holidays nobody has told. */
export const Due = z.object({ dueAt: Instant, uncertain: z.boolean() })
export type Due = z.infer<typeof Due>

export const DueTrial = z.object({ from: Instant, span: Span })
export const DueTrialAnswer = Due.extend({ warnAt: Instant, zone: z.string(), working: z.boolean() })
