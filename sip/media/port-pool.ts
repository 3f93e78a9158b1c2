/**
 * The even UDP ports of one worker. A few sockets are bound ahead, so that answering a call does not wait for the
 * kernel; ports of ended calls go to the end of the line, so that late packets of the old call meet nobody new.
 */
import { createSocket, type Socket } from 'node:dgram'
import { MediaUnavailable } from './media-engine.ts'

export interface PortPoolSettings {
  host: string
  /** Even ports, in the order of use. */
  ports: readonly number[]
  /** How many sockets to keep bound ahead. */
  ahead: number
  /** A released port rests this long, ms; when nothing else is free, the one that rested longest is taken. */
  restMs: number
  now: () => number
}

/** Kernel buffer of a socket, bytes: with the default a held-up thread loses packets. */
const receiveBufferBytes = 1 << 20

export class PortPool {
  readonly #settings: PortPoolSettings
  readonly #free: number[]
  readonly #ready: Socket[] = []
  /** Ports of open sockets: asking a socket costs a call into the system. */
  readonly #portOf = new WeakMap<Socket, number>()
  readonly #resting: Array<{ port: number; until: number }> = []
  #filling: Promise<void> | undefined
  #taken = 0
  #closed = false

  constructor(settings: PortPoolSettings) {
    this.#settings = settings
    this.#free = [...settings.ports]
  }

  /** Ports that a call could still get. */
  get free(): number {
    return this.#settings.ports.length - this.#taken
  }

  /** A bound socket. Throws MediaUnavailable when every port is in use here or by another program. */
  async takeSocket(): Promise<Socket> {
    // What is being bound ahead right now is rather waited for than a port that should rest.
    if (this.#ready.length === 0 && this.#free.length === 0) await this.#filling
    const socket = this.#ready.shift() ?? (await this.#bindNext())
    if (socket === undefined) throw new MediaUnavailable('No media port is free.')
    this.#taken += 1
    void this.fill()
    return socket
  }

  /** A port that was just free, unbound, for somebody who binds it himself. Throws as `takeSocket` does. */
  async takePort(): Promise<number> {
    const socket = await this.takeSocket()
    await closeSocket(socket)
    return this.portOf(socket)
  }

  /** The port of a socket that was taken here. Throws for any other. */
  portOf(socket: Socket): number {
    const port = this.#portOf.get(socket)
    if (port === undefined) throw new Error('The socket is not one of this pool.')
    return port
  }

  /** Closes the socket and lets its port rest. */
  async release(socket: Socket): Promise<void> {
    await closeSocket(socket)
    this.releasePort(this.portOf(socket))
  }

  /** Gives back a port that nobody has bound any more. */
  releasePort(port: number): void {
    this.#taken -= 1
    this.#rest(port)
  }

  /** Binds sockets ahead, one after the other; resolves when enough are ready. Never takes a port that rests. */
  async fill(): Promise<void> {
    if (this.#closed) return
    this.#filling ??= this.#bindAhead()
    await this.#filling
    this.#filling = undefined
  }

  /** Closes what was bound ahead. Sockets in use belong to their takers. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all(this.#ready.splice(0).map(closeSocket))
  }

  async #bindAhead(): Promise<void> {
    while (this.#ready.length < this.#settings.ahead && this.#free.length > 0 && !this.#closed) {
      const socket = await this.#bindNext()
      if (socket === undefined) return
      if (this.#closed) await closeSocket(socket)
      else this.#ready.push(socket)
    }
  }

  #rest(port: number): void {
    if (!this.#closed) this.#resting.push({ port, until: this.#settings.now() + this.#settings.restMs })
  }

  #nextPort(): number | undefined {
    const now = this.#settings.now()
    while (this.#resting.length > 0 && this.#resting[0]!.until <= now) this.#free.push(this.#resting.shift()!.port)
    return this.#free.shift() ?? this.#resting.shift()?.port
  }

  async #bindNext(): Promise<Socket | undefined> {
    // Each port is tried once: one that another program holds goes to the end of the line.
    for (let left = this.#free.length + this.#resting.length; left > 0 && !this.#closed; left -= 1) {
      const port = this.#nextPort()
      if (port === undefined) return undefined
      const socket = await bindSocket(this.#settings.host, port)
      if (socket !== undefined) {
        this.#portOf.set(socket, port)
        return socket
      }
      this.#rest(port)
    }
    return undefined
  }
}

/** Opens and binds a UDP socket; undefined when the port is taken. The socket is closed in that case. */
async function bindSocket(host: string, port: number): Promise<Socket | undefined> {
  const socket = createSocket({
    type: 'udp4',
    recvBufferSize: receiveBufferBytes,
    // Only numeric addresses ever reach this socket: no name service, and sending stays synchronous.
    lookup: (address, _options, callback) => callback(null, address, 4),
  })
  const bound = await new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind({ port, address: host, exclusive: true }, () => resolve(true))
  })
  if (bound) {
    socket.removeAllListeners('error')
    return socket
  }
  await closeSocket(socket)
  return undefined
}

function closeSocket(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.close(() => resolve()))
}
