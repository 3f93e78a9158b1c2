/** Telephone numbers as trunks and people write them, to E.164 (libphonenumber) or a short service number (a rule of our own). */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A number that can be looked up, a short number of a network (110, 10086, 95530), or nothing usable. */
export type ReadNumber = { kind: 'e164'; e164: string; mobile: boolean } | { kind: 'service' } | { kind: 'none' }

const homeCountry = 'CN'

/** Reads a number in any usual form: 138..., 0138..., 86138..., 0086138..., +86 138-..., full-width digits. Withheld and malformed ones are `none`. */
export function readNumber(text: string): ReadNumber {
  const plain = text.normalize('NFKC').trim()
  // libphonenumber would read letters as keys of a phone and search for a number in any text.
  if (plain.length > 32 || !/^\+?\d[\d\s().-]*$/.test(plain)) return { kind: 'none' }
  const digits = plain.replace(/\D/g, '')
  if (!plain.startsWith('+') && digits.length <= 6) return digits.length >= 3 ? { kind: 'service' } : { kind: 'none' }
  const number = parsePhoneNumberFromString(plain, homeCountry)
  if (!number?.isPossible() || !/^\+[1-9]\d{5,14}$/.test(number.number)) return { kind: 'none' }
  const type = number.getType()
  return { kind: 'e164', e164: number.number, mobile: type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' }
}

// Countries with one zone; elsewhere the number does not say what time it is there.
const zones: Record<string, string> = {
  CN: 'Asia/Shanghai',
  HK: 'Asia/Hong_Kong',
  MO: 'Asia/Macau',
  TW: 'Asia/Taipei',
  JP: 'Asia/Tokyo',
  KR: 'Asia/Seoul',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  GB: 'Europe/London',
  DE: 'Europe/Berlin',
  FR: 'Europe/Paris',
}

/** IANA zone of a number's country when the country has only one. */
export function zoneOf(e164: string): string | undefined {
  const country = parsePhoneNumberFromString(e164)?.country
  return country ? zones[country] : undefined
}
