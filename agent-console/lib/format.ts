/** Numbers, times and phone numbers as people read them. Times are in the user's zone unless a zone is given. */
import parsePhoneNumber from 'libphonenumber-js/min'
import type { Language } from '../../server/contracts/common.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

/** 02:31, and 1:02:31 from one hour on. Negative spans count as zero. */
export function spanText(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(total / 3600)
  const rest = `${two(Math.floor((total % 3600) / 60))}:${two(total % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** 12:03:10 */
export function timeText(at: number, language: Language): string {
  return formatOf(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}

/** 00:00 as the clocks of a zone show it. */
export function zoneTimeText(at: number, zone: string, language: Language): string {
  return formatOf(language, { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at)
}

/** Today 12:03, else with the day, and with the year when it is not this one. */
export function momentText(at: number, language: Language, now: number = Date.now()): string {
  const time: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
  const then = new Date(at)
  const today = new Date(now)
  if (then.toDateString() === today.toDateString()) return formatOf(language, time).format(at)
  const day: Intl.DateTimeFormatOptions = { month: '2-digit', day: '2-digit', ...time }
  if (then.getFullYear() === today.getFullYear()) return formatOf(language, day).format(at)
  return formatOf(language, { year: 'numeric', ...day }).format(at)
}

/** Local wall time of an airport: 11-24 Tue 08:30 in the order of the language. */
export function airportTimeText(at: number, zone: string, language: Language): string {
  const options: Intl.DateTimeFormatOptions = {
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }
  try {
    return formatOf(language, { ...options, timeZone: zone }).format(at)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return `${formatOf(language, { ...options, timeZone: 'UTC' }).format(at)} UTC`
  }
}

/** +86 138 0013 8000, also for 13800138000 as a trunk sends it; what is no valid number stays as it came. */
export function phoneText(number: string): string {
  const parsed = parsePhoneNumber(number, 'CN')
  return parsed?.isValid() ? parsed.formatInternational() : number
}

/** What a person typed as E.164, or undefined; numbers without a country are Chinese. */
export function e164Of(typed: string): string | undefined {
  const parsed = parsePhoneNumber(typed, 'CN')
  return parsed?.isPossible() ? parsed.number : undefined
}

/** 87 % of a share 0-1; an en dash when there is none. */
export function shareText(share: number | undefined): string {
  return share === undefined ? '–' : `${Math.round(share * 100)}%`
}

/** Minutes after midnight as 08:30. */
export function wallTimeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
