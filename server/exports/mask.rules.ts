/** Cells of a person as people of a partner see them (AC-19). */
import type { Personal } from '../contracts/exports.ts'
import { maskEmail, maskName, maskNumber } from '../contracts/masking.ts'

const rules: Record<Personal, (text: string) => string> = {
  name: maskName,
  number: (text) => text.split(' ').map(maskNumber).join(' '),
  email: maskEmail,
  date: (text) => `${text.slice(0, 4)}-**-**`,
  place: (text) => `${Array.from(text).slice(0, 2).join('')}***`,
}

/** The cell masked. */
export const maskCell = (personal: Personal, text: string): string => (text === '' ? '' : rules[personal](text))
