/** SQL of work lists: which cases, in which order, how many. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { CaseFilter } from '../contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../contracts/ids.ts'
import { type CaseRow, type OwnTables, ofUnits, own } from './cases.repository.ts'

/** What a work list asks for. */
export interface CaseQuery extends Partial<Omit<CaseFilter, 'state' | 'scope'>> {
  state: CaseFilter['state']
  /** Whose cases: those of these units, and those that one of them has in hand. */
  units?: readonly TeamId[] | undefined
  ownerId?: UserId | undefined
  before?: { at: number; id: CaseId } | undefined
  limit: number
}

type Where = ExpressionBuilder<OwnTables, 'case_file'>

/** Sorts a case without a clock behind all that have one. */
const never = 9_000_000_000_000_000

/** Unfinished cases longest open first, by due those that end first; all other lists newest first. */
export function listCases(db: Kysely<unknown>, wanted: CaseQuery): Promise<CaseRow[]> {
  const column = wanted.order === 'due' ? sql<number>`coalesce(next_due_at, ${sql.lit(never)})` : sql<number>`opened_at`
  const ascending = wanted.order === 'due' || !['closed', 'reopened', 'all'].includes(wanted.state)
  const direction = ascending ? 'asc' : 'desc'
  let query = own(db).selectFrom('case_file').selectAll().where(fits(wanted))
  const { before } = wanted
  if (before !== undefined) {
    const beyond = ascending ? '>' : '<'
    query = query.where((where) =>
      where.or([
        where(column, beyond, before.at),
        where.and([where(column, '=', before.at), where('id', beyond, before.id)]),
      ]),
    )
  }
  return query.orderBy(column, direction).orderBy('id', direction).limit(wanted.limit).execute()
}

/** The value by which a row was sorted. */
export const sortedAt = (row: CaseRow, order: CaseQuery['order']): number =>
  order === 'due' ? (row.next_due_at ?? never) : row.opened_at

/** How many unfinished cases there are by state, kind or owner, and when the oldest was opened. */
export async function countCases(
  db: Kysely<unknown>,
  wanted: { units?: readonly TeamId[] | undefined; ownerId?: UserId | undefined; dueBefore?: number | undefined },
): Promise<Array<{ state: CaseRow['state']; kind: CaseRow['kind']; count: number; oldest: number }>> {
  let query = own(db)
    .selectFrom('case_file')
    .select((select) => [
      'state',
      'kind',
      select.fn.countAll<number | string>().as('count'),
      select.fn.min('opened_at').as('oldest'),
    ])
    .where(fits({ ...wanted, state: 'unfinished' }))
  if (wanted.dueBefore !== undefined) query = query.where('next_due_at', '<=', wanted.dueBefore)
  const rows = await query.groupBy(['state', 'kind']).execute()
  return rows.map((row) => ({ ...row, count: Number(row.count), oldest: Number(row.oldest) }))
}

function fits(wanted: Omit<CaseQuery, 'limit'>) {
  return (where: Where) => {
    const all = []
    if (wanted.state === 'unfinished') all.push(where('state', '!=', 'closed'))
    else if (wanted.state !== 'all') all.push(where('state', '=', wanted.state))
    if (wanted.kind !== undefined) all.push(where('kind', '=', wanted.kind))
    if (wanted.category !== undefined) all.push(where('category', '=', wanted.category))
    if (wanted.departmentId !== undefined) all.push(where('department_id', '=', wanted.departmentId))
    if (wanted.passengerId !== undefined) all.push(where('passenger_id', '=', wanted.passengerId))
    if (wanted.ownerId !== undefined) all.push(where('owner_id', '=', wanted.ownerId))
    if (wanted.units !== undefined) all.push(ofUnits(wanted.units)(where))
    if (wanted.search) all.push(contains(wanted.search))
    return where.and(all)
  }
}

function contains(text: string) {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, (char) => `\\${char}`)}%`
  return sql<boolean>`search like ${pattern} escape '\\'`
}
