/**
 * BY-31: the end of a relationship needs headquarters.
 *
 *   active ----ask----> ending ----approve----> ended
 *     ^                   |
 *     +------refuse-------+
 */
import type { AccountState } from '../contracts/accounts.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in AccountState]: { state: S } }[AccountState]

export type AccountMove = 'ask' | 'approve' | 'refuse'
type Event = { [M in AccountMove]: { event: M } }[AccountMove]

const law: Law<State, Event> = {
  active: { ask: () => ({ state: 'ending' }) },
  ending: { approve: () => ({ state: 'ended' }), refuse: () => ({ state: 'active' }) },
  ended: {},
}

/** The state after a move, or undefined when the law does not know the move in this state. */
export function moveAccount(state: AccountState, move: AccountMove): AccountState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}
