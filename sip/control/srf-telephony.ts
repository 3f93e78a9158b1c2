/** Call control: the port `Telephony` on top of drachtio-srf and the media engine. This page only plugs its parts together. */
import type { MediaEngine } from '../media/media-engine.ts'
import type { InboundLeg, Leg, Telephony, TelephonyHealth, TelephonyLog } from '../telephony.ts'
import { createArrivalTransport } from './arrival-transport.ts'
import { openBridge } from './bridge.ts'
import { createFarewells } from './farewell.ts'
import { createGate, type Gate } from './inbound.ts'
import { CallLeg, type LegDeps } from './leg.ts'
import { createLiveLegs, type LiveLegs } from './live-legs.ts'
import { endOrphan } from './orphan.ts'
import { createDialler } from './outbound.ts'
import { createPhones } from './phones.ts'
import { connectSrf, type LinkTiming, type ServerAddress, type SrfLink, type SrfLinkDeps } from './srf-link.ts'
import type { SrfClient } from './srf-types.ts'
import { createTrustedSources } from './trusted-source.ts'

export interface SrfTelephonyDeps {
  server: ServerAddress
  engine: TelephonyHealth['engine']
  media: MediaEngine
  trustedSources: readonly string[]
  /** `sip:host:port` */
  outboundTrunk: string
  realm: string
  log: TelephonyLog
  /** Wall time, ms UTC. */
  now?: () => number
  linkTiming?: Partial<LinkTiming>
  createClient?: () => SrfClient
}

/** One timer for everything that waits: expiries, probes, silence. */
const heartbeatMs = 1000
/** How long the closing waits for BYEs to be answered. */
const farewellMs = 2000

/** Connects to the drachtio server; rejects naming the address when that fails. */
export async function createSrfTelephony(deps: SrfTelephonyDeps): Promise<Telephony> {
  const { media, log } = deps
  const now = deps.now ?? Date.now
  const legs = createLiveLegs(log, now())
  const farewells = createFarewells(log)
  const house = {
    link: undefined as SrfLink | undefined,
    draining: false,
    closing: undefined as Promise<void> | undefined,
  }
  let inboundHandler: ((leg: InboundLeg) => Promise<void>) | undefined

  const client = (): SrfClient | undefined => house.link?.client()
  const transportOf = createArrivalTransport(() => house.link?.listening() ?? [])
  const legDeps: LegDeps = { media, farewells, log, now, onEnded: legs.remove }
  const shared = { ...legDeps, client, isDraining: () => house.draining, adopt: legs.add }
  const phones = createPhones({ realm: deps.realm, client, transportOf, log, now })
  const isTrusted = createTrustedSources(deps.trustedSources)
  const gate = createGate({ ...shared, isTrusted, transportOf, handler: () => inboundHandler })
  const { outboundTrunk } = deps
  const dialler = createDialler({ ...shared, registrar: phones.registrar, outboundTrunk, legOf: (id) => legs.get(id) })

  const link = await connectSrf({
    address: deps.server,
    handlers: { ...gateHandlers(gate), register: phones.register },
    log,
    onLost() {
      farewells.forget()
      legs.lose()
    },
    onBack(back) {
      legs.endLost(back)
      phones.probeAll()
    },
    ...(deps.linkTiming === undefined ? {} : { timing: deps.linkTiming }),
    ...(deps.createClient === undefined ? {} : { createClient: deps.createClient }),
  })
  house.link = link
  const heartbeat = setInterval(() => {
    phones.sweep()
    legs.watchSilence(now())
  }, heartbeatMs)

  const closeAll = async (): Promise<void> => {
    house.draining = true
    clearInterval(heartbeat)
    await legs.endAll()
    await farewells.settled(farewellMs)
    link.close()
  }

  return {
    onRegistration: phones.onRegistration,
    isRegistered: phones.isRegistered,
    issueCredential: phones.issueCredential,
    revokeCredential: phones.revokeCredential,
    onInbound(handler) {
      inboundHandler = handler
    },
    dialTrunk: dialler.dialTrunk,
    dialAgent: dialler.dialAgent,
    bridge: async (a, b) => openBridge(media, log, ownLeg(a), ownLeg(b)),
    endOrphan: (dialog) => endOrphan(client(), dialog, log),
    health: () => healthOf(deps, link, legs, house.draining),
    drain() {
      house.draining = true
    },
    close() {
      house.closing ??= closeAll()
      return house.closing
    },
  }
}

function gateHandlers(gate: Gate): SrfLinkDeps['handlers'] {
  const { invite, options, unsupported, unknownDialog } = gate
  const none = ['message', 'subscribe', 'notify', 'publish', 'info', 'refer']
  return { invite, options, bye: unknownDialog, ...Object.fromEntries(none.map((method) => [method, unsupported])) }
}

function healthOf(deps: SrfTelephonyDeps, link: SrfLink, legs: LiveLegs, draining: boolean): TelephonyHealth {
  const { workers, freePorts } = deps.media.health()
  const noMedia = workers === 0 || freePorts === 0 ? 'There is no media worker or no free port.' : undefined
  const reason = draining ? 'The telephony is draining.' : (link.trouble() ?? noMedia)
  const listening = link.listening()
  const webSocket = listening
    .find((entry) => entry.startsWith('ws/'))
    ?.split(':')
    .at(-1)
  return {
    ready: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    engine: deps.engine,
    listening,
    webSocketPort: webSocket === undefined ? undefined : Number(webSocket),
    legs: legs.size,
    mediaWorkers: workers,
    freeMediaPorts: freePorts,
  }
}

/** The bridge needs the media behind a handle of the port; only our own legs have it. */
function ownLeg(handle: Leg): CallLeg {
  if (handle instanceof CallLeg) return handle
  throw new Error('The leg is not one of ours.')
}
