/** REGISTER (RFC 3261 10.3): prove who you are, then bind one contact of your own. */

import { ownHeaders } from './capabilities.ts'
import type { Credentials } from './credentials.ts'
import { challenge, digestMatches, parseDigest } from './digest.ts'
import type { Nonces } from './nonces.ts'
import type { Registrar } from './registrar.ts'
import { countValues, hostPort, parseAddress, type SipAddress, userOf } from './sip-text.ts'
import type { SipRequest, SipResponse } from './srf-types.ts'

export interface RegistrationDeps {
  realm: string
  credentials: Credentials
  nonces: Nonces
  registrar: Registrar
  transportOf(request: SipRequest): string
  now(): number
}

/** A phone refreshes about every half minute, so a lost connection is noticed within one. */
const longestExpiryS = 60
const shortestExpiryS = 10

type Verdict = { kind: 'proven'; phone: string } | { kind: 'challenge'; stale: boolean }

/** The handler of REGISTER, for all sources. */
export function createRegistration(deps: RegistrationDeps) {
  return (request: SipRequest, response: SipResponse): void => {
    const transport = deps.transportOf(request)
    const source = hostPort(request.source_address, request.source_port)
    // A datagram's port may change behind a NAT; a connection's may not.
    const connection = transport === 'udp' ? `udp/${request.source_address}` : `${transport}/${source}`
    const verdict = judge(request, connection, deps)
    if (verdict.kind === 'challenge') {
      const nonce = deps.nonces.issue(connection, deps.now())
      reply(response, 401, { 'WWW-Authenticate': challenge(deps.realm, nonce, verdict.stale) })
    } else if (userOf(parseAddress(request.get('To'))?.uri ?? '') !== verdict.phone) {
      reply(response, 403)
    } else {
      const [status, headers] = bind(request, { phone: verdict.phone, transport, source }, deps)
      reply(response, status, headers)
    }
  }
}

/** Unknown user, wrong password, foreign nonce: all look the same from outside, a fresh challenge. */
function judge(request: SipRequest, connection: string, deps: RegistrationDeps): Verdict {
  const now = deps.now()
  const claim = parseDigest(request.get('Authorization'))
  if (claim === undefined) return { kind: 'challenge', stale: false }
  const right = digestMatches(claim, request.method, deps.credentials.secretOf(claim.username, now))
  const nonce = deps.nonces.check(claim.nonce, connection, now)
  if (!right || claim.realm !== deps.realm || claim.uri !== request.uri) return { kind: 'challenge', stale: false }
  // RFC 7616 3.3: the password was right, only the nonce is not; the client may retry without asking a person.
  if (nonce !== 'valid') return { kind: 'challenge', stale: true }
  if (!deps.nonces.spend(claim.nonce, Number.parseInt(claim.nc, 16), now)) return { kind: 'challenge', stale: true }
  return { kind: 'proven', phone: claim.username }
}

type Reply = [status: number, headers?: Record<string, string>]

/** Changes the binding as the request asks and says what to answer. */
function bind(
  request: SipRequest,
  place: { phone: string; transport: string; source: string },
  deps: RegistrationDeps,
): Reply {
  const header = request.get('Contact')
  if (header?.trim() === '*') {
    if (request.get('Expires')?.trim() !== '0') return [400]
    deps.registrar.unbind(place.phone)
    return [200]
  }
  if (countValues(header) === 0) return [200, current(place.phone, deps)]
  const contact = parseAddress(header)
  if (contact === undefined || countValues(header) > 1 || !/^sips?:/i.test(contact.uri) || contact.uri.length > 512) {
    return [400]
  }
  const asked = expiryOf(contact, request)
  if (asked === 0) {
    deps.registrar.unbind(place.phone, contact.uri)
    // The contact comes back with 0 so that the engine forgets the connection kept for it.
    return [200, { Contact: `<${contact.uri}>;expires=0` }]
  }
  if (asked < shortestExpiryS) return [423, { 'Min-Expires': String(shortestExpiryS) }]
  deps.registrar.bind({ ...place, contact: contact.uri }, Math.min(asked, longestExpiryS), deps.now())
  return [200, current(place.phone, deps)]
}

/** RFC 3261 10.2.1.1: the contact's own expires before the header; what is no number means the default. */
function expiryOf(contact: SipAddress, request: SipRequest): number {
  const text = contact.params.get('expires') ?? request.get('Expires')?.trim() ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : longestExpiryS
}

function reply(response: SipResponse, status: number, headers: Record<string, string> = {}): void {
  response.send(status, { headers: { ...ownHeaders, ...headers } })
}

function current(phone: string, deps: RegistrationDeps): Record<string, string> {
  const binding = deps.registrar.bindingOf(phone, deps.now())
  if (binding === undefined) return {}
  const left = Math.ceil((binding.expiresAt - deps.now()) / 1000)
  return { Contact: `<${binding.contact}>;expires=${left}` }
}
