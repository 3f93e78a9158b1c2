/** Between rows and what the house says about a problem. */
import type { Label } from '../contracts/common.ts'
import type { Problem, ProblemAction, ProblemEvent, ProblemSummary, ProblemThresholds } from '../contracts/problems.ts'
import type { TraitRow } from './case-traits.repository.ts'
import type { ProblemStep } from './problem.machine.ts'
import type { ActionRow, ProblemRow } from './problems.repository.ts'
import type { Traits } from './similarity.rules.ts'

/** What the product comes with. */
export const defaultThresholds: ProblemThresholds = {
  version: 0,
  cases: 4,
  windowDays: 14,
  similarPercent: 40,
  spikeCases: 5,
  spikeTenths: 30,
  kinds: ['complaint', 'suggestion'],
}

/** P-0001 */
export const numberOf = (ordinal: number): string => `P-${String(ordinal).padStart(4, '0')}`

/** The line of a list. */
export function toProblemSummary(
  row: ProblemRow,
  more: { cases: number; actions: ActionRow[]; departmentName: Label | undefined },
): ProblemSummary {
  const open = more.actions.filter((action) => action.problem_id === row.id && action.done_at === null)
  return {
    id: row.id,
    number: numberOf(row.ordinal),
    state: row.state,
    title: row.title,
    leaf: row.leaf,
    trait: row.trait,
    traitValue: row.trait_value,
    departmentName: more.departmentName,
    ownerName: row.owner_name ?? undefined,
    cases: more.cases,
    recurrences: row.recurrences,
    proposedAt: row.proposed_at,
    solvedAt: row.solved_at ?? undefined,
    openActions: open.length,
    nextActionAt: open[0]?.due_at,
    version: row.version,
  }
}

export function toAction(row: ActionRow): ProblemAction {
  return {
    id: row.id,
    text: row.text,
    ownerId: row.owner_id,
    ownerName: row.owner_name ?? undefined,
    dueAt: row.due_at,
    doneAt: row.done_at ?? undefined,
    doneByName: row.done_by_name ?? undefined,
  }
}

/** A row as the rules compare it. */
export function toTraits(row: TraitRow): Traits {
  return {
    caseId: row.case_id,
    leaf: row.leaf,
    station: row.station ?? undefined,
    flight: row.flight ?? undefined,
    department: row.department ?? undefined,
    openedAt: row.opened_at,
    marks: JSON.parse(row.marks) as number[],
  }
}

/** A linked case; its subject only for somebody who may open it. */
export function toLinked(row: TraitRow, subject: string | undefined): Problem['linked'][number] {
  return {
    caseId: row.case_id,
    number: row.number,
    subject: subject ?? '',
    openedAt: row.opened_at,
    station: row.station ?? undefined,
    flight: row.flight ?? undefined,
    mayOpen: subject !== undefined,
  }
}

/** How the history calls each step. */
export const eventOf = {
  confirm: 'confirmed',
  decline: 'declined',
  take: 'taken',
  solve: 'solved',
  watch: 'watched',
} as const satisfies Partial<Record<ProblemStep, ProblemEvent['event']>>
