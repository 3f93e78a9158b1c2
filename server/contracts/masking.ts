/**
 * What people of a partner see of personal data (AC-19, CS-05): one rule as data, applied to every answer and every piece
 * of live news of a masked viewer. Documents are masked for everybody; their numbers are kept nowhere.
 */
import { z } from 'zod'
import { freeText } from './common.ts'
import type { PassengerProfile } from './passengers.ts'

/** Somebody who looks; without the mark they see in clear. */
export type Viewer = object

/** True for people of a partner. */
export const isMasked = (viewer: Viewer): boolean => 'masked' in viewer && viewer.masked === true

/** What kind of personal data a field holds. */
export type MaskKind = 'name' | 'number' | 'email' | 'date' | 'place' | 'hidden'

/** Fields of the profile that a masked viewer sees masked; every other field is shown as it is. */
export const profileMasks = {
  name: 'name',
  latinName: 'name',
  birthDate: 'date',
  address: 'place',
  email: 'email',
  emails: 'email',
  numbers: 'number',
  companion: 'name',
  emergencyContact: 'hidden',
  employer: 'place',
  note: 'hidden',
} as const satisfies Partial<Record<keyof PassengerProfile, MaskKind>>

/** Fields that may be shown in clear, one by one, for a reason that is kept. */
export const RevealField = z.enum(['name', 'numbers', 'email', 'address', 'birthDate'])
export type RevealField = z.infer<typeof RevealField>

/** Why somebody looks at a record outside a contact. */
export const LookReason = z.enum([
  'search',
  'contact',
  'case-work',
  'task',
  'callback',
  'duplicate',
  'privacy',
  'quality',
])
export type LookReason = z.infer<typeof LookReason>

/** Why a masked field is needed in clear. */
export const RevealReason = z.enum(['verify-identity', 'call-back', 'delivery', 'booking', 'complaint'])
export const RevealOrder = z.object({ field: RevealField, reason: RevealReason, note: freeText(200).default('') })
export const Revealed = z.object({ field: RevealField, values: z.array(z.string()) })

/** Names under which other records carry a passenger's name. */
const nameFields = new Set(['passengerName', 'latinName', 'callerName', 'loserName', 'companion', 'contactName'])
const otherFields: Record<string, MaskKind> = {
  birthDate: 'date',
  address: 'place',
  email: 'email',
  employer: 'place',
  emergencyContact: 'hidden',
}

/** 王** and J*** S****: enough to say hello, not enough to find somebody. */
export function maskName(name: string): string {
  if (/\p{Script=Han}/u.test(name))
    return `${Array.from(name)[0] ?? ''}${'*'.repeat(Math.max(1, Array.from(name).length - 1))}`
  return name.replace(/[\p{L}\p{N}'’.-]+/gu, (word) => `${word[0]}***`)
}

/** +86138****8000 */
export function maskNumber(number: string): string {
  const plain = number.replace(/[^\d+]/g, '')
  if (plain.length < 8) return '*'.repeat(plain.length)
  return `${plain.slice(0, Math.max(3, plain.length - 8))}****${plain.slice(-4)}`
}

/** w***@example.com */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return at < 1 ? '***' : `${email[0]}***${email.slice(at)}`
}

const masks: Record<MaskKind, (value: string) => string> = {
  name: maskName,
  number: maskNumber,
  email: maskEmail,
  date: (value) => `${value.slice(0, 4)}-**-**`,
  place: (value) => `${Array.from(value).slice(0, 2).join('')}***`,
  hidden: () => '***',
}

/** The profile as the viewer may see it. */
export function maskProfile(profile: PassengerProfile, viewer: Viewer): PassengerProfile {
  return isMasked(viewer) ? maskedFor(profile, viewer) : profile
}

/** Any answer as the viewer may see it: names, numbers, addresses and dates of birth wherever they stand, and in free text. */
export function maskedFor<T>(answer: T, viewer: Viewer): T {
  if (!isMasked(viewer)) return answer
  const names = new Set<string>()
  collectNames(answer, names)
  return masked(answer, undefined, [...names]) as T
}

/** Numbers and addresses in what people wrote. */
export function maskText(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, maskEmail)
    .replace(/(?<![\w-])\+?\d(?:[ -]?\d){6,17}(?![\w-])/g, maskNumber)
}

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A passenger in short, a profile, a caller on a list: their `name` is a person's. */
const isPerson = (value: Fields): boolean =>
  typeof value.name === 'string' &&
  ('latinName' in value || ('tier' in value && ('ani' in value || 'passengerId' in value)))

function collectNames(value: unknown, names: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) collectNames(one, names)
  if (!isFields(value)) return
  if (isPerson(value)) names.add(String(value.name))
  for (const [key, inner] of Object.entries(value)) {
    if (nameFields.has(key) && typeof inner === 'string' && inner.length > 1) names.add(inner)
    else collectNames(inner, names)
  }
}

function masked(value: unknown, key: string | undefined, names: string[]): unknown {
  if (typeof value === 'string') return maskedText(value, key, names)
  if (Array.isArray(value)) return value.map((one) => masked(one, key, names))
  if (!isFields(value)) return value
  const person = isPerson(value)
  // A profile, not a person on a list: what agents noted about somebody is nobody else's business.
  const whole = person && 'specialNeeds' in value
  return Object.fromEntries(
    Object.entries(value).map(([inner, one]) => {
      if (isFields(one) && otherFields[inner] === 'hidden') return [inner, hidden(one)]
      if (whole && inner === 'note' && one !== '') return [inner, '***']
      return [inner, person && inner === 'name' ? maskName(String(one)) : masked(one, inner, names)]
    }),
  )
}

/** Nobody's business as a whole: its shape stays, its words go. */
function hidden(value: Fields): Fields {
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, typeof one === 'string' ? '***' : one]))
}

const identifier = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function maskedText(text: string, key: string | undefined, names: string[]): string {
  if (text === '' || identifier.test(text) || key === 'ownerName' || key === 'agentName' || key === 'displayName')
    return text
  if (key !== undefined && nameFields.has(key)) return maskName(text)
  const kind = key === undefined ? undefined : otherFields[key]
  if (kind) return masks[kind](text)
  if (key?.endsWith('Id') || key === 'id' || key === 'at' || key === 'dnis' || key === 'nextBefore') return text
  let plain = maskText(text)
  for (const name of names) if (plain.includes(name)) plain = plain.replaceAll(name, maskName(name))
  return plain
}
