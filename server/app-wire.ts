/** COMPOSITION of the live wire: who is logged in, what the consoles hear, how an agent's page and phone are reached. */
import type { FastifyRequest } from 'fastify'
import type { Telephony } from '../sip/index.ts'
import type { Line } from './app-line.ts'
import type { People } from './app-people.ts'
import { sessionCookie, sessionIdOf } from './auth/auth.service.ts'
import type { SessionUser } from './contracts/auth.ts'
import { unitsSeenBy } from './contracts/auth.ts'
import type { CaseId } from './contracts/ids.ts'
import type { Metrics } from './operations/metrics.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import { Refusal } from './platform/errors.ts'
import { type Http, isAllowedOrigin } from './platform/http.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'
import type { Sessions } from './realtime/realtime.ports.ts'
import { createScreens } from './realtime/screens.ts'
import { serveSipWebSocket } from './realtime/sip-web-socket.ts'
import { createRealtime } from './realtime/socket-server.ts'

export interface WireDeps {
  http: Http
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  people: People
  line: Line
  telephony: Telephony
  metrics: Metrics
  origins: string[]
}

/** Opens socket.io at /rt and the SIP WebSocket at /sip on the HTTP server. */
export async function createLiveWire(deps: WireDeps) {
  const { http, store, bus, clock, log, people, line, telephony, metrics, origins } = deps
  const sessions: Sessions = {
    async read(cookieHeader) {
      const token = http.parseCookie(cookieHeader ?? '')[sessionCookie]
      const user = await people.auth.authenticate(token)
      // Before the own password there is nothing to hear.
      return token !== undefined && user && !user.mustChangePassword
        ? { sessionId: sessionIdOf(token), user }
        : undefined
    },
    onEnded: (listener) => people.auth.onSessionEnded(listener),
  }
  // A browser always names its origin on a WebSocket, and a cookie alone must not open one.
  const allowed = (origin: string | undefined, host: string | undefined): boolean =>
    origin !== undefined && isAllowedOrigin(origin, host, origins)
  const realtime = await createRealtime({
    server: http.server,
    store,
    bus,
    log,
    sessions,
    wallboard: line.wallboard,
    isAllowedOrigin: allowed,
    onHeartbeat: ({ user }) => {
      if (user.role === 'agent') line.agents.pageSeen(user.id)
    },
    maySeeCase: async ({ user }, caseId) => (await people.cases.get(caseId as CaseId, unitsSeenBy(user))) !== undefined,
    onGone: ({ user }) => {
      if (user.role === 'agent') line.agents.pageLost(user.id)
    },
    now: () => clock.now(),
    look: {
      agent: (id) => unlessGone(line.agents.state(id)),
      call: (id) => unlessGone(line.calls.view(id)),
      interaction: (id) => line.interactions.summary(id),
      case: (id) => people.cases.summary(id),
      task: (id) => people.tasks.get(id),
      monitor: (id) => line.monitoring.get(id),
      attempt: (id) => people.campaigns.attempts.get(id),
    },
  })
  const stopSip = serveSipWebSocket({
    server: http.server,
    sessions,
    log,
    enginePort: () => telephony.health().webSocketPort,
    isAllowedOrigin: allowed,
  })
  return {
    screens: createScreens({ realtime, clock, onPainted: (ms) => metrics.popPainted(ms) }),
    userOf: (request: FastifyRequest): Promise<SessionUser | undefined> =>
      people.auth.authenticate(request.cookies[sessionCookie]),
    consoles: () => realtime.connections(),
    async close() {
      stopSip()
      await realtime.close()
    },
  }
}

/** A record that is not there (any more) is nothing to show. */
function unlessGone<T>(looked: Promise<T>): Promise<T | undefined> {
  return looked.catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
}
