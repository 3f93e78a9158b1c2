/** Which side of a merge wins, field by field: the rule as data, a person may choose otherwise. */
import type { MergeField } from '../contracts/identity.ts'

export type FieldValue = string | number | null
/** A record as its columns. */
export type RecordColumns = Record<string, FieldValue>

/**
 * survivor: as the one that lives on has it. filled: the same, unless it is empty there. higher, earlier, later: by value;
 * either: yes beats no. together: both, each word once.
 */
type Rule = MergeField['rule']

const tiers = ['none', 'basic', 'silver', 'gold', 'platinum']

export const mergeRules: Record<string, Rule> = {
  name: 'survivor',
  latin_name: 'filled',
  tier: 'higher',
  member_number: 'filled',
  member_since: 'earlier',
  tier_until: 'later',
  birth_date: 'filled',
  employer: 'filled',
  address: 'filled',
  city: 'filled',
  email: 'filled',
  language: 'survivor',
  time_zone: 'survivor',
  miles: 'higher',
  segments: 'higher',
  year_miles: 'higher',
  year_segments: 'higher',
  points: 'higher',
  points_expiring: 'higher',
  points_expire_on: 'earlier',
  seat: 'filled',
  meal: 'filled',
  drink: 'filled',
  special_needs: 'together',
  companion: 'filled',
  document_country: 'filled',
  contact_channel: 'filled',
  contact_from: 'filled',
  contact_to: 'filled',
  emergency_contact: 'filled',
  data_confirmed_at: 'later',
  customer_class: 'filled',
  owner_id: 'filled',
  unit_id: 'filled',
  difficult: 'either',
  note: 'together',
  last_contact_at: 'later',
  created_at: 'earlier',
}

/** Kept by the house; a person has no word in them. */
const notChoosable = new Set(['last_contact_at', 'created_at', 'points_expiring', 'points_expire_on'])

const isEmpty = (value: FieldValue | undefined): boolean => value === null || value === undefined || value === ''

/** Every field of two records side by side with what becomes of it. */
export function planMerge(
  survivor: RecordColumns,
  loser: RecordColumns,
  chosen: Record<string, 'survivor' | 'loser'> = {},
): Array<MergeField & { value: FieldValue }> {
  return Object.entries(mergeRules)
    .filter(([field]) => field in survivor && field in loser)
    .map(([field, rule]) => {
      const [a, b] = [survivor[field] ?? null, loser[field] ?? null]
      const choosable = !notChoosable.has(field) && a !== b
      const side = choosable ? chosen[field] : undefined
      const value = side === 'survivor' ? a : side === 'loser' ? b : decide(field, rule, a, b)
      const wins = value === a ? 'survivor' : value === b ? 'loser' : 'both'
      return { field, rule, survivor: shown(a), loser: shown(b), result: shown(value), wins, choosable, value }
    })
}

function decide(field: string, rule: Rule, a: FieldValue, b: FieldValue): FieldValue {
  if (rule === 'survivor') return a
  if (rule === 'either') return a === 1 || b === 1 ? 1 : 0
  if (rule === 'together') return field === 'special_needs' ? bothLists(a, b) : bothTexts(a, b)
  if (isEmpty(a)) return b
  if (isEmpty(b) || rule === 'filled') return a
  if (field === 'tier') return tiers.indexOf(String(a)) >= tiers.indexOf(String(b)) ? a : b
  const bigger = a! >= b! ? a : b
  return rule === 'earlier' ? (bigger === a ? b : a) : bigger
}

function bothLists(a: FieldValue, b: FieldValue): string {
  const lists = [a, b].map((text) => (isEmpty(text) ? [] : (JSON.parse(String(text)) as string[])))
  return JSON.stringify([...new Set(lists.flat())])
}

function bothTexts(a: FieldValue, b: FieldValue): string {
  return [...new Set([a, b].filter((text) => !isEmpty(text)).map(String))].join('\n')
}

function shown(value: FieldValue): string {
  return value === null ? '' : String(value)
}

/** The columns of the survivor that a merge changes, from what to what. */
export function changesOf(plan: Array<{ field: string; value: FieldValue }>, survivor: RecordColumns): FieldChanges {
  const changed = plan.filter(({ field, value }) => (survivor[field] ?? null) !== value)
  return Object.fromEntries(changed.map(({ field, value }) => [field, { from: survivor[field] ?? null, to: value }]))
}

export type FieldChanges = Record<string, { from: FieldValue; to: FieldValue }>

/** What undoing gives back: a field that somebody changed meanwhile stays as it is now. */
export function undoOf(changes: FieldChanges, now: RecordColumns): RecordColumns {
  const untouched = Object.entries(changes).filter(([field, { to }]) => (now[field] ?? null) === to)
  return Object.fromEntries(untouched.map(([field, { from }]) => [field, from]))
}
