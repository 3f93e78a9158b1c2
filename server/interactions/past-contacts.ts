/** Contacts that were over before this house began: taken over from elsewhere, without a call behind them. */
import type { AgentId, InteractionId, PassengerId, QueueId, TeamId } from '../contracts/ids.ts'
import type { Disposition } from '../contracts/interactions.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { insertInteraction } from './interactions.repository.ts'

/** A contact as another system, or the demo airline, tells it. Times in ms UTC. */
export interface PastContact {
  passengerId: PassengerId
  agentId: AgentId
  agentName: string
  teamId: TeamId
  queueId: QueueId
  openedAt: number
  endedAt: number
  disposition: Disposition
  note: string
}

/** No fact is announced: nothing happened today. */
export function createPastContacts({ store, bootId }: { store: Store; bootId: string }) {
  return {
    /** Adds one closed contact to a passenger's past. */
    takeOver(contact: PastContact, within?: Write): Promise<InteractionId> {
      const id = newId<InteractionId>()
      return store.write(async (tx) => {
        await insertInteraction(tx.db, {
          id,
          boot_id: bootId,
          call_id: null,
          direction: 'inbound',
          state: 'closed',
          queue_id: contact.queueId,
          team_id: contact.teamId,
          agent_id: contact.agentId,
          agent_name: contact.agentName,
          passenger_id: contact.passengerId,
          caller_match: JSON.stringify({ kind: 'known', passengerId: contact.passengerId }),
          opened_at: contact.openedAt,
          ended_at: contact.endedAt,
          disposition: contact.disposition,
          case_id: null,
          note: contact.note,
          draft: JSON.stringify({ note: '' }),
          wrap_up_due_at: null,
          extensions: 0,
          saved_key: null,
        })
        return id
      }, within)
    },
  }
}
