/**
 * The law of a work order:
 *
 *   dispatched --accept--> accepted --answer--> answered --settle--> settled
 *       |                   |   ^                  |
 *       |                   |   +------ redo ------+
 *       +------ return -----+-----> returned
 *       +----- withdraw ----+-----> withdrawn
 *
 * Returned, withdrawn and settled are ends: what a department does afterwards changes nothing.
 */
import type { OrderState } from '../contracts/dispatch.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in OrderState]: { state: S } }[OrderState]
export type OrderMove = 'accept' | 'return' | 'answer' | 'redo' | 'withdraw' | 'settle'
type Event = { [M in OrderMove]: { event: M } }[OrderMove]

const law: Law<State, Event> = {
  dispatched: {
    accept: () => ({ state: 'accepted' }),
    return: () => ({ state: 'returned' }),
    withdraw: () => ({ state: 'withdrawn' }),
  },
  accepted: {
    answer: () => ({ state: 'answered' }),
    return: () => ({ state: 'returned' }),
    withdraw: () => ({ state: 'withdrawn' }),
  },
  answered: { redo: () => ({ state: 'accepted' }), settle: () => ({ state: 'settled' }) },
  returned: {},
  withdrawn: {},
  settled: {},
}

/** The state after a move, or undefined when the law does not know the move in this state. */
export function moveOrder(state: OrderState, move: OrderMove): OrderState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}

/** The moves that the law knows in a state. */
export function movesOf(state: OrderState): OrderMove[] {
  return Object.keys(law[state]) as OrderMove[]
}

/** Ends of the life of an order. */
export const endStates: readonly OrderState[] = ['returned', 'withdrawn', 'settled']

/**
 * In whose hands the passenger's matter is (first-asked responsibility): with who was asked first until the department
 * accepts, with the department until it answers, then back; after an end of the order with who was asked first.
 */
export function handOf(state: OrderState): 'first-asked' | 'department' {
  return state === 'accepted' ? 'department' : 'first-asked'
}
