/** Flights: what callers ask about them (IQ-01, IQ-04 to IQ-06), and those in trouble. */
import { Tabs } from 'antd'
import { useSearchParams } from 'react-router'
import { useText } from '../lib/i18n.ts'
import { Chip } from '../ui/chip.tsx'
import { BagSearch } from './bag-search.tsx'
import { Disruptions } from './disruptions.tsx'
import { FlightSearch } from './flight-search.tsx'
import { useSource } from './flights.api.ts'
import { flightsText } from './flights.text.ts'

export function FlightsPage() {
  const t = useText(flightsText)
  const [query, setQuery] = useSearchParams()
  const source = useSource()
  const tabs = [
    { key: 'search', label: t('tab.search'), children: <FlightSearch /> },
    { key: 'disruptions', label: t('tab.disruptions'), children: <Disruptions /> },
    { key: 'bag', label: t('tab.bag'), children: <BagSearch /> },
  ]
  const wanted = query.get('tab') ?? 'search'
  return (
    <div className="page-body">
      <div className="page-head">
        <h1>{t('page')}</h1>
        {source.data?.adapter === 'simulator' && <Chip>{t('simulated')}</Chip>}
      </div>
      <Tabs
        size="small"
        activeKey={wanted}
        items={tabs}
        onChange={(tab) => setQuery({ tab }, { replace: true })}
        destroyOnHidden
      />
    </div>
  )
}
