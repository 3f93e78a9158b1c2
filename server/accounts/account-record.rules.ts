/** Between rows and what the house says about an account; and what is different between two states of one. */
import { pinyin } from 'pinyin-pro'
import type { AccountEdit, AccountSummary, NewAccount } from '../contracts/accounts.ts'
import type { Label } from '../contracts/common.ts'
import type { AccountRow } from './accounts.repository.ts'

/** One spelling: width, case and blanks around do not count. */
export const fold = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Where the words of a search are looked for: name, pinyin with and without blanks, initials, city, number. */
export function searchOf(data: { name: string; city: string; agreementNumber: string }): string {
  const syllables = pinyin(data.name, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' })
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('')
  return [data.name, syllables.join(''), initials, data.city, data.agreementNumber].map(fold).join(' ')
}

/** The columns that a form fills. */
export function columnsOf(data: NewAccount | AccountEdit): Omit<AccountRow, 'id' | 'state' | 'created_at' | 'version'> {
  return {
    kind: data.kind,
    name: data.name,
    name_key: fold(data.name),
    search: searchOf(data),
    stage: data.stage,
    grade: data.grade,
    customer_class: data.customerClass,
    unit_id: data.unitId ?? null,
    owner_id: data.ownerId,
    implant: data.implant ? 1 : 0,
    city: data.city || null,
    address: data.address || null,
    phone: data.phone || null,
    email: data.email || null,
    agreement_number: data.agreementNumber || null,
    agreement_from: data.agreementFrom,
    agreement_to: data.agreementTo,
    agreement_terms: data.agreementTerms,
    revisit_on: data.revisitOn,
    note: data.note,
  }
}

/** The line of a list. */
export function toSummary(
  row: AccountRow,
  more: { unitName: Label | undefined; ownerName: string | undefined; contacts: number },
): AccountSummary {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    state: row.state,
    stage: row.stage,
    grade: row.grade ?? undefined,
    customerClass: row.customer_class ?? undefined,
    unitId: row.unit_id ?? undefined,
    ownerId: row.owner_id ?? undefined,
    implant: row.implant === 1,
    city: row.city ?? undefined,
    agreementTo: row.agreement_to ?? undefined,
    revisitOn: row.revisit_on ?? undefined,
    ...more,
  }
}

// Column -> the name that the contract gives the field.
const fields: Partial<Record<keyof AccountRow, string>> = {
  kind: 'kind',
  name: 'name',
  state: 'state',
  stage: 'stage',
  grade: 'grade',
  customer_class: 'customerClass',
  city: 'city',
  address: 'address',
  phone: 'phone',
  email: 'email',
  agreement_number: 'agreementNumber',
  agreement_from: 'agreementFrom',
  agreement_to: 'agreementTo',
  agreement_terms: 'agreementTerms',
  revisit_on: 'revisitOn',
  note: 'note',
}

/** One field that became another; undefined = it had or has no value. */
export interface FieldChange {
  field: string
  from: string | undefined
  to: string | undefined
}

/** The fields that a change really changes; names of people and units are the caller's to add. */
export function changesOf(before: AccountRow, change: Partial<AccountRow>): FieldChange[] {
  const plain = (Object.keys(fields) as Array<keyof AccountRow>).flatMap((column) =>
    column in change ? different(fields[column]!, text(before[column]), text(change[column])) : [],
  )
  const implant = change.implant
  if (implant === undefined) return plain
  return [...plain, ...different('implant', before.implant ? 'yes' : undefined, implant ? 'yes' : undefined)]
}

/** Nothing when both are the same. */
export const different = (field: string, from: string | undefined, to: string | undefined): FieldChange[] =>
  from === to ? [] : [{ field, from, to }]

const text = (value: string | number | null | undefined): string | undefined =>
  value === null || value === undefined || value === '' ? undefined : String(value)
