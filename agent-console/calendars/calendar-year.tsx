/** A year of a calendar month by month, with holidays, make-up days and exceptions by mark and colour, and what to do when it is not known. */
import { CheckCircleOutlined, LeftOutlined, RightOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { CalendarDay, CalendarSummary } from '../../server/contracts/calendars.ts'
import type { Language } from '../../server/contracts/common.ts'
import { serverNow } from '../lib/clock.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Panel } from '../ui/panel.tsx'
import { useCalendar, useCalendarAct } from './calendars.api.ts'
import { calendarsText } from './calendars.text.ts'
import { DayForm } from './day-form.tsx'

const months = Array.from({ length: 12 }, (_, i) => i)
const dayMs = 86_400_000

export function CalendarYearPanel({ calendar, editable }: { calendar: CalendarSummary; editable: boolean }) {
  const t = useText(calendarsText)
  const [year, setYear] = useState(() => calendar.unknownYears[0] ?? new Date(serverNow()).getFullYear())
  const [date, setDate] = useState<string>()
  const found = useCalendar(calendar.id, year)
  const days = new Map((found.data?.days ?? []).map((day) => [day.date, day]))
  const go = (next: number) => {
    setYear(next)
    setDate(undefined)
  }
  return (
    <Panel
      title={
        <span className="row">
          <Button
            size="small"
            type="text"
            aria-label={t('previous')}
            icon={<LeftOutlined aria-hidden />}
            onClick={() => go(year - 1)}
          />
          <span className="figures">{year}</span>
          <Button
            size="small"
            type="text"
            aria-label={t('next')}
            icon={<RightOutlined aria-hidden />}
            onClick={() => go(year + 1)}
          />
        </span>
      }
      extra={<YearState calendar={calendar} year={year} editable={editable} />}
    >
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {editable && !date && <p className="muted small">{t('pickDay')}</p>}
      {date && (
        <DayForm
          key={date}
          calendarId={calendar.id}
          date={date}
          day={days.get(date)}
          onDone={() => setDate(undefined)}
        />
      )}
      <div className="year-grid">
        {months.map((month) => (
          <Month
            key={month}
            year={year}
            month={month}
            days={days}
            week={calendar.week}
            onPick={editable ? setDate : undefined}
          />
        ))}
      </div>
    </Panel>
  )
}

function YearState({ calendar, year, editable }: { calendar: CalendarSummary; year: number; editable: boolean }) {
  const t = useText(calendarsText)
  const asking = useCalendarAct()
  const known = calendar.years.find((one) => one.year === year)
  if (calendar.source === 'none') return null
  if (known)
    return (
      <span className="small">
        <CheckCircleOutlined aria-hidden /> {t('known', { origin: known.byName ?? t(`origin.${known.origin}`) })}
      </span>
    )
  const learn = (origin: 'source' | 'person') =>
    asking.mutate({ method: 'POST', path: `/${calendar.id}/years/${year}`, body: { origin } })
  return (
    <span className="row small">
      <span className="late">
        <WarningOutlined aria-hidden /> {t('unknown')}
      </span>
      {editable && calendar.source !== 'own' && (
        <Button size="small" onClick={() => learn('source')}>
          {t('import', { year })}
        </Button>
      )}
      {editable && (
        <Button size="small" onClick={() => learn('person')}>
          {t('confirm', { year })}
        </Button>
      )}
      <ErrorLine error={asking.error} />
    </span>
  )
}

interface MonthProps {
  year: number
  month: number
  days: Map<string, CalendarDay>
  week: CalendarSummary['week']
  onPick: ((date: string) => void) | undefined
}

function Month({ year, month, days, week, onPick }: MonthProps) {
  const t = useText(calendarsText)
  const language = useLanguage()
  const first = Date.UTC(year, month, 1)
  const lead = (new Date(first).getUTCDay() + 6) % 7
  const count = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const dates = Array.from({ length: count }, (_, i) => new Date(first + i * dayMs).toISOString().slice(0, 10))
  return (
    <section className="month">
      <h3>{monthName(first, language)}</h3>
      <div className="month-days">
        {([0, 1, 2, 3, 4, 5, 6] as const).map((day) => (
          <span key={day} className="month-head muted">
            {t(`day.${day}`)}
          </span>
        ))}
        {dates.map((date, i) => (
          <DayCell
            key={date}
            date={date}
            column={i === 0 ? lead + 1 : undefined}
            works={(week[(lead + i) % 7] ?? []).length > 0}
            day={days.get(date)}
            onPick={onPick}
          />
        ))}
      </div>
    </section>
  )
}

interface DayCellProps {
  date: string
  column: number | undefined
  works: boolean
  day: CalendarDay | undefined
  onPick: ((date: string) => void) | undefined
}

function DayCell({ date, column, works, day, onPick }: DayCellProps) {
  const t = useText(calendarsText)
  const language = useLanguage()
  const says = day ? `${t(`long.${day.kind}`)} ${labelText(day.name, language)}` : t(works ? 'work' : 'off')
  return (
    <button
      type="button"
      className={`day-cell day-${day?.kind ?? (works ? 'work' : 'off')}`}
      style={column === undefined ? undefined : { gridColumnStart: column }}
      title={says}
      aria-label={`${date} ${says}`}
      disabled={!onPick}
      onClick={() => onPick?.(date)}
    >
      <span className="figures">{Number(date.slice(8))}</span>
      <span className="day-mark">{day && t(`kind.${day.kind}`)}</span>
    </button>
  )
}

function monthName(first: number, language: Language): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { month: 'long', timeZone: 'UTC' }).format(
    first,
  )
}
