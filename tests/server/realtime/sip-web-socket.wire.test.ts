import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import { isAllowedOrigin } from '../../../server/platform/http.ts'
import { silentLog } from '../../../server/platform/log.ts'
import { serveSipWebSocket } from '../../../server/realtime/sip-web-socket.ts'

let server: Server
let engine: WebSocketServer
let stop: () => void
let address: string
let engineSaw: Array<string | undefined> = []

beforeEach(async () => {
  engineSaw = []
  engine = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' })
  engine.on('connection', (socket, request) => {
    engineSaw.push(request.headers.cookie)
    socket.on('message', (data) => socket.send(`echo ${(data as Buffer).toString()}`))
  })
  await new Promise((done) => engine.once('listening', done))
  server = createServer()
  stop = serveSipWebSocket({
    server,
    log: silentLog,
    enginePort: () => (engine.address() as AddressInfo).port,
    isAllowedOrigin: (origin, host) => origin !== undefined && isAllowedOrigin(origin, host, []),
    sessions: {
      read: async (cookie) =>
        cookie
          ? { sessionId: cookie, user: { role: cookie.includes('agent') ? 'agent' : 'admin' } as SessionUser }
          : undefined,
      onEnded: () => () => undefined,
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => {
  stop()
  engine.close()
  for (const client of engine.clients) client.terminate()
  server.close()
})

function dial(path: string, headers: Record<string, string>): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://${address}${path}`, ['sip'], { headers })
  return new Promise((done) => {
    socket.once('open', () => done(socket))
    socket.once('unexpected-response', (_request, response) => done(response.statusCode ?? 0))
    socket.once('error', () => undefined)
  })
}

describe('the SIP WebSocket of the console', () => {
  it('carries frames both ways between an agent and the engine, and keeps the cookie to itself', async () => {
    const socket = await dial('/sip', { origin: `http://${address}`, cookie: 'agent' })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    expect(socket.protocol).toBe('sip')
    const answer = new Promise((done) => socket.once('message', (data) => done((data as Buffer).toString())))
    socket.send('REGISTER')
    expect(await answer).toBe('echo REGISTER')
    expect(engineSaw).toEqual([undefined])
    socket.close()
  })

  it('is open to a supervisor too, who monitors with it', async () => {
    const socket = await dial('/sip', { origin: `http://${address}`, cookie: 'boss' })
    if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
    expect(socket.protocol).toBe('sip')
    socket.close()
    engineSaw.length = 0
  })

  it('refuses a foreign page, a missing session and another path', async () => {
    expect(await dial('/sip', { origin: 'https://evil.example', cookie: 'agent' })).toBe(403)
    expect(await dial('/sip', { cookie: 'agent' })).toBe(403)
    expect(await dial('/sip', { origin: `http://${address}` })).toBe(401)
    expect(await dial('/elsewhere', { origin: `http://${address}`, cookie: 'agent' })).toBe(404)
    expect(engineSaw).toEqual([])
  })
})
