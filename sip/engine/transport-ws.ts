/** SIP over WebSocket (RFC 7118): text frames, sub-protocol `sip`, on loopback behind the HTTP origin. */
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { CAPS, type Endpoint, type Flow, type FlowEvents } from './flow.ts'
import type { Timer, Timers } from './timers.ts'

export interface WsTransport {
  readonly local: Endpoint
  readonly connections: number
  close(): Promise<void>
}

const MAX_PAYLOAD = 65_536
const PING_MS = 30_000

/** Opens the WebSocket listener on a free port; rejects with the system's error. */
export async function listenWs(host: string, events: FlowEvents, timers: Timers): Promise<WsTransport> {
  const flows = new Set<WsFlow>()
  const server = new WebSocketServer({
    host,
    port: 0,
    maxPayload: MAX_PAYLOAD,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    verifyClient: ({ req }: { req: { headers: { 'sec-websocket-protocol'?: string | undefined } } }) => {
      const offered = (req.headers['sec-websocket-protocol'] ?? '').split(',')
      return flows.size < CAPS.connections && offered.some((name) => name.trim() === 'sip')
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', reject)
  })
  server.on('error', () => events.counted('ws-listen-error'))
  const address = server.address()
  const local = { host, port: typeof address === 'object' && address !== null ? address.port : 0 }

  server.on('connection', (socket, request) => {
    const remote = { host: request.socket.remoteAddress ?? '', port: request.socket.remotePort ?? 0 }
    const flow = new WsFlow(socket, local, remote, events, timers)
    flows.add(flow)
    socket.once('close', () => {
      flows.delete(flow)
      flow.ended()
      events.closed(flow)
    })
  })

  return {
    local,
    get connections() {
      return flows.size
    },
    close: () =>
      new Promise((resolve) => {
        for (const flow of flows) flow.close()
        server.close(() => resolve())
      }),
  }
}

class WsFlow implements Flow {
  readonly transport = 'ws'
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly #socket: WebSocket
  readonly #events: FlowEvents
  readonly #timers: Timers
  #open = true
  #heard = true
  #ping: Timer | undefined

  constructor(socket: WebSocket, local: Endpoint, remote: Endpoint, events: FlowEvents, timers: Timers) {
    this.#socket = socket
    this.#events = events
    this.#timers = timers
    this.local = local
    this.remote = remote
    socket.on('message', (data) => this.#read(data))
    socket.on('pong', () => {
      this.#heard = true
    })
    socket.on('error', () => events.counted('ws-error'))
    this.#watch()
  }

  get isOpen(): boolean {
    return this.#open
  }

  send(text: string, failed: (error: Error) => void): void {
    if (!this.#open) {
      setImmediate(failed, new Error('the WebSocket was closed'))
      return
    }
    if (this.#socket.bufferedAmount > CAPS.unsent) {
      this.#events.counted('ws-not-reading')
      this.close()
      setImmediate(failed, new Error('the peer does not read'))
      return
    }
    this.#socket.send(Buffer.from(text, 'latin1'), { binary: false }, (error) => {
      if (error) failed(error)
    })
  }

  close(): void {
    this.#open = false
    this.#socket.terminate()
  }

  /** The socket has closed: no timer of this flow fires again. */
  ended(): void {
    this.#open = false
    this.#ping?.cancel()
  }

  #read(data: RawData): void {
    this.#heard = true
    const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
    const text = bytes.toString('latin1')
    if (text === '\r\n\r\n') this.send('\r\n', () => this.#events.counted('keep-alive-unsent'))
    else if (text.trim() !== '') this.#events.message(text.trimStart(), this, false)
  }

  #watch(): void {
    this.#ping = this.#timers.after(PING_MS, () => {
      if (!this.#heard) {
        this.#events.counted('ws-silent')
        return this.close()
      }
      this.#heard = false
      this.#socket.ping()
      this.#watch()
    })
  }
}
