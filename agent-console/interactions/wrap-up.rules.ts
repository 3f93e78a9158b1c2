/** Whether a wrap-up form is complete, decided before it is sent; the words of the errors are keys of the texts. */
import { NewCase } from '../../server/contracts/cases.ts'
import { chosenDispositions, type Draft, WrapUp } from '../../server/contracts/interactions.ts'

/** Field path as the server names it -> what is wrong. */
export type FieldProblem = 'required' | 'tooLong' | 'badText'
export type FieldProblems = Record<string, FieldProblem>

/** The body to send, or what is wrong with which field. `key` makes a repeated sending harmless. */
export function checkWrapUp(
  draft: Draft,
  key: string,
): { ok: true; body: WrapUp } | { ok: false; fields: FieldProblems } {
  const fields: FieldProblems = {}
  const choice = chosenDispositions.find((one) => one.id === draft.disposition)
  if (!choice) fields.disposition = 'required'
  const withCase = choice?.needsCase ?? true
  if (withCase) Object.assign(fields, caseProblems(draft.case))
  if (draft.note.length > 4000) fields.note = 'tooLong'
  if (Object.keys(fields).length > 0) return { ok: false, fields }

  const parsed = WrapUp.safeParse({
    key,
    disposition: draft.disposition,
    note: draft.note,
    ...(withCase ? { case: draft.case } : {}),
  })
  if (parsed.success) return { ok: true, body: parsed.data }
  return { ok: false, fields: problemsOf(parsed.error.issues) }
}

function caseProblems(draft: Draft['case']): FieldProblems {
  const fields: FieldProblems = {}
  if (!draft?.kind) fields['case.kind'] = 'required'
  if (!draft?.category) fields['case.category'] = 'required'
  if (!draft || draft.subject.trim() === '') fields['case.subject'] = 'required'
  if (Object.keys(fields).length > 0) return fields
  const parsed = NewCase.safeParse(draft)
  if (parsed.success) return {}
  const found = problemsOf(parsed.error.issues)
  return Object.fromEntries(Object.entries(found).map(([path, problem]) => [`case.${path}`, problem]))
}

function problemsOf(issues: ReadonlyArray<{ path: PropertyKey[]; code?: string }>): FieldProblems {
  return Object.fromEntries(
    issues.map((issue) => [issue.path.map(String).join('.'), issue.code === 'too_big' ? 'tooLong' : 'badText']),
  )
}
