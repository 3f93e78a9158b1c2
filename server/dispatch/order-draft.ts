/** A work order as it is when a case is handed over. */
import type { Label } from '../contracts/common.ts'
import type { DispatchRule } from '../contracts/dispatch.ts'
import type { TeamId, WorkOrderId } from '../contracts/ids.ts'
import { newId } from '../platform/id.ts'
import type { DispatchedCase } from './dispatch.ports.ts'
import type { RulePlace } from './dispatch-choice.rules.ts'
import { nextStepAt } from './escalation.rules.ts'
import type { OrderRow } from './order.repository.ts'

/** What a hand-over takes from a rule; one by hand has neither id nor name. */
export type OrderTerms = Pick<DispatchRule, 'level' | 'acceptMinutes' | 'answerMinutes' | 'steps'> &
  Partial<Pick<DispatchRule, 'id' | 'name'>>

export interface OrderDraft {
  of: DispatchedCase
  place: RulePlace
  terms: OrderTerms
  rulesVersion: number
  ordinal: number
  round: number
  now: number
  dueAt: number
  first: { id: TeamId; name: Label; personName: string | undefined }
  text: string
}

const minuteMs = 60_000

/** By hand where no rule fits: as long as a complaint may take (BY-02). */
export const handTerms: OrderTerms = {
  level: 'department',
  acceptMinutes: 30,
  answerMinutes: 240,
  steps: [
    { trigger: 'not-accepted', minutes: 60, level: 1 },
    { trigger: 'before-due', minutes: 30, level: 1 },
    { trigger: 'after-due', minutes: 0, level: 2 },
  ],
}

/** The row of a fresh order. */
export function draftOrder({ of, place, terms, first, now, dueAt, ...draft }: OrderDraft): OrderRow {
  const isForPerson = terms.level === 'person'
  const times = { state: 'dispatched', dispatchedAt: now, dueAt } as const
  return {
    id: newId<WorkOrderId>(),
    case_id: of.id,
    ordinal: draft.ordinal,
    round: draft.round,
    case_number: of.number,
    kind: of.kind,
    leaf: of.leaf,
    state: 'dispatched',
    level: terms.level,
    department_id: place.unitId,
    department_zh: place.unitName.zh,
    department_en: place.unitName.en,
    person_id: isForPerson ? (place.personId ?? null) : null,
    person_name: isForPerson ? (place.personName ?? null) : null,
    first_unit_id: first.id,
    first_unit_zh: first.name.zh,
    first_unit_en: first.name.en,
    first_person_name: first.personName ?? null,
    rule_id: terms.id ?? null,
    rules_version: terms.id ? draft.rulesVersion : null,
    rule_name: terms.name ? JSON.stringify(terms.name) : null,
    steps: JSON.stringify(terms.steps),
    fired: '[]',
    note: draft.text,
    answer: null,
    dispatched_at: now,
    accept_due_at: now + terms.acceptMinutes * minuteMs,
    due_at: dueAt,
    accepted_at: null,
    answered_at: null,
    ended_at: null,
    holder_id: null,
    holder_name: null,
    redos: 0,
    escalated_to: null,
    next_step_at: nextStepAt(terms.steps, [], times) ?? null,
    version: 1,
  }
}
