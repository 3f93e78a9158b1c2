/** The one thing that a case waits for. */
import type { Case } from '../../server/contracts/cases.ts'
import { leafOf } from '../../server/contracts/catalogue.ts'

export type NextAction =
  | 'choose-leaf'
  | 'dispatch-or-close'
  | 'department-accepts'
  | 'department-answers'
  | 'dispatch-again'
  | 'tell-passenger'
  | 'await-reaction'
  | 'close'
  | 'settle-again'
  | 'nothing'

/** What is next, by state and history. */
export function nextAction({ state, category, events }: Pick<Case, 'state' | 'category' | 'events'>): NextAction {
  if (state === 'closed') return 'nothing'
  if (state === 'dispatched') return 'department-accepts'
  if (state === 'accepted') return 'department-answers'
  if (state === 'returned') return 'dispatch-again'
  if (state === 'reopened') return 'settle-again'
  if (state === 'answered') {
    const since = events.slice(events.findLastIndex((event) => event.event === 'answered') + 1)
    if (since.some((event) => event.event === 'reaction')) return 'close'
    return since.some((event) => event.event === 'replied') ? 'await-reaction' : 'tell-passenger'
  }
  return leafOf(category) ? 'dispatch-or-close' : 'choose-leaf'
}
