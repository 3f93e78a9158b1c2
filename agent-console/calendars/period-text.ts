/** Working periods as people write them: `09:00-12:00, 13:00-17:00`. */
import { type WorkPeriod, WorkPeriods } from '../../server/contracts/calendars.ts'
import { wallTimeText } from '../lib/format.ts'

/** Periods as text; empty for none. */
export function periodsText(periods: readonly WorkPeriod[]): string {
  return periods.map(({ from, to }) => `${wallTimeText(from)}-${wallTimeText(to)}`).join(', ')
}

/** Text as periods, or undefined when it is none. */
export function readPeriods(text: string): WorkPeriod[] | undefined {
  const parts = text.split(/[,，、;；]/).map((part) => part.trim())
  const periods = parts.filter((part) => part !== '').map(readPeriod)
  const read = WorkPeriods.safeParse(periods)
  return read.success ? read.data : undefined
}

function readPeriod(text: string): { from: number; to: number } | undefined {
  const match = /^(\d{1,2})[:：](\d{2})\s*[-–—~]\s*(\d{1,2})[:：](\d{2})$/.exec(text)
  if (!match) return undefined
  const [, fromHour, fromMinute, toHour, toMinute] = match.map(Number)
  if (fromMinute! > 59 || toMinute! > 59) return undefined
  return { from: fromHour! * 60 + fromMinute!, to: toHour! * 60 + toMinute! }
}
