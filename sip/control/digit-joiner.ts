/** Joins the two ways a phone sends digits, RFC 4733 in the media and INFO in the signalling, so that each press counts once. */

/** A phone that sends both sends them within a few packets; a second press of the same key by hand takes longer than a round trip. */
const pairWithinMs = 1000

/** More unpaired presses than fingers can make in that time are a flood. */
const mostUnpaired = 32

/** The way a digit came. */
export type DigitWay = 'rtp' | 'info'

/** Returns a filter: true when the digit is a new press, false when it is the other half of one already reported. `now` in ms. */
export function createDigitJoiner(): (way: DigitWay, digit: string, now: number) => boolean {
  let unpaired: Array<{ way: DigitWay; digit: string; at: number }> = []
  return (way, digit, now) => {
    unpaired = unpaired.filter((press) => now - press.at < pairWithinMs).slice(-mostUnpaired)
    const twin = unpaired.findIndex((press) => press.way !== way && press.digit === digit)
    if (twin >= 0) {
      unpaired.splice(twin, 1)
      return false
    }
    unpaired.push({ way, digit, at: now })
    return true
  }
}

/** The digit in an INFO body: `application/dtmf-relay` (`Signal=5`) or `application/dtmf` (`5`); undefined when there is none. */
export function digitOfInfo(contentType: string | undefined, body: string | undefined): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase()
  const text = body?.slice(0, 256) ?? ''
  const signal =
    type === 'application/dtmf-relay'
      ? /^\s*Signal\s*=\s*(\S+)\s*$/im.exec(text)?.[1]
      : type === 'application/dtmf'
        ? text.trim()
        : undefined
  if (signal === undefined) return undefined
  if (/^[0-9*#A-D]$/i.test(signal)) return signal.toUpperCase()
  // Some phones send the event number of RFC 4733 instead of the sign.
  return signal === '10' ? '*' : signal === '11' ? '#' : undefined
}
