/** SQL of compensation, its log and the authority limits. */
import { type Kysely, sql } from 'kysely'
import type { CompensationEvent, CompensationState, Currency, PaymentKind } from '../contracts/compensation.ts'
import type { CaseId, CompensationId, TeamId, UserId } from '../contracts/ids.ts'

export interface CompensationRow {
  id: CompensationId
  case_id: CaseId
  case_number: string
  team_id: TeamId
  department_id: TeamId | null
  department_zh: string | null
  department_en: string | null
  state: CompensationState
  payment: PaymentKind
  currency: Currency
  amount_minor: number
  reason: string
  proposed_by: UserId
  proposed_by_name: string | null
  proposed_at: number
  approved_by: UserId | null
  limits_version: number | null
  expires_at: number | null
  paid_at: number | null
  reference: string | null
  version: number
}

export interface CompensationEventRow {
  compensation_id: CompensationId
  seq: number
  at: number
  event: CompensationEvent['event']
  by_id: UserId | null
  by_name: string | null
  text: string | null
}

export interface LimitsRow {
  version: number
  saved_at: number
  saved_by: UserId | null
  saved_by_name: string | null
  /** JSON. */
  limits: string
}

interface OwnTables {
  compensation: CompensationRow
  compensation_event: CompensationEventRow
  compensation_limits: LimitsRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

export async function insertCompensation(db: Kysely<unknown>, row: CompensationRow): Promise<void> {
  await own(db).insertInto('compensation').values(row).execute()
}

export function findCompensation(db: Kysely<unknown>, id: CompensationId): Promise<CompensationRow | undefined> {
  return own(db).selectFrom('compensation').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Of a case, oldest first. */
export function compensationsOfCase(db: Kysely<unknown>, caseId: CaseId): Promise<CompensationRow[]> {
  return own(db).selectFrom('compensation').selectAll().where('case_id', '=', caseId).orderBy('proposed_at').execute()
}

/** A work list, oldest first. */
export function listCompensations(
  db: Kysely<unknown>,
  wanted: {
    states: readonly CompensationState[]
    units: readonly TeamId[] | undefined
    before?: { proposedAt: number; id: CompensationId } | undefined
    limit: number
  },
): Promise<CompensationRow[]> {
  let query = own(db)
    .selectFrom('compensation')
    .selectAll()
    .where('state', 'in', [...wanted.states])
  const { units, before } = wanted
  if (units)
    query = query.where((where) => where.or([where('team_id', 'in', units), where('department_id', 'in', units)]))
  if (before !== undefined)
    query = query.where((where) =>
      where.or([
        where('proposed_at', '>', before.proposedAt),
        where.and([where('proposed_at', '=', before.proposedAt), where('id', '>', before.id)]),
      ]),
    )
  return query.orderBy('proposed_at').orderBy('id').limit(wanted.limit).execute()
}

/** Changes one if it still has this version; false when somebody was faster. */
export async function updateCompensation(
  db: Kysely<unknown>,
  row: Pick<CompensationRow, 'id' | 'version'>,
  change: Partial<CompensationRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('compensation')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function appendCompensationEvent(
  db: Kysely<unknown>,
  event: Omit<CompensationEventRow, 'seq'>,
): Promise<void> {
  const last = await own(db)
    .selectFrom('compensation_event')
    .select((select) => select.fn.max('seq').as('seq'))
    .where('compensation_id', '=', event.compensation_id)
    .executeTakeFirst()
  await own(db)
    .insertInto('compensation_event')
    .values({ ...event, seq: (last?.seq ?? 0) + 1 })
    .execute()
}

export function compensationEvents(db: Kysely<unknown>, ids: CompensationId[]): Promise<CompensationEventRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db)
    .selectFrom('compensation_event')
    .selectAll()
    .where('compensation_id', 'in', ids)
    .orderBy('seq')
    .execute()
}

/** Offers that nobody answered in time. */
export function expiredOffers(db: Kysely<unknown>, now: number, limit: number): Promise<CompensationRow[]> {
  return own(db)
    .selectFrom('compensation')
    .selectAll()
    .where('state', '=', 'offered')
    .where('expires_at', '<=', now)
    .limit(limit)
    .execute()
}

/** When the next open offer expires. */
export async function nextExpiryAt(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('compensation')
    .select((select) => select.fn.min('expires_at').as('at'))
    .where('state', '=', 'offered')
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Promised and paid within a time, by department and currency. */
export async function compensationTotals(
  db: Kysely<unknown>,
  wanted: { units: readonly TeamId[] | undefined; from: number; to: number },
) {
  let query = own(db)
    .selectFrom('compensation')
    .select((select) => [
      'department_id',
      'currency',
      select.fn.max('department_zh').as('zh'),
      select.fn.max('department_en').as('en'),
      select.fn.countAll<number>().as('offers'),
      sql<number>`sum(case when state in ('proposed', 'approved', 'offered', 'accepted') then amount_minor else 0 end)`.as(
        'open',
      ),
      sql<number>`sum(case when state = 'paid' then amount_minor else 0 end)`.as('paid'),
    ])
    .where('proposed_at', '>=', wanted.from)
    .where('proposed_at', '<', wanted.to)
    .groupBy(['department_id', 'currency'])
    .orderBy('department_id')
    .orderBy('currency')
  const { units } = wanted
  if (units)
    query = query.where((where) => where.or([where('team_id', 'in', units), where('department_id', 'in', units)]))
  const rows = await query.execute()
  return rows.map((row) => ({ ...row, offers: Number(row.offers), open: Number(row.open), paid: Number(row.paid) }))
}

/** The limits in force. */
export function findLimits(db: Kysely<unknown>): Promise<LimitsRow | undefined> {
  return own(db).selectFrom('compensation_limits').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
}

/** Adds a version; false when somebody else added it first. */
export async function insertLimits(db: Kysely<unknown>, row: LimitsRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('compensation_limits')
    .values(row)
    .onConflict((conflict) => conflict.column('version').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
