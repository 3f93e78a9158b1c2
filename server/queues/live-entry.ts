/** A caller who waits, in memory: what the row does not need to know. */
import type { AgentId, InteractionId, LegId, OfferId } from '../contracts/ids.ts'
import type { Queue } from '../contracts/queues.ts'
import type { WaitingEntry } from './offer-choice.rules.ts'
import type { QueuedCall, RungPhone, Seat } from './queues.ports.ts'

/** The agent that a caller got. */
export interface WonAgent<P extends RungPhone> {
  agentId: AgentId
  teamId: Seat['teamId']
  /** Name of the phone that answered. */
  phone: string
  offerId: OfferId
  /** Answered. */
  leg: P
}

export interface LiveEntry<C extends QueuedCall, P extends RungPhone> extends WaitingEntry {
  queue: Queue
  call: C
  interactionId: InteractionId
  /** Monotonic ms of entering. */
  enteredMono: number
  coolingDown: Set<AgentId>
  /** The offer that is running. */
  offer: LiveOffer<C, P> | undefined
  /** The caller has left; set before anything is awaited. */
  gone: boolean
  /** Timers of this entry. */
  cancels: Set<() => void>
  settle(outcome: WonAgent<P> | 'none'): void
}

export interface LiveOffer<C extends QueuedCall, P extends RungPhone> {
  id: OfferId
  entry: LiveEntry<C, P>
  seat: Seat
  legId: LegId
  offeredAt: number
  idleMs: number
  /** Offered to the caller's own agent. */
  asOwner: boolean
  phone: P | undefined
  cancelRing: (() => void) | undefined
  /** Set once, before anything is awaited: an offer ends in one way only, and whoever comes later waits for that end. */
  ending: Promise<void> | undefined
}
