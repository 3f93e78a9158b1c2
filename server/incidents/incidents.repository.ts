/** SQL of incidents. */
import type { Kysely } from 'kysely'
import type { UserId } from '../contracts/ids.ts'
import type { IncidentLevel } from '../contracts/incidents.ts'

export interface IncidentRow {
  id: string
  level: IncidentLevel
  text_zh: string
  text_en: string
  script_zh: string
  script_en: string
  posted_by: UserId
  posted_at: number
  ends_at: number
  ended_by: UserId | null
  version: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ incident: IncidentRow }>

export async function insertIncident(db: Kysely<unknown>, row: IncidentRow): Promise<void> {
  await own(db).insertInto('incident').values(row).execute()
}

export const findIncident = (db: Kysely<unknown>, id: string) =>
  own(db).selectFrom('incident').selectAll().where('id', '=', id).executeTakeFirst()

/** Those not over, the newest first. */
export const listCurrent = (db: Kysely<unknown>, now: number, limit: number) =>
  own(db)
    .selectFrom('incident')
    .selectAll()
    .where('ends_at', '>', now)
    .orderBy('posted_at', 'desc')
    .limit(limit)
    .execute()

/** False when the version is not the newest. */
export async function updateEnd(
  db: Kysely<unknown>,
  end: { id: string; version: number; endsAt: number; endedBy: UserId },
): Promise<boolean> {
  const result = await own(db)
    .updateTable('incident')
    .set({ ends_at: end.endsAt, ended_by: end.endedBy, version: end.version + 1 })
    .where('id', '=', end.id)
    .where('version', '=', end.version)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
