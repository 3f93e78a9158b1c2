/** A further version of a rule: term, effect at closing, source, and the day from which it counts. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Span } from '../../server/contracts/calendars.ts'
import {
  type ClockRule,
  ClosingEffect,
  Confidence,
  type NewRuleVersion,
  RuleTrialAnswer,
} from '../../server/contracts/clock-rules.ts'
import { anyAnswer, post } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { airportTimeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { clocksText } from './clocks.text.ts'

const dayMs = 86_400_000

export function RuleVersionForm({ rule, onDone }: { rule: ClockRule; onDone: () => void }) {
  const t = useText(clocksText)
  const client = useQueryClient()
  const [form, setForm] = useState<NewRuleVersion>(() => ({
    version: rule.version,
    effectiveFrom: new Date(serverNow() + dayMs).toISOString().slice(0, 10),
    span: rule.span,
    closing: rule.closing,
    pausable: rule.pausable,
    source: rule.source,
    confidence: rule.confidence,
  }))
  const [tried, setTried] = useState(false)
  const saving = useMutation({
    mutationFn: () => post(`/clock-rules/${rule.id}/versions`, anyAnswer, form),
    onSuccess: onDone,
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.clockRules] }),
  })
  const change = (part: Partial<NewRuleVersion>) => setForm({ ...form, ...part })
  const save = () => {
    setTried(true)
    if (form.source.trim() !== '') saving.mutate()
  }
  return (
    <div className="clock-form">
      <div className="form-grid">
        <Field label={t('amount')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={1_000_000}
              value={form.span.amount}
              onChange={(amount) => change({ span: { ...form.span, amount: amount ?? 1 } })}
            />
          )}
        </Field>
        <Choice
          label={t('unitOfSpan')}
          value={form.span.unit}
          options={Span.shape.unit.options.map((value) => ({ value, label: t(`unit.${value}`) }))}
          onChange={(unit) => change({ span: { ...form.span, unit } })}
        />
        <Choice
          label={t('closing')}
          value={form.closing}
          options={ClosingEffect.options.map((value) => ({ value, label: t(`closing.${value}`) }))}
          onChange={(closing) => change({ closing })}
        />
        <Choice
          label={t('confidence')}
          value={form.confidence}
          options={Confidence.options.map((value) => ({ value, label: t(`confidence.${value}`) }))}
          onChange={(confidence) => change({ confidence })}
        />
        <Field label={t('effectiveFrom')} required>
          {(ids) => (
            <Input
              {...ids}
              type="date"
              value={form.effectiveFrom}
              onChange={(event) => change({ effectiveFrom: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('source')} required error={tried && form.source.trim() === '' ? t('sourceMissing') : undefined}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={400}
              value={form.source}
              onChange={(event) => change({ source: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Checkbox checked={form.pausable} onChange={(event) => change({ pausable: event.target.checked })}>
        {t('pausable')}
      </Checkbox>
      <Trial rule={rule} span={form.span} />
      <ErrorLine error={saving.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={saving.isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}

function Choice<V extends string>(props: {
  label: string
  value: V
  options: Array<{ value: V; label: string }>
  onChange: (value: V) => void
}) {
  return (
    <Field label={props.label}>
      {(ids) => <Select<V> {...ids} value={props.value} options={props.options} onChange={props.onChange} />}
    </Field>
  )
}

function Trial({ rule, span }: { rule: ClockRule; span: Span }) {
  const t = useText(clocksText)
  const language = useLanguage()
  const asking = useMutation({
    mutationFn: () => post(`/clock-rules/${rule.id}/trial`, RuleTrialAnswer, { span }),
  })
  const answer = asking.data
  return (
    <div className="row">
      <Button size="small" loading={asking.isPending} onClick={() => asking.mutate()}>
        {t('trial')}
      </Button>
      <span className="small" aria-live="polite">
        {answer &&
          t('trialText', {
            running: answer.running,
            before: airportTimeText(answer.dueNow, answer.zone, language),
            after: airportTimeText(answer.dueThen, answer.zone, language),
          })}
      </span>
      <ErrorLine error={asking.error} />
    </div>
  )
}
