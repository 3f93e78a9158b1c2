/** One passenger: profile, preferences, trips, cases and everything that happened. */
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import { type PassengerProfile, TimelineItem, type Trip } from '../../server/contracts/passengers.ts'
import { phoneText } from '../lib/format.ts'
import { useText } from '../lib/i18n.ts'
import { usePages } from '../lib/pages.ts'
import { queryKeys } from '../lib/queries.ts'
import { words } from '../lib/words.text.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Fact, Panel, Section } from '../ui/panel.tsx'
import { Identity } from './identity.tsx'
import { fetchCasesOf, fetchPassenger, fetchTrips } from './passengers.api.ts'
import { passengersText } from './passengers.text.ts'
import { Preferences } from './preferences-form.tsx'
import { CaseLine, TripLine } from './record-lines.tsx'
import { Timeline } from './timeline.tsx'

export function PassengerPage() {
  const t = useText(passengersText)
  const { id = '' } = useParams()
  const found = useQuery({ queryKey: [queryKeys.passenger, id], queryFn: () => fetchPassenger(id) })
  return (
    <div className="page-body">
      <h1 className="sr-only">{found.data?.name ?? t('page')}</h1>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={10} />}
      {found.data && (
        <div className="passenger-columns">
          <Profile passenger={found.data} />
          <TripsAndCases id={id} />
          <TimelinePanel id={id} />
        </div>
      )}
    </div>
  )
}

function Profile({ passenger }: { passenger: PassengerProfile }) {
  const t = useText(passengersText)
  const word = useText(words)
  return (
    <Panel title={t('profile')}>
      <Identity passenger={passenger} />
      <div className="facts">
        <Fact label={t('member')}>{passenger.memberNumber ?? '–'}</Fact>
        <Fact label={t('memberSince')}>{passenger.memberSince ?? '–'}</Fact>
        <Fact label={t('miles')}>
          <span className="figures">
            {passenger.miles.toLocaleString()} · {passenger.segments} {t('segments')}
          </span>
        </Fact>
        {passenger.numbers.map((number) => (
          <Fact key={number.e164} label={t(`numberKind.${number.kind}`)}>
            <span className="figures">{phoneText(number.e164)}</span>
            {number.shared && <span className="muted"> {t('shared')}</span>}
          </Fact>
        ))}
        <Fact label={t('email')}>{passenger.email || '–'}</Fact>
        <Fact label={t('language')}>{word(`language.${passenger.language}`)}</Fact>
        <Fact label={t('birthDate')}>{passenger.birthDate ?? '–'}</Fact>
        <Fact label={t('employer')}>{passenger.employer || '–'}</Fact>
        <Fact label={t('city')}>{passenger.city || '–'}</Fact>
        <Fact label={t('address')}>{passenger.address || '–'}</Fact>
      </div>
      <Preferences passenger={passenger} />
    </Panel>
  )
}

function TripsAndCases({ id }: { id: string }) {
  const t = useText(passengersText)
  const trips = useQuery({ queryKey: [queryKeys.passenger, id, 'trips'], queryFn: () => fetchTrips(id) })
  const cases = useQuery({ queryKey: [queryKeys.passenger, id, 'cases'], queryFn: () => fetchCasesOf(id) })
  return (
    <Panel title={t('trips')}>
      <ErrorLine error={trips.error} onRetry={() => void trips.refetch()} />
      <TripSection title={t('nextTrips')} trips={trips.data?.next} />
      <TripSection title={t('lastTrips')} trips={trips.data?.last} />
      <Section title={t('cases')}>
        <ErrorLine error={cases.error} onRetry={() => void cases.refetch()} />
        {cases.data?.length === 0 && <div className="muted small">{t('noCasesAtAll')}</div>}
        {cases.data?.map((item) => (
          <CaseLine key={item.id} item={item} />
        ))}
      </Section>
    </Panel>
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

function TimelinePanel({ id }: { id: string }) {
  const t = useText(passengersText)
  const timeline = usePages(queryKeys.passenger, `/passengers/${id}/timeline`, TimelineItem, {}, true, id)
  return (
    <Panel title={t('timeline')}>
      <ErrorLine error={timeline.error} onRetry={timeline.retry} />
      {timeline.isLoading ? (
        <LateSkeleton rows={8} />
      ) : (
        <Timeline items={timeline.items} more={timeline.more} loadingMore={timeline.isLoadingMore} />
      )}
    </Panel>
  )
}
