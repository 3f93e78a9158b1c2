import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type Calendar,
  dueAfterCalendarDays,
  dueAfterCalendarMonths,
  dueAfterWorkingDays,
  dueAfterWorkingMs,
  dueOnDayOfNextMonth,
  isWorking,
  warnAtOf,
  workingMsBetween,
} from '../../../server/calendars/calendar.rules.ts'
import { chinaDays, chinaKnows } from '../../../server/calendars/china-days.ts'
import { ukBankHolidays, usFederalHolidays } from '../../../server/calendars/holidays.rules.ts'
import { dateOf, dayAt, instantAt, isZone } from '../../../server/calendars/zone.rules.ts'
import type { CalendarDay, WorkPeriod, WorkWeek } from '../../../server/contracts/calendars.ts'

const hourMs = 3_600_000
const at = (iso: string) => Date.parse(iso)
const iso = (ms: number) => new Date(ms).toISOString()
const mapOf = (days: CalendarDay[]) => new Map(days.map((day) => [day.date, day]))
const five = (periods: WorkPeriod[]): WorkWeek => [periods, periods, periods, periods, periods, [], []]
const office = five([
  { from: 540, to: 720 },
  { from: 780, to: 1020 },
])

const china: Calendar = {
  zone: 'Asia/Shanghai',
  week: office,
  days: mapOf([2025, 2026].flatMap((year) => chinaDays(year)!)),
  knownYears: new Set([2025, 2026]),
  nextYearReachesBackTo: 1228,
}
const us: Calendar = {
  zone: 'America/New_York',
  week: five([{ from: 540, to: 1020 }]),
  days: mapOf([2025, 2026, 2027].flatMap(usFederalHolidays)),
  knownYears: new Set([2025, 2026, 2027]),
}
/** Works through the nights in which the clock is changed. */
const nights: Calendar = {
  zone: 'America/New_York',
  week: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]),
  days: new Map(),
  knownYears: undefined,
}

describe('working time', () => {
  test('[BY-02] half a working day of 4 hours from Friday 16:00 ends on Monday at noon', () => {
    const due = dueAfterWorkingMs(china, at('2026-03-13T16:00:00+08:00'), 4 * hourMs)
    expect(due).toEqual({ dueAt: at('2026-03-16T12:00:00+08:00'), uncertain: false })
  })

  test.each([
    ['a make-up Saturday counts', '2026-02-13T16:00:00+08:00', 4, '2026-02-14T12:00:00+08:00'],
    ['Spring Festival does not', '2026-02-14T16:00:00+08:00', 4, '2026-02-24T12:00:00+08:00'],
    ['the lunch hour does not', '2026-03-16T11:00:00+08:00', 2, '2026-03-16T14:00:00+08:00'],
    ['before work begins', '2026-03-16T05:00:00+08:00', 3, '2026-03-16T12:00:00+08:00'],
    ['National Day and its make-up Saturday', '2026-09-30T16:30:00+08:00', 7, '2026-10-08T16:30:00+08:00'],
    ['from the make-up Saturday into Monday', '2026-10-10T16:00:00+08:00', 4, '2026-10-12T12:00:00+08:00'],
  ])('%s', (_what, from, hours, due) => {
    expect(iso(dueAfterWorkingMs(china, at(from), hours * hourMs).dueAt)).toBe(iso(at(due)))
  })

  test('counts real hours through the nights when the clock is changed', () => {
    // New York skips 02:00-03:00 on 8 March 2026 and repeats 01:00-02:00 on 1 November.
    const [spring, autumn] = [at('2026-03-08T00:00:00-05:00'), at('2026-11-01T00:00:00-04:00')]
    expect(workingMsBetween(nights, spring, at('2026-03-09T00:00:00-04:00'))).toBe(23 * hourMs)
    expect(workingMsBetween(nights, autumn, at('2026-11-02T00:00:00-05:00'))).toBe(25 * hourMs)
    expect(iso(dueAfterWorkingMs(nights, spring, 4 * hourMs).dueAt)).toBe(iso(at('2026-03-08T05:00:00-04:00')))
  })

  test('a period that begins in the skipped hour begins at the change', () => {
    const odd: Calendar = { ...nights, week: Array.from({ length: 7 }, () => [{ from: 150, to: 240 }]) }
    expect(isWorking(odd, at('2026-03-08T03:00:00-04:00'))).toBe(true)
    expect(workingMsBetween(odd, at('2026-03-08T00:00:00-05:00'), at('2026-03-08T12:00:00-04:00'))).toBe(hourMs)
  })

  test('a calendar without work refuses instead of searching for ever', () => {
    const idle: Calendar = { ...nights, week: five([]) }
    expect(() => dueAfterWorkingMs(idle, 0, 1)).toThrow(RangeError)
    expect(() => dueAfterWorkingDays(idle, 0, 1)).toThrow(RangeError)
  })
})

