/** SQL of units. */
import type { Kysely } from 'kysely'
import type { TeamId } from '../contracts/ids.ts'
import type { DepartmentGroup, ServiceFunction, Unit, UnitKind } from '../contracts/organisation.ts'

interface UnitRow {
  id: TeamId
  name_zh: string
  name_en: string
  code: string
  kind: UnitKind
  parent_id: TeamId | null
  department_group: DepartmentGroup | null
  calendar_id: string
  address_zh: string
  address_en: string
  city_zh: string
  city_en: string
  phone: string
  serves: string
  service: ServiceFunction
  disabled: number
  version: number
}

const own = (db: Kysely<unknown>) => db as Kysely<{ team: UnitRow }>
const rowsAtOnce = 100

/** All units by code. */
export async function listUnits(db: Kysely<unknown>): Promise<Unit[]> {
  return (await own(db).selectFrom('team').selectAll().orderBy('code').execute()).map(unitOf)
}

/** Adds units. */
export async function insertUnits(db: Kysely<unknown>, units: readonly Unit[]): Promise<void> {
  for (let from = 0; from < units.length; from += rowsAtOnce)
    await own(db)
      .insertInto('team')
      .values(units.slice(from, from + rowsAtOnce).map(rowOf))
      .execute()
}

/** Saves a unit if it still has the version before its own; false when somebody was faster. */
export async function updateUnit(db: Kysely<unknown>, unit: Unit): Promise<boolean> {
  const { id, ...row } = rowOf(unit)
  const result = await own(db)
    .updateTable('team')
    .set(row)
    .where('id', '=', id)
    .where('version', '=', unit.version - 1)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

function unitOf(row: UnitRow): Unit {
  return {
    id: row.id,
    name: { zh: row.name_zh, en: row.name_en },
    code: row.code,
    kind: row.kind,
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    ...(row.department_group !== null && { group: row.department_group }),
    calendarId: row.calendar_id,
    address: { zh: row.address_zh, en: row.address_en },
    city: { zh: row.city_zh, en: row.city_en },
    phone: row.phone,
    serves: JSON.parse(row.serves) as Unit['serves'],
    service: row.service,
    disabled: row.disabled === 1,
    version: row.version,
  }
}

function rowOf(unit: Unit): UnitRow {
  return {
    id: unit.id,
    name_zh: unit.name.zh,
    name_en: unit.name.en,
    code: unit.code,
    kind: unit.kind,
    parent_id: unit.parentId ?? null,
    department_group: unit.group ?? null,
    calendar_id: unit.calendarId,
    address_zh: unit.address.zh,
    address_en: unit.address.en,
    city_zh: unit.city.zh,
    city_en: unit.city.en,
    phone: unit.phone,
    serves: JSON.stringify(unit.serves),
    service: unit.service,
    disabled: unit.disabled ? 1 : 0,
    version: unit.version,
  }
}
