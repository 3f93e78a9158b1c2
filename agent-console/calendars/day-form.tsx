/** What one date of a calendar is. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { type CalendarDay, DayKind } from '../../server/contracts/calendars.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useCalendarAct } from './calendars.api.ts'
import { calendarsText } from './calendars.text.ts'
import { periodsText, readPeriods } from './period-text.ts'

interface DayFormProps {
  calendarId: string
  date: string
  day: CalendarDay | undefined
  onDone: () => void
}

export function DayForm({ calendarId, date, day, onDone }: DayFormProps) {
  const t = useText(calendarsText)
  const [kind, setKind] = useState<DayKind>(day?.kind ?? 'holiday')
  const [name, setName] = useState(day?.name ?? { zh: '', en: '' })
  const [text, setText] = useState(periodsText(day?.periods ?? []))
  const [tried, setTried] = useState(false)
  const asking = useCalendarAct(onDone)
  const periods = readPeriods(text)
  const missing = (value: string) => (tried && value.trim() === '' ? t('nameMissing') : undefined)
  const path = `/${calendarId}/days/${date}`
  const save = () => {
    setTried(true)
    if (name.zh.trim() === '' || name.en.trim() === '' || !periods) return
    // A make-up day without periods works like any working day; an exception without periods is a day off.
    const own = kind === 'exception' || (kind === 'make-up' && periods.length > 0)
    asking.mutate({ method: 'PUT', path, body: { kind, name, ...(own && { periods }) } })
  }
  return (
    <fieldset className="day-form">
      <legend className="figures">{date}</legend>
      <div className="form-grid">
        <Field label={t('kind')}>
          {(ids) => (
            <Select<DayKind>
              {...ids}
              value={kind}
              options={DayKind.options.map((value) => ({ value, label: t(`long.${value}`) }))}
              onChange={setKind}
            />
          )}
        </Field>
        <Field label={t('nameZh')} required error={missing(name.zh)}>
          {(ids) => (
            <Input
              {...ids}
              autoFocus
              maxLength={60}
              value={name.zh}
              onChange={(event) => setName({ ...name, zh: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('nameEn')} required error={missing(name.en)}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={60}
              value={name.en}
              onChange={(event) => setName({ ...name, en: event.target.value })}
            />
          )}
        </Field>
        {kind !== 'holiday' && (
          <Field label={t('periods')} error={periods ? undefined : t('badPeriods')}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={120}
                placeholder={t('periodsHint')}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={save}>
          {t('save')}
        </Button>
        {day && (
          <Button size="small" onClick={() => asking.mutate({ method: 'DELETE', path })}>
            {t('remove')}
          </Button>
        )}
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </fieldset>
  )
}
