/** SQL of problems, their cases, actions and history. */
import type { Kysely } from 'kysely'
import type { CaseId, ProblemId, UserId } from '../contracts/ids.ts'
import type { ProblemEvent, ProblemFilter, ProblemState, ProblemTrait } from '../contracts/problems.ts'

export interface ProblemRow {
  id: ProblemId
  ordinal: number
  state: ProblemState
  title: string
  leaf: string
  trait: ProblemTrait
  trait_value: string
  cause: string
  owner_id: UserId | null
  owner_name: string | null
  recurrences: number
  proposed_at: number
  decided_at: number | null
  solved_at: number | null
  version: number
}

export interface ActionRow {
  id: string
  problem_id: ProblemId
  text: string
  owner_id: UserId
  owner_name: string | null
  due_at: number
  done_at: number | null
  done_by_name: string | null
}

interface EventRow {
  problem_id: ProblemId
  seq: number
  at: number
  event: ProblemEvent['event']
  by_id: UserId | null
  by_name: string | null
  text: string | null
}

interface OwnTables {
  problem: ProblemRow
  problem_case: { problem_id: ProblemId; case_id: CaseId; added_at: number }
  problem_action: ActionRow
  problem_event: EventRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>
export const livingStates = ['proposed', 'open', 'in-hand'] as const

/** The next running number. Its column is unique, so of two writers one runs again. */
export async function nextOrdinal(db: Kysely<unknown>): Promise<number> {
  const row = await own(db)
    .selectFrom('problem')
    .select((select) => select.fn.max('ordinal').as('last'))
    .executeTakeFirst()
  return (row?.last ?? 0) + 1
}

export async function insertProblem(db: Kysely<unknown>, row: ProblemRow): Promise<void> {
  await own(db).insertInto('problem').values(row).execute()
}

export function findProblem(db: Kysely<unknown>, id: ProblemId): Promise<ProblemRow | undefined> {
  return own(db).selectFrom('problem').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Changes a problem if it still has this version; false when somebody was faster. */
export async function updateProblem(
  db: Kysely<unknown>,
  row: Pick<ProblemRow, 'id' | 'version'>,
  change: Partial<ProblemRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('problem')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Problems of a leaf, newest first. */
export function problemsOfLeaf(db: Kysely<unknown>, leaf: string): Promise<ProblemRow[]> {
  return own(db).selectFrom('problem').selectAll().where('leaf', '=', leaf).orderBy('ordinal', 'desc').execute()
}

/** A page: newest first. */
export function listProblems(
  db: Kysely<unknown>,
  wanted: ProblemFilter & { before?: number | undefined; limit: number },
): Promise<ProblemRow[]> {
  let query = own(db).selectFrom('problem').selectAll()
  if (wanted.state === 'living') query = query.where('state', 'in', [...livingStates])
  else if (wanted.state === 'solved') query = query.where('state', 'in', ['solved', 'watched'])
  else if (wanted.state !== 'all') query = query.where('state', '=', wanted.state)
  if (wanted.leaf !== undefined) query = query.where('leaf', '=', wanted.leaf)
  if (wanted.before !== undefined) query = query.where('ordinal', '<', wanted.before)
  return query.orderBy('ordinal', 'desc').limit(wanted.limit).execute()
}

/** Links cases that are not linked yet; gives how many were new. */
export async function linkCases(
  db: Kysely<unknown>,
  problemId: ProblemId,
  caseIds: readonly CaseId[],
  at: number,
): Promise<number> {
  let added = 0n
  if (caseIds.length > 0) {
    const result = await own(db)
      .insertInto('problem_case')
      .values(caseIds.map((case_id) => ({ problem_id: problemId, case_id, added_at: at })))
      .onConflict((conflict) => conflict.columns(['problem_id', 'case_id']).doNothing())
      .executeTakeFirst()
    added = result.numInsertedOrUpdatedRows ?? 0n
  }
  return Number(added)
}

/** Of several problems: how many cases each has. */
export async function caseCounts(db: Kysely<unknown>, ids: ProblemId[]): Promise<Map<ProblemId, number>> {
  if (ids.length === 0) return new Map()
  const rows = await own(db)
    .selectFrom('problem_case')
    .select((select) => ['problem_id', select.fn.countAll<number>().as('count')])
    .where('problem_id', 'in', ids)
    .groupBy('problem_id')
    .execute()
  return new Map(rows.map((row) => [row.problem_id, Number(row.count)]))
}

/** The newest cases of a problem. */
export async function casesOfProblem(db: Kysely<unknown>, id: ProblemId, limit: number): Promise<CaseId[]> {
  const rows = await own(db)
    .selectFrom('problem_case')
    .select('case_id')
    .where('problem_id', '=', id)
    .orderBy('added_at', 'desc')
    .orderBy('case_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => row.case_id)
}

/** Problems that hold one of these cases. */
export async function problemsOfCases(db: Kysely<unknown>, caseIds: readonly CaseId[]): Promise<ProblemId[]> {
  if (caseIds.length === 0) return []
  const rows = await own(db)
    .selectFrom('problem_case')
    .select('problem_id')
    .distinct()
    .where('case_id', 'in', [...caseIds])
    .execute()
  return rows.map((row) => row.problem_id)
}

export async function insertAction(db: Kysely<unknown>, row: ActionRow): Promise<void> {
  await own(db).insertInto('problem_action').values(row).execute()
}

/** Marks an action done; false when it was, or is not of this problem. */
export async function updateActionDone(
  db: Kysely<unknown>,
  id: string,
  problemId: ProblemId,
  done: { at: number; byName: string | null },
): Promise<boolean> {
  const result = await own(db)
    .updateTable('problem_action')
    .set({ done_at: done.at, done_by_name: done.byName })
    .where('id', '=', id)
    .where('problem_id', '=', problemId)
    .where('done_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Actions of several problems, soonest due first. */
export function actionsOf(db: Kysely<unknown>, ids: ProblemId[]): Promise<ActionRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('problem_action').selectAll().where('problem_id', 'in', ids).orderBy('due_at').execute()
}

export async function appendProblemEvent(db: Kysely<unknown>, event: Omit<EventRow, 'seq'>): Promise<void> {
  const last = await own(db)
    .selectFrom('problem_event')
    .select((select) => select.fn.max('seq').as('seq'))
    .where('problem_id', '=', event.problem_id)
    .executeTakeFirst()
  await own(db)
    .insertInto('problem_event')
    .values({ ...event, seq: (last?.seq ?? 0) + 1 })
    .execute()
}

export function problemEvents(db: Kysely<unknown>, id: ProblemId): Promise<EventRow[]> {
  return own(db).selectFrom('problem_event').selectAll().where('problem_id', '=', id).orderBy('seq').execute()
}
