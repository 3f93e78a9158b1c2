/** An edit field by field: what it makes of a case, and where somebody else was faster. */
import { isEmpty, readFields } from '../contracts/case-values.ts'
import { type EditConflict, type FieldChange, NewCase } from '../contracts/cases.ts'

/** What of a case can be edited. */
export const editableFacts = [
  'kind',
  'category',
  'subject',
  'details',
  'flight',
  'flightDate',
  'station',
  'stage',
  'qualities',
  'party',
  'partyName',
  'channel',
  'firstContactAt',
] as const

/** The editable side of a case: facts by name, form values as `fields.<name>`. */
export type Editable = Record<string, unknown>

/** Flattens a case. */
export function editableOf(
  one: Partial<Record<(typeof editableFacts)[number], unknown>> & { fields?: Record<string, unknown> | undefined },
): Editable {
  const facts = editableFacts.map((name) => [name, one[name]] as const)
  const values = Object.entries(one.fields ?? {}).map(([name, value]) => [`fields.${name}`, value] as const)
  return Object.fromEntries([...facts, ...values].filter(([, value]) => !isEmpty(value)))
}

/** Whether two values are the same to a person: nothing is nothing, lists in any order. */
export function isSame(a: unknown, b: unknown): boolean {
  if (isEmpty(a) || isEmpty(b)) return isEmpty(a) && isEmpty(b)
  if (Array.isArray(a) && Array.isArray(b))
    return isSame(a.map(String).toSorted().join('\n'), b.map(String).toSorted().join('\n'))
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
}

/** The fields that are neither as the editor saw them nor as the editor wants them. */
export function conflictsOf(now: Editable, was: Editable, set: Editable): EditConflict[] {
  return Object.keys(set)
    .filter((field) => !isSame(now[field], was[field]) && !isSame(now[field], set[field]))
    .map((field) => ({ field, mine: set[field] ?? undefined, theirs: now[field] }))
}

/** What really changes. */
export function changesOf(now: Editable, next: Editable): FieldChange[] {
  const fields = [...new Set([...Object.keys(now), ...Object.keys(next)])]
  return fields
    .filter((field) => !isSame(now[field], next[field]))
    .map((field) => ({ field, from: now[field], to: next[field] }))
}

type Edited = { next: Editable; whole: NewCase } | { problems: Record<string, string> }

/** The case after an edit, checked like a new one; or what is wrong with which field. */
export function applyEdit(now: Editable, set: Editable): Edited {
  const merged = Object.fromEntries(Object.entries({ ...now, ...set }).filter(([, value]) => !isEmpty(value)))
  const facts = Object.entries(merged).filter(([name]) => !name.startsWith('fields.'))
  const unknown = facts.filter(([name]) => !(editableFacts as readonly string[]).includes(name)).map(([name]) => name)
  if (unknown.length > 0) return { problems: Object.fromEntries(unknown.map((name) => [name, 'unknown'])) }
  const typed = Object.fromEntries(
    Object.entries(merged)
      .filter(([name]) => name.startsWith('fields.'))
      .map(([name, value]) => [name.slice('fields.'.length), value]),
  )
  // Where the courier is, is moved by steps and not typed.
  const { courier, ...own } = typed
  const parsed = NewCase.safeParse({ ...Object.fromEntries(facts), fields: own })
  if (!parsed.success)
    return {
      problems: Object.fromEntries(
        parsed.error.issues.map((issue) => [issue.path.map(String).join('.'), issue.message]),
      ),
    }
  const fields = {
    ...readFields(own).values,
    ...(courier === now['fields.courier'] && courier !== undefined && { courier }),
  }
  return { next: editableOf({ ...parsed.data, fields }), whole: { ...parsed.data, fields } }
}
