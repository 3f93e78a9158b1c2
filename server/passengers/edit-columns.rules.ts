/** From the form of an edit to the columns that it changes. */
import type { PassengerEdit } from '../contracts/passengers.ts'
import type { PassengerRow } from './passengers.repository.ts'

/** Text fields whose column has a name of its own or the same one; empty text takes the value away. */
const textColumns = {
  employer: 'employer',
  address: 'address',
  city: 'city',
  drink: 'drink',
  companion: 'companion',
  documentCountry: 'document_country',
} as const satisfies Partial<Record<keyof PassengerEdit, keyof PassengerRow>>

/** The columns that an edit changes; numbers have their own table. */
export function changeOf(edit: PassengerEdit): Partial<PassengerRow> {
  const change: Partial<PassengerRow> = {}
  for (const [field, column] of Object.entries(textColumns) as Array<[keyof typeof textColumns, 'employer']>)
    if (edit[field] !== undefined) change[column] = edit[field] === '' ? null : edit[field]
  if (edit.name !== undefined) change.name = edit.name
  if (edit.latinName !== undefined) change.latin_name = edit.latinName
  if (edit.birthDate !== undefined) {
    change.birth_date = edit.birthDate
    change.birth_day = edit.birthDate?.slice(5) ?? null
  }
  if (edit.seat !== undefined) change.seat = edit.seat
  if (edit.meal !== undefined) change.meal = edit.meal
  if (edit.specialNeeds !== undefined) change.special_needs = JSON.stringify([...new Set(edit.specialNeeds)])
  if (edit.language !== undefined) change.language = edit.language
  if (edit.contactChannel !== undefined) change.contact_channel = edit.contactChannel
  if (edit.contactFrom !== undefined) change.contact_from = edit.contactFrom
  if (edit.contactTo !== undefined) change.contact_to = edit.contactTo
  if (edit.emergencyContact !== undefined)
    change.emergency_contact = edit.emergencyContact && JSON.stringify(edit.emergencyContact)
  if (edit.note !== undefined) change.note = edit.note
  const emails = emailsOf(edit)
  if (emails !== undefined) change.email = emails[0] ?? null
  return change
}

/** The addresses that an edit puts on record; undefined when it leaves them. */
export function emailsOf(edit: PassengerEdit): string[] | undefined {
  if (edit.emails !== undefined) return edit.emails
  if (edit.email === undefined) return undefined
  return edit.email === '' ? [] : [edit.email]
}
