/** SQL of cases. */
import { type Kysely, sql } from 'kysely'
import type { CaseKind, CaseState } from '../contracts/cases.ts'
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
}

interface OwnTables {
  case_file: CaseRow
  case_counter: { id: number; last: number }
}

/** What a work list asks for. */
export interface CaseQuery {
  state: 'unfinished' | 'closed' | 'reopened' | 'all'
  kind?: CaseKind | undefined
  search?: string | undefined
  passengerId?: PassengerId | undefined
  teamId?: TeamId | undefined
  before?: { openedAt: number; id: CaseId } | undefined
  limit: number
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

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

/** One case, of one team when given. */
export function findCase(db: Kysely<unknown>, id: CaseId, teamId?: TeamId): Promise<CaseRow | undefined> {
  let query = own(db).selectFrom('case_file').selectAll().where('id', '=', id)
  if (teamId !== undefined) query = query.where('team_id', '=', teamId)
  return query.executeTakeFirst()
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

/** Unfinished cases oldest first, all other lists newest first. */
export function listCases(db: Kysely<unknown>, wanted: CaseQuery): Promise<CaseRow[]> {
  const oldestFirst = wanted.state === 'unfinished'
  const direction = oldestFirst ? 'asc' : 'desc'
  let query = own(db).selectFrom('case_file').selectAll()
  if (wanted.state === 'unfinished') query = query.where('state', '!=', 'closed')
  else if (wanted.state !== 'all') query = query.where('state', '=', wanted.state)
  if (wanted.kind !== undefined) query = query.where('kind', '=', wanted.kind)
  if (wanted.passengerId !== undefined) query = query.where('passenger_id', '=', wanted.passengerId)
  if (wanted.teamId !== undefined) query = query.where('team_id', '=', wanted.teamId)
  if (wanted.search) query = query.where(contains(wanted.search))
  const { before } = wanted
  if (before !== undefined) {
    const beyond = oldestFirst ? '>' : '<'
    query = query.where((where) =>
      where.or([
        where('opened_at', beyond, before.openedAt),
        where.and([where('opened_at', '=', before.openedAt), where('id', beyond, before.id)]),
      ]),
    )
  }
  return query.orderBy('opened_at', direction).orderBy('id', direction).limit(wanted.limit).execute()
}

function contains(text: string) {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (char) => `\\${char}`)}%`
  return sql<boolean>`search like ${pattern} escape '\\'`
}
