/**
 * The law of a call.
 *
 *   ringing --1--> in-ivr --2--> queued --3--> talking <--4/5--> held
 *                                  ^              |               |
 *                                  +-----6/8------+------6/8------+
 *   any of them --7--> ended(cause)
 *
 *   1 answered  2 queued  3 connected  4 held  5 retrieved  6 agent-lost (the caller goes back to the queue)  7 ended
 *   8 transferred (the caller goes on to another queue)
 */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { AgentId, InteractionId, QueueId } from '../contracts/ids.ts'
import type { Law } from '../platform/machine.ts'

/** Where a call stands. */
export type CallStage =
  | { state: 'ringing' }
  | { state: 'in-ivr' }
  | { state: 'queued' }
  | { state: 'talking' }
  | { state: 'held' }
  | { state: 'ended' }

/** What may happen to a call. */
export type CallEvent =
  | { event: 'answered' }
  | { event: 'queued'; queueId: QueueId }
  | { event: 'connected'; agentId: AgentId }
  | { event: 'held' }
  /** `heldMs`: how long the caller heard music, by the monotonic clock. */
  | { event: 'retrieved'; heldMs: number }
  | { event: 'agent-lost'; heldMs: number }
  /** The next agent's contact is a new one. */
  | { event: 'transferred'; heldMs: number; queueId: QueueId; interactionId: InteractionId }
  | { event: 'ended'; cause: DisconnectCause; heldMs: number }

const ended = (): CallStage => ({ state: 'ended' })
const queued = (): CallStage => ({ state: 'queued' })
const talking = (): CallStage => ({ state: 'talking' })

/** The table: state x event. */
export const callLaw: Law<CallStage, CallEvent> = {
  ringing: { answered: () => ({ state: 'in-ivr' }), ended },
  'in-ivr': { queued, ended },
  queued: { connected: talking, ended },
  talking: { held: () => ({ state: 'held' }), 'agent-lost': queued, transferred: queued, ended },
  held: { retrieved: talking, 'agent-lost': queued, transferred: queued, ended },
  ended: {},
}
