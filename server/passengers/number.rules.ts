/** Telephone numbers as trunks and people write them, to E.164 (libphonenumber) or a short service number (a rule of our own). */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** A number that can be looked up, a short number of a network (110, 10086, 95530), or nothing usable. */
export type ReadNumber =
  | {
      kind: 'e164'
      e164: string
      mobile: boolean /** Behind a switchboard, which many people share. */
      extension?: string
    }
  | { kind: 'service' }
  | { kind: 'none' }

const homeCountry = 'CN'

// 020-88881234转802, 88881234 ext. 802, ...x802, ...#802
const extensionPart = /^(.*\d)\s*(?:转|轉|分机|分機|ext\.?|x|#)\s*:?\s*(\d{1,6})$/i

/** Reads a number in any usual form: 138..., 0138..., 86138..., 0086138..., +86 138-..., full-width digits, with an extension. Withheld and malformed ones are `none`. */
export function readNumber(text: string): ReadNumber {
  if (text.length > 64) return { kind: 'none' }
  const written = text.normalize('NFKC').trim()
  const [, before, extension] = extensionPart.exec(written) ?? []
  if (before !== undefined && extension !== undefined) {
    const number = readNumber(before)
    return number.kind === 'e164' ? { ...number, extension } : { kind: 'none' }
  }
  const plain = written.replace(/[‐-―−]/g, '-')
  // libphonenumber would read letters as keys of a phone and search for a number in any text.
  if (plain.length > 32 || !/^\+?\(?\d[\d\s().-]*$/.test(plain)) return { kind: 'none' }
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
