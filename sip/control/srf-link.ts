/**
 * The connection to the drachtio server: made anew each time with a fresh drachtio-srf, because its own reconnect keeps dead
 * sockets in dialogs, never settles promises and retries a wrong secret for ever.
 */
import type { TelephonyLog } from '../telephony.ts'
import { createSrfClient } from './srf-client.ts'
import { remoteTarget, type SipRequest, type SipResponse, type SrfClient } from './srf-types.ts'

/** Where the server is now. Asked before each attempt, so an engine that was started again may answer with another port and secret. */
export type ServerAddress = () => Promise<{ host: string; port: number; secret: string }>

export interface SrfLinkDeps {
  address: ServerAddress
  /** Handler of each method that may open a dialog or stand alone, lower-case names. */
  handlers: Record<string, (request: SipRequest, response: SipResponse) => void>
  log: TelephonyLog
  /** The link is gone: nothing that was under way will ever be reported. */
  onLost(): void
  /** The link is there again after a loss. */
  onBack(client: SrfClient): void
  /** Makes one client; tests hand in a scripted one. */
  createClient?: () => SrfClient
  /** Monotonic, ms. */
  monotonicNow?: () => number
  timing?: Partial<LinkTiming>
}

export interface LinkTiming {
  /** From dialling to the server's OK, ms. */
  connectMs: number
  /** Pause between two signs of life, ms. */
  watchEveryMs: number
  /** How long a sign of life may take, ms. */
  watchDeadlineMs: number
  /** First pause before a new attempt, doubled up to `retryMaxMs`. */
  retryMs: number
  retryMaxMs: number
}

export interface SrfLink {
  /** The live client; undefined while the link is down. */
  client: () => SrfClient | undefined
  /** `udp/127.0.0.1:5060`, ... as the server announced. */
  listening(): string[]
  /** Static sentence while no call can pass. */
  trouble(): string | undefined
  close(): void
}

const usualTiming: LinkTiming = {
  connectMs: 5000,
  watchEveryMs: 5000,
  watchDeadlineMs: 3000,
  retryMs: 250,
  retryMaxMs: 5000,
}

/** Silence is counted in steps, so that the socket is read between any two of them. */
const watchStepMs = 500
/** A step that ends later than this tells of our own thread and not of the engine: it is not counted. */
const lateMs = 250

/** How often an incomplete list of addresses after a reconnect is sent back before it is believed. */
const patienceWithList = 5

/** The dialog that exists nowhere: a request in it is answered by the server at once, and nothing goes out to the network. */
const nowhere = 'link-watch;from-tag=link-watch'

/** Connects; rejects when the first attempt fails (refused, wrong secret, silent), naming the address. */
export async function connectSrf(deps: SrfLinkDeps): Promise<SrfLink> {
  const link = new LiveLink(deps)
  await link.open()
  return link
}

/** One client after the other: adopted, watched, lost, dialled anew. */
class LiveLink implements SrfLink {
  readonly #deps: SrfLinkDeps
  readonly #timing: LinkTiming
  readonly #now: () => number
  #live: SrfClient | undefined
  #hostPorts: string[] = []
  #trouble: string | undefined = 'The SIP engine is not connected yet.'
  #closed = false
  /** The next sign of life, its deadline, or the next attempt: never two of them. */
  #timer: NodeJS.Timeout | undefined

  constructor(deps: SrfLinkDeps) {
    this.#deps = deps
    this.#timing = { ...usualTiming, ...deps.timing }
    this.#now = deps.monotonicNow ?? (() => performance.now())
  }

  client = (): SrfClient | undefined => this.#live

  async open(): Promise<void> {
    this.#adopt(await this.#dial())
  }