describe('days', () => {
  test.each([
    ['the day of the start is not counted', china, '2026-03-16T09:00:00+08:00', 1, '2026-03-17T17:00:00+08:00'],
    ['ten working days over Spring Festival', china, '2026-02-13T10:00:00+08:00', 10, '2026-03-05T17:00:00+08:00'],
    ['seven over National Day', china, '2026-09-29T23:59:00+08:00', 7, '2026-10-14T17:00:00+08:00'],
    ['from a Sunday, Monday is the first', china, '2026-03-15T12:00:00+08:00', 1, '2026-03-16T17:00:00+08:00'],
    ['seven business days over Thanksgiving', us, '2026-11-20T12:00:00-05:00', 7, '2026-12-02T17:00:00-05:00'],
    ['a holiday kept on Friday', us, '2026-07-02T12:00:00-04:00', 1, '2026-07-06T17:00:00-04:00'],
  ])('%s', (_what, calendar, from, days, due) => {
    expect(iso(dueAfterWorkingDays(calendar, at(from), days).dueAt)).toBe(iso(at(due)))
  })

  test.each([
    ['Europe/Brussels', '2026-03-25T23:30:00+01:00', 7, '2026-04-01T23:59:59.999+02:00'],
    ['America/New_York', '2028-01-30T12:00:00-05:00', 30, '2028-02-29T23:59:59.999-05:00'],
    ['Asia/Shanghai', '2026-12-31T23:59:59+08:00', 1, '2027-01-01T23:59:59.999+08:00'],
  ])('calendar days of %s end at its midnight', (zone, from, days, due) => {
    expect(iso(dueAfterCalendarDays(zone, at(from), days).dueAt)).toBe(iso(at(due)))
  })

  test('two years after a leap day end on the last of February', () => {
    const due = dueAfterCalendarMonths('Asia/Shanghai', at('2028-02-29T10:00:00+08:00'), 24)
    expect(iso(due.dueAt)).toBe(iso(at('2030-02-28T23:59:59.999+08:00')))
  })

  test('[BY-20] [BY-21] what is owed for a month is late after the 5th of the next', () => {
    for (const [day, due] of [
      ['2026-03-01T00:00:00+08:00', '2026-04-05T23:59:59.999+08:00'],
      ['2026-03-31T23:59:59+08:00', '2026-04-05T23:59:59.999+08:00'],
      ['2026-12-15T12:00:00+08:00', '2027-01-05T23:59:59.999+08:00'],
    ] as const)
      expect(iso(dueOnDayOfNextMonth('Asia/Shanghai', at(day), 5).dueAt)).toBe(iso(at(due)))
  })
})

describe('years whose holidays nobody told', () => {
  test('[BY-02] a span that reaches into one is uncertain, one that does not is not', () => {
    const inside = dueAfterWorkingDays(china, at('2026-12-10T10:00:00+08:00'), 5)
    const beyond = dueAfterWorkingDays(china, at('2026-12-21T10:00:00+08:00'), 10)
    expect([inside.uncertain, beyond.uncertain]).toEqual([false, true])
  })

  test("the next year's announcement may move the last days of this one", () => {
    expect(dueAfterWorkingDays(china, at('2026-12-24T10:00:00+08:00'), 2).uncertain).toBe(true)
    expect(dueAfterWorkingDays(china, at('2025-12-24T10:00:00+08:00'), 3).uncertain).toBe(false)
  })

  test('the library is asked whether it knows: a year without announcement is told as unknown', () => {
    expect([2003, 2004, 2026, 2027].map(chinaKnows)).toEqual([false, true, true, false])
    expect(chinaDays(2027)).toBeUndefined()
  })
})

