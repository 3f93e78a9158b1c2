/** What the wallboard needs of other rooms, in its own words. */
import type { AgentState } from '../contracts/agents.ts'
import type { CallId, InteractionId, PassengerId, QueueEntryId, QueueId } from '../contracts/ids.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { Queue } from '../contracts/queues.ts'

/** An entry that waits or is being offered, in the order of service. */
export interface WaitingEntry {
  id: QueueEntryId
  queue_id: QueueId
  call_id: CallId
  interaction_id: InteractionId
  state: string
  enqueued_at: number
}

export interface Floor {
  queues(): Queue[]
  waiting(): Promise<WaitingEntry[]>
  agents(): Promise<AgentState[]>
  /** Who the waiting are; whoever is missing is shown without a name. */
  callers(
    waiting: Array<{ interactionId: InteractionId; callId: CallId }>,
  ): Promise<Map<InteractionId, { ani: string; name?: string; passengerId?: PassengerId; tier: Tier }>>
}
