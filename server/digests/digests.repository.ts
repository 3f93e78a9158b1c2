/** SQL of digests and when they are made. */
import type { Kysely } from 'kysely'
import type { Cadence, DigestKind } from '../contracts/digests.ts'
import type { DigestId, TeamId } from '../contracts/ids.ts'

export interface DigestRow {
  id: DigestId
  kind: DigestKind
  unit_id: TeamId
  unit_zh: string
  unit_en: string
  from_at: number
  to_at: number
  made_at: number
  due_at: number | null
  /** JSON. */
  body: string
  analysis: string
  solutions: string
  sent_at: number | null
  sent_by_name: string | null
  read_at: number | null
  read_by_name: string | null
  version: number
}

export interface ScheduleRow {
  unit_id: TeamId
  kind: DigestKind
  cadence: Cadence
  weekday: number
  hour: number
  next_at: number
  version: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ digest: DigestRow; digest_schedule: ScheduleRow }>

/** Adds a digest; false when the unit has one of this time already. */
export async function insertDigest(db: Kysely<unknown>, row: DigestRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('digest')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'unit_id', 'from_at']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export function findDigest(db: Kysely<unknown>, id: DigestId): Promise<DigestRow | undefined> {
  return own(db).selectFrom('digest').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first. */
export function listDigests(
  db: Kysely<unknown>,
  wanted: {
    kind?: DigestKind | undefined
    units: readonly TeamId[] | undefined
    before?: { madeAt: number; id: DigestId } | undefined
    limit: number
  },
): Promise<Array<Omit<DigestRow, 'body' | 'analysis' | 'solutions'>>> {
  let query = own(db)
    .selectFrom('digest')
    .select([
      'id',
      'kind',
      'unit_id',
      'unit_zh',
      'unit_en',
      'from_at',
      'to_at',
      'made_at',
      'due_at',
      'sent_at',
      'sent_by_name',
      'read_at',
      'read_by_name',
      'version',
    ])
  if (wanted.kind !== undefined) query = query.where('kind', '=', wanted.kind)
  if (wanted.units !== undefined) query = query.where('unit_id', 'in', wanted.units)
  const { before } = wanted
  if (before !== undefined)
    query = query.where((where) =>
      where.or([
        where('made_at', '<', before.madeAt),
        where.and([where('made_at', '=', before.madeAt), where('id', '<', before.id)]),
      ]),
    )
  return query.orderBy('made_at', 'desc').orderBy('id', 'desc').limit(wanted.limit).execute()
}

/** Changes a digest if it still has this version; false when somebody was faster. */
export async function updateDigest(
  db: Kysely<unknown>,
  row: Pick<DigestRow, 'id' | 'version'>,
  change: Partial<DigestRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('digest')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Adds schedules of units that have none. */
export async function insertSchedules(db: Kysely<unknown>, rows: ScheduleRow[]): Promise<void> {
  if (rows.length === 0) return
  await own(db)
    .insertInto('digest_schedule')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['unit_id', 'kind']).doNothing())
    .execute()
}

export function listSchedules(db: Kysely<unknown>): Promise<ScheduleRow[]> {
  return own(db).selectFrom('digest_schedule').selectAll().orderBy('next_at').execute()
}

export function findSchedule(db: Kysely<unknown>, unitId: TeamId, kind: DigestKind): Promise<ScheduleRow | undefined> {
  return own(db)
    .selectFrom('digest_schedule')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('kind', '=', kind)
    .executeTakeFirst()
}

/** Schedules that fell due. */
export function dueSchedules(db: Kysely<unknown>, now: number, limit: number): Promise<ScheduleRow[]> {
  return own(db)
    .selectFrom('digest_schedule')
    .selectAll()
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()
}

export async function nextScheduleAt(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('digest_schedule')
    .select((select) => select.fn.min('next_at').as('at'))
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Changes a schedule if it still has this version; false when somebody was faster. */
export async function updateSchedule(
  db: Kysely<unknown>,
  row: Pick<ScheduleRow, 'unit_id' | 'kind' | 'version'>,
  change: Partial<ScheduleRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('digest_schedule')
    .set({ ...change, version: row.version + 1 })
    .where('unit_id', '=', row.unit_id)
    .where('kind', '=', row.kind)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
