/**
 * China's holidays and make-up working days as the State Council announced them, for the years the library knows.
 * Its data file is read, not its functions: those move dates by a day in zones behind UTC, and answer for years they do not know.
 */
import announced from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { CalendarDay } from '../contracts/calendars.ts'

const holidays: Record<string, string> = announced.holidays
const workdays: Record<string, string> = announced.workdays

/** True when the announcement for the year is in: National Day is a holiday in each of them. */
export function chinaKnows(year: number): boolean {
  return holidays[`${year}-10-01`] !== undefined
}

/** Holidays and make-up days of a year; undefined for a year without announcement. */
export function chinaDays(year: number): CalendarDay[] | undefined {
  if (!chinaKnows(year)) return undefined
  const of = (table: Record<string, string>, kind: CalendarDay['kind']): CalendarDay[] =>
    Object.entries(table)
      .filter(([date]) => date.startsWith(`${year}-`))
      .map(([date, names]) => ({ date, kind, name: labelOf(names, kind) }))
  return [...of(holidays, 'holiday'), ...of(workdays, 'make-up')].toSorted((a, b) => a.date.localeCompare(b.date))
}

/** The file says `English,中文,days`. */
function labelOf(names: string, kind: CalendarDay['kind']): CalendarDay['name'] {
  const [en = '', zh = ''] = names.split(',')
  return kind === 'make-up' ? { zh: `${zh}调休上班`, en: `Make-up day for ${en}` } : { zh, en }
}
