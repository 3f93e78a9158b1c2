/** SQL of monitor sessions. */
import type { Kysely } from 'kysely'
import type { AgentId, CallId, MonitorId, UserId } from '../contracts/ids.ts'
import type { MonitorMode, MonitorState } from '../contracts/monitoring.ts'

export interface MonitorRow {
  id: MonitorId
  boot_id: string
  call_id: CallId
  agent_id: AgentId
  agent_name: string
  by_id: UserId
  by_name: string
  mode: MonitorMode
  state: MonitorState
  started_at: number
  ended_at: number | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ monitor_session: MonitorRow }>

export async function insertSession(db: Kysely<unknown>, row: MonitorRow): Promise<void> {
  await own(db).insertInto('monitor_session').values(row).execute()
}

export function sessionById(db: Kysely<unknown>, id: MonitorId): Promise<MonitorRow | undefined> {
  return own(db).selectFrom('monitor_session').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The session that somebody has running. */
export function runningSessionOf(db: Kysely<unknown>, byId: UserId): Promise<MonitorRow | undefined> {
  return own(db)
    .selectFrom('monitor_session')
    .selectAll()
    .where('by_id', '=', byId)
    .where('state', '!=', 'ended')
    .executeTakeFirst()
}

/** Changes a session that is still in the state the decision was made on; false when it is not. */
export async function moveSession(
  db: Kysely<unknown>,
  id: MonitorId,
  from: MonitorState,
  change: Partial<MonitorRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('monitor_session')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Sessions that earlier boots left running. */
export function sessionsLeftBy(db: Kysely<unknown>, bootId: string): Promise<MonitorRow[]> {
  return own(db)
    .selectFrom('monitor_session')
    .selectAll()
    .where('state', '!=', 'ended')
    .where('boot_id', '!=', bootId)
    .execute()
}
