/** Which numbers the house may call of its own accord (reliability B4-23), and how a list shows them. */
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

/** Countries called unless the house is told otherwise. */
export const homeCountries: readonly string[] = ['CN', 'HK', 'MO', 'TW']

/** True for a valid E.164 mobile or fixed number of an allowed country; premium, shared-cost, satellite and anything odd are false. */
export function mayCall(e164: string, countries: readonly string[]): boolean {
  if (!/^\+[1-9]\d{5,14}$/.test(e164)) return false
  const number = parsePhoneNumberFromString(e164)
  if (number?.number !== e164 || !number.isValid() || !number.country) return false
  const type = number.getType()
  const ordinary = type === 'MOBILE' || type === 'FIXED_LINE' || type === 'FIXED_LINE_OR_MOBILE'
  return ordinary && countries.includes(number.country)
}

/** +86 138****8000: enough to recognise, too little to dial. */
export function maskNumber(e164: string): string {
  const number = parsePhoneNumberFromString(e164)
  const code = number ? `+${number.countryCallingCode} ` : ''
  const rest = number ? number.nationalNumber : e164.replace(/\D/g, '')
  if (rest.length < 8) return `${code}****${rest.slice(-2)}`
  return `${code}${rest.slice(0, 3)}****${rest.slice(-4)}`
}
