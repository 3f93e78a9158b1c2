/** Between instants and the wall clock of a zone, right on days when the clock is changed; knows nothing of the server's own zone. */

export const minuteMs = 60_000
export const dayMs = 86_400_000

/** From `at` on the wall clock is `offset` ms ahead of UTC. */
interface Stretch {
  at: number
  offset: number
}

const formats = new Map<string, Intl.DateTimeFormat>()
const years = new Map<string, Stretch[]>()

/** True for a zone that this machine can tell the time of. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** How far the wall clock of the zone is ahead of UTC at an instant, ms. */
export function offsetAt(at: number, zone: string): number {
  const stretches = stretchesOf(new Date(at).getUTCFullYear(), zone)
  let offset = stretches[0]!.offset
  for (const stretch of stretches) if (stretch.at <= at) offset = stretch.offset
  return offset
}

/** Number of the day (days since 1970-01-01) that the wall calendar of the zone shows. */
export function dayAt(at: number, zone: string): number {
  return Math.floor((at + offsetAt(at, zone)) / dayMs)
}

/** The instant at which the wall clock shows `minute` on `day`: the first of two, and the moment of the change where it is skipped. */
export function instantAt(day: number, minute: number, zone: string): number {
  const shown = day * dayMs + minute * minuteMs
  const before = offsetAt(shown - dayMs, zone)
  const after = offsetAt(shown + dayMs, zone)
  if (before === after || offsetAt(shown - before, zone) === before) return shown - before
  if (offsetAt(shown - after, zone) === after) return shown - after
  // Skipped: the change lies between the two readings.
  return changeBetween(Math.min(shown - before, shown - after), Math.max(shown - before, shown - after), zone)
}

/** 2026-02-14 as number of the day. */
export function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / dayMs
}

/** Number of the day as 2026-02-14. */
export function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

export function yearOf(day: number): number {
  return new Date(day * dayMs).getUTCFullYear()
}

/** 0 = Monday. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The same day of the month `months` later; a month that is too short ends on its last day. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * dayMs)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months]
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / dayMs
}

/** The offsets of one UTC year, found once: a look a day, then the exact minute of each change. */
function stretchesOf(year: number, zone: string): Stretch[] {
  const key = `${zone} ${year}`
  const known = years.get(key)
  if (known) return known
  const end = Date.UTC(year + 1, 0, 1)
  let at = Date.UTC(year, 0, 1)
  const found: Stretch[] = [{ at, offset: readOffset(at, zone) }]
  for (; at < end; at += dayMs) {
    const offset = readOffset(at + dayMs, zone)
    if (offset !== found.at(-1)!.offset) found.push({ at: firstWith(offset, at, at + dayMs, zone), offset })
  }
  years.set(key, found)
  return found
}

function firstWith(offset: number, low: number, high: number, zone: string): number {
  let [from, to] = [low, high]
  while (to - from > minuteMs) {
    const middle = from + Math.floor((to - from) / 2 / minuteMs) * minuteMs
    if (readOffset(middle, zone) === offset) to = middle
    else from = middle
  }
  return to
}

function changeBetween(low: number, high: number, zone: string): number {
  return firstWith(offsetAt(high, zone), low, high, zone)
}

function readOffset(at: number, zone: string): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>
  const shown = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute)
  return shown - Math.floor(at / minuteMs) * minuteMs
}

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
