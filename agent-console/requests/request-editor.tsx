/** What a request is, to be typed: kind, leaf (proposed), facts, and the form of the leaf. Used in wrap-up and on the case page. */
import { Input, Radio, Select } from 'antd'
import { useCallback } from 'react'
import { isFactField, isFieldName } from '../../server/contracts/case-fields.ts'
import { fieldProblems, isEmpty, readField } from '../../server/contracts/case-values.ts'
import { CallerParty, CaseChannel, CaseKind, JourneyStage, QualityTag } from '../../server/contracts/cases.ts'
import type { CatalogueLeaf } from '../../server/contracts/catalogue.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { words } from '../lib/words.text.ts'
import { Field } from '../ui/field.tsx'
import { useLeaves } from './catalogue.api.ts'
import { FieldInput } from './field-input.tsx'
import { LeafPicker } from './leaf-picker.tsx'
import { Proposals } from './proposals.tsx'
import { requestsText } from './requests.text.ts'

/** A request as typed so far. */
export interface RequestValue {
  kind?: CaseKind | undefined
  category?: string | undefined
  subject?: string | undefined
  details?: string | undefined
  flight?: string | undefined
  flightDate?: string | undefined
  station?: string | undefined
  fields?: Record<string, unknown> | undefined
  stage?: JourneyStage | undefined
  qualities?: QualityTag[] | undefined
  party?: CallerParty | undefined
  partyName?: string | undefined
  channel?: CaseChannel | undefined
  firstContactAt?: number | undefined
}

export interface RequestEditorProps {
  value: RequestValue
  interactionId?: string | undefined
  disabled?: boolean
  /** The sentence beside a field: `subject`, `fields.ticketNumber`. */
  errorOf: (path: string) => string | undefined
  onChange: (change: RequestValue) => void
}

export function RequestEditor(props: RequestEditorProps) {
  const { value, disabled = false, onChange } = props
  const leaf = useLeaves().find((one) => one.id === value.category)
  const take = useCallback((category: string, kind: CaseKind) => onChange({ category, kind }), [onChange])
  return (
    <fieldset className="case-fields" disabled={disabled}>
      <KindAndLeaf {...props} />
      <Proposals value={value} interactionId={props.interactionId} disabled={disabled} onTake={take} />
      <Words {...props} />
      <TripFacts {...props} leaf={leaf} />
      <LeafForm {...props} leaf={leaf} />
      <More {...props} />
    </fieldset>
  )
}

function KindAndLeaf({ value, disabled = false, errorOf, onChange }: RequestEditorProps) {
  const t = useText(requestsText)
  const word = useText(words)
  return (
    <>
      <Field label={t('kind')} required className="wide" error={errorOf('kind')}>
        {({ id }) => (
          <Radio.Group
            id={id}
            aria-label={t('kind')}
            optionType="button"
            disabled={disabled}
            value={value.kind}
            options={CaseKind.options.map((kind) => ({ value: kind, label: word(`kind.${kind}`) }))}
            onChange={(event) => onChange({ kind: CaseKind.parse(event.target.value), category: undefined })}
          />
        )}
      </Field>
      <Field label={t('category')} required className="wide" error={errorOf('category')}>
        {(ids) => (
          <LeafPicker
            {...ids}
            kind={value.kind}
            value={value.category}
            disabled={disabled}
            onChange={(category) => onChange({ category })}
          />
        )}
      </Field>
    </>
  )
}

