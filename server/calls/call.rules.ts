/** What an event changes in a call's row, and how a row looks to people. */
import type { Call, CallWithLegs, IvrStep } from '../contracts/calls.ts'
import type { RecordingId } from '../contracts/ids.ts'
import type { CallEvent } from './call.machine.ts'
import type { CallRow, LegRow } from './calls.repository.ts'

/** The columns that `event` sets beside the state; `now` in ms UTC. */
export function changesOf(row: CallRow, event: CallEvent, now: number): Partial<CallRow> {
  switch (event.event) {
    case 'answered':
      return { answered_at: now }
    case 'queued':
      return { queue_id: event.queueId }
    case 'connected':
      return { agent_id: event.agentId, talking_since: now }
    case 'held':
      return {}
    case 'retrieved':
      return { hold_ms: row.hold_ms + event.heldMs }
    case 'agent-lost':
      return { hold_ms: row.hold_ms + event.heldMs, agent_id: null, talking_since: null }
    case 'transferred':
      return {
        hold_ms: row.hold_ms + event.heldMs,
        agent_id: null,
        talking_since: null,
        queue_id: event.queueId,
        interaction_id: event.interactionId,
      }
    case 'ended':
      return { hold_ms: row.hold_ms + event.heldMs, ended_at: now, cause: event.cause }
  }
}

/** What is kept of a call's sound. */
export interface CallSound {
  recordingIds: RecordingId[]
  /** ms UTC */
  pausedSince: number | undefined
}

/** A row as the console shows it. */
export function callView(row: CallRow, { recordingIds, pausedSince }: CallSound): Call {
  return {
    id: row.id,
    direction: row.direction,
    state: row.state,
    ani: row.ani,
    dnis: row.dnis,
    language: row.language,
    path: JSON.parse(row.path) as IvrStep[],
    startedAt: row.started_at,
    holdMs: row.hold_ms,
    recordingIds,
    ...(pausedSince !== undefined && { recordingPausedSince: pausedSince }),
    ...(row.interaction_id !== null && { interactionId: row.interaction_id }),
    ...(row.queue_id !== null && { queueId: row.queue_id }),
    ...(row.answered_at !== null && { answeredAt: row.answered_at }),
    ...(row.talking_since !== null && { talkingSince: row.talking_since }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.cause !== null && { cause: row.cause }),
    ...(row.agent_id !== null && { agentId: row.agent_id }),
  }
}

/** The same with its legs. */
export function callWithLegsView(row: CallRow, sound: CallSound, legs: LegRow[]): CallWithLegs {
  return { ...callView(row, sound), legs: legs.map(legView) }
}

function legView(row: LegRow): CallWithLegs['legs'][number] {
  return {
    id: row.id,
    kind: row.kind,
    direction: row.direction,
    startedAt: row.started_at,
    ...(row.agent_id !== null && { agentId: row.agent_id }),
    ...(row.answered_at !== null && { answeredAt: row.answered_at }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.cause !== null && { cause: row.cause }),
  }
}
