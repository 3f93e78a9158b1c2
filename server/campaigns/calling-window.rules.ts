/** When a passenger may be called: inside the campaign's window by the clock on the passenger's wall. */
import type { CampaignSettings } from '../contracts/campaigns.ts'

export type CallingWindow = Pick<CampaignSettings, 'windowFrom' | 'windowTo' | 'weekdays'>

interface WallTime {
  year: number
  month: number
  day: number
  /** Minutes after midnight. */
  minute: number
  /** ISO weekday, 1 = Monday. */
  weekday: number
}

const minuteMs = 60_000
const dayMs = 86_400_000
// A week finds every weekday; the second one is for a window that a change of the clock swallowed.
const daysAhead = 15

/** The first moment (ms UTC) at or after `at` inside the window. Throws RangeError for a window that never opens. */
export function nextCallingMoment(at: number, zone: string, window: CallingWindow): number {
  if (isOpen(at, zone, window)) return at
  const today = wallTime(at, zone)
  for (let ahead = 0; ahead < daysAhead; ahead++) {
    const opens = instantOf(zone, today, ahead, window.windowFrom)
    if (opens > at && isOpen(opens, zone, window)) return opens
  }
  throw new RangeError('The calling window never opens.')
}

/** True when the wall clock of the zone shows a minute in [windowFrom, windowTo) on one of the weekdays. */
export function isOpen(at: number, zone: string, window: CallingWindow): boolean {
  const local = wallTime(at, zone)
  const inside = local.minute >= window.windowFrom && local.minute < window.windowTo
  return inside && window.weekdays.includes(local.weekday)
}

/** The instant at which the wall clock shows `minute`, `ahead` days after `day`; in the hour that summer time skips, the same distance after midnight. */
function instantOf(zone: string, day: WallTime, ahead: number, minute: number): number {
  const asIfUtc = Date.UTC(day.year, day.month - 1, day.day + ahead, 0, minute)
  const offsets = [offsetAt(asIfUtc - dayMs, zone), offsetAt(asIfUtc + dayMs, zone)]
  const fitting = offsets
    .map((offset) => ({ at: asIfUtc - offset, offset }))
    .filter((c) => offsetAt(c.at, zone) === c.offset)
  const candidates = fitting.length > 0 ? fitting.map((c) => c.at) : [asIfUtc - offsets[0]!]
  return Math.min(...candidates)
}

/** How far the wall clock is ahead of UTC at an instant, ms. */
function offsetAt(at: number, zone: string): number {
  const local = wallTime(at, zone)
  const shown = Date.UTC(local.year, local.month - 1, local.day, 0, local.minute)
  return shown - Math.floor(at / minuteMs) * minuteMs
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formats.set(zone, format)
  return format
}

function wallTime(at: number, zone: string): WallTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  )
  const { year, month, day, hour, minute } = parts as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, minute: hour * 60 + minute, weekday: weekday === 0 ? 7 : weekday }
}