function Words({ value, disabled = false, errorOf, onChange }: RequestEditorProps) {
  const t = useText(requestsText)
  return (
    <>
      <Field label={t('subject')} required className="wide" error={errorOf('subject')}>
        {(ids) => (
          <Input
            {...ids}
            data-first
            maxLength={120}
            disabled={disabled}
            placeholder={t('subjectHint')}
            value={value.subject ?? ''}
            onChange={(event) => onChange({ subject: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('details')} className="wide" error={errorOf('details')}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            rows={4}
            maxLength={4000}
            disabled={disabled}
            value={value.details ?? ''}
            onChange={(event) => onChange({ details: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

type WithLeaf = RequestEditorProps & { leaf: CatalogueLeaf | undefined }

function TripFacts({ value, leaf, disabled = false, errorOf, onChange }: WithLeaf) {
  const facts = ['flight', 'flightDate', 'station'] as const
  return (
    <div className="wide three">
      {facts.map((name) => (
        <FieldInput
          key={name}
          name={name}
          value={value[name]}
          required={leaf?.required.includes(name) ?? false}
          disabled={disabled}
          error={errorOf(name)}
          onChange={(next) => onChange({ [name]: typeof next === 'string' && next !== '' ? next : undefined })}
        />
      ))}
    </div>
  )
}

/** The form of the leaf: what must be known by the closing first, then what may be. */
function LeafForm({ value, leaf, disabled = false, errorOf, onChange }: WithLeaf) {
  const t = useText(requestsText)
  const language = useLanguage()
  if (!leaf) return null
  const names = [...leaf.required, ...leaf.optional].filter(isFieldName).filter((name) => !isFactField(name))
  if (names.length === 0) return null
  const wrong = (name: string) => {
    const given = value.fields?.[name]
    const said = errorOf(`fields.${name}`) ?? errorOf(name)
    if (isEmpty(given)) return said
    const read = readField(name, given)
    return said && 'problem' in read ? labelText(fieldProblems[read.problem], language) : said
  }
  return (
    <div className="wide leaf-form">
      <div className="small muted">{t('formOf', { leaf: labelText(leaf.label, language) })}</div>
      <div className="case-fields">
        {names.map((name) => (
          <FieldInput
            key={`${leaf.id} ${name}`}
            name={name}
            value={value.fields?.[name]}
            required={leaf.required.includes(name)}
            disabled={disabled}
            error={wrong(name)}
            onChange={(next) => onChange({ fields: { ...value.fields, [name]: next } })}
          />
        ))}
      </div>
    </div>
  )
}

/** Who asks when it is no passenger, how it came, where on the journey it happened, what was lacking. */
function More({ value, disabled = false, errorOf, onChange }: RequestEditorProps) {
  const t = useText(requestsText)
  const party = value.party ?? 'passenger'
  return (
    <div className="wide three">
      <Field label={t('party')} error={errorOf('party')}>
        {(ids) => (
          <Select<CallerParty>
            {...ids}
            disabled={disabled}
            value={party}
            options={CallerParty.options.map((one) => ({ value: one, label: t(`party.${one}`) }))}
            onChange={(next) => onChange({ party: next })}
          />
        )}
      </Field>
      {party !== 'passenger' && (
        <Field label={t('partyName')} required={party !== 'unknown'} error={errorOf('partyName')}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={120}
              disabled={disabled}
              value={value.partyName ?? ''}
              onChange={(event) => onChange({ partyName: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('channel')} error={errorOf('channel')}>
        {(ids) => (
          <Select<CaseChannel>
            {...ids}
            disabled={disabled}
            value={value.channel ?? 'phone'}
            options={CaseChannel.options.map((one) => ({ value: one, label: t(`channel.${one}`) }))}
            onChange={(channel) => onChange({ channel })}
          />
        )}
      </Field>
      {value.kind === 'complaint' && (
        <>
          <Field label={t('stage')} error={errorOf('stage')}>
            {(ids) => (
              <Select<JourneyStage>
                {...ids}
                allowClear
                disabled={disabled}
                value={value.stage ?? null}
                options={JourneyStage.options.map((one) => ({ value: one, label: t(`stage.${one}`) }))}
                onChange={(stage) => onChange({ stage: stage ?? undefined })}
              />
            )}
          </Field>
          <Field label={t('qualities')} error={errorOf('qualities')}>
            {(ids) => (
              <Select<QualityTag[]>
                {...ids}
                mode="multiple"
                disabled={disabled}
                value={value.qualities ?? []}
                options={QualityTag.options.map((one) => ({ value: one, label: t(`quality.${one}`) }))}
                onChange={(qualities) => onChange({ qualities })}
              />
            )}
          </Field>
        </>
      )}
    </div>
  )
}
