/** What is known of a case beyond its form and decides which clocks run. */
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { Cause, Disruption, Payment } from '../../server/contracts/clock-rules.ts'
import { Circumstances } from '../../server/contracts/clocks.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useClockAct } from './clocks.api.ts'
import { clocksText } from './clocks.text.ts'

const codes = ['origin', 'destination', 'carrier'] as const
const flags = ['disability', 'involuntary'] as const
const moments = ['writtenAt', 'refundRequestedAt', 'bagReceivedAt', 'regulatorFiledAt', 'regulatorForwardedAt'] as const

export function CircumstancesForm(props: { caseId: string; known: Circumstances; onDone: () => void }) {
  const t = useText(clocksText)
  const [form, setForm] = useState<Circumstances>(props.known)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const asking = useClockAct(props.caseId, props.onDone)
  const change = (part: { [K in keyof Circumstances]?: Circumstances[K] | undefined }) =>
    setForm(withoutGaps({ ...form, ...part }))
  const read = Circumstances.safeParse(form)
  const bad = new Set(read.success ? [] : read.error.issues.map((issue) => String(issue.path[0])))
  const send = () => {
    setTried(true)
    if (read.success && reason.trim() !== '')
      asking.mutate({ method: 'PUT', path: '/clock-circumstances', body: { circumstances: read.data, reason } })
  }
  return (
    <div className="clock-form">
      <p className="muted small">{t('circumstancesHint')}</p>
      <div className="form-grid clock-grid">
        {codes.map((name) => (
          <Field key={name} label={t(name)} error={tried && bad.has(name) ? t('badValue') : undefined}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={3}
                value={form[name] ?? ''}
                onChange={(event) => change({ [name]: event.target.value.toUpperCase() || undefined })}
              />
            )}
          </Field>
        ))}
        <Choice
          label={t('disruption')}
          value={form.disruption}
          onChange={(disruption) => change({ disruption })}
          options={Disruption.options.map((value) => ({ value, label: t(`disruption.${value}`) }))}
        />
        <Choice
          label={t('cause')}
          value={form.cause}
          onChange={(cause) => change({ cause })}
          options={Cause.options.map((value) => ({ value, label: t(`cause.${value}`) }))}
        />
        <Choice
          label={t('payment')}
          value={form.payment}
          onChange={(payment) => change({ payment })}
          options={Payment.options.map((value) => ({ value, label: t(`payment.${value}`) }))}
        />
        {moments.map((name) => (
          <Field key={name} label={t(name)}>
            {(ids) => (
              <Input
                {...ids}
                type="datetime-local"
                value={localText(form[name])}
                onChange={(event) =>
                  change({ [name]: event.target.value === '' ? undefined : new Date(event.target.value).getTime() })
                }
              />
            )}
          </Field>
        ))}
      </div>
      <div className="row">
        {flags.map((name) => (
          <Checkbox
            key={name}
            checked={form[name] ?? false}
            onChange={(event) => change({ [name]: event.target.checked || undefined })}
          >
            {t(name)}
          </Checkbox>
        ))}
      </div>
      <Field label={t('reason')} required error={tried && reason.trim() === '' ? t('reasonMissing') : undefined}>
        {(ids) => <Input {...ids} maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={send}>
          {t('save')}
        </Button>
        <Button size="small" onClick={props.onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}

function Choice<V extends string>(props: {
  label: string
  value: V | undefined
  options: Array<{ value: V; label: string }>
  onChange: (value: V | undefined) => void
}) {
  const t = useText(clocksText)
  return (
    <Field label={props.label}>
      {(ids) => (
        <Select<V | ''>
          {...ids}
          value={props.value ?? ''}
          options={[{ value: '', label: t('unknown') }, ...props.options]}
          onChange={(value) => props.onChange(value === '' ? undefined : value)}
        />
      )}
    </Field>
  )
}

function withoutGaps(form: { [K in keyof Circumstances]?: Circumstances[K] | undefined }): Circumstances {
  return Object.fromEntries(Object.entries(form).filter(([, value]) => value !== undefined)) as Circumstances
}

/** As the field of a browser wants it, on the wall of this browser. */
function localText(at: number | undefined): string {
  if (at === undefined) return ''
  const shifted = new Date(at - new Date(at).getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}
