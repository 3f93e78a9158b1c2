/**
 * The live wire: login by cookie, rooms by role and team, facts in order, replay after a lost connection.
 * One queue does everything in sequence, so a console that joins sees neither a gap nor a fact twice.
 */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { type Socket as IoSocket, Server } from 'socket.io'
import type { Role } from '../contracts/auth.ts'
import type { Fact } from '../contracts/facts.ts'
import { isMasked, maskedFor, type Viewer } from '../contracts/masking.ts'
import { type ClientToServer, HeartbeatMessage, type ServerToClient, SocketHello } from '../contracts/socket-events.ts'
import type { Wallboard } from '../contracts/supervision.ts'
import type { Bus } from '../platform/bus.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { createCaseWatch, type Watcher } from './case-watch.ts'
import { type News, newsOf, room } from './news.ts'
import type { LiveSession, Lookups, Sessions, WallboardFeed } from './realtime.ports.ts'

/** Who may say what over the socket; an event without an entry here does not exist. */
export const clientEvents: Record<keyof ClientToServer, { roles: readonly Role[] }> = {
  'page:heartbeat': { roles: ['agent', 'supervisor', 'admin'] },
  'case:watch': { roles: ['agent', 'supervisor', 'admin'] },
}

/** Whoever sits in the masked rooms. */
const forPartners: Viewer = { masked: true }

/** More facts missed than this: fetching anew is cheaper than replaying. */
const longestReplay = 500

interface SocketData {
  session: LiveSession
}
export type Console = IoSocket<ClientToServer, ServerToClient, Record<string, never>, SocketData>

export interface RealtimeDeps {
  server: HttpServer
  store: Store
  bus: Bus
  log: Log
  sessions: Sessions
  look: Lookups
  wallboard: WallboardFeed
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean
  onHeartbeat(session: LiveSession): void
  /** Whether a case exists for a login. */
  maySeeCase(session: LiveSession, caseId: string): Promise<boolean>
  /** The user has no console left. */
  onGone(session: LiveSession): void
  now(): number
}

export interface Realtime {
  /** The sockets of one user. */
  socketsOf(userId: string): Promise<Console[]>
  /** Number of the last fact that was told. */
  seq(): number
  connections(): number
  close(): Promise<void>
}

