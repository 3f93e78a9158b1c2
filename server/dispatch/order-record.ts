/** Between rows and what the house says about a work order. */

import type { CaseKind } from '../contracts/cases.ts'
import type { CaseDispatch, OrderEvent, OrderSummary, WorkOrder } from '../contracts/dispatch.ts'
import { EscalationStep } from '../contracts/dispatch.ts'
import { ruleNameOf } from './dispatch-rules.service.ts'
import type { ClockEscalationRow, OrderEventRow, OrderRow } from './order.repository.ts'

export interface Wording {
  subject: string
  details: string
  flight: string
}

/** The line of an inbox. */
export function toOrderSummary(row: OrderRow, wording: Wording | undefined): OrderSummary {
  return {
    id: row.id,
    number: `${row.case_number}/${row.ordinal}`,
    caseId: row.case_id,
    kind: row.kind as CaseKind,
    leaf: row.leaf,
    subject: wording?.subject ?? '',
    state: row.state,
    level: row.level,
    departmentId: row.department_id,
    departmentName: { zh: row.department_zh, en: row.department_en },
    personId: row.person_id ?? undefined,
    personName: row.person_name ?? undefined,
    holderName: row.holder_name ?? undefined,
    firstAsked: {
      unitId: row.first_unit_id,
      unitName: { zh: row.first_unit_zh, en: row.first_unit_en },
      personName: row.first_person_name ?? undefined,
    },
    dispatchedAt: row.dispatched_at,
    acceptDueAt: row.accept_due_at,
    dueAt: row.due_at,
    acceptedAt: row.accepted_at ?? undefined,
    answeredAt: row.answered_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
    redos: row.redos,
    escalatedTo: row.escalated_to ?? undefined,
    version: row.version,
  }
}

/** The whole order for a viewer who may do `may`. */
export function toWorkOrder(
  row: OrderRow,
  more: { wording: Wording | undefined; events: OrderEventRow[]; may: WorkOrder['may'] },
): WorkOrder {
  return {
    ...toOrderSummary(row, more.wording),
    details: more.wording?.details ?? '',
    flight: more.wording?.flight ?? '',
    ruleName: ruleNameOf(row.rule_name),
    rulesVersion: row.rules_version ?? undefined,
    note: row.note || undefined,
    answer: row.answer ?? undefined,
    may: more.may,
    events: more.events.filter((event) => event.order_id === row.id).map(toEvent),
  }
}

function toEvent(row: OrderEventRow): OrderEvent {
  return {
    seq: row.seq,
    at: row.at,
    event: row.event,
    byName: row.by_name ?? undefined,
    reason: row.reason ?? undefined,
    text: row.text ?? undefined,
    unitName: row.unit_zh === null ? undefined : { zh: row.unit_zh, en: row.unit_en ?? row.unit_zh },
    level: row.level ?? undefined,
    trigger: row.trigger_name ?? undefined,
  }
}

/** A clock's warning that went up. */
export function toClockEscalation(row: ClockEscalationRow): CaseDispatch['escalations'][number] {
  return {
    at: row.at,
    level: row.level,
    unitName: { zh: row.unit_zh, en: row.unit_en },
    trigger: row.trigger_name,
    clock: { zh: row.clock_zh, en: row.clock_en },
  }
}

/** The steps of an order, as its rule had them at the hand-over. */
export const stepsOf = (row: Pick<OrderRow, 'steps'>): EscalationStep[] =>
  EscalationStep.array().parse(JSON.parse(row.steps))

/** The places of the steps that came. */
export const firedOf = (row: Pick<OrderRow, 'fired'>): number[] => JSON.parse(row.fired) as number[]
