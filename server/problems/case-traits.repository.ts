/** SQL of what cases are compared by, of spikes, and of the thresholds. */
import { type Kysely, sql } from 'kysely'
import type { CaseKind } from '../contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'

export interface TraitRow {
  case_id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  station: string | null
  flight: string | null
  department: string | null
  team_id: TeamId
  opened_at: number
  /** JSON: hashed words of the subject. */
  marks: string
}

export interface SpikeRow {
  leaf: string
  day: string
  seen_at: number
  cases: number
  usual_hundredths: number
  seen_by_name: string | null
}

interface OwnTables {
  case_trait: TraitRow
  leaf_spike: SpikeRow
  problem_thresholds: { version: number; saved_at: number; saved_by: UserId | null; body: string }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds a case, or what changed of it. */
export async function putTrait(db: Kysely<unknown>, row: TraitRow): Promise<void> {
  const { case_id: _, ...change } = row
  await own(db)
    .insertInto('case_trait')
    .values(row)
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(change))
    .execute()
}

export function findTrait(db: Kysely<unknown>, id: CaseId): Promise<TraitRow | undefined> {
  return own(db).selectFrom('case_trait').selectAll().where('case_id', '=', id).executeTakeFirst()
}

/** The newest cases of a leaf since a time. */
export function traitsOfLeaf(db: Kysely<unknown>, leaf: string, since: number, limit: number): Promise<TraitRow[]> {
  return own(db)
    .selectFrom('case_trait')
    .selectAll()
    .where('leaf', '=', leaf)
    .where('opened_at', '>=', since)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute()
}

/** When cases of a leaf were opened since a time. */
export async function openedOfLeaf(db: Kysely<unknown>, leaf: string, since: number): Promise<number[]> {
  const rows = await own(db)
    .selectFrom('case_trait')
    .select('opened_at')
    .where('leaf', '=', leaf)
    .where('opened_at', '>=', since)
    .execute()
  return rows.map((row) => row.opened_at)
}

export function traitsByIds(db: Kysely<unknown>, ids: CaseId[]): Promise<TraitRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('case_trait').selectAll().where('case_id', 'in', ids).orderBy('opened_at', 'desc').execute()
}

/** Cases of each leaf in each span of `ms` since `from`; `span` counts from 0. */
export async function countsBySpan(
  db: Kysely<unknown>,
  wanted: { from: number; to: number; ms: number; kinds?: readonly CaseKind[]; teamIds?: readonly TeamId[] },
): Promise<Array<{ leaf: string; kind: CaseKind; span: number; count: number }>> {
  // Literals: a bound number is a float on SQLite, and the division would be one too.
  const span = sql<number>`(opened_at - ${sql.lit(wanted.from)}) / ${sql.lit(wanted.ms)}`
  let query = own(db)
    .selectFrom('case_trait')
    .select((select) => ['leaf', 'kind', span.as('span'), select.fn.countAll<number>().as('count')])
    .where('opened_at', '>=', wanted.from)
    .where('opened_at', '<', wanted.to)
    .groupBy(['leaf', 'kind', span])
  if (wanted.kinds) query = query.where('kind', 'in', [...wanted.kinds])
  if (wanted.teamIds) query = query.where('team_id', 'in', [...wanted.teamIds])
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, span: Number(row.span), count: Number(row.count) }))
}

/** Adds a spike of a leaf's day; false when it was seen before. */
export async function insertSpike(db: Kysely<unknown>, row: SpikeRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('leaf_spike')
    .values(row)
    .onConflict((conflict) => conflict.columns(['leaf', 'day']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export function listSpikes(db: Kysely<unknown>, limit: number): Promise<SpikeRow[]> {
  return own(db).selectFrom('leaf_spike').selectAll().orderBy('seen_at', 'desc').limit(limit).execute()
}

/** Somebody looked at a spike. */
export async function updateSpikeSeen(db: Kysely<unknown>, leaf: string, day: string, byName: string): Promise<void> {
  await own(db)
    .updateTable('leaf_spike')
    .set({ seen_by_name: byName })
    .where('leaf', '=', leaf)
    .where('day', '=', day)
    .execute()
}

/** The thresholds in force. */
export function findThresholds(db: Kysely<unknown>): Promise<{ version: number; body: string } | undefined> {
  return own(db)
    .selectFrom('problem_thresholds')
    .select(['version', 'body'])
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Adds a version; false when somebody else added it first. */
export async function insertThresholds(db: Kysely<unknown>, row: OwnTables['problem_thresholds']): Promise<boolean> {
  const result = await own(db)
    .insertInto('problem_thresholds')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
