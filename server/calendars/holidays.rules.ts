/** Holidays that follow from a rule, so that every year is known: US federal holidays and bank holidays of England and Wales. */
import type { CalendarDay } from '../contracts/calendars.ts'
import type { Label } from '../contracts/common.ts'
import { dateOf, dayMs, dayOf, weekdayOf } from './zone.rules.ts'

const day = (year: number, month: number, date: number) => Date.UTC(year, month - 1, date) / dayMs
const holiday = (at: number, name: Label): CalendarDay => ({ date: dateOf(at), kind: 'holiday', name })

/** The n-th (1 = first, -1 = last) weekday (0 = Monday) of a month. */
function nth(year: number, month: number, weekday: number, n: number): number {
  if (n > 0) {
    const first = day(year, month, 1)
    return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7
  }
  const last = day(year, month + 1, 0)
  return last - ((weekdayOf(last) - weekday + 7) % 7)
}

/** 5 U.S.C. 6103 and Executive Order 11582: Saturday's holiday is kept on Friday, Sunday's on Monday. */
export function usFederalHolidays(year: number): CalendarDay[] {
  const kept = (at: number, name: Label) => holiday(at + ([0, 0, 0, 0, 0, -1, 1][weekdayOf(at)] ?? 0), name)
  const days = [
    kept(day(year, 1, 1), { zh: '元旦', en: "New Year's Day" }),
    holiday(nth(year, 1, 0, 3), { zh: '马丁·路德·金日', en: 'Birthday of Martin Luther King, Jr.' }),
    holiday(nth(year, 2, 0, 3), { zh: '总统日', en: "Washington's Birthday" }),
    holiday(nth(year, 5, 0, -1), { zh: '阵亡将士纪念日', en: 'Memorial Day' }),
    kept(day(year, 6, 19), { zh: '六月节', en: 'Juneteenth National Independence Day' }),
    kept(day(year, 7, 4), { zh: '独立日', en: 'Independence Day' }),
    holiday(nth(year, 9, 0, 1), { zh: '劳动节', en: 'Labor Day' }),
    holiday(nth(year, 10, 0, 2), { zh: '哥伦布日', en: 'Columbus Day' }),
    kept(day(year, 11, 11), { zh: '退伍军人节', en: 'Veterans Day' }),
    holiday(nth(year, 11, 3, 4), { zh: '感恩节', en: 'Thanksgiving Day' }),
    kept(day(year, 12, 25), { zh: '圣诞节', en: 'Christmas Day' }),
    // A 1 January on a Saturday is kept on the last day of the year before, which is this one.
    kept(day(year + 1, 1, 1), { zh: '元旦（补休）', en: "New Year's Day (observed)" }),
  ]
  return inYear(year, days)
}

/** Banking and Financial Dealings Act 1971: a holiday on a weekend is kept on the next weekday that is none. */
export function ukBankHolidays(year: number): CalendarDay[] {
  const easter = easterOf(year)
  const newYear = day(year, 1, 1)
  const [christmas, boxing] = [day(year, 12, 25), day(year, 12, 26)]
  const overWeekend = (at: number) => at + ([0, 0, 0, 0, 0, 2, 1][weekdayOf(at)] ?? 0)
  const christmasKept = weekdayOf(christmas) >= 5 ? christmas + 2 : christmas
  const boxingKept = weekdayOf(boxing) >= 5 ? boxing + 2 : boxing
  return inYear(year, [
    holiday(overWeekend(newYear), { zh: '元旦', en: "New Year's Day" }),
    holiday(easter - 2, { zh: '耶稣受难日', en: 'Good Friday' }),
    holiday(easter + 1, { zh: '复活节星期一', en: 'Easter Monday' }),
    holiday(nth(year, 5, 0, 1), { zh: '五月初银行假日', en: 'Early May bank holiday' }),
    holiday(nth(year, 5, 0, -1), { zh: '春季银行假日', en: 'Spring bank holiday' }),
    holiday(nth(year, 8, 0, -1), { zh: '夏季银行假日', en: 'Summer bank holiday' }),
    holiday(christmasKept, { zh: '圣诞节', en: 'Christmas Day' }),
    holiday(boxingKept, { zh: '节礼日', en: 'Boxing Day' }),
  ])
}

/** Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
export function easterOf(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 19 * l) / 433)
  const n = Math.floor((h + l - 7 * m + 90) / 25)
  const p = (h + l - 7 * m + 33 * n + 19) % 32
  return day(year, n, p)
}

function inYear(year: number, days: CalendarDay[]): CalendarDay[] {
  const [first, last] = [day(year, 1, 1), day(year, 12, 31)]
  return days.filter(({ date }) => dayOf(date) >= first && dayOf(date) <= last)
}
