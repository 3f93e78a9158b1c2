/** COMPOSITION: the house is built and plugged together here, and closed here, last opened first. */
import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { migrations } from '../migrations/all.ts'
import { createTelephony, type Telephony } from '../sip/index.ts'
import { type DemoAirline, openDemo } from './app-demo.ts'
import { createLine } from './app-line.ts'
import { createPeople } from './app-people.ts'
import { openRoutes } from './app-routes.ts'
import { createTrips } from './app-trips.ts'
import { openWho } from './app-who.ts'
import { createLiveWire } from './app-wire.ts'
import { consoleRoutes } from './console/console.routes.ts'
import { loadFlows } from './ivr/flow-files.ts'
import { createPromptFiles } from './ivr/prompt-files.ts'
import { createMetrics } from './operations/metrics.ts'
import { operationsRoutes } from './operations/operations.routes.ts'
import { beginBoot, endBoot, proveWritable } from './platform/boot.ts'
import { createBus } from './platform/bus.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { migrate, reachDatabase } from './platform/database.ts'
import { houseSecret } from './platform/house-secret.ts'
import { createHttp, type Http } from './platform/http.ts'
import type { createLog } from './platform/log.ts'
import { createStore } from './platform/store.ts'

export interface House {
  http: Http
  /** Logins and callers of the demo airline; undefined in a house of its own. */
  demo: DemoAirline | undefined
  /** To be called once the HTTP server listens: the house takes calls from then on. */
  opened(): Promise<void>
  /** Takes no new call in or out and waits for the running ones, at most `ms`. */
  drained(ms: number): Promise<void>
  close(): Promise<void>
}

const root = fileURLToPath(new URL('..', import.meta.url))
/** How long the journeys of calls that were cut may take to write their end. */
const lastWordsMs = 3_000
/** A call with its recording needs some; with less than this none is taken on. */
const leastFreeBytes = 2_000_000
/** Digest realm and host part of the agents' phones. */
const realm = 'contact-centre'

/** Builds the house; nothing is served until `http.listen` and `opened`. Rejects with a sentence when a part cannot be opened. */
export async function buildApp(config: Config, log: ReturnType<typeof createLog>): Promise<House> {
  const closers: Array<() => unknown> = []
  const closeAll = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close()
  }
  try {
    return await build(config, log, closers, closeAll)
  } catch (error) {
    await closeAll()
    throw error
  }
}

