/** Amounts between what people type and the smallest unit of the currency; digit by digit, never as a fraction. */

export const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'JPY', 'KRW', 'SGD', 'THB', 'AUD'] as const

const withoutCents = new Set(['JPY', 'KRW'])
const digitsOf = (currency: string): number => (withoutCents.has(currency) ? 0 : 2)

/** 1,234.5 of CNY as 123450; undefined when it is no amount or finer than the currency. */
export function minorUnits(typed: string, currency: string): number | undefined {
  const digits = digitsOf(currency)
  const match = /^(\d{1,10})(?:\.(\d+))?$/.exec(typed.normalize('NFKC').replace(/[,\s]/g, ''))
  const fraction = match?.[2] ?? ''
  if (!match?.[1] || fraction.length > digits) return undefined
  return Number(match[1] + fraction.padEnd(digits, '0'))
}

/** 123450 of CNY as 1234.50. */
export function majorText(amount: number, currency: string): string {
  const digits = digitsOf(currency)
  if (digits === 0) return String(amount)
  const text = String(amount).padStart(digits + 1, '0')
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
