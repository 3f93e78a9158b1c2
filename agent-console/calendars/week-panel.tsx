/** The week of a calendar as it is worked, drawn over the hours of a day; an administrator changes it in place. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CalendarSummary, WorkPeriod } from '../../server/contracts/calendars.ts'
import { useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Field } from '../ui/field.tsx'
import { Panel } from '../ui/panel.tsx'
import { useCalendarAct } from './calendars.api.ts'
import { calendarsText } from './calendars.text.ts'
import { periodsText, readPeriods } from './period-text.ts'

const weekdays = [0, 1, 2, 3, 4, 5, 6] as const
const dayMinutes = 1440

export function WeekPanel({ calendar, editable }: { calendar: CalendarSummary; editable: boolean }) {
  const t = useText(calendarsText)
  const [editing, setEditing] = useState(false)
  return (
    <Panel
      title={`${t('week')} · ${calendar.zone}`}
      extra={
        editable &&
        !editing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {t('edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <WeekForm calendar={calendar} onDone={() => setEditing(false)} />
      ) : (
        weekdays.map((day) => (
          <div key={day} className="week-line">
            <span>{t(`day.${day}`)}</span>
            <DayBar periods={calendar.week[day] ?? []} />
            <span className="figures small">{periodsText(calendar.week[day] ?? []) || t('noWork')}</span>
          </div>
        ))
      )}
    </Panel>
  )
}

function DayBar({ periods }: { periods: readonly WorkPeriod[] }) {
  return (
    <span className="day-bar" aria-hidden>
      {periods.map(({ from, to }) => (
        <i
          key={from}
          style={{ left: `${(from / dayMinutes) * 100}%`, width: `${((to - from) / dayMinutes) * 100}%` }}
        />
      ))}
    </span>
  )
}

function WeekForm({ calendar, onDone }: { calendar: CalendarSummary; onDone: () => void }) {
  const t = useText(calendarsText)
  const [texts, setTexts] = useState(weekdays.map((day) => periodsText(calendar.week[day] ?? [])))
  const asking = useCalendarAct(onDone)
  const week = texts.map(readPeriods)
  const save = () => {
    if (week.includes(undefined)) return
    const { name, zone, source, version } = calendar
    asking.mutate({ method: 'PUT', path: `/${calendar.id}`, body: { name, zone, source, version, week } })
  }
  return (
    <>
      <p className="muted small">{t('periodsHint')}</p>
      <div className="form-grid">
        {weekdays.map((day) => (
          <Field key={day} label={t(`day.${day}`)} error={week[day] === undefined ? t('badPeriods') : undefined}>
            {(ids) => (
              <Input
                {...ids}
                maxLength={120}
                value={texts[day] ?? ''}
                onChange={(event) => setTexts(texts.with(day, event.target.value))}
              />
            )}
          </Field>
        ))}
      </div>
      <ErrorLine error={asking.error} />
      <div className="form-foot">
        <Button type="primary" size="small" loading={asking.isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('cancel')}
        </Button>
      </div>
    </>
  )
}
