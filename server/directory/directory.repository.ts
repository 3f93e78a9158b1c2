/** SQL of responsibilities and duty shifts. */
import type { Kysely } from 'kysely'
import type { Label } from '../contracts/common.ts'
import type { DutyShift, ShiftId } from '../contracts/directory.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'

interface ResponsibilityRow {
  id: string
  unit_id: TeamId
  name_zh: string
  name_en: string
}

interface ShiftRow {
  id: ShiftId
  unit_id: TeamId
  user_id: UserId
  task_zh: string
  task_en: string
  weekdays: string
  from_minute: number
  to_minute: number
  zone: string
  valid_from: string | null
  valid_until: string | null
  version: number
}

/** A shift as it is kept: the name of the person is looked up. */
export type KeptShift = Omit<DutyShift, 'userName'>

const own = (db: Kysely<unknown>) => db as Kysely<{ responsibility: ResponsibilityRow; duty_shift: ShiftRow }>
const rowsAtOnce = 100

/** What each unit answers for. */
export async function listResponsibilities(db: Kysely<unknown>): Promise<Array<{ unitId: TeamId; name: Label }>> {
  const rows = await own(db).selectFrom('responsibility').selectAll().orderBy('id').execute()
  return rows.map((row) => ({ unitId: row.unit_id, name: { zh: row.name_zh, en: row.name_en } }))
}

/** Adds what units answer for. */
export async function insertResponsibilities(
  db: Kysely<unknown>,
  items: ReadonlyArray<{ id: string; unitId: TeamId; name: Label }>,
): Promise<void> {
  for (let from = 0; from < items.length; from += rowsAtOnce)
    await own(db)
      .insertInto('responsibility')
      .values(
        items
          .slice(from, from + rowsAtOnce)
          .map(({ id, unitId, name }) => ({ id, unit_id: unitId, name_zh: name.zh, name_en: name.en })),
      )
      .execute()
}

/** Forgets what a unit answers for. */
export async function deleteResponsibilities(db: Kysely<unknown>, unitId: TeamId): Promise<void> {
  await own(db).deleteFrom('responsibility').where('unit_id', '=', unitId).execute()
}

/** Shifts of these units, or all, in the order of the week. */
export async function listShifts(db: Kysely<unknown>, units?: readonly TeamId[]): Promise<KeptShift[]> {
  let query = own(db).selectFrom('duty_shift').selectAll()
  if (units !== undefined) query = query.where('unit_id', 'in', units)
  return (await query.orderBy('unit_id').orderBy('from_minute').orderBy('id').execute()).map(shiftOf)
}

/** One shift. */
export async function findShift(db: Kysely<unknown>, id: ShiftId): Promise<KeptShift | undefined> {
  const row = await own(db).selectFrom('duty_shift').selectAll().where('id', '=', id).executeTakeFirst()
  return row && shiftOf(row)
}

/** Adds shifts. */
export async function insertShifts(db: Kysely<unknown>, shifts: readonly KeptShift[]): Promise<void> {
  for (let from = 0; from < shifts.length; from += rowsAtOnce)
    await own(db)
      .insertInto('duty_shift')
      .values(shifts.slice(from, from + rowsAtOnce).map(rowOf))
      .execute()
}

/** Saves a shift if it still has the version before its own; false when somebody was faster. */
export async function updateShift(db: Kysely<unknown>, shift: KeptShift): Promise<boolean> {
  const { id, ...row } = rowOf(shift)
  const result = await own(db)
    .updateTable('duty_shift')
    .set(row)
    .where('id', '=', id)
    .where('version', '=', shift.version - 1)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Takes a shift off the roster. */
export async function deleteShift(db: Kysely<unknown>, id: ShiftId): Promise<void> {
  await own(db).deleteFrom('duty_shift').where('id', '=', id).execute()
}

function shiftOf(row: ShiftRow): KeptShift {
  return {
    id: row.id,
    unitId: row.unit_id,
    userId: row.user_id,
    task: { zh: row.task_zh, en: row.task_en },
    weekdays: JSON.parse(row.weekdays) as number[],
    fromMinute: row.from_minute,
    toMinute: row.to_minute,
    zone: row.zone,
    ...(row.valid_from !== null && { validFrom: row.valid_from }),
    ...(row.valid_until !== null && { validUntil: row.valid_until }),
    version: row.version,
  }
}

function rowOf(shift: KeptShift): ShiftRow {
  return {
    id: shift.id,
    unit_id: shift.unitId,
    user_id: shift.userId,
    task_zh: shift.task.zh,
    task_en: shift.task.en,
    weekdays: JSON.stringify(shift.weekdays),
    from_minute: shift.fromMinute,
    to_minute: shift.toMinute,
    zone: shift.zone,
    valid_from: shift.validFrom ?? null,
    valid_until: shift.validUntil ?? null,
    version: shift.version,
  }
}
