/** The rules of the campaign. Times are shown in minutes and seconds, kept in milliseconds. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Checkbox, InputNumber, Select, Switch } from 'antd'
import { useState } from 'react'
import { Campaign, CampaignSettings } from '../../server/contracts/campaigns.ts'
import { ApiError, asApiError, put } from '../lib/api.ts'
import { wallTimeText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { campaignsText } from './campaigns.text.ts'

const minute = 60_000
const second = 1_000
const days = [1, 2, 3, 4, 5, 6, 7] as const

export function SettingsForm({ campaign }: { campaign: Campaign }) {
  const t = useText(campaignsText)
  const client = useQueryClient()
  const [form, setForm] = useState(campaign.settings)
  const [version, setVersion] = useState(campaign.version)
  const [touched, setTouched] = useState(false)
  const saving = useMutation({
    mutationFn: () => put(`/campaigns/${campaign.id}`, Campaign, { version, settings: form }),
    onSettled: () => client.invalidateQueries({ queryKey: [queryKeys.campaigns] }),
    onSuccess(next) {
      setForm(next.settings)
      setVersion(next.version)
      setTouched(false)
    },
  })
  const conflict = saving.error instanceof ApiError && saving.error.code === 'changed-meanwhile'
  // A newer version takes over at once, unless something is being typed; then the conflict says so first.
  if (campaign.version > version && (!touched || conflict)) {
    setForm(campaign.settings)
    setVersion(campaign.version)
    setTouched(false)
  }
  const change = (part: Partial<CampaignSettings>) => {
    setForm({ ...form, ...part })
    setTouched(true)
    saving.reset()
  }
  const problems = problemsOf(form)
  const refusals = saving.error ? asApiError(saving.error).fields : {}
  const errorOf = (field: keyof CampaignSettings) => {
    const said = refusals[`settings.${field}`]
    if (problems.has(field)) return t('badValue')
    return said === undefined ? undefined : `${t('badValue')} (${said})`
  }
  return (
    <Panel title={t('settings')}>
      <div className="row settings-switch">
        <Switch aria-label={t('enabled')} checked={form.enabled} onChange={(enabled) => change({ enabled })} />
        <span>{t('enabled')}</span>
      </div>
      <SettingsFields form={form} change={change} errorOf={errorOf} />
      <div className="form-foot">
        <Button
          type="primary"
          disabled={!touched || problems.size > 0}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('save')}
        </Button>
        {saving.isSuccess && !touched && <span className="muted small">{t('saved')}</span>}
        <ErrorLine error={saving.error} />
        {conflict && <span className="small">{t('changedMeanwhile')}</span>}
      </div>
    </Panel>
  )
}

function problemsOf(form: CampaignSettings): Set<PropertyKey> {
  const parsed = CampaignSettings.safeParse(form)
  return new Set(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0] ?? ''))
}

interface FieldsProps {
  form: CampaignSettings
  change: (part: Partial<CampaignSettings>) => void
  errorOf: (field: keyof CampaignSettings) => string | undefined
}

const numbers = [
  { field: 'delayMs', text: 'delay', unit: minute },
  { field: 'maxAttempts', text: 'maxAttempts', unit: 1 },
  { field: 'retryBusyMs', text: 'retryBusy', unit: minute },
  { field: 'retryNoAnswerMs', text: 'retryNoAnswer', unit: minute },
  { field: 'ringMs', text: 'ring', unit: second },
  { field: 'reopenAtOrBelow', text: 'reopenAtOrBelow', unit: 1 },
  { field: 'maxConcurrent', text: 'maxConcurrent', unit: 1 },
] as const

function SettingsFields({ form, change, errorOf }: FieldsProps) {
  const t = useText(campaignsText)
  return (
    <div className="form-grid">
      {numbers.map(({ field, text, unit }) => (
        <Field key={field} label={t(text)} error={errorOf(field)}>
          {(ids) => (
            <InputNumber<number>
              {...ids}
              min={0}
              value={Math.round((form[field] / unit) * 100) / 100}
              onChange={(value) => change({ [field]: Math.round((value ?? 0) * unit) })}
            />
          )}
        </Field>
      ))}
      <Field label={`${t('window')} · ${t('windowFrom')}`} error={errorOf('windowFrom')}>
        {({ id }) => <WallTime id={id} minutes={form.windowFrom} onChange={(windowFrom) => change({ windowFrom })} />}
      </Field>
      <Field label={`${t('window')} · ${t('windowTo')}`} error={errorOf('windowTo')}>
        {({ id }) => <WallTime id={id} minutes={form.windowTo} onChange={(windowTo) => change({ windowTo })} />}
      </Field>
      <Field label={t('weekdays')} className="wide" error={errorOf('weekdays')}>
        {({ id }) => (
          <Checkbox.Group
            aria-labelledby={id}
            value={form.weekdays}
            options={days.map((day) => ({ value: day, label: t(`day.${day}`) }))}
            onChange={(weekdays) => change({ weekdays: weekdays.toSorted((a, b) => a - b) })}
          />
        )}
      </Field>
    </div>
  )
}

/** Half hours of a day, to its end: 24:00 is a time that a clock does not show. */
const halfHours = Array.from({ length: 49 }, (_, index) => index * 30)

function WallTime(props: { id: string; minutes: number; onChange: (minutes: number) => void }) {
  const all = [...new Set([...halfHours, props.minutes])].toSorted((a, b) => a - b)
  return (
    <Select<number>
      id={props.id}
      value={props.minutes}
      options={all.map((minutes) => ({ value: minutes, label: wallTimeText(minutes) }))}
      onChange={props.onChange}
    />
  )
}
