/** Payment card numbers never reach a table (GA-34): whatever people type passes here first, in the server and in an import. */

/** Thirteen to nineteen digits with single blanks or hyphens between; full-width digits count as digits. */
const digitRun =
  /(?<![A-Za-z0-9０-９+.]|[0-9０-９]-)[0-9０-９](?:[ \u3000-]?[0-9０-９]){11,18}(?![A-Za-z0-9０-９]|-[0-9０-９])/gu

/** First digits of the card schemes and the lengths each has. */
const schemes: Array<{ begins: RegExp; lengths: number[] }> = [
  { begins: /^4/, lengths: [13, 16, 19] },
  { begins: /^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^(62|81)/, lengths: [16, 17, 18, 19] },
  { begins: /^(6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { begins: /^35(2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { begins: /^3(0[0-5]|095|6|[89])/, lengths: [14, 15, 16, 17, 18, 19] },
  { begins: /^(50|5[6-8]|6[37])/, lengths: [13, 14, 15, 16, 17, 18, 19] },
]

/** The check of ISO/IEC 7812: every second digit from the right doubled, the sum a multiple of ten. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** True for the digits of a card: scheme, length and check fit, and it is no Chinese ID card (18 digits with a date of birth). */
export function isCardNumber(digits: string): boolean {
  if (/^[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4}$/.test(digits)) return false
  return (
    schemes.some(({ begins, lengths }) => begins.test(digits) && lengths.includes(digits.length)) && passesLuhn(digits)
  )
}

/** The text with every card number masked but its last four digits. */
export function withoutCardNumbers(text: string): string {
  return text.replace(digitRun, (run) => {
    const digits = run.normalize('NFKC').replace(/\D/g, '')
    return isCardNumber(digits) ? `${'*'.repeat(digits.length - 4)}${digits.slice(-4)}` : run
  })
}

/** Passwords are kept as hashes; `fields` of a case are refused with a reason of their own. */
const leftAlone = new Set(['password', 'fields'])

/** A body as it came, with card numbers masked in every text of it. */
export function bodyWithoutCardNumbers(body: unknown): unknown {
  if (typeof body === 'string') return withoutCardNumbers(body)
  if (Array.isArray(body)) return body.map(bodyWithoutCardNumbers)
  if (typeof body !== 'object' || body === null || Object.getPrototypeOf(body) !== Object.prototype) return body
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, leftAlone.has(key) ? value : bodyWithoutCardNumbers(value)]),
  )
}
