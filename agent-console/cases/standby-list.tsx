/** Who waits for a seat on this flight, in the order in which seats are given (FF-15, AC-26). */
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { z } from 'zod'
import type { Case } from '../../server/contracts/cases.ts'
import { StandbyEntry } from '../../server/contracts/requests.ts'
import { get } from '../lib/api.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { Chip } from '../ui/chip.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { casesText } from './cases.text.ts'

export function StandbyList({ item }: { item: Case }) {
  const t = useText(casesText)
  const word = useText(words)
  const { flight, flightDate } = item
  const wanted = item.category === 'ff-15' && flight !== '' && flightDate !== undefined
  const found = useQuery({
    queryKey: [queryKeys.cases, 'standby', flight, flightDate],
    queryFn: () => get('/standby', z.array(StandbyEntry), { flight, flightDate }),
    enabled: wanted,
  })
  if (!wanted) return null
  return (
    <Section title={`${t('standby')} ${flight} ${flightDate}`}>
      <ErrorLine error={found.error} />
      {found.data?.map((one) => (
        <div key={one.case.id} className="row spread">
          <span className="figures">{t('standbyPlace', { place: one.place })}</span>
          <Link to={`/cases/${one.case.id}`}>{one.case.passengerName ?? one.case.number}</Link>
          <span>{one.bookingClass}</span>
          <Chip tone={one.case.id === item.id ? 'talking' : 'grey'}>
            {one.priority === 'agreement' ? t('priority.agreement') : word(`tier.${one.priority}`)}
          </Chip>
        </div>
      ))}
    </Section>
  )
}
