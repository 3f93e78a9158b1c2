/**
 * The connection to the drachtio server: made anew each time with a fresh drachtio-srf, because its own reconnect keeps dead
 * sockets in dialogs, never settles promises and retries a wrong secret for ever.
 */
import { createRequire } from 'node:module'
import type { TelephonyLog } from '../telephony.ts'
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

/** How often an incomplete list of addresses after a reconnect is sent back before it is believed. */
const patienceWithList = 5

/** The dialog that exists nowhere: a request in it is answered by the server at once, and nothing goes out to the network. */
const nowhere = 'link-watch;from-tag=link-watch'

/** Connects; rejects when the first attempt fails (refused, wrong secret, silent), naming the address. */
export async function connectSrf(deps: SrfLinkDeps): Promise<SrfLink> {
  const timing = { ...usualTiming, ...deps.timing }
  const makeClient = deps.createClient ?? createSrfClient
  let live: SrfClient | undefined
  let hostPorts: string[] = []
  let trouble: string | undefined = 'The SIP engine is not connected yet.'
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function dial(): Promise<{ client: SrfClient; announced: string[] }> {
    const address = await deps.address()
    const client = makeClient()
    for (const [method, handler] of Object.entries(deps.handlers)) client.use(method, handler)
    return { client, announced: await announcedBy(client, address, timing.connectMs) }
  }

  function adopt(client: SrfClient, announced: string[]): void {
    live = client
    hostPorts = announced
    trouble = undefined
    client.on('close', () => lose(client, 'The link to the SIP engine closed.'))
    client.on('error', () => lose(client, 'The link to the SIP engine failed.'))
    timer = setTimeout(() => watch(client), timing.watchEveryMs)
  }

  function lose(client: SrfClient, why: string): void {
    if (live !== client) return
    live = undefined
    clearTimeout(timer)
    abandon(client)
    if (closed) return
    trouble = 'The link to the SIP engine is lost.'
    deps.log.error({}, why)
    deps.onLost()
    retry(timing.retryMs, 0)
  }

  function watch(client: SrfClient): void {
    if (live !== client) return
    timer = setTimeout(() => lose(client, 'The SIP engine gave no sign of life.'), timing.watchDeadlineMs)
    try {
      client.request({ method: 'INFO', uri: remoteTarget, stackDialogId: nowhere }, () => {
        if (live !== client) return
        clearTimeout(timer)
        timer = setTimeout(() => watch(client), timing.watchEveryMs)
      })
    } catch (error) {
      deps.log.warn({ error }, 'The watch over the SIP engine could not ask.')
      lose(client, 'The link to the SIP engine failed.')
    }
  }

  function retry(afterMs: number, incomplete: number): void {
    timer = setTimeout(() => {
      dial().then(
        ({ client, announced }) => {
          if (closed) {
            abandon(client)
            return
          }
          if (incomplete < patienceWithList && !isComplete(announced, hostPorts)) {
            deps.log.warn({ announced, before: hostPorts }, 'The SIP engine announces fewer addresses than before.')
            abandon(client)
            retry(timing.retryMaxMs, incomplete + 1)
            return
          }
          adopt(client, announced)
          deps.log.info({ announced }, 'The link to the SIP engine is back.')
          deps.onBack(client)
        },
        (error: unknown) => {
          if (closed) return
          if (error instanceof WrongSecret) {
            trouble = 'The SIP engine refuses our secret.'
            deps.log.error({}, 'The SIP engine refuses our secret; giving up.')
            return
          }
          deps.log.warn({ error }, 'The SIP engine cannot be reached yet.')
          retry(Math.min(afterMs * 2, timing.retryMaxMs), incomplete)
        },
      )
    }, afterMs)
  }

  const first = await dial()
  adopt(first.client, first.announced)

  return {
    client: () => live,
    listening: () => [...hostPorts],
    trouble: () => trouble,
    close() {
      if (closed) return
      closed = true
      trouble = 'The telephony is closed.'
      clearTimeout(timer)
      if (live !== undefined) abandon(live)
      live = undefined
    },
  }
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
      abandon(client)
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

function isComplete(announced: readonly string[], before: readonly string[]): boolean {
  return announced.length >= before.length
}

/** srf throws when it is told to disconnect without a socket, which is then exactly what was wanted. */
function abandon(client: SrfClient): void {
  try {
    client.disconnect()
  } catch {
    return
  }
}

/** The package is CommonJS with types that do not describe it; this is the one place that says what it is. */
function createSrfClient(): SrfClient {
  const Srf = createRequire(import.meta.url)('drachtio-srf') as new () => SrfClient
  return new Srf()
}
