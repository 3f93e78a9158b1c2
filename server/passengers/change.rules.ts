/** What is different between two states of a record, as a person reads it. */
import type { PhoneNumber } from '../contracts/passengers.ts'
import type { PassengerRow } from './passengers.repository.ts'

/** One field that became another; undefined = it had or has no value. */
export interface FieldChange {
  field: string
  from: string | undefined
  to: string | undefined
}

// Column -> the name that the contract gives the field. What is derived (search, birth day, marks) has no history of its own.
const fields: Partial<Record<keyof PassengerRow, string>> = {
  name: 'name',
  latin_name: 'latinName',
  birth_date: 'birthDate',
  employer: 'employer',
  address: 'address',
  city: 'city',
  language: 'language',
  seat: 'seat',
  meal: 'meal',
  drink: 'drink',
  companion: 'companion',
  document_country: 'documentCountry',
  contact_channel: 'contactChannel',
  contact_from: 'contactFrom',
  contact_to: 'contactTo',
  note: 'note',
  member_number: 'memberNumber',
  customer_class: 'customerClass',
}

/** The fields of the row that a change really changes. */
export function rowChanges(before: PassengerRow, change: Partial<PassengerRow>): FieldChange[] {
  const plain = (Object.keys(fields) as Array<keyof PassengerRow>).flatMap((column) =>
    column in change ? different(fields[column]!, text(before[column]), text(change[column])) : [],
  )
  const flags = (['difficult', 'prospect'] as const).flatMap((column) =>
    change[column] === undefined ? [] : different(column, yes(before[column]), yes(change[column])),
  )
  return [...plain, ...flags, ...listed(before, change)]
}

/** The telephone numbers or addresses of a record, as one field. */
export const listChange = (field: 'numbers' | 'emails', before: string[], after: string[]): FieldChange[] =>
  different(field, before.join('; ') || undefined, after.join('; ') || undefined)

/** A number as the history shows it. */
export const numberText = (number: PhoneNumber): string =>
  `${number.e164} ${number.kind}${number.shared ? ' shared' : ''}`

function listed(before: PassengerRow, change: Partial<PassengerRow>): FieldChange[] {
  const needs =
    change.special_needs === undefined
      ? []
      : different('specialNeeds', needsText(before.special_needs), needsText(change.special_needs))
  if (change.emergency_contact === undefined) return needs
  const from = contactText(before.emergency_contact)
  return [...needs, ...different('emergencyContact', from, contactText(change.emergency_contact))]
}

function different(field: string, from: string | undefined, to: string | undefined): FieldChange[] {
  return from === to ? [] : [{ field, from, to }]
}

const yes = (flag: number): string | undefined => (flag === 1 ? 'yes' : undefined)

function text(value: string | number | null | undefined): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value)
}

function needsText(json: string): string | undefined {
  return (JSON.parse(json) as string[]).toSorted().join(' ') || undefined
}

function contactText(json: string | null): string | undefined {
  if (json === null) return undefined
  const { name, relation, e164 } = JSON.parse(json) as { name: string; relation: string; e164: string }
  return [name, relation, e164].filter(Boolean).join(' ')
}
