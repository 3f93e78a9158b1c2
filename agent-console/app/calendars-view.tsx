/** Administration of time: the working calendars, and the rules of clocks that count by them. */
import { Tabs } from 'antd'
import { calendarsText } from '../calendars/calendars.text.ts'
import { CalendarsPage } from '../calendars/calendars-page.tsx'
import { RulesPage } from '../clocks/rules-page.tsx'
import { useText } from '../lib/i18n.ts'

export function CalendarsView() {
  const t = useText(calendarsText)
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
      </div>
      <Tabs
        size="small"
        items={[
          { key: 'calendars', label: t('tabCalendars'), children: <CalendarsPage /> },
          { key: 'rules', label: t('tabRules'), children: <RulesPage /> },
        ]}
      />
    </div>
  )
}
