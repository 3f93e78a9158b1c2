/** The SQL of interactions. */
import type { Kysely } from 'kysely'
import type { AgentId, CallId, CaseId, InteractionId, PassengerId, QueueId, TeamId } from '../contracts/ids.ts'
import type { Disposition, InteractionState } from '../contracts/interactions.ts'

export interface InteractionRow {
  id: InteractionId
  boot_id: string
  call_id: CallId | null
  direction: 'inbound' | 'outbound'
  state: InteractionState
  queue_id: QueueId | null
  team_id: TeamId | null
  agent_id: AgentId | null
  agent_name: string | null
  passenger_id: PassengerId | null
  /** JSON of CallerMatch. */
  caller_match: string
  opened_at: number
  ended_at: number | null
  disposition: Disposition | null
  case_id: CaseId | null
  note: string | null
  /** JSON of Draft. */
  draft: string
  wrap_up_due_at: number | null
  extensions: number
  saved_key: string | null
}

interface Tables {
  interactions: InteractionRow
}

const own = (db: Kysely<unknown>) => db as Kysely<Tables>

export async function insertInteraction(db: Kysely<unknown>, row: InteractionRow): Promise<void> {
  await own(db).insertInto('interactions').values(row).execute()
}

export async function interactionById(db: Kysely<unknown>, id: InteractionId): Promise<InteractionRow | undefined> {
  return own(db).selectFrom('interactions').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function interactionsByIds(db: Kysely<unknown>, ids: InteractionId[]): Promise<InteractionRow[]> {
  if (ids.length === 0) return []
  return own(db).selectFrom('interactions').selectAll().where('id', 'in', ids).execute()
}

export async function interactionBySavedKey(db: Kysely<unknown>, key: string): Promise<InteractionRow | undefined> {
  return own(db).selectFrom('interactions').selectAll().where('saved_key', '=', key).executeTakeFirst()
}

/** Newest first. */
export async function interactionsOf(
  db: Kysely<unknown>,
  passengerId: PassengerId,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): Promise<InteractionRow[]> {
  return own(db)
    .selectFrom('interactions')
    .selectAll()
    .where('passenger_id', '=', passengerId)
    .where('opened_at', '<', before)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}

export async function saveInteraction(
  db: Kysely<unknown>,
  id: InteractionId,
  change: Partial<InteractionRow>,
): Promise<void> {
  await own(db).updateTable('interactions').set(change).where('id', '=', id).execute()
}

/** Saves only if the state is still the one the decision was made on. */
export async function moveInteraction(
  db: Kysely<unknown>,
  id: InteractionId,
  from: InteractionState,
  change: Partial<InteractionRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('interactions')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Contacts that an earlier boot left in the midst of a call. */
export async function openLeftBy(db: Kysely<unknown>, bootId: string): Promise<InteractionRow[]> {
  return own(db)
    .selectFrom('interactions')
    .selectAll()
    .where('state', '=', 'open')
    .where('boot_id', '!=', bootId)
    .orderBy('id')
    .execute()
}