describe('holidays by rule', () => {
  const dates = (days: CalendarDay[]) => days.map(({ date }) => date.slice(5))
  test('US federal holidays of 2026 and 2021, with those kept on another day', () => {
    expect(dates(usFederalHolidays(2026))).toEqual([
      '01-01',
      '01-19',
      '02-16',
      '05-25',
      '06-19',
      '07-03',
      '09-07',
      '10-12',
      '11-11',
      '11-26',
      '12-25',
    ])
    expect(dates(usFederalHolidays(2021))).toContain('12-31')
    expect(dates(usFederalHolidays(2022))).not.toContain('01-01')
  })
  test.each([
    [2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
    [2022, ['01-03', '04-15', '04-18', '05-02', '05-30', '08-29', '12-27', '12-26']],
    [2021, ['01-01', '04-02', '04-05', '05-03', '05-31', '08-30', '12-27', '12-28']],
  ])('bank holidays of England in %i', (year, expected) => {
    expect(dates(ukBankHolidays(year))).toEqual(expected)
  })
})

describe('laws that hold for every calendar and moment', () => {
  const zones = ['Asia/Shanghai', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe', 'Africa/Casablanca']
  const periods = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 })
    .map((cuts) => cuts.toSorted((a, b) => a - b))
    .map((cuts) =>
      Array.from({ length: Math.floor(cuts.length / 2) }, (_, i) => ({
        from: cuts[i * 2]! * 15,
        to: cuts[i * 2 + 1]! * 15,
      })),
    )
  const calendars = fc.record({
    zone: fc.constantFrom(...zones),
    // One weekday always works, else nothing would ever be due.
    week: fc.array(periods, { minLength: 6, maxLength: 6 }).map((rest) => [[{ from: 480, to: 720 }], ...rest]),
    days: fc
      .array(
        fc.integer({ min: dayAt(at('2026-01-01T00:00:00Z'), 'UTC'), max: dayAt(at('2027-01-01T00:00:00Z'), 'UTC') }),
      )
      .map((days) =>
        mapOf(days.map((day) => ({ date: dateOf(day), kind: 'holiday', name: { zh: '假', en: 'off' } }) as const)),
      ),
    knownYears: fc.constant(undefined),
  }) satisfies fc.Arbitrary<Calendar>
  const moments = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') })
  const spans = fc.integer({ min: 1, max: 60 * hourMs })

  test('[BY-02] working time up to the due moment is exactly the span, and the due moment is never outside work', () => {
    fc.assert(
      fc.property(calendars, moments, spans, (calendar, from, span) => {
        const { dueAt } = dueAfterWorkingMs(calendar, from, span)
        expect(workingMsBetween(calendar, from, dueAt)).toBe(span)
        expect(isWorking(calendar, dueAt - 1)).toBe(true)
      }),
    )
  })

  test('more work or a later start is never due earlier', () => {
    fc.assert(
      fc.property(calendars, moments, moments, spans, spans, (calendar, a, b, x, y) => {
        const due = (from: number, span: number) => dueAfterWorkingMs(calendar, from, span).dueAt
        expect(due(a, Math.max(x, y))).toBeGreaterThanOrEqual(due(a, Math.min(x, y)))
        expect(due(Math.max(a, b), x)).toBeGreaterThanOrEqual(due(Math.min(a, b), x))
      }),
    )
  })

  test('working in two steps ends when working in one does', () => {
    fc.assert(
      fc.property(calendars, moments, spans, spans, (calendar, from, x, y) => {
        const half = dueAfterWorkingMs(calendar, from, x).dueAt
        expect(dueAfterWorkingMs(calendar, half, y).dueAt).toBe(dueAfterWorkingMs(calendar, from, x + y).dueAt)
      }),
    )
  })

  test('n working days end on a day of work, later by one for one day more', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 30 }), (calendar, from, days) => {
        const { dueAt } = dueAfterWorkingDays(calendar, from, days)
        expect(isWorking(calendar, dueAt - 1)).toBe(true)
        expect(dueAt).toBeGreaterThan(from)
        expect(dueAfterWorkingDays(calendar, from, days + 1).dueAt).toBeGreaterThan(dueAt)
      }),
    )
  })

  test('[CS-15] the early warning lies between start and due, at the asked share of the working time', () => {
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 2000 }), (calendar, from, amount) => {
        const span = { unit: 'working-minutes', amount } as const
        const { dueAt } = dueAfterWorkingMs(calendar, from, amount * 60_000)
        const warnAt = warnAtOf(calendar, from, dueAt, span, 80)
        expect(warnAt).toBeLessThanOrEqual(dueAt)
        expect(workingMsBetween(calendar, from, warnAt)).toBe(amount * 48_000)
      }),
    )
  })

  test('every minute that the wall shows is found again', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), moments, (zone, moment) => {
        const day = dayAt(moment, zone)
        expect(dayAt(instantAt(day, 0, zone), zone)).toBe(day)
        expect(instantAt(day, 0, zone)).toBeLessThanOrEqual(moment)
        expect(instantAt(day + 1, 0, zone)).toBeGreaterThan(moment)
      }),
    )
  })
})

describe("the server's own zone", () => {
  const before = process.env.TZ
  afterEach(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  test.each(['America/New_York', 'Pacific/Kiritimati', 'Asia/Shanghai'])('%s changes nothing', (zone) => {
    process.env.TZ = zone
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)
    const due = dueAfterWorkingDays(china, at('2026-09-29T23:59:00+08:00'), 7)
    expect(iso(due.dueAt)).toBe('2026-10-14T09:00:00.000Z')
    expect(chinaDays(2026)?.find(({ date }) => date === '2026-10-10')?.kind).toBe('make-up')
  })
})

test('a zone that no machine knows is none', () => {
  expect(['Asia/Shanghai', 'Mars/Olympus'].map(isZone)).toEqual([true, false])
})
