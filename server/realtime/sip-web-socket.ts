/**
 * `/sip` on the console's origin: after origin and session are checked, the bytes go to the SIP engine's own
 * WebSocket listener on loopback. Embedded engine and drachtio-server look the same from here.
 */
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Log } from '../platform/log.ts'
import type { Sessions } from './realtime.ports.ts'

export interface SipWebSocketDeps {
  server: Server
  sessions: Sessions
  log: Log
  /** Loopback port of the engine's WebSocket; undefined while there is none. */
  enginePort(): number | undefined
  isAllowedOrigin(origin: string | undefined, host: string | undefined): boolean
}

/** Headers that belong to the WebSocket handshake; nothing else of the browser reaches the engine. */
const passed = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol', 'sec-websocket-extensions']

/** Answers upgrades of `/sip`, and refuses every other path that nobody else answers. Returns the undo. */
export function serveSipWebSocket(deps: SipWebSocketDeps): () => void {
  const open = new Set<Duplex>()

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/rt' || path === '/rt/') return
    socket.on('error', () => socket.destroy())
    if (path !== '/sip') return refuse(socket, '404 Not Found')
    if (!deps.isAllowedOrigin(request.headers.origin, request.headers.host)) return refuse(socket, '403 Forbidden')
    const session = await deps.sessions.read(request.headers.cookie)
    // Every role has a phone: agents for callers, the others to monitor. To register it takes a credential of the own role's route.
    if (!session) return refuse(socket, '401 Unauthorized')
    const port = deps.enginePort()
    if (port === undefined) return refuse(socket, '503 Service Unavailable')
    join(request, socket, head, port)
  }

  function join(request: IncomingMessage, socket: Duplex, head: Buffer, port: number): void {
    const engine = connect({ host: '127.0.0.1', port, noDelay: true })
    open.add(socket)
    engine.on('error', () => socket.destroy())
    engine.on('close', () => socket.destroy())
    socket.on('close', () => {
      open.delete(socket)
      engine.destroy()
    })
    const lines = passed.flatMap((name) => {
      const value = request.headers[name]
      return value === undefined ? [] : [`${name}: ${String(value)}`]
    })
    engine.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${lines.join('\r\n')}\r\n\r\n`,
    )
    if (head.length > 0) engine.write(head)
    engine.pipe(socket)
    socket.pipe(engine)
  }

  const listener = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    upgrade(request, socket, head).catch((error: unknown) => {
      deps.log.error({ error }, 'A SIP WebSocket could not be opened.')
      refuse(socket, '500 Internal Server Error')
    })
  }
  deps.server.on('upgrade', listener)
  return () => {
    deps.server.off('upgrade', listener)
    for (const socket of open) socket.destroy()
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
