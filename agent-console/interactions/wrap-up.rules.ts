/** Whether a wrap-up form is complete, decided before it is sent; the words of the errors are keys of the texts. */
import { NewCase } from '../../server/contracts/cases.ts'
import { chosenDispositions, type Draft, FiledRequest, WrapUp } from '../../server/contracts/interactions.ts'

/** Field path as the server names it -> what is wrong. */
export type FieldProblem = 'required' | 'tooLong' | 'badText' | 'cardNumber'
export type FieldProblems = Record<string, FieldProblem>

type DraftCase = NonNullable<Draft['case']>
type Checked<T> = { ok: true; body: T } | { ok: false; fields: FieldProblems }

/** The body to send, or what is wrong with which field. `key` makes a repeated sending harmless. */
export function checkWrapUp(draft: Draft, key: string): Checked<WrapUp> {
  const fields: FieldProblems = {}
  const choice = chosenDispositions.find((one) => one.id === draft.disposition)
  if (!choice) fields.disposition = 'required'
  // What was filed during the contact counts; an untouched form behind it is no further request.
  const withCase = (choice?.needsCase ?? true) && !(draft.filed?.length && isUntouched(draft.case))
  if (withCase) Object.assign(fields, caseProblems(draft.case))
  if (draft.note.length > 4000) fields.note = 'tooLong'
  if (Object.keys(fields).length > 0) return { ok: false, fields }

  const parsed = WrapUp.safeParse({
    key,
    disposition: draft.disposition,
    note: draft.note,
    ...(withCase ? requestOf(draft.case) : {}),
  })
  if (parsed.success) return { ok: true, body: parsed.data }
  return { ok: false, fields: problemsOf(parsed.error.issues) }
}

/** One request of several, to be filed while the contact goes on. */
export function checkRequest(draft: Draft, key: string): Checked<FiledRequest> {
  const fields = caseProblems(draft.case)
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  const parsed = FiledRequest.safeParse({ key, text: draft.note.slice(0, 2000), ...requestOf(draft.case) })
  if (parsed.success) return { ok: true, body: parsed.data }
  return { ok: false, fields: problemsOf(parsed.error.issues) }
}

/** The open case that was chosen, or the new one without what was never typed. */
function requestOf(draft: DraftCase | undefined) {
  if (draft?.existing !== undefined) return { caseId: draft.existing }
  const typed = Object.entries(draft ?? {}).filter(([, value]) => value !== undefined && value !== '')
  return { case: Object.fromEntries(typed) }
}

function isUntouched(draft: Draft['case']): boolean {
  return !draft || (draft.existing === undefined && !draft.category && draft.subject.trim() === '')
}

function caseProblems(draft: Draft['case']): FieldProblems {
  if (draft?.existing !== undefined) return {}
  const fields: FieldProblems = {}
  if (!draft?.kind) fields['case.kind'] = 'required'
  if (!draft?.category) fields['case.category'] = 'required'
  if (!draft || draft.subject.trim() === '') fields['case.subject'] = 'required'
  if (Object.keys(fields).length > 0) return fields
  const parsed = NewCase.safeParse(requestOf(draft).case)
  if (parsed.success) return {}
  const found = problemsOf(parsed.error.issues)
  return Object.fromEntries(Object.entries(found).map(([path, problem]) => [`case.${path}`, problem]))
}

function problemsOf(issues: ReadonlyArray<{ path: PropertyKey[]; code?: string; message: string }>): FieldProblems {
  return Object.fromEntries(issues.map((issue) => [issue.path.map(String).join('.'), problemOf(issue)]))
}

function problemOf(issue: { code?: string; message: string }): FieldProblem {
  if (issue.message === 'card-number') return 'cardNumber'
  if (issue.message === 'required') return 'required'
  return issue.code === 'too_big' ? 'tooLong' : 'badText'
}
