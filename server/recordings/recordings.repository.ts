/** The SQL of recordings. */
import type { Kysely } from 'kysely'
import type { CallId, InteractionId, RecordingId, TeamId } from '../contracts/ids.ts'

/** open: being written; closed: whole; repaired: closed after a crash; lost: there is no sound. */
export type RecordingState = 'open' | 'closed' | 'repaired' | 'lost'

export interface RecordingRow {
  id: RecordingId
  boot_id: string
  call_id: CallId
  interaction_id: InteractionId
  team_id: TeamId
  /** Relative to the folder of recordings. */
  path: string
  codec: string
  state: RecordingState
  started_at: number
  ended_at: number | null
  duration_ms: number | null
  bytes: number | null
  sha256: string | null
}

interface Tables {
  recordings: RecordingRow
}

const own = (db: Kysely<unknown>) => db as Kysely<Tables>

export async function insertRecording(db: Kysely<unknown>, row: RecordingRow): Promise<void> {
  await own(db).insertInto('recordings').values(row).execute()
}

export async function recordingById(db: Kysely<unknown>, id: RecordingId): Promise<RecordingRow | undefined> {
  return own(db).selectFrom('recordings').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function recordingsOfCalls(db: Kysely<unknown>, ids: CallId[]): Promise<RecordingRow[]> {
  if (ids.length === 0) return []
  return own(db).selectFrom('recordings').selectAll().where('call_id', 'in', ids).orderBy('id').execute()
}

export async function recordingsOfInteraction(db: Kysely<unknown>, id: InteractionId): Promise<RecordingRow[]> {
  return own(db).selectFrom('recordings').selectAll().where('interaction_id', '=', id).orderBy('id').execute()
}

/** False when it is closed already. */
export async function closeRecording(
  db: Kysely<unknown>,
  id: RecordingId,
  change: Partial<RecordingRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('recordings')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function openLeftBy(db: Kysely<unknown>, bootId: string): Promise<RecordingRow[]> {
  return own(db)
    .selectFrom('recordings')
    .selectAll()
    .where('state', '=', 'open')
    .where('boot_id', '!=', bootId)
    .orderBy('id')
    .execute()
}
