/** HTTP of queues: the list, and the rows behind the wallboard's numbers. */
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import type { CallId, InteractionId, PassengerId, RecordingId } from '../contracts/ids.ts'
import { QueueEntryId } from '../contracts/ids.ts'
import { Queue } from '../contracts/queues.ts'
import { ContactFilter, ContactRow } from '../contracts/supervision.ts'
import type { Http } from '../platform/http.ts'
import type { QueuedCall, RungPhone } from './queues.ports.ts'
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
  queues: Queues<QueuedCall, RungPhone>
  people: ContactPeople
  /** Midnight of the house, ms UTC. */
  dayStart: () => number
}

const ContactQuery = ContactFilter.extend({ ...PageQuery.shape, before: QueueEntryId.optional() })

/** Registers the routes of queues. */
export function queuesRoutes(app: Http, { queues, people, dayStart }: QueuesRoutesDeps): void {
  app.get('/api/queues', { config: { access: 'logged-in' }, schema: { response: { 200: z.array(Queue) } } }, async () =>
    queues.list(),
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
      return { items: await describe(rows, people), ...(last && { nextBefore: last.id }) }
    },
  )
}

async function describe(rows: EntryRow[], people: ContactPeople): Promise<Array<z.infer<typeof ContactRow>>> {
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