  listening(): string[] {
    return [...this.#hostPorts]
  }

  trouble(): string | undefined {
    return this.#trouble
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#trouble = 'The telephony is closed.'
    clearTimeout(this.#timer)
    this.#live?.disconnect()
    this.#live = undefined
  }

  async #dial(): Promise<Dialled> {
    const address = await this.#deps.address()
    const client = (this.#deps.createClient ?? createSrfClient)()
    for (const [method, handler] of Object.entries(this.#deps.handlers)) client.use(method, handler)
    return { client, announced: await announcedBy(client, address, this.#timing.connectMs) }
  }

  #adopt({ client, announced }: Dialled): void {
    this.#live = client
    this.#hostPorts = announced
    this.#trouble = undefined
    client.on('close', () => this.#lose(client, 'The link to the SIP engine closed.'))
    client.on('error', (error: Error) => this.#lose(client, 'The link to the SIP engine failed.', error))
    this.#watchLater(client)
  }

  #lose(client: SrfClient, why: string, error?: unknown): void {
    if (this.#live !== client) return
    this.#live = undefined
    clearTimeout(this.#timer)
    client.disconnect()
    this.#trouble = 'The link to the SIP engine is lost.'
    this.#deps.log.error(error === undefined ? {} : { error }, why)
    this.#deps.onLost()
    this.#retry(this.#timing.retryMs, 0)
  }

  #watchLater(client: SrfClient): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#watch(client), this.#timing.watchEveryMs)
  }

  #watch(client: SrfClient): void {
    this.#listen(client, client.bytesHeard(), this.#timing.watchDeadlineMs)
    try {
      client.request({ method: 'INFO', uri: remoteTarget, stackDialogId: nowhere }, () => {
        if (this.#live === client) this.#watchLater(client)
      })
    } catch (error) {
      this.#lose(client, 'The SIP engine could not be asked for a sign of life.', error)
    }
  }

  /** Waits `leftMs` of silence; any byte beyond `heard` is a sign of life, since an answer may stand in a long line behind calls. */
  #listen(client: SrfClient, heard: number, leftMs: number): void {
    const stepMs = Math.min(watchStepMs, leftMs)
    const dueAt = this.#now() + stepMs
    this.#timer = setTimeout(() => {
      const countedMs = this.#now() - dueAt > lateMs ? 0 : stepMs
      if (client.bytesHeard() > heard) this.#watchLater(client)
      else if (leftMs > countedMs) this.#listen(client, heard, leftMs - countedMs)
      else this.#lose(client, 'The SIP engine gave no sign of life.')
    }, stepMs)
  }

  /** `distrusted`: how many shorter lists of addresses were sent back so far. */
  #retry(afterMs: number, distrusted: number): void {
    this.#timer = setTimeout(() => {
      this.#dial().then(
        (dialled) => this.#reconnected(dialled, distrusted),
        (error: unknown) => this.#failed(error, afterMs, distrusted),
      )
    }, afterMs)
  }

  #reconnected(dialled: Dialled, distrusted: number): void {
    const { client, announced } = dialled
    if (this.#closed) {
      client.disconnect()
    } else if (announced.length < this.#hostPorts.length && distrusted < patienceWithList) {
      this.#deps.log.warn(
        { announced, before: this.#hostPorts },
        'The SIP engine announces fewer addresses than before.',
      )
      client.disconnect()
      this.#retry(this.#timing.retryMaxMs, distrusted + 1)
    } else {
      this.#adopt(dialled)
      this.#deps.log.info({ announced }, 'The link to the SIP engine is back.')
      this.#deps.onBack(client)
    }
  }

  #failed(error: unknown, afterMs: number, distrusted: number): void {
    if (this.#closed) return
    if (error instanceof WrongSecret) {
      this.#trouble = 'The SIP engine refuses our secret.'
      this.#deps.log.error({}, 'The SIP engine refuses our secret; giving up.')
      return
    }
    this.#deps.log.warn({ error }, 'The SIP engine cannot be reached yet.')
    this.#retry(Math.min(afterMs * 2, this.#timing.retryMaxMs), distrusted)
  }
}

interface Dialled {
  client: SrfClient
  announced: string[]
}

/** The server does not take our secret: trying again is useless. */
class WrongSecret extends Error {
  override name = 'WrongSecret'
}

/** Connects one client and returns the addresses that the server announces. */
function announcedBy(
  client: SrfClient,
  address: { host: string; port: number; secret: string },
  withinMs: number,
): Promise<string[]> {
  const where = `${address.host}:${address.port}`
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => fail(new Error(`The SIP engine at ${where} does not answer.`)), withinMs)
    const fail = (error: Error): void => {
      clearTimeout(timer)
      client.disconnect()
      reject(error)
    }
    client.on('connect', (error: Error | null, hostPorts: string) => {
      if (error) {
        fail(new WrongSecret(`The SIP engine at ${where} refuses our secret.`))
        return
      }
      clearTimeout(timer)
      resolve(hostPorts.split(',').filter((entry) => entry !== ''))
    })
    client.on('error', (error: Error) => {
      fail(new Error(`The SIP engine at ${where} cannot be reached: ${error.message}.`, { cause: error }))
    })
    client.on('close', () => fail(new Error(`The SIP engine at ${where} closed the connection.`)))
    // One attempt only: from then on this file decides.
    client.connect({ ...address, reconnect: { maxAttempts: 1 } })
  })
}
