/** COMPOSITION of the loud half: calls, queues, agents, contacts, and the wallboard over them. */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { repairRecording, type Telephony } from '../sip/index.ts'
import { createAgents } from './agents/agents.service.ts'
import type { People } from './app-people.ts'
import { createCalls } from './calls/calls.service.ts'
import type { AgentLeg } from './calls/dialling.ts'
import type { LiveCall } from './calls/live-call.ts'
import { seesUnit } from './contracts/auth.ts'
import { createInteractions } from './interactions/interactions.service.ts'
import type { PromptFiles } from './ivr/prompt-files.ts'
import { createContactPeople } from './journeys/contact-people.ts'
import { createMonitoring } from './monitoring/monitoring.service.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'
import type { Screens } from './queues/queues.ports.ts'
import { createQueues } from './queues/queues.service.ts'
import { createRecordings } from './recordings/recordings.service.ts'
import { createWallboard } from './supervision/wallboard.service.ts'

export interface LineDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  bootId: string
  dataDir: string
  timeZone: string
  people: People
  telephony: Telephony
  /** Digest realm and host part of the agents' phones. */
  realm: string
  screens: Screens
  prompts: PromptFiles
}

export type Line = ReturnType<typeof createLine>

/** Builds the rooms; nothing runs yet. */
export function createLine(deps: LineDeps) {
  const { store, bus, clock, log, people, telephony, prompts, timeZone } = deps
  const common = { store, clock, log, bootId: deps.bootId }
  const recordings = createRecordings({
    ...common,
    folder: join(deps.dataDir, 'recordings'),
    repair: mend,
    trail: people.audit,
  })
  const calls = createCalls({
    ...common,
    telephony,
    recordings,
    phones: { awaitReachable: (...wait) => agents.awaitReachable(...wait) },
    holdMusic: prompts.holdMusic,
  })
  const agents = createAgents({
    ...common,
    phones: {
      issueCredential: (phone, lifetimeMs) => telephony.issueCredential(phone, lifetimeMs),
      revokeCredential: (phone) => telephony.revokeCredential(phone),
      isRegistered: (phone) => telephony.isRegistered(phone),
      realm: deps.realm,
    },
  })
  const interactions = createInteractions({
    ...common,
    calls,
    passengers: people.passengers,
    cases: people.cases,
    tasks: people.tasks,
    commitments: people.accounts,
    desk: agents,
    wrapUpMs: (queueId) => queues.queue(queueId ?? 'general').wrapUpMs,
  })
  const queues = createQueues<LiveCall, AgentLeg>({
    ...common,
    pool: agents,
    line: calls,
    contacts: interactions,
    screens: deps.screens,
    sounds: {
      holdMusic: prompts.holdMusic,
      position: (language, position) => prompts.queueAnnouncement(language, position),
    },
  })
  const monitoring = createMonitoring({
    ...common,
    calls,
    phones: {
      isRegistered: (phone) => telephony.isRegistered(phone),
      issueCredential: (phone, lifetimeMs) => telephony.issueCredential(phone, lifetimeMs),
      realm: deps.realm,
    },
    watched: async (user, agentId) => {
      const agent = await people.organisation.member(agentId)
      return agent && seesUnit(user, agent.teamId) ? agent.displayName : undefined
    },
    trail: people.audit,
  })
  people.catalogue.hearMenu(async (id) => {
    const callId = (await interactions.summary(id))?.callId
    const queueId = callId && (await calls.view(callId).catch(() => undefined))?.queueId
    return queueId === undefined || queueId === 'general' ? undefined : queueId
  })
  agents.onRoutable(() => queues.wake())
  telephony.onRegistration(({ phone }) => {
    agents.phoneChanged(phone).catch((error: unknown) => log.error({ error }, 'News of a phone could not be kept.'))
  })
  const contactPeople = createContactPeople({ clock, interactions, passengers: people.passengers, calls, recordings })
  const wallboard = createWallboard({
    store,
    bus,
    clock,
    log,
    timeZone,
    floor: {
      queues: () => queues.list(),
      waiting: () => queues.waiting(),
      agents: () => agents.onShift(),
      callers: (waiting) => contactPeople.describe(waiting),
    },
  })
  return { recordings, calls, agents, interactions, queues, monitoring, contactPeople, wallboard }
}

/** A file that a crash left open, made playable, with what its row must say. */
async function mend(path: string) {
  const { state, durationMs } = await repairRecording(path)
  if (state === 'unusable') return undefined
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return { durationMs, bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}
