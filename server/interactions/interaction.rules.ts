/** How a contact looks to people, and to whom it shows itself. */
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import type { InteractionId } from '../contracts/ids.ts'
import type { InteractionSummary } from '../contracts/interactions.ts'
import type { InteractionRow } from './interactions.repository.ts'

/** A row in short. */
export function summaryOf(row: InteractionRow): InteractionSummary {
  return {
    id: row.id,
    direction: row.direction,
    state: row.state,
    openedAt: row.opened_at,
    ...(row.call_id !== null && { callId: row.call_id }),
    ...(row.queue_id !== null && { queueId: row.queue_id }),
    ...(row.ended_at !== null && { endedAt: row.ended_at }),
    ...(row.disposition !== null && { disposition: row.disposition }),
    ...(row.agent_id !== null && { agentId: row.agent_id }),
    ...(row.agent_name !== null && { agentName: row.agent_name }),
    ...(row.passenger_id !== null && { passengerId: row.passenger_id }),
    ...(row.case_id !== null && { caseId: row.case_id }),
    ...(row.note !== null && { note: row.note }),
  }
}

/** Agents see their own, their unit's and the one in hand; supervisors their units' and those nobody took; admins all. */
export function maySee(user: SessionUser, row: InteractionRow, inHand: InteractionId | undefined): boolean {
  if (user.role === 'admin' || row.agent_id === user.id || row.id === inHand) return true
  if (row.team_id === null) return user.role === 'supervisor'
  return seesUnit(user, row.team_id)
}
