/** Which step up falls due next on an order, as data of its rule (CS-15, CS-24). */
import type { EscalationStep, OrderState } from '../contracts/dispatch.ts'

const minuteMs = 60_000

/** What the steps are counted from. */
export interface OrderTimes {
  state: OrderState
  /** Start of the accept lease (ms UTC): the hand-over. */
  dispatchedAt: number
  dueAt: number
}

/** A step that stands: its place in the rule and its time. */
export interface PlannedStep {
  index: number
  at: number
  step: EscalationStep
}

/** The steps that still may come, earliest first; `fired` are the places of those that came already: each comes once. */
export function stepsAhead(
  steps: readonly EscalationStep[],
  fired: readonly number[],
  times: OrderTimes,
): PlannedStep[] {
  return steps
    .map((step, index) => ({ index, step, at: stepAt(step, times) }))
    .filter(({ index, step }) => !fired.includes(index) && applies(step, times.state))
    .toSorted((a, b) => a.at - b.at || a.index - b.index)
}

/** When the next step falls due, or undefined when none may come any more. */
export function nextStepAt(
  steps: readonly EscalationStep[],
  fired: readonly number[],
  times: OrderTimes,
): number | undefined {
  return stepsAhead(steps, fired, times)[0]?.at
}

/** The unit at a level of a chain (own unit first): beyond its end the top one. */
export function unitAtLevel<T>(chain: readonly T[], level: number): T | undefined {
  return chain[Math.min(level, chain.length - 1)]
}

function stepAt(step: EscalationStep, times: OrderTimes): number {
  if (step.trigger === 'not-accepted') return times.dispatchedAt + step.minutes * minuteMs
  if (step.trigger === 'before-due') return times.dueAt - step.minutes * minuteMs
  return times.dueAt + step.minutes * minuteMs
}

function applies(step: EscalationStep, state: OrderState): boolean {
  if (step.trigger === 'not-accepted') return state === 'dispatched'
  return state === 'dispatched' || state === 'accepted'
}
