/** Carries requests out of the house. The address is checked where the connection is made, and the checked one is the one used (SSRF). */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { Agent, buildConnector, request } from 'undici'
import { type AllowedTarget, literalOf, mayConnect } from './target-address.ts'
import type { Courier, Outcome } from './webhooks.ports.ts'

export interface CourierDeps {
  allowed: readonly AllowedTarget[]
  now: () => number
  /** All addresses of a name; the system's resolver when not given. */
  resolve?: (host: string) => Promise<string[]>
}

const connectMs = 5_000
const answerMs = 10_000
/** So much of an answer is read and thrown away, to keep the connection; more ends it. */
const mostAnswerBytes = 65_536

class RefusedAddress extends Error {
  override name = 'RefusedAddress'
}

/** Builds one with its own pool of connections. */
export function createCourier({ allowed, now, resolve = resolveAll }: CourierDeps): Courier {
  const agent = new Agent({
    connections: 8,
    headersTimeout: answerMs,
    bodyTimeout: answerMs,
    maxResponseSize: mostAnswerBytes,
    connect(options, callback) {
      addressFor(options.hostname, portOf(options))
        // A name resolved once is the only one asked: what a second answer of the DNS would say does not count.
        .then((address) => buildConnector({ timeout: connectMs, lookup: pinned(address) })(options, callback))
        .catch((error: Error) => callback(error, null))
    },
  })

  async function addressFor(host: string, port: number): Promise<string> {
    const literal = literalOf(host)
    const addresses = literal === undefined ? await resolve(host) : [literal]
    const address = addresses.find((one) => mayConnect({ host, address: one, port }, allowed))
    if (address === undefined) throw new RefusedAddress()
    return address
  }

  return {
    async send({ url, headers, body }): Promise<Outcome> {
      const from = now()
      try {
        const answer = await request(url, { method: 'POST', headers, body, dispatcher: agent })
        await answer.body.dump({ limit: mostAnswerBytes, signal: AbortSignal.timeout(answerMs) })
        return { status: answer.statusCode, ms: Math.round(now() - from) }
      } catch (error) {
        return { problem: problemOf(error), ms: Math.round(now() - from) }
      }
    },
    refuses(url) {
      const { hostname, port, protocol } = new URL(url)
      const wanted = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
      const literal = literalOf(hostname)
      // A name may come to mean another address later; a port or a literal never does.
      const address = literal ?? '1.1.1.1'
      return !mayConnect({ host: hostname, address, port: wanted }, allowed)
    },
    close: () => agent.close(),
  }
}

function portOf(options: { port: string; protocol: string }): number {
  if (options.port !== '') return Number(options.port)
  return options.protocol === 'https:' ? 443 : 80
}

/** Answers every question with the address that was checked. */
function pinned(address: string): LookupFunction {
  const family = address.includes(':') ? 6 : 4
  return (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

function resolveAll(host: string): Promise<string[]> {
  return new Promise((done, fail) => {
    systemLookup(host, { all: true, verbatim: true }, (error, found) =>
      error ? fail(error) : done(found.map(({ address }) => address)),
    )
  })
}

function problemOf(error: unknown): 'refused-address' | 'timeout' | 'tls' | 'no-answer' {
  if (error instanceof RefusedAddress) return 'refused-address'
  const { code, name } = error as { code?: string; name?: string }
  if (code?.includes('TIMEOUT') || name === 'TimeoutError' || name === 'AbortError') return 'timeout'
  if (code?.startsWith('ERR_TLS') || code?.includes('CERT') || code?.startsWith('ERR_SSL')) return 'tls'
  return 'no-answer'
}
