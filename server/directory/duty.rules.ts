/** Who is on duty at a moment: shifts come back every week, told in the wall time of their own zone. */
import type { DutyShift } from '../contracts/directory.ts'

type Times = Pick<DutyShift, 'weekdays' | 'fromMinute' | 'toMinute' | 'zone' | 'validFrom' | 'validUntil'>

/** A moment on the wall of a zone. */
interface WallTime {
  /** 2026-01-05 */
  date: string
  minute: number
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Whether the shift runs at `now` (ms UTC). The end itself is free; from = to is a whole day. */
export function runsAt(shift: Times, now: number): boolean {
  const { date, minute } = wallTime(now, shift.zone)
  const { fromMinute: from, toMinute: to } = shift
  if (from < to) return beginsOn(shift, date) && minute >= from && minute < to
  // It passes midnight: begun today, or begun yesterday and still running.
  return (minute >= from && beginsOn(shift, date)) || (minute < to && beginsOn(shift, dayBefore(date)))
}

/** A zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    clockOf(zone)
    return true
  } catch {
    return false
  }
}

function beginsOn({ weekdays, validFrom, validUntil }: Times, date: string): boolean {
  if (validFrom !== undefined && date < validFrom) return false
  if (validUntil !== undefined && date > validUntil) return false
  return weekdays.includes(weekday(date))
}

/** ISO: Monday is 1. */
const weekday = (date: string): number => ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1

const dayBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

function wallTime(now: number, zone: string): WallTime {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  )
  const { year, month, day, hour, minute } = parts
  return { date: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute) }
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  clocks.set(zone, clock)
  return clock
}
