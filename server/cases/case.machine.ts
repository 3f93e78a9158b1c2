/**
 * The law of a case:
 *
 *                              +-----------------redo-------------------+
 *                              v                                         |
 *   open ----dispatch----> dispatched --accept--> accepted --answer--> answered
 *    |                      |    ^                  |                     |
 *    |                      | return                | return              | close
 *    |                      v    | dispatch         v                     |
 *    |                    returned <----------------+                     |
 *    | close                | close                                       v
 *    +----------------------+------------------------------------------> closed
 *                                                          reopened <----reopen
 *                                   (close -> closed, dispatch -> dispatched)
 *
 * A case that was answered, returned or never dispatched may be closed; one in a department's hands may not.
 */
import type { CaseState } from '../contracts/cases.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in CaseState]: { state: S } }[CaseState]

export type CaseMove = 'dispatch' | 'accept' | 'return' | 'answer' | 'redo' | 'close' | 'reopen'
type Event = { [M in CaseMove]: { event: M } }[CaseMove]

const law: Law<State, Event> = {
  open: { dispatch: () => ({ state: 'dispatched' }), close: () => ({ state: 'closed' }) },
  dispatched: { accept: () => ({ state: 'accepted' }), return: () => ({ state: 'returned' }) },
  accepted: { answer: () => ({ state: 'answered' }), return: () => ({ state: 'returned' }) },
  returned: { dispatch: () => ({ state: 'dispatched' }), close: () => ({ state: 'closed' }) },
  answered: { close: () => ({ state: 'closed' }), redo: () => ({ state: 'dispatched' }) },
  closed: { reopen: () => ({ state: 'reopened' }) },
  reopened: { dispatch: () => ({ state: 'dispatched' }), close: () => ({ state: 'closed' }) },
}

/** The state after a move, or undefined when the law does not know the move in this state. */
export function moveCase(state: CaseState, move: CaseMove): CaseState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}
