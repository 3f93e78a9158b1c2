/** Nothing waits unseen: what is not accepted or not answered goes up the organisation, each step once (CS-15, CS-24). */
import type { Label } from '../contracts/common.ts'
import type { StepTrigger } from '../contracts/dispatch.ts'
import type { CaseId, WorkOrderId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { Store, Write } from '../platform/store.ts'
import type { DispatchableCases, DispatchTasks, Unit, Units } from './dispatch.ports.ts'
import { nextStepAt, type PlannedStep, stepsAhead, unitAtLevel } from './escalation.rules.ts'
import {
  appendOrderEvent,
  dueOrders,
  findOrder,
  insertClockEscalation,
  nextOrderStepAt,
  type OrderRow,
  ordersOfCase,
  updateOrder,
} from './order.repository.ts'
import { firedOf, stepsOf } from './order-record.ts'

export interface EscalationsDeps {
  store: Store
  clock: Clock
  units: Units
  cases: DispatchableCases
  tasks: DispatchTasks
}

/** A clock of a case that warns, or that was missed. */
export interface ClockWarning {
  clockId: string
  caseId: CaseId
  clock: Label
  trigger: StepTrigger
  level: number
}

export type Escalations = ReturnType<typeof createEscalations>

const batch = 50
/** How long the unit that is called in may take to look. */
const lookMs = 1_800_000

/** The part of the room that looks after what nobody does. */
export function createEscalations({ store, clock, units, cases, tasks }: EscalationsDeps) {
  async function callIn(tx: Write, caseId: CaseId, unit: Unit): Promise<void> {
    await tasks.create({ kind: 'escalated-order', caseId, teamId: unit.id, dueAt: clock.now() + lookMs }, tx)
  }

  async function fire(tx: Write, row: OrderRow, { step }: PlannedStep): Promise<void> {
    const unit = unitAtLevel(await units.chainOf(row.department_id, tx), step.level)
    if (!unit) return
    await appendOrderEvent(tx.db, {
      order_id: row.id,
      at: clock.now(),
      event: 'escalated',
      by_id: null,
      by_name: unit.accountable?.name ?? null,
      reason: null,
      text: null,
      unit_zh: unit.name.zh,
      unit_en: unit.name.en,
      level: step.level,
      trigger_name: step.trigger,
    })
    await callIn(tx, row.case_id, unit)
    tx.announce('order.escalated', {
      orderId: row.id,
      caseId: row.case_id,
      departmentId: row.department_id,
      firstUnitId: row.first_unit_id,
      unitId: unit.id,
      level: step.level,
    })
  }

  async function escalate(id: WorkOrderId): Promise<void> {
    await store.write(async (tx) => {
      const row = await findOrder(tx.db, id)
      if (!row) return
      const steps = stepsOf(row)
      const times = { state: row.state, dispatchedAt: row.dispatched_at, dueAt: row.due_at }
      const due = stepsAhead(steps, firedOf(row), times).filter((planned) => planned.at <= clock.now())
      for (const planned of due) await fire(tx, row, planned)
      const fired = [...firedOf(row), ...due.map((planned) => planned.index)]
      const levels = due.map((planned) => planned.step.level)
      await updateOrder(tx.db, row, {
        fired: JSON.stringify(fired),
        escalated_to: levels.length > 0 ? Math.max(row.escalated_to ?? 0, ...levels) : row.escalated_to,
        next_step_at: nextStepAt(steps, fired, times) ?? null,
      })
    })
  }

  return {
    nextAt: (): Promise<number | undefined> => nextOrderStepAt(store.db),

    /** Takes every step that is due now. */
    async ring(): Promise<void> {
      const due = await dueOrders(store.db, clock.now(), batch)
      for (const { id } of due) await escalate(id)
    },

    /** A clock of a case warns: up along the department that has it, or along the unit that was asked first. Once a level. */
    async clockWarned(warning: ClockWarning, tx: Write): Promise<void> {
      const of = await cases.facts(warning.caseId, tx)
      if (!of) return
      const holder = (await ordersOfCase(tx.db, of.id)).find((order) => order.state === 'accepted')
      const unit = unitAtLevel(await units.chainOf(holder?.department_id ?? of.teamId, tx), warning.level)
      if (!unit) return
      const isFirst = await insertClockEscalation(tx.db, {
        clock_id: warning.clockId,
        level: warning.level,
        case_id: of.id,
        at: clock.now(),
        unit_id: unit.id,
        unit_zh: unit.name.zh,
        unit_en: unit.name.en,
        trigger_name: warning.trigger,
        clock_zh: warning.clock.zh,
        clock_en: warning.clock.en,
      })
      if (!isFirst) return
      await callIn(tx, of.id, unit)
      tx.announce('case.escalated', { caseId: of.id, unitId: unit.id, level: warning.level })
    },
  }
}
