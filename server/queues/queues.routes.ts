/** HTTP of queues: the list, and the rows behind the wallboard's numbers. */
import { z } from 'zod'
import type { SessionUser } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import {
  type AgentId,
  type CallId,
  type InteractionId,
  type PassengerId,
  QueueEntryId,
  QueueId,
  type RecordingId,
} from '../contracts/ids.ts'
import { Queue, QueueEdit } from '../contracts/queues.ts'
import { ContactFilter, ContactRow } from '../contracts/supervision.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { QueuedCall, RungPhone, Trail } from './queues.ports.ts'
import type { EntryRow } from './queues.repository.ts'
import type { Queues } from './queues.service.ts'

/** Who the people behind entries are; other rooms know. */
export interface ContactPeople {
  describe(
    contacts: Array<{ interactionId: InteractionId; callId: CallId }>,
  ): Promise<Map<InteractionId, { ani: string; passengerId?: PassengerId; passengerName?: string; agentName?: string }>>
  recordings(callIds: CallId[]): Promise<Map<CallId, RecordingId[]>>
}

interface QueuesRoutesDeps {
  trail: Trail
  /** Those of these agents for whom this user answers. */
  agentsSeenBy(user: SessionUser, ids: AgentId[]): Promise<ReadonlySet<AgentId>>
  queues: Queues<QueuedCall, RungPhone>
  people: ContactPeople
  /** Midnight of the house, ms UTC. */
  dayStart: () => number
}

type ContactItem = z.infer<typeof ContactRow>

const ContactQuery = ContactFilter.extend({ ...PageQuery.shape, before: QueueEntryId.optional() })

/** Registers the routes of queues. */
export function queuesRoutes(app: Http, deps: QueuesRoutesDeps): void {
  const { queues, people, dayStart, trail } = deps
  app.get('/api/queues', { config: { access: 'logged-in' }, schema: { response: { 200: z.array(Queue) } } }, async () =>
    queues.list(),
  )
  app.put(
    '/api/queues/:id',
    {
      config: { access: ['admin'] },
      schema: { params: z.object({ id: QueueId }), body: QueueEdit, response: { 200: Queue } },
    },
    (request) => {
      const { id: actorId, role } = userOf(request)
      const act = { action: 'queue-changed', objectType: 'queue', objectId: request.params.id }
      return queues.edit(request.params.id, request.body, (tx) =>
        trail.record({ actorId, role, ip: request.ip, ...act }, tx),
      )
    },
  )
  app.get(
    '/api/contacts',
    {
      config: { access: ['supervisor', 'admin'] },
      schema: { querystring: ContactQuery, response: { 200: page(ContactRow) } },
    },
    async (request) => {
      const { queueId, outcome, before, limit } = request.query
      const rows = await queues.contacts({
        since: dayStart(),
        outcome,
        limit,
        ...(queueId && { queueId }),
        ...(before && { before }),
      })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const items = await describe(rows, people)
      const agents = rows.flatMap((row) => (row.agent_id === null ? [] : [row.agent_id]))
      const seen = await deps.agentsSeenBy(userOf(request), [...new Set(agents)])
      return {
        items: items.map((item, i) => (isOpen(rows[i]?.agent_id, seen) ? item : nameless(item))),
        ...(last && { nextBefore: last.id }),
      }
    },
  )
}

/** A caller whom nobody took is everybody's; one whom an agent took belongs to that agent's leads. */
const isOpen = (agentId: AgentId | null | undefined, seen: ReadonlySet<AgentId>): boolean =>
  agentId === null || agentId === undefined || seen.has(agentId)

/** The row counts, so that number and rows agree; whose it was stays with the unit. */
function nameless(row: ContactItem): ContactItem {
  const { passengerId: _id, passengerName: _name, agentName: _agent, ...rest } = row
  return { ...rest, ani: '', recordingIds: [] }
}

async function describe(rows: EntryRow[], people: ContactPeople): Promise<ContactItem[]> {
  const [who, recordings] = await Promise.all([
    people.describe(rows.map((row) => ({ interactionId: row.interaction_id, callId: row.call_id }))),
    people.recordings(rows.map((row) => row.call_id)),
  ])
  return rows.map((row) => ({
    entryId: row.id,
    interactionId: row.interaction_id,
    callId: row.call_id,
    queueId: row.queue_id,
    ani: '',
    ...who.get(row.interaction_id),
    enqueuedAt: row.enqueued_at,
    state: row.state,
    recordingIds: recordings.get(row.call_id) ?? [],
    ...(row.wait_ms !== null && { waitMs: row.wait_ms }),
  }))
}
