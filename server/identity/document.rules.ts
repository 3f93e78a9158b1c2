/** Numbers of documents: one spelling, a check where the document has one, a keyed hash, a mask. */
import { createHmac } from 'node:crypto'
import type { DocumentKind } from '../contracts/identity.ts'

/** The number in its one spelling, or undefined when it cannot be one of this kind. */
export function readDocument(kind: DocumentKind, text: string): string | undefined {
  const plain = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '')
  if (kind === 'id-card') return isIdCard(plain) ? plain : undefined
  return /^[A-Z0-9]{5,14}$/.test(plain) && /\d/.test(plain) ? plain : undefined
}

/** Eighteen characters with a date of birth and a check digit (GB 11643, ISO 7064 MOD 11-2). */
export function isIdCard(number: string): boolean {
  const parts = /^[1-9]\d{5}((?:19|20)\d{2})(\d{2})(\d{2})\d{3}[\dX]$/.exec(number)
  if (!parts) return false
  const [year, month, day] = parts.slice(1, 4).map(Number) as [number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return false
  const sum = Array.from(number).reduce((all, char, i) => all + (char === 'X' ? 10 : Number(char)) * 2 ** (17 - i), 0)
  return sum % 11 === 1
}

/** The same number of the same kind has the same hash, and nobody without the secret can find the number from it. */
export function documentHash(secret: string, kind: DocumentKind, number: string): string {
  return createHmac('sha256', secret).update(`passenger-document:${kind}:${number}`).digest('hex')
}

/** Enough to compare with the paper in one's hand: the last four of an ID card, the first and the last two of others. */
export function maskDocument(kind: DocumentKind, number: string): string {
  if (kind === 'id-card') return `${'*'.repeat(number.length - 4)}${number.slice(-4)}`
  return `${number.slice(0, 1)}${'*'.repeat(number.length - 3)}${number.slice(-2)}`
}
