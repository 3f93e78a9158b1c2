/** The gate: who may call, what is refused at the door, and how an accepted INVITE becomes a leg. */
import type { InboundLeg } from '../telephony.ts'
import { callKey } from './call-key.ts'
import { allow, ownHeaders, retryAfter, unknownExtensions } from './capabilities.ts'
import { isReadable } from './dialog-listener.ts'
import { InboundCallLeg } from './inbound-leg.ts'
import type { LegDeps } from './leg.ts'
import { hostPort, parseAddress, plainText, type SipAddress, userOf } from './sip-text.ts'
import type { SipRequest, SipResponse, SrfClient } from './srf-types.ts'

export interface GateDeps extends LegDeps {
  client(): SrfClient | undefined
  isTrusted(address: string): boolean
  transportOf(request: SipRequest): string
  isDraining(): boolean
  handler(): ((leg: InboundLeg) => Promise<void>) | undefined
  adopt(leg: InboundCallLeg): void
}

type Handler = (request: SipRequest, response: SipResponse) => void

export interface Gate {
  invite: Handler
  options: Handler
  /** Methods that mean nothing to us outside a dialog. */
  unsupported: Handler
  /** An in-dialog request for a dialog that nobody here knows. */
  unknownDialog: Handler
}

/** Creates the gate for one set of settings. */
export function createGate(deps: GateDeps): Gate {
  /** Calls that live, by their key: a merged copy must not become a second call (RFC 3261 8.2.2.2). */
  const living = new Map<string, InboundCallLeg>()

  const invite = (request: SipRequest, response: SipResponse): void => {
    const client = deps.client()
    const handler = deps.handler()
    const caller = parseAddress(request.get('From'))
    const key = keyOf(request, caller)
    const refusal = refuse(request, caller, deps) ?? (living.has(key) ? 482 : undefined)
    if (refusal !== undefined || client === undefined || handler === undefined) {
      sendRefusal(response, refusal ?? 503, request)
      return
    }
    const leg = new InboundCallLeg({ client, request, response, callKey: key, ...readCaller(request, caller) }, deps)
    living.set(key, leg)
    void leg.ended.then(() => living.delete(key))
    deps.adopt(leg)
    void hand(leg, handler, deps)
  }

  return {
    invite,
    options(request, response) {
      if (!isFriend(request, deps)) sendRefusal(response, 403)
      else if (deps.isDraining()) sendRefusal(response, 503)
      else response.send(200, { headers: { ...ownHeaders, Allow: allow, Accept: 'application/sdp' } })
    },
    unsupported(request, response) {
      sendRefusal(response, isFriend(request, deps) ? 405 : 403)
    },
    unknownDialog(_request, response) {
      sendRefusal(response, 481)
    },
  }
}

/** The status that refuses this INVITE at the door, checked in this order and before anything else happens; undefined lets it in. */
function refuse(request: SipRequest, caller: SipAddress | undefined, deps: GateDeps): number | undefined {
  // Agents' browsers come through our own proxy, so the address alone would make trunks of them. They are called, they do not call.
  if (isBrowser(request, deps) || !deps.isTrusted(request.source_address)) return 403
  if (parseAddress(request.get('To'))?.params.has('tag')) return 481
  if (caller === undefined || !caller.params.has('tag') || request.get('Contact') === undefined) return 400
  if (unknownExtensions(request.get('Require')).length > 0) return 420
  if (!isReadable(request)) return 415
  return deps.isDraining() ? 503 : undefined
}

async function hand(leg: InboundCallLeg, handler: (leg: InboundLeg) => Promise<void>, deps: GateDeps): Promise<void> {
  try {
    await handler(leg)
  } catch (error) {
    if (leg.end === undefined) deps.log.error({ error, legId: leg.id }, 'The handler of a call failed.')
    await leg.hangUp('internal-error')
  }
}

function readCaller(request: SipRequest, from: SipAddress | undefined) {
  const asserted = parseAddress(request.get('P-Asserted-Identity'))
  const user = asserted === undefined ? userOf(from?.uri ?? '') : userOf(asserted.uri)
  return {
    from: isWithheld(request, from?.uri ?? '') ? '' : user,
    fromName: plainText(asserted?.name || from?.name || ''),
    dialled: userOf(request.uri),
    source: sourceOf(request),
  }
}

/** RFC 3323 4.1 and 3325 9.3: the caller asked not to be named, or the trunk has no name for it. */
function isWithheld(request: SipRequest, fromUri: string): boolean {
  if (/(?:^|[\s,;])id(?:$|[\s,;])/i.test(request.get('Privacy') ?? '')) return true
  return request.get('P-Asserted-Identity') === undefined && /^sips?:anonymous@/i.test(fromUri)
}

function keyOf(request: SipRequest, caller: SipAddress | undefined): string {
  const tag = caller?.params.get('tag') ?? ''
  return callKey(request.get('Call-ID') ?? '', tag, sourceOf(request))
}

function sourceOf(request: SipRequest): string {
  return hostPort(request.source_address, request.source_port)
}

function isBrowser(request: SipRequest, deps: GateDeps): boolean {
  return deps.transportOf(request).startsWith('ws')
}

function isFriend(request: SipRequest, deps: GateDeps): boolean {
  return isBrowser(request, deps) || deps.isTrusted(request.source_address)
}

function sendRefusal(response: SipResponse, status: number, request?: SipRequest): void {
  const headers: Record<string, string> = { ...ownHeaders }
  // RFC 3261 8.2.2.3.
  if (status === 420) headers.Unsupported = plainText(unknownExtensions(request?.get('Require')).join(', '))
  if (status === 415) headers.Accept = 'application/sdp'
  if (status === 503) headers['Retry-After'] = retryAfter
  if (status === 405) headers.Allow = allow
  response.send(status, { headers })
}
