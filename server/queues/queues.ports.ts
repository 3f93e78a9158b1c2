/** What queueing needs of calls, agents, interactions and the consoles, in its own words. */
import type { Role } from '../contracts/auth.ts'
import type { DisconnectCause } from '../contracts/calls.ts'
import type { Language } from '../contracts/common.ts'
import type { AgentId, CallId, InteractionId, LegId, OfferId, QueueId, TeamId, UserId } from '../contracts/ids.ts'
import type { ScreenPop } from '../contracts/interactions.ts'
import type { Write } from '../platform/store.ts'

/** A caller who waits. */
export interface QueuedCall {
  readonly id: CallId
  readonly language: Language
  /** Settles when the caller has gone, however. */
  readonly ended: Promise<{ cause: DisconnectCause }>
  play(files: readonly string[], options?: { loop?: boolean }): Sound
}

/** Sound that plays. */
export interface Sound {
  done: Promise<'finished' | 'stopped'>
  stop(): void
}

/** An agent's phone that is being rung. */
export interface RungPhone {
  /** Rejects with an error that has `end.cause` when it was not answered. */
  readonly answered: Promise<void>
  hangUp(cause?: DisconnectCause): Promise<void>
}

export interface Seat {
  agentId: AgentId
  teamId: TeamId
  displayName: string
  phone: string
  skills: QueueId[]
  idleSince: number
}

/** The agents. */
export interface AgentPool {
  ready(): Promise<Seat[]>
  /** False: somebody was faster. */
  reserve(
    agentId: AgentId,
    reservation: { offerId: OfferId; callId: CallId; interactionId: InteractionId },
    tx: Write,
  ): Promise<boolean>
  rang(agentId: AgentId): Promise<void>
  connected(agentId: AgentId, tx: Write): Promise<void>
  release(agentId: AgentId, why: 'no-answer' | 'rejected' | 'phone-lost' | 'caller-gone', tx: Write): Promise<void>
}

/** The line: the caller's call and the agents' phones. */
export interface Line<C extends QueuedCall, P extends RungPhone> {
  queued(callId: CallId, queueId: QueueId, tx: Write): Promise<void>
  /** False when the call is over. */
  connected(callId: CallId, agent: { agentId: AgentId; legId: LegId; leg: P }, tx: Write): Promise<boolean>
  prepareAgentLeg(callId: CallId, agentId: AgentId, tx: Write): Promise<LegId>
  ringAgent(call: C, ring: { legId: LegId; agentId: AgentId; phone: string; ringMs: number; callerName: string }): P
}

/** The contact behind the call. */
export interface Contacts {
  /** It waits in this queue now; its screen pop may be prepared. */
  queued(interactionId: InteractionId, queueId: QueueId, tx: Write): Promise<void>
  /** The agent who looks after the caller, if anybody does. Never rejects. */
  ownerOf(interactionId: InteractionId): Promise<AgentId | undefined>
  /** Everything the agent must see, fresh. Never rejects. */
  pop(interactionId: InteractionId, offer: OfferView): Promise<ScreenPop | undefined>
  /** This agent has it now. */
  taken(
    interactionId: InteractionId,
    agent: { agentId: AgentId; teamId: TeamId; displayName: string },
    tx: Write,
  ): Promise<void>
}

export interface OfferView {
  offerId: OfferId
  queueId: QueueId
  offeredAt: number
  ringMs: number
  idleMs: number
  asOwner: boolean
}

/** The consoles. */
export interface Screens {
  /** Resolves when the agent's page says that it has painted; the queue waits a moment only. */
  pop(agentId: AgentId, pop: ScreenPop): Promise<'painted' | 'no-answer'>
}

/** Where changes are written down. */
export interface Trail {
  record(
    entry: { actorId: UserId; role: Role; ip: string; action: string; objectType: string; objectId: string },
    within: Write,
  ): Promise<void>
}

/** What a waiting caller hears: absolute paths. */
export interface Sounds {
  holdMusic: string
  /** The place in the queue, 1 = front. */
  position(language: Language, position: number): string[]
}
