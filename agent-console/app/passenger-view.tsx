/** The page of one passenger: who it is on the left, panels of many features in tabs, the timeline always beside them. */

import { useQuery } from '@tanstack/react-query'
import { Tabs } from 'antd'
import type { ReactNode } from 'react'
import { Navigate, useParams, useSearchParams } from 'react-router'
import type { PassengerProfile } from '../../server/contracts/passengers.ts'
import { AccountPanel } from '../accounts/account-panel.tsx'
import { accountsText } from '../accounts/accounts.text.ts'
import { FlightPanel } from '../flights/flight-panel.tsx'
import { flightsText } from '../flights/flights.text.ts'
import { identityText } from '../identity/identity.text.ts'
import { IdentityPanel } from '../identity/identity-panel.tsx'
import { useText } from '../lib/i18n.ts'
import { queryKeys } from '../lib/queries.ts'
import { useViewer } from '../lib/viewer.ts'
import { membersText } from '../members/members.text.ts'
import { MembershipPanel } from '../members/membership-panel.tsx'
import { ChangesPanel } from '../passengers/changes-panel.tsx'
import { IdentityCard } from '../passengers/identity-card.tsx'
import { fetchPassenger } from '../passengers/passengers.api.ts'
import { passengersText } from '../passengers/passengers.text.ts'
import { profileText } from '../passengers/profile.text.ts'
import { ProfilePanel } from '../passengers/profile-panel.tsx'
import { CasesPanel, TripsPanel } from '../passengers/record-panels.tsx'
import { TimelinePanel } from '../passengers/timeline-panel.tsx'
import { privacyText } from '../privacy/privacy.text.ts'
import { PrivacyPanel } from '../privacy/privacy-panel.tsx'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Panel } from '../ui/panel.tsx'
import { TripEntitlements } from './trip-entitlements.tsx'

/** One tab. Its content is made when the tab is opened; the key stands in the address (`?tab=trips`). */
interface PassengerTab {
  key: string
  title: string
  content: ReactNode
}

/** The tabs in their order; a feature adds its panel here. */
function usePassengerTabs(passenger: PassengerProfile): PassengerTab[] {
  const t = useText(passengersText)
  const profile = useText(profileText)
  const member = useText(membersText)
  const account = useText(accountsText)
  const identity = useText(identityText)
  const privacy = useText(privacyText)
  const viewer = useViewer()
  const flights = useText(flightsText)
  return [
    { key: 'profile', title: t('profile'), content: <ProfilePanel passenger={passenger} /> },
    { key: 'trips', title: t('trips'), content: <TripsPanel id={passenger.id} /> },
    {
      key: 'flights',
      title: flights('page'),
      content: (
        <FlightPanel
          passengerId={passenger.id}
          below={(live) => <TripEntitlements passengerId={passenger.id} live={live} />}
        />
      ),
    },
    { key: 'cases', title: t('cases'), content: <CasesPanel id={passenger.id} /> },
    { key: 'membership', title: member('panel'), content: <MembershipPanel passenger={passenger} /> },
    { key: 'account', title: account('panel'), content: <AccountPanel passenger={passenger} /> },
    { key: 'changes', title: profile('history'), content: <ChangesPanel id={passenger.id} /> },
    { key: 'identity', title: identity('tab'), content: <IdentityPanel passenger={passenger} /> },
    // Agents of the house see in clear, and who looked is not theirs to see: nothing would stand there.
    ...(viewer.masked || viewer.role !== 'agent'
      ? [{ key: 'privacy', title: privacy('tab'), content: <PrivacyPanel id={passenger.id} /> }]
      : []),
  ]
}

export function PassengerView() {
  const t = useText(passengersText)
  const { id = '' } = useParams()
  // From where somebody came is why they look; it stands in the audit trail.
  const from = useSearchParams()[0].get('from') ?? undefined
  const found = useQuery({ queryKey: [queryKeys.passenger, id], queryFn: () => fetchPassenger(id, from) })
  // A merged record leads to the one that lives on.
  if (found.data && found.data.id !== id) return <Navigate to={`/passengers/${found.data.id}`} replace />
  return (
    <div className="page-body passenger-page">
      <h1 className="sr-only">{found.data?.name ?? t('page')}</h1>
      <ErrorLine error={found.error} onRetry={() => void found.refetch()} />
      {found.isLoading && <LateSkeleton rows={10} />}
      {found.data && (
        <div className="passenger-columns">
          <Panel title={t('who')}>
            <IdentityCard passenger={found.data} />
          </Panel>
          <section className="panel">
            <PassengerTabs passenger={found.data} />
          </section>
          <Panel title={t('timeline')}>
            <TimelinePanel id={id} />
          </Panel>
        </div>
      )}
    </div>
  )
}

function PassengerTabs({ passenger }: { passenger: PassengerProfile }) {
  const tabs = usePassengerTabs(passenger)
  const [query, setQuery] = useSearchParams()
  const wanted = query.get('tab')
  const active = tabs.find((tab) => tab.key === wanted)?.key ?? tabs[0]?.key ?? ''
  return (
    <Tabs
      className="panel-tabs"
      size="small"
      activeKey={active}
      onChange={(tab) => setQuery({ tab }, { replace: true })}
      items={tabs.map((tab) => ({ key: tab.key, label: tab.title, children: tab.content }))}
    />
  )
}
