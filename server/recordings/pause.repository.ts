/** SQL of the stretches of calls that were not recorded. */
import type { Kysely } from 'kysely'
import type { CallId, PauseId, UserId } from '../contracts/ids.ts'

export type PauseEnd = 'agent' | 'house' | 'call-ended'

export interface PauseRow {
  id: PauseId
  call_id: CallId
  by_id: UserId
  from_at: number
  to_at: number | null
  ended_by: PauseEnd | null
}

const own = (db: Kysely<unknown>) => db as Kysely<{ recording_pause: PauseRow }>

export async function insertPause(db: Kysely<unknown>, row: PauseRow): Promise<void> {
  await own(db).insertInto('recording_pause').values(row).execute()
}

/** False when it has ended already. */
export async function endPause(db: Kysely<unknown>, id: PauseId, at: number, by: PauseEnd): Promise<boolean> {
  const result = await own(db)
    .updateTable('recording_pause')
    .set({ to_at: at, ended_by: by })
    .where('id', '=', id)
    .where('to_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The pause of a call that is running. */
export function runningPauseOf(db: Kysely<unknown>, callId: CallId): Promise<PauseRow | undefined> {
  return own(db)
    .selectFrom('recording_pause')
    .selectAll()
    .where('call_id', '=', callId)
    .where('to_at', 'is', null)
    .executeTakeFirst()
}

/** Pauses that no end was written of, of calls that are over. */
export async function endPausesOf(db: Kysely<unknown>, callId: CallId, at: number): Promise<void> {
  await own(db)
    .updateTable('recording_pause')
    .set({ to_at: at, ended_by: 'call-ended' })
    .where('call_id', '=', callId)
    .where('to_at', 'is', null)
    .execute()
}
