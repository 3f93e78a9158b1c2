/** Dispatch: a case goes into the hands of departments, and never out of somebody's hands (CT-08, BY-38, CS-18). */
import type { CaseDispatch, HandOver, ReturnReason } from '../contracts/dispatch.ts'
import type { CaseId, TeamId, UserId, WorkOrderId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { standingOf, stepsBetween } from './case-standing.rules.ts'
import type {
  DispatchableCases,
  DispatchedCase,
  DispatchTasks,
  StaffNames,
  Units,
  WorkingTime,
} from './dispatch.ports.ts'
import type { RulePlace } from './dispatch-choice.rules.ts'
import type { DispatchRulesRoom } from './dispatch-rules.service.ts'
import { nextStepAt } from './escalation.rules.ts'
import { endStates, handOf, moveOrder, type OrderMove } from './order.machine.ts'
import {
  appendOrderEvent,
  clockEscalationsOf,
  eventsOf,
  findOrder,
  insertOrders,
  type OrderEventRow,
  type OrderRow,
  ordersOfCase,
  updateOrder,
} from './order.repository.ts'
import { draftOrder, handTerms, type OrderTerms } from './order-draft.ts'
import { firedOf, stepsOf, toClockEscalation, toWorkOrder } from './order-record.ts'
import { mayWith, type Viewer } from './order-rights.rules.ts'

export interface DispatchDeps {
  store: Store
  clock: Clock
  rules: DispatchRulesRoom
  units: Units
  staff: StaffNames
  cases: DispatchableCases
  tasks: DispatchTasks
  workingTime: WorkingTime
}

/** What a department does with an order, with what it says. */
export interface MoveRequest {
  version: number
  byId: UserId
  reason?: ReturnReason
  text?: string
}

export type Dispatch = ReturnType<typeof createDispatch>

/** How long the first asked may take to tell the passenger, or to send on what came back. */
const takeBackMs = 4 * 3_600_000
/** The room of dispatch. */
export function createDispatch(deps: DispatchDeps) {
  const { store, clock, rules, units, staff, cases, tasks } = deps

  /** Brings the case to where its orders say it stands, by the case's own law. */
  async function follow(tx: Write, of: DispatchedCase, last: { byId: UserId; text?: string; departmentId?: TeamId }) {
    const orders = await ordersOfCase(tx.db, of.id)
    const round = Math.max(0, ...orders.map((order) => order.round))
    const to = standingOf(orders.filter((order) => order.round === round).map((order) => order.state))
    if (!to) return
    for (const move of stepsBetween(of.state, to)) await cases.move(of.id, { move, ...last }, tx)
  }

  async function handOver(
    tx: Write,
    of: DispatchedCase,
    how: { terms: OrderTerms; version: number; places: RulePlace[]; by?: UserId | undefined; text: string },
  ): Promise<OrderRow[]> {
    const earlier = await ordersOfCase(tx.db, of.id)
    const busy = earlier.find(
      (order) => !endStates.includes(order.state) && how.places.some((place) => place.unitId === order.department_id),
    )
    if (busy) throw new Refusal('already-dispatched', { number: `${of.number}/${busy.ordinal}` })
    const unit = found(await units.unit(of.teamId, tx))
    const personName = of.ownerId ? await staff.nameOf(of.ownerId, tx) : undefined
    const first = { id: unit.id, name: unit.name, personName }
    const byName = how.by ? await staff.nameOf(how.by, tx) : undefined
    const isNewRound = earlier.every((order) => endStates.includes(order.state))
    const round = Math.max(0, ...earlier.map((order) => order.round)) + (isNewRound ? 1 : 0)
    const rows: OrderRow[] = []
    for (const [i, place] of how.places.entries()) {
      const dueAt = await deps.workingTime(place.unitId, clock.now(), how.terms.answerMinutes, tx)
      const ordinal = (earlier.at(-1)?.ordinal ?? 0) + i + 1
      rows.push(
        draftOrder({ ...how, of, place, rulesVersion: how.version, ordinal, round, dueAt, now: clock.now(), first }),
      )
    }
    await insertOrders(tx.db, rows)
    for (const row of rows) {
      await record(tx, row, {
        event: 'dispatched',
        by_id: how.by ?? null,
        by_name: byName ?? null,
        text: how.text || null,
      })
      announce(tx, row, undefined)
    }
    // A rule acts for whoever opened the case.
    const byId = how.by ?? of.ownerId
    if (byId) await follow(tx, of, { byId, text: how.text, departmentId: rows[0]!.department_id })
    return rows
  }

  function record(tx: Write, row: OrderRow, event: Partial<OrderEventRow> & Pick<OrderEventRow, 'event'>) {
    return appendOrderEvent(tx.db, { ...blankEvent, order_id: row.id, at: clock.now(), ...event })
  }

  /** The seam that moves an order: row by version, event, fact, then the case. A move the law does not know is refused. */
  async function apply(id: WorkOrderId, move: OrderMove, request: MoveRequest, tx: Write): Promise<OrderRow> {
    const row = found(await findOrder(tx.db, id))
    const state = moveOrder(row.state, move)
    if (!state) throw new Refusal('order-not-open', { state: row.state })
    if (row.version !== request.version) throw new Refusal('changed-meanwhile', { version: row.version })
    const by = { by_id: request.byId, by_name: (await staff.nameOf(request.byId, tx)) ?? null }
    const changed = await put(tx, row, {
      state,
      ...effectOf(move, row, { now: clock.now(), ...by, text: request.text }),
    })
    await record(tx, changed, {
      event: eventOf[move],
      ...by,
      reason: request.reason ?? null,
      text: request.text || null,
    })
    announce(tx, changed, row.state, request.byId)
    const of = found(await cases.facts(row.case_id, tx))
    await follow(tx, of, {
      byId: request.byId,
      ...(request.text && { text: request.text }),
      departmentId: row.department_id,
    })
    await tell(tx, of, move)
    return changed
  }

  async function put(tx: Write, row: OrderRow, change: Partial<OrderRow>): Promise<OrderRow> {
    const next = { ...row, ...change }
    const times = { state: next.state, dispatchedAt: next.dispatched_at, dueAt: next.due_at }
    next.next_step_at = nextStepAt(stepsOf(next), firedOf(next), times) ?? null
    if (!(await updateOrder(tx.db, row, { ...change, next_step_at: next.next_step_at })))
      throw new Refusal('changed-meanwhile', { version: row.version })
    return { ...next, version: row.version + 1 }
  }

  /** What came back is a task of who was asked first: to send on, or to tell the passenger. */
  async function tell(tx: Write, of: DispatchedCase, move: OrderMove): Promise<void> {
    const now = found(await cases.facts(of.id, tx)).state
    const kind =
      move === 'return' ? 'returned-order' : move === 'answer' && now === 'answered' ? 'answered-order' : undefined
    if (!kind) return
    const task = { kind, caseId: of.id, teamId: of.teamId, dueAt: clock.now() + takeBackMs } as const
    await tasks.create({ ...task, ...(of.passengerId && { passengerId: of.passengerId }) }, tx)
  }

  return {
    /** A case was just opened: an automatic rule sends it at once, in the same commit. */
    async opened(of: DispatchedCase, tx: Write): Promise<void> {
      const { rule, places, version } = await rules.choose(of, tx)
      if (rule?.automatic) await handOver(tx, of, { terms: rule, version, places, text: '' })
    },

    /** A case was closed: what was answered is settled. What is still in a department's hands forbids closing (`mayClose`). */
    async closed(caseId: CaseId, byId: UserId | undefined, tx: Write): Promise<void> {
      const byName = byId ? ((await staff.nameOf(byId, tx)) ?? null) : null
      for (const row of await ordersOfCase(tx.db, caseId)) {
        const state = moveOrder(row.state, 'settle')
        if (!state) continue
        const settled = await put(tx, row, { state, ended_at: clock.now() })
        await record(tx, settled, { event: 'settled', by_id: byId ?? null, by_name: byName })
        announce(tx, settled, row.state, byId)
      }
    },

    /** Refuses while any department still has an order of the case in its hands. */
    async mayClose(caseId: CaseId, tx: Write): Promise<void> {
      const open = (await ordersOfCase(tx.db, caseId)).find((row) => moveOrder(row.state, 'withdraw'))
      if (open) throw new Refusal('case-with-department', { number: `${open.case_number}/${open.ordinal}` })
    },

    /** By hand to the departments named, or as the rules propose. */
    dispatch(caseId: CaseId, wanted: HandOver & { byId: UserId }, within?: Write): Promise<OrderRow[]> {
      return store.write(async (tx) => {
        const of = found(await cases.facts(caseId, tx))
        if (of.state === 'closed') throw new Refusal('already-closed')
        const { rule, places, version } = await rules.choose(of, tx)
        const chosen = await placesByHand(wanted, tx)
        const target = chosen ?? places
        if (target.length === 0) throw new Refusal('no-department')
        const { acceptMinutes, answerMinutes, steps } = rule ?? handTerms
        const level = wanted.personId ? ('person' as const) : ('department' as const)
        const terms = chosen || !rule ? { level, acceptMinutes, answerMinutes, steps } : rule
        return handOver(tx, of, { terms, version, places: target, by: wanted.byId, text: wanted.text })
      }, within)
    },

    move: (id: WorkOrderId, move: Exclude<OrderMove, 'settle'>, request: MoveRequest, within?: Write) =>
      store.write((tx) => apply(id, move, request, tx), within),

    /** Everything about the hand-overs of a case, for somebody who may see it. */
    async ofCase(caseId: CaseId, viewer: Viewer): Promise<CaseDispatch> {
      const of = found(await cases.facts(caseId))
      const orders = await ordersOfCase(store.db, caseId)
      if (!viewer.sees(of.teamId) && !orders.some((order) => viewer.sees(order.department_id)))
        throw new Refusal('not-found')
      const events = await eventsOf(
        store.db,
        orders.map((order) => order.id),
      )
      const wording = await cases.wording(caseId)
      const first = found(await units.unit(of.teamId))
      const holder = orders.find((order) => handOf(order.state) === 'department')
      const personName = of.ownerId ? await staff.nameOf(of.ownerId) : undefined
      return {
        firstAsked: { unitId: first.id, unitName: first.name, personName },
        inHandsOf: holder ? { zh: holder.department_zh, en: holder.department_en } : first.name,
        mayDispatch: viewer.sees(of.teamId) && of.state !== 'closed',
        proposal: await rules.proposal(of),
        orders: orders.map((row) => toWorkOrder(row, { wording, events, may: mayWith(row, viewer) })),
        escalations: (await clockEscalationsOf(store.db, caseId)).map(toClockEscalation),
      }
    },
  }

  async function placesByHand(wanted: HandOver, tx: Write): Promise<RulePlace[] | undefined> {
    const person = wanted.personId ? found(await staff.member(wanted.personId, tx)) : undefined
    const ids = wanted.departmentIds ?? (person ? [person.teamId] : undefined)
    if (!ids || ids.length === 0) return undefined
    const places: RulePlace[] = []
    for (const id of new Set(ids)) {
      const unit = found(await units.unit(id, tx))
      const named = person && person.teamId === unit.id && wanted.personId
      places.push({
        unitId: unit.id,
        unitName: unit.name,
        ...(named && { personId: named, personName: person.displayName }),
      })
    }
    return places
  }
}

const blankEvent = {
  by_id: null,
  by_name: null,
  reason: null,
  text: null,
  unit_zh: null,
  unit_en: null,
  level: null,
  trigger_name: null,
} as const

const eventOf = {
  accept: 'accepted',
  return: 'returned',
  answer: 'answered',
  redo: 'redo',
  withdraw: 'withdrawn',
  settle: 'settled',
} as const

/** What a move leaves on the order besides its state. */
function effectOf(
  move: OrderMove,
  row: OrderRow,
  by: { now: number; by_id: UserId; by_name: string | null; text: string | undefined },
): Partial<OrderRow> {
  if (move === 'accept') return { accepted_at: by.now, holder_id: by.by_id, holder_name: by.by_name }
  if (move === 'answer') return { answered_at: by.now, answer: by.text ?? '' }
  if (move === 'redo') return { redos: row.redos + 1, answered_at: null }
  return { ended_at: by.now }
}

function announce(tx: Write, row: OrderRow, from: OrderRow['state'] | undefined, byId?: UserId): void {
  tx.announce('order.changed', {
    orderId: row.id,
    caseId: row.case_id,
    departmentId: row.department_id,
    firstUnitId: row.first_unit_id,
    to: row.state,
    ...(from && { from }),
    ...(byId && { byId }),
  })
}
