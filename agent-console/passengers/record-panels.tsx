/** Trips and cases of a passenger, each as a panel of the passenger's page. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { Trip } from '../../server/contracts/passengers.ts'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { Section } from '../ui/panel.tsx'
import { fetchCasesOf, fetchTrips } from './passengers.api.ts'
import { passengersText } from './passengers.text.ts'
import { profileText } from './profile.text.ts'
import { CaseLine, TripLine } from './record-lines.tsx'
import { TripForm } from './trip-form.tsx'

export function TripsPanel({ id }: { id: string }) {
  const t = useText(passengersText)
  const trips = useQuery({ queryKey: [queryKeys.passenger, id, 'trips'], queryFn: () => fetchTrips(id) })
  return (
    <>
      <ErrorLine error={trips.error} onRetry={() => void trips.refetch()} />
      <TripSection title={t('nextTrips')} trips={trips.data?.next} owner={id} />
      <TripSection title={t('lastTrips')} trips={trips.data?.last} owner={id} />
    </>
  )
}

function TripSection({ title, trips, owner }: { title: string; trips: Trip[] | undefined; owner: string }) {
  const t = useText(passengersText)
  return (
    <Section title={title}>
      {trips?.length === 0 && <div className="muted small">{t('noTrip')}</div>}
      {trips?.map((trip) => (
        <EditableTrip key={trip.id} trip={trip} owner={owner} />
      ))}
    </Section>
  )
}

function EditableTrip({ trip, owner }: { trip: Trip; owner: string }) {
  const own = useText(profileText)
  const [editing, setEditing] = useState(false)
  return (
    <>
      <TripLine trip={trip} />
      {editing ? (
        <TripForm trip={trip} owner={owner} onClose={() => setEditing(false)} />
      ) : (
        <Button
          size="small"
          type="link"
          aria-label={`${own('trip.edit')} ${trip.flight}`}
          onClick={() => setEditing(true)}
        >
          {own('trip.edit')}
        </Button>
      )}
    </>
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
