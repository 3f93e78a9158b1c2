/** What everybody must know now, on top of every page, with what to say to callers (BY-28, GA-40). */
import { AlertFilled, NotificationOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { Incident } from '../../server/contracts/incidents.ts'
import { get } from '../lib/api.ts'
import { useNow } from '../lib/clock.ts'
import { momentText } from '../lib/format.ts'
import { labelText, useLanguage, useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { incidentsText } from './incidents.text.ts'

/** Those that are on; one whose time is over goes by itself. */
export function useIncidents() {
  const found = useQuery({ queryKey: [queryKeys.incidents], queryFn: () => get('/incidents', z.array(Incident)) })
  const now = useNow()
  return { ...found, incidents: (found.data ?? []).filter((incident) => incident.endsAt > now) }
}

export function IncidentBanners() {
  const { incidents } = useIncidents()
  return incidents.map((incident) => <Banner key={incident.id} incident={incident} />)
}

function Banner({ incident }: { incident: Incident }) {
  const t = useText(incidentsText)
  const language = useLanguage()
  const [open, setOpen] = useState(false)
  const isEmergency = incident.level === 'emergency'
  const script = labelText(incident.script, language)
  return (
    <div className={`banner tone-${isEmergency ? 'red' : 'talking'}`} role={isEmergency ? 'alert' : 'status'}>
      {isEmergency ? <AlertFilled aria-hidden /> : <NotificationOutlined aria-hidden />}
      <strong>{t(`level.${incident.level}`)}</strong>
      <span>{labelText(incident.text, language)}</span>
      <span className="small figures">{t('until', { time: momentText(incident.endsAt, language) })}</span>
      {script !== '' && (
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t('script')}
        </Button>
      )}
      {open && <span className="text">{script}</span>}
    </div>
  )
}
