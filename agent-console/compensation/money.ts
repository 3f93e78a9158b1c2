/** Amounts as people read and type them; exact, because they are digits and never fractions of binary numbers. */

import { type Currency, currencyDigits } from '../../server/contracts/compensation.ts'

/** As in the contract. */
const mostMinor = 10_000_000_000
/** 1,234.50 CNY; miles without a point and in the word of the language. */
export function moneyText(minor: number, currency: Currency, milesWord: string): string {
  const digits = currencyDigits[currency]
  const text = String(minor).padStart(digits + 1, '0')
  const whole = (digits === 0 ? text : text.slice(0, -digits)).replace(/\B(?=(\d{3})+$)/g, ',')
  const amount = digits === 0 ? whole : `${whole}.${text.slice(-digits)}`
  return `${amount} ${currency === 'MILES' ? milesWord : currency}`
}

/** What a person typed in minor units, or undefined: 12.5 of CNY is 1250, 12.345 is none. */
export function minorOf(typed: string, currency: Currency): number | undefined {
  const digits = currencyDigits[currency]
  const match = /^(\d{1,11})(?:\.(\d+))?$/.exec(typed.replaceAll(',', '').trim())
  const fraction = match?.[2] ?? ''
  if (!match || fraction.length > digits) return undefined
  const minor = Number(`${match[1]}${fraction.padEnd(digits, '0')}`)
  return minor > 0 && minor <= mostMinor ? minor : undefined
}
