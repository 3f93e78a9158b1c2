/** Which holidays the house knows by itself, by the source that a calendar names. */
import type { CalendarDay, HolidaySource } from '../contracts/calendars.ts'
import { chinaDays } from './china-days.ts'
import { ukBankHolidays, usFederalHolidays } from './holidays.rules.ts'

// Juneteenth is a federal holiday since 2021; the rules below are those of today.
const rulesSince = 2021

/** Holidays and make-up days of a year, or undefined when the source does not know it. */
export function sourceDays(source: HolidaySource, year: number): CalendarDay[] | undefined {
  if (source === 'china') return chinaDays(year)
  if (year < rulesSince) return undefined
  if (source === 'us-federal') return usFederalHolidays(year)
  if (source === 'uk-england') return ukBankHolidays(year)
  return undefined
}

/** The State Council's announcement for a year has moved days from 28 December of the year before (2019: 29 December). */
export const nextYearReachesBackTo: Partial<Record<HolidaySource, number>> = { china: 1228 }
