/** When a digest is made and which time it covers, on the wall of the house's zone. */
import type { Cadence, DigestSchedule } from '../contracts/digests.ts'

/** Midnight of the day of an instant, in the zone of the house. */
export type DayStart = (at: number) => number

const dayMs = 86_400_000
const hourMs = 3_600_000
/** A month and a half of days: every cadence falls due within it. */
const daysAhead = 45

/** The next time after `after` at which a schedule falls due. */
export function nextMaking(
  schedule: Pick<DigestSchedule, 'cadence' | 'weekday' | 'hour'>,
  after: number,
  dayStart: DayStart,
): number {
  const first = dayStart(after)
  for (let i = 0; i <= daysAhead; i++) {
    // Noon of the day leads to its midnight, also over a change of the clocks.
    const day = dayStart(first + i * dayMs + dayMs / 2)
    const at = day + schedule.hour * hourMs
    if (at > after && isDay(schedule, day, dayStart)) return at
  }
  return first + daysAhead * dayMs
}

/** The time that a digest made at `at` covers: the day, the seven days or the month before. */
export function periodOf(cadence: Cadence, at: number, dayStart: DayStart): { from: number; to: number } {
  const today = dayStart(at)
  if (cadence === 'daily') return { from: dayStart(today - dayMs / 2), to: today }
  if (cadence === 'weekly') return { from: dayStart(today - 7 * dayMs + dayMs / 2), to: today }
  const to = monthStart(today, dayStart)
  return { from: monthStart(dayStart(to - dayMs / 2), dayStart), to }
}

/** BY-21: the end of the 5th of the month in which a pack is made. */
export function packDueAt(at: number, dayStart: DayStart): number {
  return dayStart(monthStart(dayStart(at), dayStart) + 5 * dayMs + dayMs / 2)
}

function isDay(
  { cadence, weekday }: Pick<DigestSchedule, 'cadence' | 'weekday'>,
  day: number,
  dayStart: DayStart,
): boolean {
  if (cadence === 'daily') return true
  if (cadence === 'monthly') return monthStart(day, dayStart) === day
  return weekdayOf(day) === weekday
}

/** 1 Monday to 7 Sunday, of the day that begins there. */
function weekdayOf(day: number): number {
  // Noon of a zone ahead of UTC is the same date in UTC; zones behind it are on it too.
  return ((new Date(day + dayMs / 2).getUTCDay() + 6) % 7) + 1
}

function monthStart(day: number, dayStart: DayStart): number {
  const date = new Date(day + dayMs / 2).getUTCDate()
  return dayStart(day - (date - 1) * dayMs + dayMs / 2)
}
