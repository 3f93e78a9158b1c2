/** SQL of work orders and what happened to them. */
import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type {
  OrderEventName,
  OrderFilter,
  OrderState,
  ReturnReason,
  RuleLevel,
  StepTrigger,
} from '../contracts/dispatch.ts'
import type { CaseId, TeamId, UserId, WorkOrderId } from '../contracts/ids.ts'

export interface OrderRow {
  id: WorkOrderId
  case_id: CaseId
  ordinal: number
  /** Grows with each time the case is dispatched anew after all its orders ended. */
  round: number
  case_number: string
  kind: string
  leaf: string
  state: OrderState
  level: RuleLevel
  department_id: TeamId
  department_zh: string
  department_en: string
  person_id: UserId | null
  person_name: string | null
  first_unit_id: TeamId
  first_unit_zh: string
  first_unit_en: string
  first_person_name: string | null
  rule_id: string | null
  rules_version: number | null
  rule_name: string | null
  /** The escalation steps of its rule as they were at the hand-over, JSON. */
  steps: string
  /** Places of the steps that came already, JSON. */
  fired: string
  note: string
  answer: string | null
  dispatched_at: number
  accept_due_at: number
  due_at: number
  accepted_at: number | null
  answered_at: number | null
  ended_at: number | null
  holder_id: UserId | null
  holder_name: string | null
  redos: number
  escalated_to: number | null
  next_step_at: number | null
  version: number
}

export interface OrderEventRow {
  order_id: WorkOrderId
  seq: number
  at: number
  event: OrderEventName
  by_id: UserId | null
  by_name: string | null
  reason: ReturnReason | null
  text: string | null
  unit_zh: string | null
  unit_en: string | null
  level: number | null
  trigger_name: StepTrigger | null
}

export interface ClockEscalationRow {
  clock_id: string
  level: number
  case_id: CaseId
  at: number
  unit_id: TeamId
  unit_zh: string
  unit_en: string
  trigger_name: StepTrigger
  clock_zh: string
  clock_en: string
}

