/** Everything around a page for a logged-in user: the wire, the top bar, banners, notices. */
import { DisconnectOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App as AntApp, Button } from 'antd'
import { Suspense, useEffect } from 'react'
import { Outlet, useNavigate } from 'react-router'
import type { SessionUser } from '../../server/contracts/auth.ts'
import { useAgents } from '../agents/agents.store.ts'
import { PhoneProblemBanner } from '../agents/phone-indicator.tsx'
import { YearWarningLine } from '../calendars/year-warning.tsx'
import { useCalls } from '../calls/calls.store.ts'
import { RemoteAudio } from '../calls/remote-audio.tsx'
import { useReopened } from '../cases/cases.store.ts'
import { SourceBanner } from '../flights/source-banner.tsx'
import { IncidentBanners } from '../incidents/incident-banner.tsx'
import { useInteractions } from '../interactions/interactions.store.ts'
import { useText } from '../lib/i18n.ts'
import { useLink } from '../lib/socket.ts'
import { MonitorBar } from '../monitoring/monitor-bar.tsx'
import { useCoached, useMonitoring } from '../monitoring/monitoring.store.ts'
import { useWallboard } from '../supervision/supervision.store.ts'
import { ErrorLine } from '../ui/error-line.tsx'
import { LateSkeleton } from '../ui/late-skeleton.tsx'
import { Running } from '../ui/running.tsx'
import { appText } from './app.text.ts'
import { HotkeySheet } from './hotkey-sheet.tsx'
import { phone, stopPhone } from './house-phone.ts'
import { goLive } from './live.ts'
import { OfferCall } from './offer-call.tsx'
import { TopBar } from './top-bar.tsx'

export function Shell({ user }: { user: SessionUser }) {
  useLiveHouse()
  return (
    <div className="shell">
      <TopBar user={user} />
      <Banners isAgent={user.role === 'agent'} />
      {user.role !== 'agent' && <YearWarningLine admin={user.role === 'admin'} />}
      <main className="page">
        <Suspense fallback={<LateSkeleton rows={8} />}>
          <Outlet />
        </Suspense>
      </main>
      {user.role === 'agent' && (
        <>
          <OfferCall />
          <RemoteAudio />
        </>
      )}
      {user.role !== 'agent' && (
        <>
          <MonitorBar />
          <RemoteAudio />
        </>
      )}
      <ReopenedNotices />
      <HotkeySheet />
    </div>
  )
}

/** Live from login to logout; what belonged to the user goes with the user. */
function useLiveHouse(): void {
  const client = useQueryClient()
  useEffect(() => {
    const stop = goLive(client)
    return () => {
      stop()
      stopPhone()
      useAgents.getState().clear()
      useInteractions.getState().clear()
      useCalls.getState().clear()
      useReopened.getState().clear()
      useWallboard.getState().clear()
      useMonitoring.getState().clear()
      useCoached.getState().clear()
      client.clear()
    }
  }, [client])
}

function Banners({ isAgent }: { isAgent: boolean }) {
  const t = useText(appText)
  const link = useLink()
  const error = useAgents((state) => state.error)
  return (
    <>
      <IncidentBanners />
      <SourceBanner />
      {link.state === 'lost' && (
        <div className="banner tone-amber" role="alert">
          <DisconnectOutlined aria-hidden />
          <span>{t('linkLost')}</span>
          <span>
            {t('linkLostFor')} <Running since={link.since} />
          </span>
        </div>
      )}
      {isAgent && <PhoneProblemBanner onResume={() => void phone.start()} />}
      {isAgent && error !== undefined && (
        <div className="banner tone-red">
          <ErrorLine error={error} />
        </div>
      )}
    </>
  )
}

/** A case that a passenger's low score reopened asks for attention on every page. */
function ReopenedNotices() {
  const t = useText(appText)
  const navigate = useNavigate()
  const { notification } = AntApp.useApp()
  const newest = useReopened((state) => state.items[0])
  useEffect(() => {
    if (!newest) return
    notification.warning({
      key: newest.id,
      title: t('reopened', { number: newest.number }),
      description: t('reopenedScore', { score: newest.lastScore ?? '–', subject: newest.subject }),
      duration: 0,
      placement: 'bottomRight',
      actions: (
        <Button
          size="small"
          onClick={() => {
            notification.destroy(newest.id)
            void navigate(`/cases/${newest.id}`)
          }}
        >
          {t('open')}
        </Button>
      ),
    })
  }, [newest, notification, navigate, t])
  return null
}
