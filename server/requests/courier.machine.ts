/**
 * The law of a courier who brings a ticket (BK-08):
 *
 *   ordered --set-out--> on-the-way --hand-over--> delivered
 *      ^                     |
 *      |                     | give-up
 *      +----order-again---- failed
 */
import type { CourierState, CourierStep } from '../contracts/requests.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in CourierState]: { state: S } }[CourierState]
type Event = { [M in CourierStep]: { event: M } }[CourierStep]

const law: Law<State, Event> = {
  ordered: { 'set-out': () => ({ state: 'on-the-way' }) },
  'on-the-way': { 'hand-over': () => ({ state: 'delivered' }), 'give-up': () => ({ state: 'failed' }) },
  delivered: {},
  failed: { 'order-again': () => ({ state: 'ordered' }) },
}

/** The state after a step, or undefined when the law does not know it in this state. */
export function moveCourier(state: CourierState, event: CourierStep): CourierState | undefined {
  const next = step<State, Event>(law, { state }, { event })
  return next.changed ? next.state.state : undefined
}
