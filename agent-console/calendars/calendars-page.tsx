/** The working calendars: which there are, the week and the days of each, and what is still to be told. */
import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import type { CalendarSummary } from '../../server/contracts/calendars.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { useViewer } from '../lib/viewer.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { EmptyState, Panel } from '../ui/panel.tsx'
import { CalendarYearPanel } from './calendar-year.tsx'
import { useCalendars } from './calendars.api.ts'
import { calendarsText } from './calendars.text.ts'
import { DueTrialForm } from './due-trial-form.tsx'
import { NewCalendarForm } from './new-calendar-form.tsx'
import { WeekPanel } from './week-panel.tsx'

export function CalendarsPage() {
  const t = useText(calendarsText)
  const found = useCalendars()
  const isAdmin = useViewer((viewer) => viewer.role === 'admin')
  const [chosen, setChosen] = useState('hq')
  const [adding, setAdding] = useState(false)
  const calendar = found.data?.find(({ id }) => id === chosen) ?? found.data?.[0]
  return (
    <>
      <p className="muted">{t('hint')}</p>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={10} />}
      {found.data?.length === 0 && <EmptyState title={t('none')} />}
      <div className="calendar-columns">
        <Panel
          title={t('tabCalendars')}
          extra={
            isAdmin && (
              <Button size="small" onClick={() => setAdding(true)}>
                {t('add')}
              </Button>
            )
          }
        >
          {adding && <NewCalendarForm onDone={() => setAdding(false)} />}
          {found.data?.map((one) => (
            <CalendarButton key={one.id} calendar={one} chosen={one.id === calendar?.id} onChoose={setChosen} />
          ))}
          {calendar && <DueTrialForm calendar={calendar} />}
        </Panel>
        {calendar && (
          <div className="page-stack" key={calendar.id}>
            <WeekPanel key={calendar.version} calendar={calendar} editable={isAdmin} />
            <CalendarYearPanel calendar={calendar} editable={isAdmin} />
          </div>
        )}
      </div>
    </>
  )
}

function CalendarButton(props: { calendar: CalendarSummary; chosen: boolean; onChoose: (id: string) => void }) {
  const language = useLanguage()
  const t = useText(calendarsText)
  const { id, name, zone, source, unknownYears } = props.calendar
  return (
    <button type="button" className="calendar-button" aria-pressed={props.chosen} onClick={() => props.onChoose(id)}>
      <strong>{labelText(name, language)}</strong>
      <span className="small muted">
        {zone} · {t(`source.${source}`)}
      </span>
      {unknownYears.length > 0 ? (
        <span className="small late">
          <WarningOutlined aria-hidden /> {unknownYears.join(', ')}
        </span>
      ) : (
        <span className="small muted">
          <CheckCircleOutlined aria-hidden /> {id}
        </span>
      )}
    </button>
  )
}
