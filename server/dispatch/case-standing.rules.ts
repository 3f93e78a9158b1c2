/** What the orders of a case say together about where the case stands. */
import type { CaseState } from '../contracts/cases.ts'
import type { OrderState } from '../contracts/dispatch.ts'

export type CaseStep = 'dispatch' | 'accept' | 'return' | 'answer' | 'redo'

/** Where a case with these orders stands; undefined without any. Answered when all that are not given back are (CT-08). */
export function standingOf(orders: readonly OrderState[]): CaseState | undefined {
  if (orders.length === 0) return undefined
  if (orders.includes('accepted')) return 'accepted'
  const waits = orders.includes('dispatched')
  const answered = orders.some((state) => state === 'answered' || state === 'settled')
  if (waits) return answered ? 'accepted' : 'dispatched'
  return answered ? 'answered' : 'returned'
}

const ways: Record<string, readonly CaseStep[]> = {
  'open>dispatched': ['dispatch'],
  'reopened>dispatched': ['dispatch'],
  'returned>dispatched': ['dispatch'],
  'dispatched>accepted': ['accept'],
  'dispatched>returned': ['return'],
  'dispatched>answered': ['accept', 'answer'],
  'accepted>returned': ['return'],
  'accepted>answered': ['answer'],
  'accepted>dispatched': ['return', 'dispatch'],
  'answered>accepted': ['redo', 'accept'],
  'answered>dispatched': ['redo'],
  'open>accepted': ['dispatch', 'accept'],
  'reopened>accepted': ['dispatch', 'accept'],
  'returned>accepted': ['dispatch', 'accept'],
}

/** The moves that bring a case from where it stands to where its orders say; none when it is there. */
export function stepsBetween(from: CaseState, to: CaseState): readonly CaseStep[] {
  return ways[`${from}>${to}`] ?? []
}
