/** What the passenger wants and what came of it: open from the first word of the call, filed in wrap-up. */
import { Button, Input, Radio, Select, Tooltip } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { CaseKind } from '../../server/contracts/cases.ts'
import { leaves, withCarrier } from '../../server/contracts/catalogue.ts'
import { chosenDispositions, type Draft } from '../../server/contracts/interactions.ts'
import { timeText } from '../lib/format.ts'
import { useHotkey } from '../lib/hotkeys.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { ButtonKey } from '../ui/key-hint.tsx'
import { Panel } from '../ui/panel.tsx'
import { CountDown } from '../ui/running.tsx'
import type { Contact } from './contact.machine.ts'
import { useInteractions } from './interactions.store.ts'
import { interactionsText } from './interactions.text.ts'

export function WrapUpForm({ contact, clocks }: { contact: Contact; clocks?: ReactNode }) {
  const t = useText(interactionsText)
  const { draft, file, asking, error, keepDraft } = useInteractions()
  const form = useRef<HTMLFormElement>(null)
  // Whoever has just answered goes on typing here: the queue has chosen the kind, the subject comes first.
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-first]')?.focus(), [])
  const canFile = contact.phase === 'wrap-up' && !asking
  useHotkey('Ctrl+Enter', () => void file(), canFile)
  const choice = chosenDispositions.find((one) => one.id === draft.disposition)
  const withCase = choice?.needsCase ?? true
  return (
    <Panel title={t('form')} extra={<WrapUpClock contact={contact} />}>
      <form ref={form} className="wrap-up" onBlur={keepDraft} onSubmit={(event) => event.preventDefault()}>
        <CaseFields draft={draft} disabled={!withCase} />
        <ClosingFields draft={draft} hint={withCase ? undefined : t('noCaseNeeded')} />
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
          <DraftNote />
          <ErrorLine error={error} />
        </div>
      </form>
    </Panel>
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
  const problems = useInteractions((state) => state.problems)
  const refusals = useInteractions((state) => state.refusals)
  return (path) => {
    const own = problems[path]
    if (own) return t(`problem.${own}`)
    const said = refusals[path]
    return said === undefined ? undefined : `${t('problem.badText')} (${said})`
  }
}

function CaseFields({ draft, disabled }: { draft: Draft; disabled: boolean }) {
  const t = useText(interactionsText)
  const word = useText(words)
  const language = useLanguage()
  const errorOf = useFieldError()
  const editCase = useInteractions((state) => state.editCase)
  const form = draft.case
  const kind = form?.kind
  const categories = leaves
    .filter((leaf) => leaf.kind === kind)
    .map((leaf) => ({ value: leaf.id, label: labelText(withCarrier(leaf.label), language) }))
  return (
    <fieldset className="case-fields" disabled={disabled}>
      <Field label={t('kind')} required className="wide" error={errorOf('case.kind')}>
        {({ id }) => (
          <Radio.Group
            id={id}
            aria-label={t('kind')}
            optionType="button"
            disabled={disabled}
            value={kind}
            options={CaseKind.options.map((value) => ({ value, label: word(`kind.${value}`) }))}
            onChange={(event) => editCase({ kind: CaseKind.parse(event.target.value), category: undefined })}
          />
        )}
      </Field>
      <Field label={t('category')} required error={errorOf('case.category')}>
        {(ids) => (
          <Select<string>
            {...ids}
            showSearch={{ optionFilterProp: 'label' }}
            disabled={disabled || !kind}
            value={form?.category ?? null}
            options={categories}
            onChange={(category) => editCase({ category })}
          />
        )}
      </Field>
      <Field label={t('flight')} error={errorOf('case.flight')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={10}
            disabled={disabled}
            value={form?.flight ?? ''}
            onChange={(event) => editCase({ flight: event.target.value.toUpperCase() })}
          />
        )}
      </Field>
      <Field label={t('subject')} required className="wide" error={errorOf('case.subject')}>
        {(ids) => (
          <Input
            {...ids}
            data-first
            maxLength={120}
            disabled={disabled}
            placeholder={t('subjectHint')}
            value={form?.subject ?? ''}
            onChange={(event) => editCase({ subject: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('details')} className="wide" error={errorOf('case.details')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={6}
            maxLength={4000}
            disabled={disabled}
            value={form?.details ?? ''}
            onChange={(event) => editCase({ details: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  )
}

function ClosingFields({ draft, hint }: { draft: Draft; hint: string | undefined }) {
  const t = useText(interactionsText)
  const language = useLanguage()
  const errorOf = useFieldError()
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