/** Starts socket.io at `/rt` on the given HTTP server. */
export async function createRealtime(deps: RealtimeDeps): Promise<Realtime> {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>(deps.server, {
    path: '/rt',
    serveClient: false,
    maxHttpBufferSize: 100_000,
    connectTimeout: 10_000,
    pingInterval: 10_000,
    pingTimeout: 10_000,
    // Other paths of this origin have upgrades of their own.
    destroyUpgrade: false,
    allowRequest: (request: IncomingMessage, allow) => {
      const allowed = deps.isAllowedOrigin(request.headers.origin, request.headers.host)
      allow(allowed ? null : 'foreign-origin', allowed)
    },
  })
  const watch = createCaseWatch<Page>((page, caseId) => deps.maySeeCase(page.session, caseId))
  let seq = await deps.store.lastSeq()
  let last: Promise<void> = Promise.resolve()
  const inOrder = (work: () => Promise<void>): void => {
    last = last
      .then(work)
      .catch((error: unknown) => deps.log.error({ error }, 'The live wire failed on one piece of news.'))
  }

  io.use((socket, next) => {
    deps.sessions.read(socket.handshake.headers.cookie).then(
      (session) => {
        if (!session) return next(new Error('not-logged-in'))
        socket.data.session = session
        next()
      },
      () => next(new Error('internal-error')),
    )
  })
  io.on('connection', (socket) => {
    inOrder(() => welcome(socket))
    listenTo(socket)
  })

  async function welcome(socket: Console): Promise<void> {
    const { user } = socket.data.session
    const hello = SocketHello.safeParse(socket.handshake.auth)
    const after = hello.success ? hello.data.after : 0
    const plain = roomsOf(socket.data.session)
    const rooms = isMasked(user) ? plain.map(room.masked) : plain
    const replayed = after > 0 && after <= seq && seq - after <= longestReplay
    if (replayed) {
      for (const fact of await deps.store.factsAfter(after, longestReplay)) {
        if (fact.seq > seq) break
        for (const news of await newsOf(fact, deps.look)) {
          if (news.rooms.some((name) => plain.includes(name))) emit(socket, news, fact.seq, user)
        }
      }
    }
    await socket.join(rooms)
    socket.emit('session:ready', { seq, replayed })
    if (user.role !== 'agent') tellBoard(socket, seq, await deps.wallboard.view())
  }

  function listenTo(socket: Console): void {
    const { session } = socket.data
    socket.on('page:heartbeat', (message, answer) => {
      if (!clientEvents['page:heartbeat'].roles.includes(session.user.role)) return
      if (!HeartbeatMessage.safeParse(message).success) return
      deps.onHeartbeat(session)
      if (typeof answer === 'function') answer({ at: deps.now() })
    })
    const page = watcherOf(socket)
    socket.on('case:watch', (message) => {
      watch.watch(page, message).catch((error: unknown) => deps.log.error({ error }, 'A case could not be watched.'))
    })
    const expiry = setTimeout(() => end(socket, 'expired'), Math.min(session.user.expiresAt - deps.now(), 86_400_000))
    expiry.unref()
    socket.on('disconnect', () => {
      clearTimeout(expiry)
      watch.leave(page)
      const others = [...io.sockets.sockets.values()].some(
        (one) => one !== socket && one.data.session.user.id === session.user.id,
      )
      if (!others) deps.onGone(session)
    })
  }

  function tellBoard(socket: Console, at: number, board: Wallboard): void {
    const { user } = socket.data.session
    const wallboard = maskedFor(deps.wallboard.shownTo(user, board), user)
    socket.emit('wallboard:changed', { seq: at, wallboard })
  }

  function tell(fact: Fact): void {
    inOrder(async () => {
      const all = await newsOf(fact, deps.look)
      seq = fact.seq
      for (const news of all) {
        emit(io.to(news.rooms), news, fact.seq)
        emit(io.to(news.rooms.map(room.masked)), news, fact.seq, forPartners)
      }
    })
  }

  const stopFacts = deps.bus.onAny(tell)
  const stopWallboard = deps.wallboard.onChange((wallboard) => {
    for (const socket of io.sockets.sockets.values())
      if (socket.rooms.has(room.supervisors) || socket.rooms.has(room.masked(room.supervisors)))
        tellBoard(socket, wallboard.seq, wallboard)
  })
  const stopSessions = deps.sessions.onEnded(({ sessionId, why }) => {
    for (const socket of io.sockets.sockets.values()) if (socket.data.session.sessionId === sessionId) end(socket, why)
  })

  return {
    async socketsOf(userId) {
      return [...io.sockets.sockets.values()].filter((socket) => socket.data.session.user.id === userId)
    },
    seq: () => seq,
    connections: () => io.sockets.sockets.size,
    async close() {
      stopFacts()
      stopWallboard()
      stopSessions()
      io.disconnectSockets(true)
      await io.close()
    },
  }
}

type Page = Watcher & { session: LiveSession }

function watcherOf(socket: Console): Page {
  const { session } = socket.data
  return {
    session,
    user: session.user,
    get connected() {
      return socket.connected
    },
    tell: (message) => void socket.emit('case:watched', message),
  }
}

function end(socket: Console, why: 'logged-out' | 'expired' | 'disabled'): void {
  socket.emit('session:ended', { why })
  socket.disconnect(true)
}

function roomsOf({ user }: LiveSession): string[] {
  const rooms = [room.everybody, room.user(user.id), ...user.units.map(room.unit)]
  if (user.role === 'admin') rooms.push(room.admins)
  if (user.role !== 'agent') rooms.push(room.supervisors)
  return rooms
}

function emit(target: object, news: News, seq: number, viewer: Viewer = {}): void {
  // Event and message come from one entry of the table, which pairs them by type.
  const untyped = target as { emit(event: string, message: object): unknown }
  untyped.emit(news.event, { seq, ...maskedFor(news.message, viewer) })
}
