/** SQL of cases. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { CallerParty, CaseChannel, CaseKind, CaseState, JourneyStage } from '../contracts/cases.ts'
import type { CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'

export interface CaseRow {
  id: CaseId
  number: string
  kind: CaseKind
  category: string
  subject: string
  details: string
  flight: string
  state: CaseState
  passenger_id: PassengerId | null
  passenger_name: string | null
  interaction_id: InteractionId | null
  team_id: TeamId
  owner_id: UserId | null
  owner_name: string | null
  opened_by: UserId
  opened_at: number
  closed_at: number | null
  reopened_at: number | null
  resolution: string | null
  last_score: number | null
  /** How often the case was closed: each closing may have its own callback. */
  closings: number
  search: string
  version: number
  department_id: TeamId | null
  flight_date: string | null
  station: string | null
  stage: JourneyStage | null
  party: CallerParty
  party_name: string | null
  channel: CaseChannel
  first_contact_at: number | null
  next_due_at: number | null
  /** JSON: values of the form by field name. */
  fields: string
  /** JSON: list of QualityTag. */
  qualities: string
  /** JSON: label and department as the catalogue had them on the day of closing. */
  closed_as: string | null
  /** Of the filing; a repeated one finds its case by it. */
  request_key: string | null
}

/** The tables of this file. */
export interface OwnTables {
  case_file: CaseRow
  case_counter: { id: number; last: number }
}

/** The room's own tables. */
export const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** The next running number; its row is locked until the commit. A rolled back case leaves no gap, a deleted one would. */
export async function takeNumber(db: Kysely<unknown>): Promise<string> {
  const { last } = await own(db)
    .updateTable('case_counter')
    .set({ last: sql<number>`last + 1` })
    .where('id', '=', 1)
    .returning('last')
    .executeTakeFirstOrThrow()
  return `C-${String(last).padStart(6, '0')}`
}

/** Adds a case. */
export async function insertCase(db: Kysely<unknown>, row: CaseRow): Promise<void> {
  await own(db).insertInto('case_file').values(row).execute()
}

/** One case; with `units` only when it is theirs or in their hands. */
export function findCase(db: Kysely<unknown>, id: CaseId, units?: readonly TeamId[]): Promise<CaseRow | undefined> {
  let query = own(db).selectFrom('case_file').selectAll().where('id', '=', id)
  if (units !== undefined) query = query.where(ofUnits(units))
  return query.executeTakeFirst()
}

/** Cases of these units, and those that one of them has in hand. */
export function ofUnits(units: readonly TeamId[]) {
  return (where: ExpressionBuilder<OwnTables, 'case_file'>) =>
    where.or([where('team_id', 'in', [...units]), where('department_id', 'in', [...units])])
}

/** Changes a case if it still has this version; false when somebody was faster. */
export async function updateCase(
  db: Kysely<unknown>,
  id: CaseId,
  version: number,
  change: Partial<CaseRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('case_file')
    .set({ ...change, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The case of a number that people say. */
export function findByNumber(db: Kysely<unknown>, number: string): Promise<CaseRow | undefined> {
  return own(db).selectFrom('case_file').selectAll().where('number', '=', number).executeTakeFirst()
}

/** The case of a filing. */
export function findByKey(db: Kysely<unknown>, key: string): Promise<CaseRow | undefined> {
  return own(db).selectFrom('case_file').selectAll().where('request_key', '=', key).executeTakeFirst()
}

/** Cases that were filed in a contact, in their order. */
export function findOfInteraction(db: Kysely<unknown>, id: InteractionId): Promise<CaseRow[]> {
  return own(db).selectFrom('case_file').selectAll().where('interaction_id', '=', id).orderBy('number').execute()
}

/** Sets when the next clock ends; no version, because nothing that a person wrote is changed. */
export async function setDue(db: Kysely<unknown>, id: CaseId, dueAt: number | null): Promise<void> {
  await own(db).updateTable('case_file').set({ next_due_at: dueAt }).where('id', '=', id).execute()
}

/** How many complaints of each passenger are not settled; passengers without one are left out. */
export async function countOpenComplaints(
  db: Kysely<unknown>,
  passengerIds: PassengerId[],
): Promise<Map<PassengerId, number>> {
  const rows = await own(db)
    .selectFrom('case_file')
    .select((select) => ['passenger_id', select.fn.countAll<number>().as('open')])
    .where('passenger_id', 'in', passengerIds)
    .where('kind', '=', 'complaint')
    .where('state', '!=', 'closed')
    .groupBy('passenger_id')
    .execute()
  return new Map(rows.flatMap((row) => (row.passenger_id ? [[row.passenger_id, Number(row.open)] as const] : [])))
}
