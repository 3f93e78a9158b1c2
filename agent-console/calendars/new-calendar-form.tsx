/** A further calendar: name, zone, source of its holidays; it begins with the five days of an office. */
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { HolidaySource, NewCalendar } from '../../server/contracts/calendars.ts'
import { asApiError } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { useCalendarAct } from './calendars.api.ts'
import { calendarsText } from './calendars.text.ts'

const office = [
  { from: 540, to: 720 },
  { from: 780, to: 1020 },
]
const officeWeek = [office, office, office, office, office, [], []]

export function NewCalendarForm({ onDone }: { onDone: () => void }) {
  const t = useText(calendarsText)
  const [id, setId] = useState('')
  const [name, setName] = useState({ zh: '', en: '' })
  const [zone, setZone] = useState('Asia/Shanghai')
  const [source, setSource] = useState<HolidaySource>('china')
  const [tried, setTried] = useState(false)
  const asking = useCalendarAct(onDone)
  const fresh = NewCalendar.safeParse({ id, name, zone, source, week: officeWeek })
  const bad = new Set(fresh.success ? [] : fresh.error.issues.map((issue) => issue.path.join('.')))
  const refused = asking.error ? asApiError(asking.error).fields : {}
  const errorOf = (path: string) => ((tried && bad.has(path)) || refused[path] ? t('badValue') : undefined)
  const save = () => {
    setTried(true)
    if (fresh.success) asking.mutate({ method: 'POST', path: '', body: fresh.data })
  }
  return (
    <div className="clock-form">
      <Field label={t('id')} required error={errorOf('id')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={40}
            placeholder={t('idHint')}
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('nameZh')} required error={errorOf('name.zh')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={60}
            value={name.zh}
            onChange={(event) => setName({ ...name, zh: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('nameEn')} required error={errorOf('name.en')}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={60}
            value={name.en}
            onChange={(event) => setName({ ...name, en: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('zone')} required error={errorOf('zone')}>
        {(ids) => (
          <Select<string>
            {...ids}
            showSearch
            value={zone}
            options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value }))}
            onChange={setZone}
          />
        )}
      </Field>
      <Field label={t('source')}>
        {(ids) => (
          <Select<HolidaySource>
            {...ids}
            value={source}
            options={HolidaySource.options.map((value) => ({ value, label: t(`source.${value}`) }))}
            onChange={setSource}
          />
        )}
      </Field>
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
