/** Trips and cases of a passenger, each as a panel of the passenger's page. */
import { useQuery } from '@tanstack/react-query'
import type { Trip } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { fetchCasesOf, fetchTrips } from './passengers.api.ts'
import { passengersText } from './passengers.text.ts'
import { CaseLine, TripLine } from './record-lines.tsx'

export function TripsPanel({ id }: { id: string }) {
  const t = useText(passengersText)
  const trips = useQuery({ queryKey: [queryKeys.passenger, id, 'trips'], queryFn: () => fetchTrips(id) })
  return (
    <>
      <ErrorLine error={trips.error} onRetry={() => void trips.refetch()} />
      <TripSection title={t('nextTrips')} trips={trips.data?.next} />
      <TripSection title={t('lastTrips')} trips={trips.data?.last} />
    </>
  )
}

function TripSection({ title, trips }: { title: string; trips: Trip[] | undefined }) {
  const t = useText(passengersText)
  return (
    <Section title={title}>
      {trips?.length === 0 && <div className="muted small">{t('noTrip')}</div>}
      {trips?.map((trip) => (
        <TripLine key={trip.id} trip={trip} />
      ))}
    </Section>
  )
}

export function CasesPanel({ id }: { id: string }) {
  const t = useText(passengersText)
  const cases = useQuery({ queryKey: [queryKeys.passenger, id, 'cases'], queryFn: () => fetchCasesOf(id) })
  return (
    <>
      <ErrorLine error={cases.error} onRetry={() => void cases.refetch()} />
      {cases.data?.length === 0 && <div className="muted small">{t('noCasesAtAll')}</div>}
      {cases.data?.map((item) => (
        <CaseLine key={item.id} item={item} />
      ))}
    </>
  )
}
