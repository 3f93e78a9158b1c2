/** Where a supervisor tells the whole house what has happened, in both languages and until when. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { Incident, type IncidentLevel, NewIncident } from '../../server/contracts/incidents.ts'
import { asApiError, post } from '../lib/api.ts'
import { serverNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { useIncidents } from './incident-banner.tsx'
import { incidentsText } from './incidents.text.ts'

const hourMs = 3_600_000
const spans = [1, 2, 4, 8, 24, 72]
const empty = { level: 'emergency' as IncidentLevel, textZh: '', textEn: '', scriptZh: '', scriptEn: '', hours: 4 }

export function IncidentsPage() {
  const t = useText(incidentsText)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        <span className="muted">{t('hint')}</span>
      </div>
      <div className="columns-wide">
        <PostForm />
        <Current />
      </div>
    </div>
  )
}

function PostForm() {
  const t = useText(incidentsText)
  const client = useQueryClient()
  const [form, setForm] = useState(empty)
  const change = (part: Partial<typeof empty>) => setForm({ ...form, ...part })
  const draft = {
    level: form.level,
    text: { zh: form.textZh, en: form.textEn },
    script: { zh: form.scriptZh, en: form.scriptEn },
  }
  const isComplete = NewIncident.safeParse({ ...draft, endsAt: 1 }).success
  const sending = useMutation({
    mutationFn: () => post('/incidents', Incident, { ...draft, endsAt: Math.round(serverNow()) + form.hours * hourMs }),
    onSuccess: () => setForm(empty),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.incidents] }),
  })
  const area = (name: 'textZh' | 'textEn' | 'scriptZh' | 'scriptEn', required: boolean) => (
    <Field label={t(name)} required={required}>
      {({ status: _status, ...ids }) => (
        <Input.TextArea
          {...ids}
          rows={required ? 2 : 3}
          maxLength={required ? 300 : 1000}
          value={form[name]}
          onChange={(event) => change({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <Panel title={t('post')}>
      <Segmented<IncidentLevel>
        aria-label={t('level')}
        value={form.level}
        options={(['emergency', 'notice'] as const).map((value) => ({ value, label: t(`level.${value}`) }))}
        onChange={(level) => change({ level })}
      />
      {area('textZh', true)}
      {area('textEn', true)}
      {area('scriptZh', false)}
      {area('scriptEn', false)}
      <Field label={t('hours')}>
        {({ id }) => (
          <Select<number>
            id={id}
            value={form.hours}
            options={spans.map((count) => ({ value: count, label: t('hour', { count }) }))}
            onChange={(hours) => change({ hours })}
          />
        )}
      </Field>
      <div className="form-foot">
        <Button type="primary" disabled={!isComplete} loading={sending.isPending} onClick={() => sending.mutate()}>
          {t('send')}
        </Button>
        {!isComplete && <span className="muted small">{t('needed')}</span>}
        <ErrorLine error={sending.error && asApiError(sending.error)} />
      </div>
    </Panel>
  )
}

function Current() {
  const t = useText(incidentsText)
  const language = useLanguage()
  const client = useQueryClient()
  const { incidents, error, refetch } = useIncidents()
  const ending = useMutation({
    mutationFn: ({ id, version }: Incident) => post(`/incidents/${id}/end`, Incident, { version }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.incidents] }),
  })
  return (
    <Panel title={t('current')}>
      <ErrorLine error={error} onRetry={() => void refetch()} />
      <ErrorLine error={ending.error} />
      {incidents.length === 0 && <EmptyState title={t('none')} />}
      {incidents.map((incident) => (
        <div key={incident.id} className="line">
          <div className="line-head">
            <Chip tone={incident.level === 'emergency' ? 'red' : 'talking'}>{t(`level.${incident.level}`)}</Chip>
            <strong>{labelText(incident.text, language)}</strong>
            <Button size="small" className="end" loading={ending.isPending} onClick={() => ending.mutate(incident)}>
              {t('end')}
            </Button>
          </div>
          <div className="small muted figures">
            {t('by', { name: incident.postedByName ?? '', time: momentText(incident.postedAt, language) })} ·{' '}
            {t('until', { time: momentText(incident.endsAt, language) })}
          </div>
          <div className="small text">{labelText(incident.script, language)}</div>
        </div>
      ))}
    </Panel>
  )
}
