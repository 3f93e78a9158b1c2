/** What interactions need of other rooms, in their own words. */
import type { Commitment } from '../contracts/accounts.ts'
import type { Call } from '../contracts/calls.ts'
import type { CaseSummary, NewCase, Task, TaskKind } from '../contracts/cases.ts'
import type { AgentId, CallId, CaseId, InteractionId, PassengerId, QueueId, TeamId, UserId } from '../contracts/ids.ts'
import type { PassengerProfile, Trip } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'

export interface Passengers {
  profile(id: PassengerId): Promise<PassengerProfile | undefined>
  trips(id: PassengerId): Promise<{ next: Trip[]; last: Trip[] }>
  /** Remembers that a contact with the passenger came from this number. */
  noteContact(id: PassengerId, ani: string, at: number, tx: Write): Promise<void>
}

export interface Cases {
  open(
    wish: NewCase & {
      passengerId?: PassengerId
      interactionId?: InteractionId
      openedBy: UserId
      teamId: TeamId
      key?: string
    },
    within?: Write,
  ): Promise<CaseSummary>
  /** Another contact about an open case. */
  addContact(
    id: CaseId,
    contact: { interactionId: InteractionId; byId: UserId; text: string },
    within: Write,
  ): Promise<CaseSummary>
  openOf(passengerId: PassengerId): Promise<CaseSummary[]>
  summary(id: CaseId, within?: Write): Promise<CaseSummary | undefined>
}

export interface Tasks {
  openOf(passengerId: PassengerId): Promise<Task[]>
  create(
    wish: {
      kind: TaskKind
      passengerId?: PassengerId
      number?: string
      interactionId?: InteractionId
      caseId?: CaseId
      teamId: TeamId
      dueAt: number
    },
    within?: Write,
  ): Promise<unknown>
}

/** BY-36: what was promised to the passenger or planned with the company. */
export interface Commitments {
  openTowards(passengerId: PassengerId): Promise<Commitment[]>
}

export interface Calls {
  view(callId: CallId): Promise<Call>
}

export interface Desk {
  beginWrapUp(agentId: AgentId, dueAt: number, tx: Write): Promise<void>
  moveWrapUpTarget(agentId: AgentId, dueAt: number, tx: Write): Promise<void>
  wrappedUp(agentId: AgentId, tx: Write): Promise<void>
  /** After the commit. */
  settled(agentId: AgentId): Promise<void>
  /** The contact that the agent has in hand: offered, talking or wrapping up. */
  inHand(agentId: AgentId): Promise<InteractionId | undefined>
}

/** The queue's own times. */
export type WrapUpMs = (queueId: QueueId | undefined) => number
