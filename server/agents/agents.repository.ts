/** The SQL of agents and their skills. */
import type { Kysely } from 'kysely'
import type { Activity, NotReadyReason, Presence } from '../contracts/agents.ts'
import type { AgentId, CallId, InteractionId, OfferId, QueueId, TeamId } from '../contracts/ids.ts'

export interface AgentRow {
  agent_id: AgentId
  boot_id: string
  team_id: TeamId
  display_name: string
  phone: string
  presence: Presence
  reason: NotReadyReason | null
  presence_since: number
  activity: Activity
  activity_since: number
  call_id: CallId | null
  interaction_id: InteractionId | null
  offer_id: OfferId | null
  wrap_up_due_at: number | null
}

interface SkillRow {
  agent_id: AgentId
  queue_id: QueueId
  level: number
}

interface Tables {
  agents: AgentRow
  agent_skills: SkillRow
}

const own = (db: Kysely<unknown>) => db as Kysely<Tables>

export async function agentById(db: Kysely<unknown>, id: AgentId): Promise<AgentRow | undefined> {
  return own(db).selectFrom('agents').selectAll().where('agent_id', '=', id).executeTakeFirst()
}

export async function agentByPhone(db: Kysely<unknown>, phone: string): Promise<AgentRow | undefined> {
  return own(db).selectFrom('agents').selectAll().where('phone', '=', phone).executeTakeFirst()
}

/** Agents on shift, by name. */
export async function agentsOnShift(db: Kysely<unknown>): Promise<AgentRow[]> {
  return own(db)
    .selectFrom('agents')
    .selectAll()
    .where('presence', '!=', 'offline')
    .orderBy('display_name')
    .orderBy('agent_id')
    .execute()
}

export async function agentsInWait(db: Kysely<unknown>): Promise<AgentRow[]> {
  return own(db)
    .selectFrom('agents')
    .selectAll()
    .where('presence', '=', 'ready')
    .where('activity', '=', 'idle')
    .execute()
}

/** Rows that an earlier boot wrote last. */
export async function agentsLeftBy(db: Kysely<unknown>, bootId: string): Promise<AgentRow[]> {
  return own(db).selectFrom('agents').selectAll().where('boot_id', '!=', bootId).orderBy('agent_id').execute()
}

export async function insertAgent(db: Kysely<unknown>, row: AgentRow): Promise<void> {
  await own(db).insertInto('agents').values(row).execute()
}

export async function saveAgent(db: Kysely<unknown>, id: AgentId, change: Partial<AgentRow>): Promise<void> {
  await own(db).updateTable('agents').set(change).where('agent_id', '=', id).execute()
}

/** Saves the activity only if it is still the one the decision was made on. */
export async function moveActivity(
  db: Kysely<unknown>,
  id: AgentId,
  from: Activity,
  change: Partial<AgentRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('agents')
    .set(change)
    .where('agent_id', '=', id)
    .where('activity', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes an idle, ready agent for one offer; false when somebody was faster. */
export async function reserveAgent(db: Kysely<unknown>, id: AgentId, change: Partial<AgentRow>): Promise<boolean> {
  const result = await own(db)
    .updateTable('agents')
    .set(change)
    .where('agent_id', '=', id)
    .where('activity', '=', 'idle')
    .where('presence', '=', 'ready')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function skillsOf(db: Kysely<unknown>, ids: AgentId[]): Promise<SkillRow[]> {
  if (ids.length === 0) return []
  return own(db).selectFrom('agent_skills').selectAll().where('agent_id', 'in', ids).orderBy('queue_id').execute()
}

export async function replaceSkills(
  db: Kysely<unknown>,
  id: AgentId,
  skills: Array<{ queueId: QueueId; level: number }>,
): Promise<void> {
  await own(db).deleteFrom('agent_skills').where('agent_id', '=', id).execute()
  if (skills.length === 0) return
  await own(db)
    .insertInto('agent_skills')
    .values(skills.map(({ queueId, level }) => ({ agent_id: id, queue_id: queueId, level })))
    .execute()
}
