import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../../migrations/all.ts'
import type { AgentState } from '../../../server/contracts/agents.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { AgentId, PassengerId, TeamId, UserId } from '../../../server/contracts/ids.ts'
import type { ServerToClient } from '../../../server/contracts/socket-events.ts'
import type { Wallboard } from '../../../server/contracts/supervision.ts'
import { createBus } from '../../../server/platform/bus.ts'
import { systemClock } from '../../../server/platform/clock.ts'
import { migrate, type OpenDatabase, openDatabase } from '../../../server/platform/database.ts'
import { isAllowedOrigin } from '../../../server/platform/http.ts'
import { newId } from '../../../server/platform/id.ts'
import { silentLog } from '../../../server/platform/log.ts'
import { createStore, type Store } from '../../../server/platform/store.ts'
import type { LiveSession } from '../../../server/realtime/realtime.ports.ts'
import { createScreens } from '../../../server/realtime/screens.ts'
import { clientEvents, createRealtime, type Realtime } from '../../../server/realtime/socket-server.ts'

const north = newId<TeamId>()
const south = newId<TeamId>()
const user = (username: string, role: SessionUser['role'], teamId: TeamId): SessionUser => ({
  id: newId<UserId>(),
  username,
  displayName: username,
  role,
  teamId,
  teamName: { zh: '组', en: 'Team' },
  units: [teamId],
  masked: false,
  mustChangePassword: false,
  language: 'en',
  expiresAt: Date.now() + 3_600_000,
})
const users: Record<string, SessionUser> = {
  li: user('li', 'agent', north),
  wang: user('wang', 'agent', south),
  chen: user('chen', 'supervisor', north),
}
const board = { seq: 0, waiting: [] } as unknown as Wallboard

let server: Server
let database: OpenDatabase
let store: Store
let realtime: Realtime
let url: string
let endSession: (ended: { sessionId: string; why: 'logged-out' }) => void = () => undefined
const heartbeats: string[] = []
const gone: string[] = []
const open: Socket[] = []

