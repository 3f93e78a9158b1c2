/** What the trips need of the house: services as they are where it is ours to know, the rest in the trips' own words. */
import type { Agents } from '../agents/agents.service.ts'
import type { Calls } from '../calls/calls.service.ts'
import type { AgentLeg } from '../calls/dialling.ts'
import type { LiveCall, TalkEnd } from '../calls/live-call.ts'
import type { Language } from '../contracts/common.ts'
import type { QueueId } from '../contracts/ids.ts'
import type { CallerMatch } from '../contracts/passengers.ts'
import type { Interactions } from '../interactions/interactions.service.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import type { Queues } from '../queues/queues.service.ts'
import type { Recordings } from '../recordings/recordings.service.ts'

export type { LiveCall, TalkEnd }

/** A call that has just come in. */
export type IncomingLeg = Parameters<Calls['receive']>[0]

/** How the menu ended. */
export type MenuWish = { language: Language } & ({ kind: 'enqueue'; queue: QueueId } | { kind: 'done' | 'hung-up' })

/** What an inbound call passes through. */
export interface InboundHouse {
  store: Store
  clock: Clock
  log: Log
  calls: Calls
  agents: Agents
  queues: Queues<LiveCall, AgentLeg>
  interactions: Interactions
  recordings: Recordings
  passengers: { identify(ani: string): Promise<CallerMatch> }
  ivr: { run(call: LiveCall, flow: string): Promise<MenuWish> }
  /** Name of the first flow. */
  mainMenu: string
  sounds: {
    /** Absolute paths: we lost your agent, you are next. */
    agentLost(language: Language): string[]
  }
}
