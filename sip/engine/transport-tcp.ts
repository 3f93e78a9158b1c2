/** SIP over TCP: accepts and opens connections, frames the stream, cuts peers that are slow, silent or do not read. */
import { connect, createServer, type Server, type Socket } from 'node:net'
import { CAPS, type Endpoint, type Flow, type FlowEvents } from './flow.ts'
import { createStreamFraming } from './stream-framing.ts'
import type { Timer, Timers } from './timers.ts'

export interface TcpTransport {
  readonly local: Endpoint
  /** The open connection to an address, or a new one that connects while messages wait in it. */
  flowTo(remote: Endpoint): Flow
  readonly connections: number
  close(): Promise<void>
}

/** Binds a listener; rejects with the system's error (`EADDRINUSE`, ...). */
export async function listenTcp(at: Endpoint, events: FlowEvents, timers: Timers): Promise<TcpTransport> {
  const flows = new Set<TcpFlow>()
  const byPeer = new Map<string, TcpFlow>()
  const perHost = new Map<string, number>()
  const server: Server = createServer({ noDelay: true, keepAlive: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', () => events.counted('tcp-listen-error'))
  const address = server.address()
  const local = { host: at.host, port: typeof address === 'object' && address !== null ? address.port : at.port }

  function adopt(flow: TcpFlow): TcpFlow {
    flows.add(flow)
    const { host, port } = flow.remote
    const key = `${host}:${port}`
    byPeer.set(key, flow)
    perHost.set(host, (perHost.get(host) ?? 0) + 1)
    flow.onClose(() => {
      flows.delete(flow)
      if (byPeer.get(key) === flow) byPeer.delete(key)
      const left = (perHost.get(host) ?? 1) - 1
      if (left > 0) perHost.set(host, left)
      else perHost.delete(host)
      events.closed(flow)
    })
    return flow
  }

  server.on('connection', (socket) => {
    const remote = { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 }
    if (flows.size >= CAPS.connections || (perHost.get(remote.host) ?? 0) >= CAPS.connectionsPerHost) {
      events.counted('tcp-refused')
      socket.destroy()
      return
    }
    adopt(new TcpFlow({ socket, local, remote, events, timers, dialled: false }))
  })

  return {
    local,
    flowTo: (remote) => {
      const open = byPeer.get(`${remote.host}:${remote.port}`)
      if (open?.isOpen) return open
      const socket = connect({ host: remote.host, port: remote.port, noDelay: true, keepAlive: true })
      return adopt(new TcpFlow({ socket, local, remote, events, timers, dialled: true }))
    },
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

interface TcpParts {
  readonly socket: Socket
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly events: FlowEvents
  readonly timers: Timers
  readonly dialled: boolean
}

class TcpFlow implements Flow {
  readonly transport = 'tcp'
  readonly local: Endpoint
  readonly remote: Endpoint
  readonly #parts: TcpParts
  readonly #framing = createStreamFraming(CAPS)
  readonly #unsent = new Set<(error: Error) => void>()
  #open = true
  #deadline: Timer | undefined
  /** A message has begun and not ended; its deadline runs. */
  #reading = false
  /** The stream cannot be followed; what still comes is not read. */
  #broken = false
  #failure = new Error('the connection was closed')

  constructor(parts: TcpParts) {
    this.#parts = parts
    this.local = parts.local
    this.remote = parts.remote
    const { socket } = parts
    socket.on('data', (chunk) => this.#read(chunk))
    socket.on('error', (error) => {
      this.#failure = error
    })
    socket.on('end', () => socket.end())
    if (parts.dialled) {
      this.#guard(CAPS.connectMs, 'tcp-connect-timeout')
      socket.once('connect', () => this.#unguard())
    } else this.#guard(CAPS.silentMs, 'tcp-silent')
  }

  get isOpen(): boolean {
    return this.#open
  }

  onClose(act: () => void): void {
    this.#parts.socket.once('close', () => {
      this.#open = false
      this.#unguard()
      for (const failed of this.#unsent) failed(this.#failure)
      this.#unsent.clear()
      act()
    })
  }

  send(text: string, failed: (error: Error) => void): void {
    const { socket, events } = this.#parts
    if (!this.#open) {
      setImmediate(failed, this.#failure)
      return
    }
    if (socket.writableLength > CAPS.unsent) {
      events.counted('tcp-not-reading')
      this.close()
      setImmediate(failed, new Error('the peer does not read'))
      return
    }
    this.#unsent.add(failed)
    socket.write(text, 'latin1', (error) => {
      if (this.#unsent.delete(failed) && error) failed(error)
    })
  }

  close(): void {
    this.#open = false
    this.#parts.socket.destroy()
  }

  #read(chunk: Buffer): void {
    if (this.#broken) return
    const items = this.#framing.push(chunk)
    // Each message has its own time; a busy stream is never slow because its chunks end in mid-message.
    if (items.length > 0) this.#unguard()
    for (const item of items) {
      if (!this.#open) return
      if (item.kind === 'ping') this.send('\r\n', () => this.#parts.events.counted('keep-alive-unsent'))
      else if (item.kind === 'message') this.#parts.events.message(item.text, this, true)
      else this.#break(item.text, item.fault)
    }
    if (this.#broken) return
    if (this.#framing.pending === 0) this.#unguard()
    else if (!this.#reading) {
      this.#guard(CAPS.slowMessageMs, 'tcp-slow')
      this.#reading = true
    }
  }

  #break(text: string, fault: string): void {
    this.#parts.events.message(text, this, true, fault)
    this.#broken = true
    // The answer leaves before the connection does.
    this.#parts.socket.end()
    this.#guard(1_000, 'tcp-broken')
  }

  #guard(ms: number, why: string): void {
    this.#unguard()
    this.#deadline = this.#parts.timers.after(ms, () => {
      this.#parts.events.counted(why)
      this.close()
    })
  }

  #unguard(): void {
    this.#deadline?.cancel()
    this.#deadline = undefined
    this.#reading = false
  }
}