beforeEach(async () => {
  database = openDatabase('sqlite::memory:')
  await migrate(database, migrations)
  const bus = createBus(silentLog)
  store = createStore({ db: database.kysely, bus, clock: systemClock() })
  server = createServer()
  realtime = await createRealtime({
    maySeeCase: async () => true,
    server,
    store,
    bus,
    log: silentLog,
    sessions: {
      async read(cookie) {
        const name = /cc_session=(\w+)/.exec(cookie ?? '')?.[1] ?? ''
        const found = users[name]
        return found ? ({ sessionId: name, user: found } satisfies LiveSession) : undefined
      },
      onEnded(listener) {
        endSession = listener
        return () => undefined
      },
    },
    look: {
      agent: async (id) => ({ agentId: id, displayName: 'shown' }) as AgentState,
      call: async () => undefined,
      interaction: async () => undefined,
      case: async () => undefined,
      task: async () => undefined,
      attempt: async () => undefined,
      monitor: async () => undefined,
    },
    wallboard: { view: async () => board, shownTo: (_user, all) => all, onChange: () => () => undefined },
    isAllowedOrigin: (origin, host) => origin === undefined || isAllowedOrigin(origin, host, []),
    onHeartbeat: (session) => heartbeats.push(session.sessionId),
    onGone: (session) => gone.push(session.sessionId),
    now: () => Date.now(),
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const socket of open.splice(0)) socket.disconnect()
  await realtime.close()
  await database.close()
  server.close()
})

function console_(name: string, after = 0, headers: Record<string, string> = {}): Socket {
  const socket = connect(url, {
    path: '/rt',
    auth: { after },
    transports: ['websocket'],
    extraHeaders: { cookie: `cc_session=${name}`, ...headers },
    reconnection: false,
    forceNew: true,
  })
  open.push(socket)
  return socket
}
const next = <E extends keyof ServerToClient>(socket: Socket, event: E): Promise<Parameters<ServerToClient[E]>[0]> =>
  new Promise((done) => socket.once(event as string, done))
const presenceOf = (agentId: AgentId) =>
  store.write(async (tx) => {
    tx.announce('agent.presence-changed', { agentId, teamId: north, from: 'not-ready', to: 'ready' })
  })

describe('the live wire', () => {
  it('refuses a socket without a session', async () => {
    const socket = console_('nobody')
    const error = await new Promise<Error>((done) => socket.once('connect_error', done))
    expect(error.message).toBe('not-logged-in')
  })

  it('refuses a socket that comes from a foreign page', async () => {
    const socket = console_('li', 0, { origin: 'https://evil.example' })
    await new Promise((done) => socket.once('connect_error', done))
    expect(realtime.connections()).toBe(0)
  })

  it('shows the state of an agent to that agent only', async () => {
    const li = console_('li')
    const wang = console_('wang')
    await Promise.all([next(li, 'session:ready'), next(wang, 'session:ready')])
    const heardByWang: unknown[] = []
    wang.on('agent:state', (message) => heardByWang.push(message))
    const heard = next(li, 'agent:state')
    await presenceOf(users.li!.id)
    expect((await heard).agent.agentId).toBe(users.li!.id)
    const passengerId = newId<PassengerId>()
    const both = Promise.all([next(li, 'passenger:changed'), next(wang, 'passenger:changed')])
    await store.write(async (tx) => tx.announce('passenger.changed', { passengerId }))
    expect((await both).map((message) => message.passengerId)).toEqual([passengerId, passengerId])
    expect(heardByWang).toEqual([])
  })

  it('replays what a console missed, each once and in order, and only what is meant for it', async () => {
    const first = console_('li')
    const { seq } = await next(first, 'session:ready')
    first.disconnect()
    await presenceOf(users.li!.id)
    await presenceOf(users.wang!.id)
    await presenceOf(users.li!.id)
    const before = seq === 0 ? 1 : seq
    const again = console_('li', before)
    const seen: number[] = []
    again.on('agent:state', (message) => seen.push(message.seq))
    const ready = await next(again, 'session:ready')
    expect(ready).toEqual({ seq: seq + 3, replayed: true })
    expect(seen).toEqual([seq + 3])
    const one = console_('li', before)
    const everything: number[] = []
    one.on('agent:state', (message) => everything.push(message.seq))
    await next(one, 'session:ready')
    expect(everything.every((number) => number !== seq + 2)).toBe(true)
  })

  it('tells a console with a number from another life to fetch anew', async () => {
    const socket = console_('li', 9_999_999)
    expect((await next(socket, 'session:ready')).replayed).toBe(false)
  })

  it('gives supervisors the wallboard when they come, agents not', async () => {
    const chen = console_('chen')
    expect((await next(chen, 'wallboard:changed')).wallboard).toEqual(board)
  })

  it('cuts the sockets of a session that ended', async () => {
    const li = console_('li')
    await next(li, 'session:ready')
    const ended = next(li, 'session:ended')
    const gone = new Promise((done) => li.once('disconnect', done))
    endSession({ sessionId: 'li', why: 'logged-out' })
    expect(await ended).toEqual({ why: 'logged-out' })
    await gone
  })

  it('answers a heartbeat and ignores one of the wrong shape', async () => {
    heartbeats.length = 0
    const li = console_('li')
    await next(li, 'session:ready')
    li.emit('page:heartbeat', { at: '<script>' })
    li.emit('page:heartbeat', null)
    const answer = await new Promise<{ at: number }>((done) => li.emit('page:heartbeat', { at: 1 }, done))
    expect(answer.at).toBeGreaterThan(0)
    expect(heartbeats).toEqual(['li'])
  })

  it('knows when the last page of a user has gone, not when one of two has', async () => {
    gone.length = 0
    const first = console_('li')
    const second = console_('li')
    await Promise.all([next(first, 'session:ready'), next(second, 'session:ready')])
    first.disconnect()
    await expect.poll(() => realtime.connections()).toBe(1)
    expect(gone).toEqual([])
    second.disconnect()
    await expect.poll(() => gone).toEqual(['li'])
  })

  it('waits for the painted pop and knows when a page does not answer', async () => {
    const painted: number[] = []
    const screens = createScreens({ realtime, clock: systemClock(), onPainted: (ms) => painted.push(ms) })
    expect(await screens.pop(users.li!.id, {} as never)).toBe('no-answer')
    const li = console_('li')
    await next(li, 'session:ready')
    li.on('interaction:offered', (_message, answer: (a: object) => void) => answer({ paintedAt: 1 }))
    expect(await screens.pop(users.li!.id, {} as never)).toBe('painted')
    expect(painted).toHaveLength(1)
  })

  it('declares the roles of every event that a console may send', () => {
    for (const { roles } of Object.values(clientEvents)) expect(roles.length).toBeGreaterThan(0)
  })
})
