/** The application's door: a TCP server on loopback that lets in who knows the secret and keeps what each connection has asked to hear. */
import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { type AppCommand, readCommand } from './wire-commands.ts'
import { createFrameReader, encodeFrame, FrameError } from './wire-frame.ts'

/** One authenticated connection of the application. */
export interface AppLink {
  readonly alive: boolean
  /** Sends a payload; everything sent in one turn of the event loop leaves in one write. */
  send(payload: string): void
}

export type SipCommand = Extract<AppCommand, { kind: 'sip' }>

export interface WireEvents {
  sip(link: AppLink, command: SipCommand): void
  /** The connection is gone; its dialogs and transactions have no owner any more. */
  lost(link: AppLink): void
  counted(what: string): void
}

export interface WireServer {
  readonly port: number
  readonly links: number
  /** The next connection, round robin, that routes this method (lower case); undefined when there is none. */
  pick(method: string): AppLink | undefined
  close(): Promise<void>
}

const UNAUTHENTICATED_CAP = 1_024
const FRAME_CAP = 999_999
const AUTHENTICATE_WITHIN_MS = 2_000
const MAX_UNAUTHENTICATED = 64
/** Bytes that may wait for an application that does not read. */
const MAX_UNSENT = 64 * 1_048_576
/** The version whose behaviour this engine follows; the client only pings servers that announce one. */
const VERSION = 'v0.9.10'

/** Answers a command with `OK`, `NO` or `NOK` and what follows. */
export function respond(link: AppLink, id: string, answer: string): void {
  link.send(`${randomUUID()}|response|${id}|${answer}`)
}

/** Opens the door; `addresses` are the external and the local host ports announced to the application. */
export async function openWireServer(
  options: { host: string; secret: string; addresses: () => { announced: string; local: string } },
  events: WireEvents,
): Promise<WireServer> {
  const links = new Set<Link>()
  const turn = new Map<string, number>()
  const secretHash = hash(options.secret)

  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    const waiting = [...links].filter((link) => !link.authenticated).length
    if (waiting >= MAX_UNAUTHENTICATED) {
      socket.destroy()
      return
    }
    const link = new Link(socket, command, () => events.counted('wire-cut'))
    links.add(link)
    socket.once('close', () => {
      links.delete(link)
      link.gone()
      if (link.authenticated) events.lost(link)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, options.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  server.on('error', () => events.counted('wire-listen-error'))

  function command(link: Link, payload: string) {
    const said = readCommand(payload)
    if (said.kind === 'authenticate') return authenticate(link, said.id, said.secret)
    if (!link.authenticated) return link.cut()
    switch (said.kind) {
      case 'sip':
        return events.sip(link, said)
      case 'route':
        link.routes.add(said.verb)
        return respond(link, said.id, 'OK')
      case 'remove-route':
        link.routes.delete(said.verb)
        return respond(link, said.id, 'OK')
      case 'ping':
        return respond(link, said.id, 'OK|pong')
      case 'proxy':
        return respond(link, said.id, 'NOK|proxy not supported')
      case 'unknown':
        respond(link, said.id, 'NO|Unknown message type')
        return link.cut()
    }
  }

  function authenticate(link: Link, id: string, secret: string) {
    if (!timingSafeEqual(hash(secret), secretHash)) {
      respond(link, id, 'NO|incorrect secret')
      events.counted('wire-wrong-secret')
      return link.cut()
    }
    link.welcome()
    const { announced, local } = options.addresses()
    respond(link, id, `OK|${announced}|${VERSION}|${local}`)
  }

  function pick(method: string): AppLink | undefined {
    const able = [...links].filter((link) => link.alive && link.routes.has(method))
    if (able.length < 2) return able[0]
    const next = (turn.get(method) ?? 0) % able.length
    turn.set(method, next + 1)
    return able[next]
  }

  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    get links() {
      return [...links].filter((link) => link.authenticated).length
    },
    pick,
    close: () =>
      new Promise((resolve) => {
        for (const link of links) link.cut()
        server.close(() => resolve())
      }),
  }
}

class Link implements AppLink {
  readonly routes = new Set<string>()
  authenticated = false
  #alive = true
  #waiting = ''
  #scheduled = false
  readonly #socket: Socket
  readonly #reader = createFrameReader(UNAUTHENTICATED_CAP)
  readonly #counted: () => void
  readonly #deadline: NodeJS.Timeout

  constructor(socket: Socket, command: (link: Link, payload: string) => void, counted: () => void) {
    this.#socket = socket
    this.#counted = counted
    this.#deadline = setTimeout(() => this.cut(), AUTHENTICATE_WITHIN_MS)
    socket.on('error', counted)
    socket.on('data', (chunk) => {
      try {
        for (const payload of this.#reader.push(chunk)) if (this.#alive) command(this, payload)
      } catch (error) {
        if (!(error instanceof FrameError)) throw error
        counted()
        this.cut()
      }
    })
  }

  get alive(): boolean {
    return this.#alive
  }

  send(payload: string): void {
    if (!this.#alive) return
    this.#waiting += encodeFrame(payload)
    if (this.#scheduled) return
    this.#scheduled = true
    setImmediate(() => this.#flush())
  }

  welcome(): void {
    this.authenticated = true
    clearTimeout(this.#deadline)
    this.#reader.allow(FRAME_CAP)
  }

  /** Ends the connection after what was said has left. */
  cut(): void {
    this.#flush()
    this.#alive = false
    this.#socket.destroySoon()
  }

  gone(): void {
    this.#alive = false
    clearTimeout(this.#deadline)
  }

  #flush(): void {
    this.#scheduled = false
    if (this.#waiting === '' || !this.#alive) return
    const text = this.#waiting
    this.#waiting = ''
    this.#socket.write(text, 'latin1')
    if (this.#socket.writableLength > MAX_UNSENT) {
      this.#counted()
      this.#socket.destroy()
    }
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
