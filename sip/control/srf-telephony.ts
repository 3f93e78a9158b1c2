/** Call control: the port `Telephony` on top of drachtio-srf and the media engine. */
import type { MediaEngine } from '../media/media-engine.ts'
import type {
  DialogIdentity,
  InboundLeg,
  Leg,
  PhoneRegistration,
  Telephony,
  TelephonyHealth,
  TelephonyLog,
} from '../telephony.ts'
import { createArrivalTransport } from './arrival-transport.ts'
import { openBridge } from './bridge.ts'
import { userAgent } from './capabilities.ts'
import { createCredentials } from './credentials.ts'
import { createFarewells } from './farewell.ts'
import { createGate } from './inbound.ts'
import { CallLeg, type LegDeps } from './leg.ts'
import { createNonces } from './nonces.ts'
import { endOrphan } from './orphan.ts'
import { createDialler } from './outbound.ts'
import { type Binding, createRegistrar } from './registrar.ts'
import { createRegistration } from './registration.ts'
import { endSilentLegs, silenceCheckMs } from './silence-watch.ts'
import { connectSrf, type LinkTiming, type ServerAddress, type SrfLink } from './srf-link.ts'
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

/** A phone that was not heard for so long is asked whether it is still there. */
const probeAfterMs = 20_000
const sweepEveryMs = 1000
/** How long the closing waits for BYEs to be answered. */
const farewellMs = 2000

/** Connects to the drachtio server; rejects naming the address when that fails. */
export async function createSrfTelephony(deps: SrfTelephonyDeps): Promise<Telephony> {
  const { media, log } = deps
  const now = deps.now ?? Date.now
  const legs = new Map<string, CallLeg>()
  const registrationListeners = new Set<(news: PhoneRegistration) => void>()
  const farewells = createFarewells(log)
  const credentials = createCredentials(deps.realm)
  const registrar = createRegistrar(announceRegistration)
  let lostDialogs: DialogIdentity[] = []
  let inboundHandler: ((leg: InboundLeg) => Promise<void>) | undefined
  let draining = false
  let closing: Promise<void> | undefined
  let link: SrfLink | undefined
  const client = (): SrfClient | undefined => link?.client()
  const listening = (): string[] => link?.listening() ?? []
  const transportOf = createArrivalTransport(listening)

  const legDeps: LegDeps = { media, farewells, log, now, onEnded: (leg) => legs.delete(leg.id) }
  const shared = {
    ...legDeps,
    client,
    isDraining: () => draining,
    adopt: (leg: CallLeg) => legs.set(leg.id, leg),
  }
  const gate = createGate({
    ...shared,
    isTrusted: createTrustedSources(deps.trustedSources),
    transportOf,
    handler: () => inboundHandler,
  })
  const dialler = createDialler({
    ...shared,
    registrar,
    outboundTrunk: deps.outboundTrunk,
    legOf: (handle) => legs.get(handle.id),
  })
  const connected = await connectSrf({
    address: deps.server,
    handlers: {
      invite: gate.invite,
      register: createRegistration({
        realm: deps.realm,
        credentials,
        nonces: createNonces(),
        registrar,
        transportOf,
        now,
      }),
      options: gate.options,
      bye: gate.unknownDialog,
      message: gate.unsupported,
      subscribe: gate.unsupported,
      notify: gate.unsupported,
      publish: gate.unsupported,
      info: gate.unsupported,
      refer: gate.unsupported,
    },
    log,
    onLost: loseEverything,
    onBack: endLostDialogs,
    ...(deps.linkTiming === undefined ? {} : { timing: deps.linkTiming }),
    ...(deps.createClient === undefined ? {} : { createClient: deps.createClient }),
  })
  link = connected
  let nextSilenceCheckAt = now() + silenceCheckMs
  const heartbeat = setInterval(beat, sweepEveryMs)

  function announceRegistration(news: PhoneRegistration): void {
    for (const listener of registrationListeners) {
      try {
        listener(news)
      } catch (error) {
        log.error({ error }, 'A listener of registrations failed.')
      }
    }
  }

  /** Nothing that srf owed us will come any more: every leg ends here and now. */
  function loseEverything(): void {
    farewells.forget()
    gate.forget()
    for (const leg of legs.values()) {
      const dialog = leg.dialog()
      if (dialog !== undefined) lostDialogs.push(dialog)
      leg.finish('transport-lost')
    }
  }

  /** Their peers know nothing of the loss and would talk into silence. */
  function endLostDialogs(back: SrfClient): void {
    for (const dialog of lostDialogs) void endOrphan(back, dialog, log)
    lostDialogs = []
  }

  function beat(): void {
    for (const binding of registrar.sweep(now(), probeAfterMs)) probe(binding)
    if (now() < nextSilenceCheckAt) return
    nextSilenceCheckAt = now() + silenceCheckMs
    void endSilentLegs(legs.values(), now(), log)
  }

  /** srf gives no event when a phone's connection goes; an OPTIONS that comes back from our own engine does. */
  function probe(binding: Binding): void {
    const uri = binding.contact
    const direct = binding.transport.startsWith('ws')
    const proxy = direct ? {} : { proxy: `sip:${binding.source};transport=${binding.transport}` }
    const headers = { To: `<${uri}>`, From: '<sip:registrar@localhost>', 'User-Agent': userAgent }
    try {
      client()?.request({ method: 'OPTIONS', uri, headers, ...proxy }, (error, sent) => {
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

  function legOf(handle: Leg): CallLeg {
    if (handle instanceof CallLeg) return handle
    throw new Error('The leg is not one of ours.')
  }

  async function closeAll(): Promise<void> {
    draining = true
    clearInterval(heartbeat)
    await Promise.all([...legs.values()].map((leg) => leg.hangUp('server-restart')))
    await farewells.settled(farewellMs)
    connected.close()
  }

  function trouble(): string | undefined {
    if (draining) return 'The telephony is draining.'
    const broken = connected.trouble()
    if (broken !== undefined) return broken
    const { workers, freePorts } = media.health()
    return workers === 0 || freePorts === 0 ? 'There is no media worker or no free port.' : undefined
  }

  return {
    onInbound(handler) {
      inboundHandler = handler
    },
    onRegistration(listener) {
      registrationListeners.add(listener)
    },
    isRegistered: (phone) => registrar.bindingOf(phone, now()) !== undefined,
    issueCredential: (phone, lifetimeMs) => credentials.issue(phone, lifetimeMs, now()),
    revokeCredential(phone) {
      credentials.revoke(phone)
      registrar.unbind(phone)
    },
    dialTrunk: dialler.dialTrunk,
    dialAgent: dialler.dialAgent,
    bridge: async (a, b) => openBridge(media, log, legOf(a), legOf(b)),
    endOrphan: (dialog) => endOrphan(client(), dialog, log),
    health() {
      const reason = trouble()
      const { workers, freePorts } = media.health()
      return {
        ready: reason === undefined,
        ...(reason === undefined ? {} : { reason }),
        engine: deps.engine,
        listening: listening(),
        webSocketPort: webSocketPortOf(listening()),
        legs: legs.size,
        mediaWorkers: workers,
        freeMediaPorts: freePorts,
      }
    },
    drain() {
      draining = true
    },
    close() {
      closing ??= closeAll()
      return closing
    },
  }
}

function webSocketPortOf(listening: readonly string[]): number | undefined {
  const port = listening
    .find((entry) => entry.startsWith('ws/'))
    ?.split(':')
    .at(-1)
  return port === undefined ? undefined : Number(port)
}