interface OwnTables {
  work_order: OrderRow
  work_order_event: OrderEventRow
  clock_escalation: ClockEscalationRow
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>
const inWork = ['dispatched', 'accepted'] as const

/** Adds orders. */
export async function insertOrders(db: Kysely<unknown>, rows: OrderRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('work_order').values(rows).execute()
}

export function findOrder(db: Kysely<unknown>, id: WorkOrderId): Promise<OrderRow | undefined> {
  return own(db).selectFrom('work_order').selectAll().where('id', '=', id).executeTakeFirst()
}

/** All orders of a case in the order of the hand-overs. */
export function ordersOfCase(db: Kysely<unknown>, caseId: CaseId): Promise<OrderRow[]> {
  return own(db).selectFrom('work_order').selectAll().where('case_id', '=', caseId).orderBy('ordinal').execute()
}

/** Changes an order if it still has this version; false when somebody was faster. */
export async function updateOrder(
  db: Kysely<unknown>,
  row: Pick<OrderRow, 'id' | 'version'>,
  change: Partial<OrderRow>,
): Promise<boolean> {
  const result = await own(db)
    .updateTable('work_order')
    .set({ ...change, version: row.version + 1 })
    .where('id', '=', row.id)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Appends what happened; whoever calls has changed the order's row in the same transaction, so numbers never clash. */
export async function appendOrderEvent(db: Kysely<unknown>, event: Omit<OrderEventRow, 'seq'>): Promise<void> {
  const last = await own(db)
    .selectFrom('work_order_event')
    .select((select) => select.fn.max('seq').as('seq'))
    .where('order_id', '=', event.order_id)
    .executeTakeFirst()
  await own(db)
    .insertInto('work_order_event')
    .values({ ...event, seq: (last?.seq ?? 0) + 1 })
    .execute()
}

/** Adds whole histories at once. */
export async function insertOrderEvents(db: Kysely<unknown>, rows: OrderEventRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('work_order_event').values(rows).execute()
}

/** What happened to several orders, oldest first. */
export function eventsOf(db: Kysely<unknown>, ids: WorkOrderId[]): Promise<OrderEventRow[]> {
  if (ids.length === 0) return Promise.resolve([])
  return own(db).selectFrom('work_order_event').selectAll().where('order_id', 'in', ids).orderBy('seq').execute()
}

export interface OrderQuery extends OrderFilter {
  /** Units that are asked, or that were asked first; undefined: all. */
  units: readonly TeamId[] | undefined
  now: number
  /** Midnight of the house. */
  today: number
  before?: { dispatchedAt: number; id: WorkOrderId } | undefined
  limit: number
}

/** Oldest first: the longest waiting passenger comes first. */
export function listOrders(db: Kysely<unknown>, wanted: OrderQuery): Promise<OrderRow[]> {
  let query = own(db)
    .selectFrom('work_order')
    .selectAll()
    .where((where) => stateIs(where, wanted))
  const { units } = wanted
  if (units) query = query.where((where) => isOf(where, units))
  if (wanted.departmentId !== undefined) query = query.where('department_id', '=', wanted.departmentId)
  if (wanted.kind !== undefined) query = query.where('kind', '=', wanted.kind)
  if (wanted.from !== undefined) query = query.where('dispatched_at', '>=', wanted.from)
  if (wanted.to !== undefined) query = query.where('dispatched_at', '<', wanted.to)
  const { before } = wanted
  if (before !== undefined)
    query = query.where((where) =>
      where.or([
        where('dispatched_at', '>', before.dispatchedAt),
        where.and([where('dispatched_at', '=', before.dispatchedAt), where('id', '>', before.id)]),
      ]),
    )
  return query.orderBy('dispatched_at').orderBy('id').limit(wanted.limit).execute()
}

type Where = ExpressionBuilder<OwnTables, 'work_order'>

function isOf(where: Where, units: readonly TeamId[]) {
  return where.or([where('department_id', 'in', units), where('first_unit_id', 'in', units)])
}

function stateIs(where: Where, { state, now, today }: Pick<OrderQuery, 'state' | 'now' | 'today'>) {
  if (state === 'new') return where('state', '=', 'dispatched')
  if (state === 'accepted') return where('state', '=', 'accepted')
  if (state === 'answered' || state === 'returned') return where('state', '=', state)
  if (state === 'done') return where('state', 'in', ['answered', 'settled'])
  if (state === 'returned-today') return where.and([where('state', '=', 'returned'), where('ended_at', '>=', today)])
  if (state === 'ended') return where('state', 'in', ['returned', 'withdrawn', 'settled'])
  if (state === 'all') return where.and([])
  const open = where('state', 'in', [...inWork])
  if (state === 'escalated') return where.and([open, where('escalated_to', 'is not', null)])
  return state === 'open' ? open : where.and([open, where('due_at', '<', now)])
}

/** How many orders of each state each department has, with its oldest in work. */
export async function boardCounts(
  db: Kysely<unknown>,
  wanted: { units: readonly TeamId[] | undefined; now: number; since: number },
): Promise<
  Array<{
    departmentId: TeamId
    zh: string
    en: string
    state: OrderState
    count: number
    late: number
    escalated: number
    oldestAt: number
  }>
> {
  let query = own(db)
    .selectFrom('work_order')
    .select((select) => [
      'department_id',
      'state',
      select.fn.max('department_zh').as('zh'),
      select.fn.max('department_en').as('en'),
      select.fn.countAll<number>().as('count'),
      sql<number>`sum(case when due_at < ${wanted.now} then 1 else 0 end)`.as('late'),
      sql<number>`sum(case when escalated_to is not null then 1 else 0 end)`.as('escalated'),
      select.fn.min('dispatched_at').as('oldest'),
    ])
    .where((where) =>
      where.or([where('state', 'in', ['dispatched', 'accepted', 'answered']), where('ended_at', '>=', wanted.since)]),
    )
    .groupBy(['department_id', 'state'])
  const { units } = wanted
  if (units) query = query.where((where) => isOf(where, units))
  const rows = await query.execute()
  return rows.map((row) => ({
    departmentId: row.department_id,
    zh: row.zh,
    en: row.en,
    state: row.state,
    count: Number(row.count),
    late: Number(row.late),
    escalated: Number(row.escalated),
    oldestAt: Number(row.oldest),
  }))
}

/** Orders with a step that is due, earliest first. */
export function dueOrders(db: Kysely<unknown>, now: number, limit: number): Promise<OrderRow[]> {
  return own(db)
    .selectFrom('work_order')
    .selectAll()
    .where('next_step_at', '<=', now)
    .orderBy('next_step_at')
    .limit(limit)
    .execute()
}

/** When the next step of any order is due. */
export async function nextOrderStepAt(db: Kysely<unknown>): Promise<number | undefined> {
  const row = await own(db)
    .selectFrom('work_order')
    .select((select) => select.fn.min('next_step_at').as('at'))
    .executeTakeFirst()
  return row?.at === null || row?.at === undefined ? undefined : Number(row.at)
}

/** Adds that a clock's warning went up to a level; false when it had before. */
export async function insertClockEscalation(db: Kysely<unknown>, row: ClockEscalationRow): Promise<boolean> {
  const result = await own(db)
    .insertInto('clock_escalation')
    .values(row)
    .onConflict((conflict) => conflict.columns(['clock_id', 'level']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export function clockEscalationsOf(db: Kysely<unknown>, caseId: CaseId): Promise<ClockEscalationRow[]> {
  return own(db).selectFrom('clock_escalation').selectAll().where('case_id', '=', caseId).orderBy('at').execute()
}

/** Every order of these departments that was handed over within a time, or is still in work. */
export function ordersWithin(
  db: Kysely<unknown>,
  wanted: { units: readonly TeamId[]; from: number; to: number },
): Promise<OrderRow[]> {
  return own(db)
    .selectFrom('work_order')
    .selectAll()
    .where('department_id', 'in', [...wanted.units])
    .where('dispatched_at', '<', wanted.to)
    .where((where) => where.or([where('dispatched_at', '>=', wanted.from), where('state', 'in', [...inWork])]))
    .orderBy('dispatched_at')
    .execute()
}

/** Departments that were ever asked for anything of this case. */
export async function departmentsOfCase(db: Kysely<unknown>, caseId: CaseId): Promise<TeamId[]> {
  const rows = await own(db)
    .selectFrom('work_order')
    .select('department_id')
    .distinct()
    .where('case_id', '=', caseId)
    .where('state', 'not in', ['returned', 'withdrawn'])
    .execute()
  return rows.map((row) => row.department_id)
}
