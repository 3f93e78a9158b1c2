/** What the passenger wants and what came of it: open from the first word of the call, filed in wrap-up. */
import { Button, Input, Select, Tooltip } from 'antd'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { fieldProblems, isFieldProblem } from '../../server/contracts/case-values.ts'
import { chosenDispositions, type Draft } from '../../server/contracts/interactions.ts'
import { type FormProblem, formLimits, formProblems } from '../../server/contracts/requests.ts'
import { timeText } from '../lib/format.ts'
import { useHotkey } from '../lib/hotkeys.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { ButtonKey } from '../ui/key-hint.tsx'
import { Panel } from '../ui/panel.tsx'
import { CountDown } from '../ui/running.tsx'
import type { Contact } from './contact.machine.ts'
import { useInteractions } from './interactions.store.ts'
import { interactionsText } from './interactions.text.ts'

type DraftCase = NonNullable<Draft['case']>

/** The editor of a request, which another feature brings. */
export type RequestEditorSlot = (props: {
  value: Partial<DraftCase>
  interactionId: string
  disabled: boolean
  errorOf: (path: string) => string | undefined
  onChange: (change: { [K in keyof DraftCase]?: DraftCase[K] | undefined }) => void
}) => ReactNode

interface WrapUpFormProps {
  contact: Contact
  editor: RequestEditorSlot
  /** Which clocks will run for what is typed. */
  clocks?: ReactNode
}

export function WrapUpForm({ contact, editor, clocks }: WrapUpFormProps) {
  const t = useText(interactionsText)
  const { draft, file, fileOne, asking, error, keepDraft, editCase } = useInteractions()
  const errorOf = useFieldError()
  const form = useRef<HTMLFormElement>(null)
  // Whoever has just answered goes on typing here: the queue has chosen the kind, the subject comes first.
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  const canFile = contact.phase === 'wrap-up' && !asking
  useHotkey('Ctrl+Enter', () => void file(), canFile)
  const choice = chosenDispositions.find((one) => one.id === draft.disposition)
  const withCase = choice?.needsCase ?? true
  const change = useCallback((next: Parameters<typeof editCase>[0]) => editCase(next), [editCase])
  const caseError = useCallback((path: string) => errorOf(`case.${path}`) ?? errorOf(path), [errorOf])
  return (
    <Panel title={t('form')} extra={<WrapUpClock contact={contact} />}>
      <form ref={form} className="wrap-up" onBlur={keepDraft} onSubmit={(event) => event.preventDefault()}>
        <OpenCaseChoice contact={contact} disabled={!withCase} />
        {draft.case?.existing === undefined &&
          editor({
            value: draft.case ?? {},
            interactionId: contact.interactionId,
            disabled: !withCase,
            errorOf: caseError,
            onChange: change,
          })}
        <ClosingFields draft={draft} hint={withCase ? undefined : t('noCaseNeeded')} errorOf={errorOf} />
        {withCase && clocks}
        <div className="form-foot">
          <Tooltip title={contact.phase === 'wrap-up' ? undefined : t('fileHint')}>
            <Button
              type="primary"
              aria-label={t('file')}
              disabled={contact.phase !== 'wrap-up'}
              loading={asking}
              onClick={() => void file()}
            >
              {t('file')} <ButtonKey keys="Ctrl+Enter" />
            </Button>
          </Tooltip>
          <Button disabled={!withCase || asking} onClick={() => void fileOne()}>
            {t('fileOne')}
          </Button>
          {draft.filed?.map((number) => (
            <Chip key={number} tone="ready">
              {t('filedOne', { number })}
            </Chip>
          ))}
          <DraftNote />
          <ErrorLine error={error} />
        </div>
      </form>
    </Panel>
  )
}

/** The passenger's open cases: asking again about one of them makes no second record. */
function OpenCaseChoice({ contact, disabled }: { contact: Contact; disabled: boolean }) {
  const t = useText(interactionsText)
  const word = useText(words)
  const existing = useInteractions((state) => state.draft.case?.existing)
  const editCase = useInteractions((state) => state.editCase)
  const open = contact.pop.openCases
  if (open.length === 0) return null
  return (
    <Field label={t('about')} className="wide">
      {(ids) => (
        <Select<string>
          {...ids}
          disabled={disabled}
          value={existing ?? ''}
          options={[
            { value: '', label: t('newCase') },
            ...open.map((one) => ({
              value: one.id,
              label: `${one.number} · ${word(`case.${one.state}`)} · ${one.subject}`,
            })),
          ]}
          onChange={(id) => editCase({ existing: open.find((one) => one.id === id)?.id })}
        />
      )}
    </Field>
  )
}

function WrapUpClock({ contact }: { contact: Contact }) {
  const t = useText(interactionsText)
  const extend = useInteractions((state) => state.extend)
  if (contact.phase !== 'wrap-up' || contact.wrapUpDueAt === undefined) return null
  return (
    <>
      <span>
        {t('wrapUp')} · {t('wrapUpLeft')} <CountDown until={contact.wrapUpDueAt} />
      </span>
      <Button size="small" onClick={() => void extend()}>
        {t('extend')}
      </Button>
    </>
  )
}

/** The sentence beside a field: our own check first, else what the server said. */
function useFieldError(): (path: string) => string | undefined {
  const t = useText(interactionsText)
  const language = useLanguage()
  const problems = useInteractions((state) => state.problems)
  const refusals = useInteractions((state) => state.refusals)
  return useCallback(
    (path) => {
      const own = problems[path]
      if (own) return t(`problem.${own}`)
      const said = refusals[path]
      if (said === undefined) return undefined
      if (isFieldProblem(said)) return labelText(fieldProblems[said], language)
      if (Object.hasOwn(formProblems, said))
        return labelText(formProblems[said as FormProblem], language)
          .replace('{days}', String(formLimits.claimDays))
          .replace('{hours}', String(formLimits.guaranteeHours))
      return `${t('problem.badText')} (${said})`
    },
    [t, language, problems, refusals],
  )
}

interface ClosingProps {
  draft: Draft
  hint: string | undefined
  errorOf: (path: string) => string | undefined
}

function ClosingFields({ draft, hint, errorOf }: ClosingProps) {
  const t = useText(interactionsText)
  const language = useLanguage()
  const edit = useInteractions((state) => state.edit)
  return (
    <div className="case-fields">
      <Field label={t('disposition')} required error={errorOf('disposition')}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.disposition ?? null}
            options={chosenDispositions.map((one) => ({ value: one.id, label: labelText(one.label, language) }))}
            onChange={(disposition) => edit(disposition ? { disposition } : {})}
          />
        )}
      </Field>
      <div className="field-note muted">{hint}</div>
      <Field label={t('note')} className="wide" error={errorOf('note')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={2}
            maxLength={4000}
            placeholder={t('noteHint')}
            value={draft.note}
            onChange={(event) => edit({ note: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

function DraftNote() {
  const t = useText(interactionsText)
  const language = useLanguage()
  const state = useInteractions((one) => one.draftState)
  const text = {
    kept: '',
    typing: t('draftTyping'),
    failed: t('draftFailed'),
    saved: state.name === 'saved' ? t('draftSaved', { time: timeText(state.at, language) }) : '',
  }[state.name]
  return <span className={state.name === 'failed' ? 'small late' : 'small muted'}>{text}</span>
}
