/** News of the house into the stores and the cache: the only place that knows which feature listens to what. */
import type { QueryClient } from '@tanstack/react-query'
import { useAgents } from '../agents/agents.store.ts'
import { useCalls } from '../calls/calls.store.ts'
import { useReopened } from '../cases/cases.store.ts'
import { useInteractions } from '../interactions/interactions.store.ts'
import { startHeartbeat } from '../lib/heartbeat.ts'
import { queryKeys } from '../lib/queries.ts'
import { type LiveHandlers, openSocket } from '../lib/socket.ts'
import { useWatching } from '../lib/watching.ts'
import { useCoached, useMonitoring } from '../monitoring/monitoring.store.ts'
import { useSession } from '../session/session.store.ts'
import { useWallboard } from '../supervision/supervision.store.ts'
import { resumePhone, stopPhone } from './house-phone.ts'

/** What a missed stretch of news can have changed: everything. */
export async function loadAll(client: QueryClient): Promise<void> {
  void client.invalidateQueries()
  if (useSession.getState().user?.role !== 'agent') {
    await Promise.all([useWallboard.getState().load(), useMonitoring.getState().load()])
    return
  }
  await Promise.all([useAgents.getState().load(), useInteractions.getState().load()])
  const { contact } = useInteractions.getState()
  if (contact) useCalls.getState().show(contact.pop.call)
  resumePhone()
}

/** What a change of units, people, posts, rosters or queue times can have touched. */
const organisationKeys = [
  queryKeys.units,
  queryKeys.people,
  queryKeys.posts,
  queryKeys.directory,
  queryKeys.rosters,
  queryKeys.queues,
]

/** What each message of the server does in this console. */
export function liveHandlers(client: QueryClient): LiveHandlers {
  const stale = (...queryKey: string[]) => void client.invalidateQueries({ queryKey })
  const interactions = useInteractions.getState()
  return {
    'session:ready': ({ replayed }) => {
      if (!replayed) void loadAll(client)
    },
    'agent:state': ({ agent }) => {
      if (agent.agentId !== useSession.getState().user?.id) return
      useAgents.getState().take(agent)
      interactions.hear({ name: 'agent', agent })
    },
    'interaction:offered': ({ pop }, painted) => {
      useCalls.getState().show(pop.call)
      interactions.offer(pop, painted)
    },
    'interaction:offer-ended': ({ offerId, why }) => interactions.hear({ name: 'offer-ended', offerId, why }),
    'interaction:changed': ({ interaction }) => {
      interactions.hear({ name: 'changed', interaction })
      if (interaction.passengerId) stale(queryKeys.passenger, interaction.passengerId)
    },
    'call:changed': ({ call }) => {
      useCalls.getState().take(call)
      interactions.hear({ name: 'call', call })
    },
    'flight:changed': () => {
      stale(queryKeys.flights)
      stale(queryKeys.entitlements)
    },
    'incident:changed': () => stale(queryKeys.incidents),
    'passenger:changed': ({ passengerId }) => {
      stale(queryKeys.passenger, passengerId)
      stale(queryKeys.passengers)
    },
    'account:changed': ({ accountId }) => {
      stale(queryKeys.account, accountId)
      stale(queryKeys.accounts)
    },
    'case:changed': (news) => {
      stale(queryKeys.cases)
      stale(queryKeys.case, news.case.id)
      if (news.case.passengerId) stale(queryKeys.passenger, news.case.passengerId)
      if (news.what === 'reopened') useReopened.getState().add(news.case)
      else if (news.what === 'closed') useReopened.getState().drop(news.case.id)
    },
    'clock:changed': () => {
      stale(queryKeys.clocks)
      stale(queryKeys.cases)
    },
    'case:watched': (message) => useWatching.getState().hear(message),
    'task:changed': () => stale(queryKeys.tasks),
    'attempt:changed': () => {
      stale(queryKeys.attempts)
      stale(queryKeys.campaigns)
    },
    'campaign:changed': () => {
      stale(queryKeys.campaigns)
      stale(queryKeys.doNotCall)
    },
    'monitor:changed': ({ session }) => {
      useMonitoring.getState().take(session)
      if (session.state === 'ended') stopPhone()
    },
    'call:coached': (news) => useCoached.getState().take(news),
    'request:changed': ({ what, caseId }) => {
      stale(queryKeys[what])
      if (caseId) stale(queryKeys.case, caseId)
    },
    'organisation:changed': () => {
      for (const key of organisationKeys) stale(key)
    },
    'wallboard:changed': ({ wallboard }) => useWallboard.getState().take(wallboard),
    'session:ended': () => useSession.getState().end(),
  }
}

/** Opens the wire and the heartbeat; the returned function closes both. */
export function goLive(client: QueryClient): () => void {
  const socket = openSocket(liveHandlers(client))
  const stopHeartbeat = startHeartbeat(() => socket.beat())
  return () => {
    stopHeartbeat()
    socket.close()
  }
}
