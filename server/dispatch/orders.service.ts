/** Looking at work orders: the inbox of a department, one order, the board of a manager (BY-51). */
import type { BoardLine, OrderFilter, OrderState, OrderSummary, WorkOrder } from '../contracts/dispatch.ts'
import type { CaseId, TeamId, WorkOrderId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { dayStart } from '../platform/day.ts'
import { Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import type { DispatchableCases } from './dispatch.ports.ts'
import {
  boardCounts,
  departmentsOfCase,
  eventsOf,
  findOrder,
  listOrders,
  type OrderRow,
  ordersOfCase,
  ordersWithin,
} from './order.repository.ts'
import { toOrderSummary, toWorkOrder } from './order-record.ts'
import { mayWith, type Viewer } from './order-rights.rules.ts'

export interface OrdersDeps {
  store: Store
  clock: Clock
  cases: Pick<DispatchableCases, 'wording'>
  timeZone: string
}

/** A department's work within a time, as a digest counts it. */
export interface OrderTally {
  received: number
  answered: number
  returned: number
  open: number
  late: number
  byKind: Record<string, number>
  leaves: Array<{ leaf: string; count: number }>
  openOrders: Array<{ caseId: CaseId; number: string; leaf: string; dispatchedAt: number; dueAt: number }>
}

export type Orders = ReturnType<typeof createOrders>

const leavesShown = 5
const openShown = 20

/** The part of the room that is only read. */
export function createOrders({ store, clock, cases, timeZone }: OrdersDeps) {
  return {
    /** An order for a department's people and for who was asked first; for everybody else there is none. */
    async get(id: WorkOrderId, viewer: Viewer): Promise<WorkOrder> {
      const row = await findOrder(store.db, id)
      if (!row || !(viewer.sees(row.department_id) || viewer.sees(row.first_unit_id))) throw new Refusal('not-found')
      const events = await eventsOf(store.db, [id])
      return toWorkOrder(row, { wording: await cases.wording(row.case_id), events, may: mayWith(row, viewer) })
    },

    /** The orders of a case, in short. */
    async ofCase(caseId: CaseId, within?: Write): Promise<Array<{ id: WorkOrderId; departmentId: TeamId }>> {
      const rows = await ordersOfCase(within?.db ?? store.db, caseId)
      return rows.map((row) => ({ id: row.id, departmentId: row.department_id }))
    },

    /** Where an order stands. */
    async find(id: WorkOrderId, within?: Write): Promise<{ state: OrderState; version: number } | undefined> {
      const row = await findOrder(within?.db ?? store.db, id)
      return row && { state: row.state, version: row.version }
    },

    /** A page of an inbox. */
    async list(
      wanted: OrderFilter & { units: readonly TeamId[] | undefined; before?: string | undefined; limit: number },
    ): Promise<{ items: OrderSummary[]; nextBefore?: string }> {
      const now = clock.now()
      const today = dayStart(now, timeZone)
      const rows = await listOrders(store.db, { ...wanted, now, today, before: readCursor(wanted.before) })
      const items = await Promise.all(rows.map(async (row) => toOrderSummary(row, await cases.wording(row.case_id))))
      const last = items.at(-1)
      return last && items.length === wanted.limit
        ? { items, nextBefore: `${last.dispatchedAt}_${last.id}` }
        : { items }
    },

    /** Departments by state; what ended counts for today. */
    async board(units: readonly TeamId[] | undefined): Promise<BoardLine[]> {
      const now = clock.now()
      const rows = await boardCounts(store.db, { units, now, since: dayStart(now, timeZone) })
      const lines = Map.groupBy(rows, (row) => row.departmentId)
      return [...lines.values()].map(toLine).toSorted((a, b) => (a.oldestAt ?? now) - (b.oldestAt ?? now))
    },

    /** Whether one of these units is asked for something of a case: then the case exists for its people. */
    async isAsked(caseId: CaseId, units: readonly TeamId[], within?: Write): Promise<boolean> {
      return (await departmentsOfCase(within?.db ?? store.db, caseId)).some((id) => units.includes(id))
    },

    /** The work of these departments within a time. */
    async tally(wanted: { units: readonly TeamId[]; from: number; to: number }, within?: Write): Promise<OrderTally> {
      return tallyOf(await ordersWithin(within?.db ?? store.db, wanted), wanted)
    },
  }
}

function toLine(rows: Awaited<ReturnType<typeof boardCounts>>): BoardLine {
  const first = rows[0]!
  const count = (state: OrderState) => rows.find((row) => row.state === state)?.count ?? 0
  const inWork = rows.filter((row) => row.state === 'dispatched' || row.state === 'accepted')
  const sum = (pick: (row: (typeof rows)[number]) => number) => inWork.reduce((total, row) => total + pick(row), 0)
  return {
    departmentId: first.departmentId,
    departmentName: { zh: first.zh, en: first.en },
    counts: {
      new: count('dispatched'),
      accepted: count('accepted'),
      late: sum((row) => row.late),
      answered: count('answered'),
      returned: count('returned'),
      escalated: sum((row) => row.escalated),
    },
    oldestAt: inWork.length > 0 ? Math.min(...inWork.map((row) => row.oldestAt)) : undefined,
  }
}

function tallyOf(rows: OrderRow[], { from, to }: { from: number; to: number }): OrderTally {
  const received = rows.filter((row) => row.dispatched_at >= from)
  const open = rows.filter((row) => row.state === 'dispatched' || row.state === 'accepted')
  const count = (pick: (row: OrderRow) => string) =>
    [...Map.groupBy(received, pick)].map(([key, of]) => [key, of.length] as const).toSorted((a, b) => b[1] - a[1])
  return {
    received: received.length,
    answered: received.filter((row) => row.state === 'answered' || row.state === 'settled').length,
    returned: received.filter((row) => row.state === 'returned').length,
    open: open.length,
    late: open.filter((row) => row.due_at < to).length,
    byKind: Object.fromEntries(count((row) => row.kind)),
    leaves: count((row) => row.leaf)
      .slice(0, leavesShown)
      .map(([leaf, n]) => ({ leaf, count: n })),
    openOrders: open.slice(0, openShown).map((row) => ({
      caseId: row.case_id,
      number: `${row.case_number}/${row.ordinal}`,
      leaf: row.leaf,
      dispatchedAt: row.dispatched_at,
      dueAt: row.due_at,
    })),
  }
}

function readCursor(before: string | undefined): { dispatchedAt: number; id: WorkOrderId } | undefined {
  if (before === undefined) return undefined
  const match = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(before)
  if (!match) throw new Refusal('invalid-input', {}, { before: 'not a cursor' })
  return { dispatchedAt: Number(match[1]), id: match[2] as WorkOrderId }
}
