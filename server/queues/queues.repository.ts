/** The SQL of queues, entries and offers. */
import type { Kysely } from 'kysely'
import type { AgentId, CallId, InteractionId, OfferId, QueueEntryId, QueueId } from '../contracts/ids.ts'
import type { AbandonReason, OfferOutcome, Queue, QueueEdit, QueueEntryState } from '../contracts/queues.ts'

interface QueueRow {
  id: QueueId
  name_zh: string
  name_en: string
  ring_ms: number
  wrap_up_ms: number
  service_level_ms: number
  version: number
}

export interface EntryRow {
  id: QueueEntryId
  boot_id: string
  queue_id: QueueId
  call_id: CallId
  interaction_id: InteractionId
  priority: number
  state: QueueEntryState
  /** Decides the place; older than `entered_at` for a caller who lost the agent in mid-call. */
  enqueued_at: number
  entered_at: number
  ended_at: number | null
  wait_ms: number | null
  agent_id: AgentId | null
  offer_id: OfferId | null
  abandon_reason: AbandonReason | null
}

export interface OfferRow {
  id: OfferId
  boot_id: string
  entry_id: QueueEntryId
  agent_id: AgentId
  active_entry: QueueEntryId | null
  active_agent: AgentId | null
  idle_ms: number
  offered_at: number
  ended_at: number | null
  outcome: OfferOutcome | null
}

interface Tables {
  queues: QueueRow
  queue_entries: EntryRow
  offers: OfferRow
}

const own = (db: Kysely<unknown>) => db as Kysely<Tables>

export async function allQueues(db: Kysely<unknown>): Promise<Queue[]> {
  const rows = await own(db).selectFrom('queues').selectAll().orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    name: { zh: row.name_zh, en: row.name_en },
    ringMs: row.ring_ms,
    wrapUpMs: row.wrap_up_ms,
    serviceLevelMs: row.service_level_ms,
    version: row.version,
  }))
}

/** Saves the times of a queue if it still has this version; false when somebody was faster. */
export async function updateQueue(db: Kysely<unknown>, id: QueueId, edit: QueueEdit): Promise<boolean> {
  const { ringMs: ring_ms, wrapUpMs: wrap_up_ms, serviceLevelMs: service_level_ms, version } = edit
  const result = await own(db)
    .updateTable('queues')
    .set({ ring_ms, wrap_up_ms, service_level_ms, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function insertEntry(db: Kysely<unknown>, row: EntryRow): Promise<void> {
  await own(db).insertInto('queue_entries').values(row).execute()
}

export async function entryById(db: Kysely<unknown>, id: QueueEntryId): Promise<EntryRow | undefined> {
  return own(db).selectFrom('queue_entries').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Saves only if the state is still the one the decision was made on. */
export async function moveEntry(
  db: Kysely<unknown>,
  id: QueueEntryId,
  from: QueueEntryState,
  change: Partial<EntryRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('queue_entries')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Who waits or is being offered, in the order of service. */
export async function liveEntries(db: Kysely<unknown>): Promise<EntryRow[]> {
  return own(db)
    .selectFrom('queue_entries')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('priority', 'desc')
    .orderBy('enqueued_at')
    .orderBy('id')
    .execute()
}

export async function insertOffer(db: Kysely<unknown>, row: OfferRow): Promise<void> {
  await own(db).insertInto('offers').values(row).execute()
}

/** False when the offer has ended already. */
export async function endOffer(db: Kysely<unknown>, id: OfferId, outcome: OfferOutcome, at: number): Promise<boolean> {
  const result = await own(db)
    .updateTable('offers')
    .set({ outcome, ended_at: at, active_entry: null, active_agent: null })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function offersLeftBy(db: Kysely<unknown>, bootId: string): Promise<OfferRow[]> {
  return own(db).selectFrom('offers').selectAll().where('ended_at', 'is', null).where('boot_id', '!=', bootId).execute()
}

export interface EntryFilter {
  since: number
  queueId?: QueueId
  outcome: 'offered' | 'answered' | 'abandoned' | 'answered-in-time' | 'abandoned-in-time'
  /** Service level of each queue in ms. */
  inTimeMs: ReadonlyMap<QueueId, number>
  before?: QueueEntryId
  limit: number
}

/** Entries since a moment, newest first; ids sort by time of making. */
export async function entriesOf(db: Kysely<unknown>, filter: EntryFilter): Promise<EntryRow[]> {
  const { before, queueId, outcome } = filter
  let query = own(db).selectFrom('queue_entries').selectAll().where('entered_at', '>=', filter.since)
  if (queueId) query = query.where('queue_id', '=', queueId)
  if (before) query = query.where('id', '<', before)
  if (outcome.startsWith('answered')) query = query.where('state', '=', 'connected')
  if (outcome.startsWith('abandoned')) query = query.where('state', '=', 'abandoned')
  if (outcome.endsWith('-in-time'))
    query = query.where((where) =>
      where.or(
        [...filter.inTimeMs].map(([id, ms]) => where.and([where('queue_id', '=', id), where('wait_ms', '<=', ms)])),
      ),
    )
  return query.orderBy('id', 'desc').limit(filter.limit).execute()
}
