/** Who may be offered a caller, and how an agent looks to people. */
import type { AgentState } from '../contracts/agents.ts'
import type { AgentId, QueueId } from '../contracts/ids.ts'
import type { AgentRow } from './agents.repository.ts'

/** What is known of reach at this moment. */
export interface Reach {
  reachable(agentId: AgentId): boolean
  phoneRegistered(agentId: AgentId): boolean
}

/** Intent and not busy and reachable; computed each time, so that what is shown is what routing does. */
export function isRoutable(row: AgentRow, reach: Reach): boolean {
  return row.presence === 'ready' && row.activity === 'idle' && reach.reachable(row.agent_id)
}

/** Since when the agent could have taken a call: the later of becoming idle and becoming ready. */
export function idleSince(row: AgentRow): number {
  return Math.max(row.activity_since, row.presence_since)
}

/** A row as consoles show it; `skills` may hold those of other agents too. */
export function agentView(
  row: AgentRow,
  skills: ReadonlyArray<{ agent_id: AgentId; queue_id: QueueId }>,
  reach: Reach,
): AgentState {
  return {
    agentId: row.agent_id,
    displayName: row.display_name,
    teamId: row.team_id,
    presence: row.presence,
    presenceSince: row.presence_since,
    activity: row.activity,
    activitySince: row.activity_since,
    routable: isRoutable(row, reach),
    phoneRegistered: reach.phoneRegistered(row.agent_id),
    skills: skills.filter((skill) => skill.agent_id === row.agent_id).map((skill) => skill.queue_id),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.call_id !== null && { callId: row.call_id }),
    ...(row.interaction_id !== null && { interactionId: row.interaction_id }),
    ...(row.offer_id !== null && { offerId: row.offer_id }),
    ...(row.wrap_up_due_at !== null && { wrapUpDueAt: row.wrap_up_due_at }),
  }
}
