/** The day of a time zone. */

/** Midnight (ms UTC) of the day in `timeZone` to which `now` belongs; on the day of a clock change the midnight that was. */
export function dayStart(now: number, timeZone: string): number {
  const elapsed = wallMsOfDay(now, timeZone)
  const guess = now - elapsed
  // A clock change since midnight makes the guess an hour wrong; what the wall shows at the guess corrects it.
  const shown = wallMsOfDay(guess, timeZone)
  return shown > 43_200_000 ? guess + (86_400_000 - shown) : guess - shown
}

/** The calendar day of a zone: 2026-01-05. */
export function dayText(at: number, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
}

/** Making a format costs a hundred times as much as using it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(timeZone, made)
  return made
}

function wallMsOfDay(at: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(at)
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0)
  return ((part('hour') * 60 + part('minute')) * 60 + part('second')) * 1000 + (at % 1000)
}
