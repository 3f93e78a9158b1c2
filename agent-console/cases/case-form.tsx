/** Facts and form of a case: read at a glance, edited in place. What somebody else changed meanwhile is shown field by field. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useCallback, useState } from 'react'
import { z } from 'zod'
import { fieldProblems, isEmpty, isFieldProblem } from '../../server/contracts/case-values.ts'
import { Case, EditConflict } from '../../server/contracts/cases.ts'
import { type FormProblem, formLimits, formProblems } from '../../server/contracts/requests.ts'
import { ApiError, asApiError, patch } from '../lib/api.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { valueText } from './case-values.ts'
import { casesText } from './cases.text.ts'
import { fieldText } from './field-text.ts'

const facts = [
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
] as const

type Editable = { [K in (typeof facts)[number] | 'fields']?: Case[K] | undefined }
type Flat = Record<string, unknown>

/** The editor of a request, which another feature brings. */
export type CaseEditorSlot = (props: {
  value: Editable
  disabled: boolean
  errorOf: (path: string) => string | undefined
  onChange: (change: Editable) => void
}) => ReactNode

/** The editable side of a case, flat: facts by name, form values as `fields.<name>`. */
function flatOf(value: Editable): Flat {
  const own = facts.map((name) => [name, value[name]] as const)
  const fields = Object.entries(value.fields ?? {}).map(([name, one]) => [`fields.${name}`, one] as const)
  return Object.fromEntries([...own, ...fields].filter(([, one]) => !isEmpty(one)))
}

const differs = (a: unknown, b: unknown) => !(isEmpty(a) && isEmpty(b)) && JSON.stringify(a) !== JSON.stringify(b)

export function CaseForm({ item, editor, onDone }: { item: Case; editor: CaseEditorSlot; onDone: () => void }) {
  const t = useText(casesText)
  const language = useLanguage()
  const client = useQueryClient()
  const [seen, setSeen] = useState<Editable>(() => item)
  const [typed, setTyped] = useState<Editable>(() => item)
  const changed = () => {
    const [was, now] = [flatOf(seen), flatOf(typed)]
    const names = [...new Set([...Object.keys(was), ...Object.keys(now)])].filter((name) =>
      differs(was[name], now[name]),
    )
    const pick = (from: Flat, empty: unknown) => Object.fromEntries(names.map((name) => [name, from[name] ?? empty]))
    return { names, was: pick(was, null), set: pick(now, null) }
  }
  const saving = useMutation({
    mutationFn: () => {
      const { was, set } = changed()
      return patch(`/cases/${item.id}`, Case, { was, set })
    },
    onSuccess(next) {
      client.setQueryData([queryKeys.case, item.id], next)
      void client.invalidateQueries({ queryKey: [queryKeys.cases] })
      onDone()
    },
  })
  const conflicts = conflictsOf(saving.error)
  const settle = (conflict: EditConflict, keepMine: boolean) => {
    const put = (value: Editable, wanted: unknown): Editable => {
      const name = conflict.field
      if (!name.startsWith('fields.')) return { ...value, [name]: wanted }
      return { ...value, fields: { ...value.fields, [name.slice(7)]: wanted } }
    }
    setSeen((value) => put(value, conflict.theirs))
    if (!keepMine) setTyped((value) => put(value, conflict.theirs))
  }
  const { fields } = saving.error ? asApiError(saving.error) : { fields: {} as Record<string, string> }
  const errorOf = useCallback(
    (path: string) => {
      const said = fields[path]
      if (said === undefined) return undefined
      if (isFieldProblem(said)) return labelText(fieldProblems[said], language)
      if (!Object.hasOwn(formProblems, said)) return `${t('badValue')} (${said})`
      return labelText(formProblems[said as FormProblem], language)
        .replace('{days}', String(formLimits.claimDays))
        .replace('{hours}', String(formLimits.guaranteeHours))
    },
    [fields, language, t],
  )
  return (
    <div className="case-form">
      {editor({
        value: typed,
        disabled: false,
        errorOf,
        onChange: (change) => setTyped((value) => ({ ...value, ...change })),
      })}
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} seen={seen} onSettle={settle} />}
      <div className="form-foot">
        <Button
          type="primary"
          loading={saving.isPending}
          onClick={() => (changed().names.length === 0 ? onDone() : saving.mutate())}
        >
          {t('saveEdit')}
        </Button>
        <Button onClick={onDone}>{t('cancelEdit')}</Button>
        <ErrorLine error={saving.error} />
      </div>
    </div>
  )
}

interface ConflictsProps {
  conflicts: EditConflict[]
  seen: Editable
  onSettle: (conflict: EditConflict, keepMine: boolean) => void
}

function Conflicts({ conflicts, seen, onSettle }: ConflictsProps) {
  const t = useText(casesText)
  const language = useLanguage()
  const now = flatOf(seen)
  return (
    <Section title={t('conflicts')}>
      {conflicts.map((one) => {
        const settled = !differs(now[one.field], one.theirs)
        return (
          <div key={one.field} className="conflict">
            <strong>{fieldText(one.field, language)}</strong>
            <span>
              <span className="muted small">{t('theirs', { name: one.byName ?? '–' })}</span>
              <div>{valueText(one.field, one.theirs, language)}</div>
            </span>
            <span>
              <span className="muted small">{t('mine')}</span>
              <div>{valueText(one.field, one.mine, language)}</div>
            </span>
            <span className="row">
              <Button size="small" disabled={settled} onClick={() => onSettle(one, true)}>
                {t('keepMine')}
              </Button>
              <Button size="small" disabled={settled} onClick={() => onSettle(one, false)}>
                {t('takeTheirs')}
              </Button>
            </span>
          </div>
        )
      })}
      <p className="muted small">{t('conflictHint')}</p>
    </Section>
  )
}

function conflictsOf(error: unknown): EditConflict[] {
  if (!(error instanceof ApiError) || error.code !== 'changed-meanwhile') return []
  return z.array(EditConflict).safeParse(error.details.conflicts).data ?? []
}
