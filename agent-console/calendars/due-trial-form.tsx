/** Tries the arithmetic of a calendar: from a moment, a span, and when it ends. */
import { useMutation } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { type CalendarSummary, DueTrialAnswer, Span } from '../../server/contracts/calendars.ts'
import { post } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { airportTimeText } from '../lib/format.ts'
import { useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Section } from '../ui/panel.tsx'
import { calendarsText } from './calendars.text.ts'

const units = Span.shape.unit.options

export function DueTrialForm({ calendar }: { calendar: CalendarSummary }) {
  const t = useText(calendarsText)
  const language = useLanguage()
  const [from, setFrom] = useState(() => localNow())
  const [span, setSpan] = useState<Span>({ unit: 'working-minutes', amount: 240 })
  const asking = useMutation({
    mutationFn: () => post(`/calendars/${calendar.id}/trial`, DueTrialAnswer, { from: new Date(from).getTime(), span }),
  })
  const answer = asking.data
  return (
    <Section title={t('trial')}>
      <Field label={t('trialFrom')}>
        {(ids) => (
          <Input {...ids} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
        )}
      </Field>
      <div className="form-grid trial-grid">
        <Field label={t('trialAmount')}>
          {(ids) => (
            <InputNumber
              {...ids}
              min={1}
              max={100_000}
              value={span.amount}
              onChange={(amount) => setSpan({ ...span, amount: amount ?? 1 })}
            />
          )}
        </Field>
        <Field label={t('trialUnit')}>
          {(ids) => (
            <Select<Span['unit']>
              {...ids}
              value={span.unit}
              options={units.map((value) => ({ value, label: t(`unit.${value}`) }))}
              onChange={(unit) => setSpan({ ...span, unit })}
            />
          )}
        </Field>
      </div>
      <Button size="small" disabled={from === ''} loading={asking.isPending} onClick={() => asking.mutate()}>
        {t('trial')}
      </Button>
      <ErrorLine error={asking.error} />
      <p className="small trial-answer" aria-live="polite">
        {answer &&
          t('trialDue', {
            due: airportTimeText(answer.dueAt, answer.zone, language),
            warn: airportTimeText(answer.warnAt, answer.zone, language),
            zone: answer.zone,
          })}{' '}
        {answer?.uncertain && <span className="late">{t('uncertain')}</span>}
      </p>
    </Section>
  )
}

function localNow(): string {
  const now = serverNow()
  return new Date(now - new Date(now).getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
