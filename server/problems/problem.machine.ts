/**
 * The law of a problem:
 *
 *   proposed --confirm--> open --take--> in-hand --solve--> solved --watch--> watched
 *      |                   ^                                  |                  |
 *      | decline           +------------- recur --------------+------------------+
 *      v
 *   declined
 */
import type { ProblemState } from '../contracts/problems.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in ProblemState]: { state: S } }[ProblemState]
export type ProblemStep = 'confirm' | 'decline' | 'take' | 'solve' | 'watch' | 'recur'
type Event = { [M in ProblemStep]: { event: M } }[ProblemStep]

const law: Law<State, Event> = {
  proposed: { confirm: () => ({ state: 'open' }), decline: () => ({ state: 'declined' }) },
  declined: {},
  open: { take: () => ({ state: 'in-hand' }) },
  'in-hand': { solve: () => ({ state: 'solved' }) },
  solved: { watch: () => ({ state: 'watched' }), recur: () => ({ state: 'open' }) },
  watched: { recur: () => ({ state: 'open' }) },
}

/** The state after a step, or undefined when the law does not know the step in this state. */
export function moveProblem(state: ProblemState, move: ProblemStep): ProblemState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}
