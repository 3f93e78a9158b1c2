/** Agents' phones: their passwords, where they are, and whether they are still there. */
import type { PhoneRegistration, Telephony, TelephonyLog } from '../telephony.ts'
import { userAgent } from './capabilities.ts'
import { createCredentials } from './credentials.ts'
import { createNonces } from './nonces.ts'
import { type Binding, createRegistrar, nextHopOf, type Registrar } from './registrar.ts'
import { createRegistration } from './registration.ts'
import type { SipRequest, SipResponse, SrfClient } from './srf-types.ts'

export interface PhonesDeps {
  realm: string
  client: () => SrfClient | undefined
  transportOf: (request: SipRequest) => string
  log: TelephonyLog
  now: () => number
}

export interface Phones {
  onRegistration: Telephony['onRegistration']
  isRegistered: Telephony['isRegistered']
  issueCredential: Telephony['issueCredential']
  revokeCredential: Telephony['revokeCredential']
  registrar: Registrar
  /** The handler of REGISTER. */
  register: (request: SipRequest, response: SipResponse) => void
  /** Drops what has expired and asks the silent ones whether they are there. Called about every second. */
  sweep(): void
  /** Asks every phone: an engine that was started again has lost the connections of the old one. */
  probeAll(): void
}

/** A phone that was not heard for so long is asked whether it is still there. */
const probeAfterMs = 20_000

/** Creates the registrar with everything around it. */
export function createPhones(deps: PhonesDeps): Phones {
  const { log, now } = deps
  const probeSilent = (silentMs: number): void => {
    for (const binding of registrar.sweep(now(), silentMs)) probe(binding, registrar, deps)
  }
  const listeners = new Set<(news: PhoneRegistration) => void>()
  const credentials = createCredentials(deps.realm)
  const registrar = createRegistrar((news) => {
    for (const listener of listeners) {
      try {
        listener(news)
      } catch (error) {
        log.error({ error }, 'A listener of registrations failed.')
      }
    }
  })
  return {
    registrar,
    register: createRegistration({ ...deps, credentials, nonces: createNonces(), registrar }),
    onRegistration(listener) {
      listeners.add(listener)
    },
    isRegistered: (phone) => registrar.bindingOf(phone, now()) !== undefined,
    issueCredential: (phone, lifetimeMs) => credentials.issue(phone, lifetimeMs, now()),
    revokeCredential(phone) {
      credentials.revoke(phone)
      registrar.unbind(phone)
    },
    sweep: () => probeSilent(probeAfterMs),
    probeAll: () => probeSilent(0),
  }
}

/** srf gives no event when a phone's connection goes; an OPTIONS that comes back from our own engine does. */
function probe(binding: Binding, registrar: Registrar, { client, log, now }: PhonesDeps): void {
  const uri = binding.contact
  const headers = { To: `<${uri}>`, From: '<sip:registrar@localhost>', 'User-Agent': userAgent }
  try {
    client()?.request({ method: 'OPTIONS', uri, headers, ...nextHopOf(binding) }, (error, sent) => {
      if (error) registrar.lost(binding)
      sent?.on('response', (response) => {
        const gone = response.status === 410 || (response.source_address === '' && response.status >= 400)
        if (gone) registrar.lost(binding)
        else registrar.heard(binding, now())
      })
    })
  } catch (error) {
    log.warn({ error }, 'A phone could not be probed.')
  }
}