async function build(
  config: Config,
  log: ReturnType<typeof createLog>,
  closers: Array<() => unknown>,
  closeAll: () => Promise<void>,
): Promise<House> {
  const clock = systemClock()
  const bus = createBus(log)
  const prompts = createPromptFiles(join(root, 'ivr-flows', 'prompts'))
  const flows = loadFlows(config.IVR_FLOWS ?? join(root, 'ivr-flows'), prompts)
  for (const folder of ['recordings', 'comments']) await mkdir(join(config.DATA_DIR, folder), { recursive: true })

  const database = await reachDatabase(config.DATABASE_URL, (error) =>
    log.warn({ error }, 'A connection to the database was lost.'),
  )
  closers.push(() => database.close())
  await migrate(database, migrations)
  const store = createStore({
    db: database.kysely,
    reader: database.reader,
    bus,
    clock,
    durable: () => database.durable(),
    together: database.engine === 'sqlite',
  })
  const boot = await beginBoot(database.kysely, clock.now())
  closers.push(() => endBoot(database.kysely, boot.id, clock.now()))

  const common = { store, bus, clock, log, bootId: boot.id, dataDir: config.DATA_DIR, timeZone: config.TIME_ZONE }
  const peopleDeps = {
    ...common,
    passengerService: config.PASSENGER_SERVICE,
    secret: houseSecret(config.DATA_DIR, config.SESSION_SECRET),
    webhookAllow: config.WEBHOOK_ALLOW,
  }
  const people = createPeople(peopleDeps)
  closers.push(() => people.auth.close())
  closers.push(() => people.clocks.close())
  closers.push(() => people.members.close())
  await people.calendars.start()
  await people.clocks.rules.start()
  closers.push(() => people.exchange.close())
  await people.campaigns.start()
  closers.push(() => people.closeFlights())

  const telephony = await createTelephony({
    sipEngine: config.SIP_ENGINE,
    mediaEdge: config.MEDIA_EDGE,
    sipListen: config.SIP_LISTEN,
    rtpPorts: config.RTP_PORTS,
    mediaHost: mediaHostOf(config),
    mediaWorkers: config.MEDIA_WORKERS,
    trustedSources: config.TRUSTED_SOURCES,
    outboundTrunk: config.OUTBOUND_TRUNK,
    realm,
    log,
  })
  closers.push(() => telephony.close())

  const line = createLine({
    ...common,
    people,
    telephony,
    realm,
    prompts,
    // The wire needs the rooms and the rooms need the wire: this is the one knot, and it is tied here.
    screens: { pop: (agentId, pop) => wire.screens.pop(agentId, pop) },
  })
  const demo = await openDemo({ config, store, bootId: boot.id, clock, people, peopleDeps, line })
  await line.queues.open()
  const trips = createTrips({ ...common, people, line, telephony, flows, prompts, hotline: config.HOTLINE })
  closers.push(async () => {
    // Whoever still talks is hung up on; their journeys write the end before the database closes.
    trips.close()
    await telephony.close()
    await trips.quiet(lastWordsMs)
    await line.recordings.settled()
    line.queues.close()
    line.agents.close()
  })
  await trips.recover()
  closers.push(() => people.requests.close())
  await people.requests.start(bus)
  await line.wallboard.open()
  closers.push(() => line.wallboard.close())

  people.privacy.resume().catch((error: unknown) => log.error({ error }, 'Privacy requests could not be resumed.'))
  closers.push(() => people.privacy.settled())
  closers.push(openWho(people, { bus, clock, log, timeZone: config.TIME_ZONE }))

  const origins = config.PUBLIC_ORIGIN === undefined ? [] : [new URL(config.PUBLIC_ORIGIN).origin]
  const http = await createHttp({
    log,
    authenticate: (request) => wire.userOf(request),
    authenticateKey: (secret) => people.exchange.apiKeys.holder(secret),
    allowedOrigins: () => origins,
  })
  closers.push(() => http.close())
  const metrics = createMetrics(bus, {
    legs: () => telephony.health().legs,
    freeMediaPorts: () => telephony.health().freeMediaPorts,
    mediaWorkers: () => telephony.health().mediaWorkers,
    consoles: () => wire.consoles(),
    waiting: async () => (await line.queues.waiting()).length,
  })
  closers.push(() => metrics.close())
  const wire = await createLiveWire({ http, store, bus, clock, log, people, line, telephony, metrics, origins })
  closers.push(() => wire.close())

  const state = { open: false, draining: false }
  const writable = async (): Promise<void> => {
    const { bavail, bsize } = await statfs(config.DATA_DIR)
    if (bavail * bsize < leastFreeBytes) throw new Error('The disk is full.')
    await store.write((tx) => proveWritable(tx.db, boot.id))
  }
  // First, because it measures the routes that come after it.
  operationsRoutes(http, { metrics, notReady: () => notReady(telephony, writable, state) })
  openRoutes(http, {
    people,
    line,
    now: () => clock.now(),
    timeZone: config.TIME_ZONE,
    secureCookie: config.NODE_ENV === 'production',
  })
  await consoleRoutes(http, join(root, 'agent-console', 'dist'))

  return {
    http,
    demo,
    async opened() {
      people.auth.start()
      people.startFlights()
      await people.clocks.start()
      await people.exchange.start()
      people.members.start()
      trips.open()
      state.open = true
    },
    async drained(ms) {
      state.draining = true
      trips.stopDialling()
      telephony.drain()
      await trips.quiet(ms)
    },
    close: closeAll,
  }
}

/** What goes into SDP: the address on which trunks reach us, never a wildcard. */
function mediaHostOf(config: Config): string {
  const host = config.SIP_LISTEN.find((listen) => listen.transport === 'udp')?.host ?? config.HOST
  return host === '0.0.0.0' || host.startsWith('[') ? '127.0.0.1' : host
}

async function notReady(
  telephony: Telephony,
  probe: () => Promise<void>,
  state: { open: boolean; draining: boolean },
): Promise<string[]> {
  const { ready, reason } = telephony.health()
  const reasons: string[] = []
  if (!state.open) reasons.push('The house is still opening.')
  if (state.draining) reasons.push('The house is draining.')
  if (!ready) reasons.push(reason ?? 'The telephony is not ready.')
  await probe().catch(() => reasons.push('The data directory or the database cannot be written.'))
  return reasons
}
