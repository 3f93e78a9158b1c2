/** The dialler: the one place from which an INVITE leaves the house. */
import type { MediaEndpoint } from '../media/media-engine.ts'
import type { AgentCall, DisconnectCause, OutboundLeg, TrunkCall } from '../telephony.ts'
import type { CallLeg, LegDeps } from './leg.ts'
import { type Destination, OutboundCallLeg } from './outbound-leg.ts'
import { type Binding, nextHopOf, type Registrar } from './registrar.ts'
import { plainText } from './sip-text.ts'
import type { SrfClient } from './srf-types.ts'

export interface DiallerDeps extends LegDeps {
  client(): SrfClient | undefined
  isDraining(): boolean
  registrar: Registrar
  /** `sip:host:port`, with parameters if any. */
  outboundTrunk: string
  adopt(leg: OutboundCallLeg): void
  /** The living leg of this id. */
  legOf(id: string): CallLeg | undefined
}

export interface Dialler {
  dialTrunk: (call: TrunkCall) => OutboundLeg
  dialAgent: (call: AgentCall) => OutboundLeg
}

/** Creates the dialler. */
export function createDialler(deps: DiallerDeps): Dialler {
  const refusalOf = (legId: string): DisconnectCause | undefined => {
    if (deps.isDraining()) return 'draining'
    if (deps.client() === undefined) return 'transport-lost'
    return deps.legOf(legId) === undefined ? undefined : 'internal-error'
  }

  return {
    dialTrunk(call) {
      const leg = new OutboundCallLeg(call.legId, 'trunk', safeCallId(call.sipCallId), deps)
      const client = deps.client()
      const refusal = refusalOf(call.legId) ?? (isDiallable(call.to) ? undefined : 'not-found')
      if (refusal !== undefined || client === undefined) return refused(leg, refusal)
      deps.adopt(leg)
      void leg.start({
        ...call,
        kind: 'trunk',
        destination: trunkDestination(call, deps.outboundTrunk),
        client,
        openMedia: () => deps.media.openRtp({ id: call.legId }),
      })
      return leg
    },
    dialAgent(call) {
      const leg = new OutboundCallLeg(call.legId, 'agent', undefined, deps)
      const client = deps.client()
      const binding = deps.registrar.bindingOf(call.phone, deps.now())
      const near = deps.legOf(call.near.id)?.endpoint
      const refusal =
        refusalOf(call.legId) ?? (binding === undefined ? 'unavailable' : near === undefined ? 'cancelled' : undefined)
      if (refusal !== undefined || client === undefined || binding === undefined || near === undefined) {
        return refused(leg, refusal)
      }
      deps.adopt(leg)
      void leg.start({
        legId: call.legId,
        kind: 'agent',
        ringTimeoutMs: call.ringTimeoutMs,
        destination: agentDestination(call, binding),
        client,
        openMedia: () => openFor(binding, call.legId, near, deps),
        onUnreachable: () => deps.registrar.lost(binding),
      })
      return leg
    },
  }
}

/** A leg that ended before anything was sent. */
function refused(leg: OutboundCallLeg, cause: DisconnectCause | undefined): OutboundLeg {
  leg.finish(cause ?? 'transport-lost')
  return leg
}

function openFor(binding: Binding, id: string, near: MediaEndpoint, deps: DiallerDeps): Promise<MediaEndpoint> {
  return binding.transport.startsWith('ws') ? deps.media.openBrowser({ id, near }) : deps.media.openRtp({ id, near })
}

function trunkDestination(call: TrunkCall, trunk: string): Destination {
  const host = trunk.replace(/^sips?:/i, '')
  const uri = `sip:${call.to}@${host}`
  return { uri, proxy: trunk, from: `<sip:${safeUser(call.from)}@localhost>`, to: `<${uri}>` }
}

/** The To stands in brackets, or the daemon takes `;transport=ws` for a parameter of the header. */
function agentDestination(call: AgentCall, binding: Binding): Destination {
  const name = plainText(call.fromName).replace(/["\\]/g, '')
  const from = `${name === '' ? '' : `"${name}" `}<sip:${safeUser(call.from)}@localhost>`
  return { uri: binding.contact, from, to: `<${binding.contact}>`, ...nextHopOf(binding) }
}

/** The placeholder `localhost` becomes our own address in the engine; the user part is all that varies. */
function safeUser(text: string): string {
  return text.replace(/[^0-9A-Za-z+*._-]/g, '').slice(0, 64) || 'anonymous'
}

/** RFC 3261 25.1: word characters only, short enough for the daemon's buffers; undefined lets the leg make its own. */
function safeCallId(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9A-Za-z.~+@_-]{1,80}$/.test(text) ? text : undefined
}

function isDiallable(number: string): boolean {
  return /^\+?[0-9]{1,32}$/.test(number)
}
