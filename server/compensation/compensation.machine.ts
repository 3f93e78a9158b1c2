/**
 * The law of a compensation:
 *
 *   proposed --approve--> approved --offer--> offered --accept--> accepted --pay--> paid
 *      |                     |                   |
 *      | refuse              | withdraw          | decline, expire, withdraw
 *      v                     v                   v
 *   refused               withdrawn         declined, expired, withdrawn
 *
 * What a passenger accepted is owed: it can only be paid.
 */
import type { CompensationState } from '../contracts/compensation.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in CompensationState]: { state: S } }[CompensationState]
export type CompensationStep = 'approve' | 'refuse' | 'offer' | 'accept' | 'decline' | 'pay' | 'expire' | 'withdraw'
type Event = { [M in CompensationStep]: { event: M } }[CompensationStep]

const law: Law<State, Event> = {
  proposed: {
    approve: () => ({ state: 'approved' }),
    refuse: () => ({ state: 'refused' }),
    withdraw: () => ({ state: 'withdrawn' }),
  },
  approved: { offer: () => ({ state: 'offered' }), withdraw: () => ({ state: 'withdrawn' }) },
  offered: {
    accept: () => ({ state: 'accepted' }),
    decline: () => ({ state: 'declined' }),
    expire: () => ({ state: 'expired' }),
    withdraw: () => ({ state: 'withdrawn' }),
  },
  accepted: { pay: () => ({ state: 'paid' }) },
  declined: {},
  paid: {},
  refused: {},
  expired: {},
  withdrawn: {},
}

/** The state after a step, or undefined when the law does not know the step in this state. */
export function moveCompensation(state: CompensationState, move: CompensationStep): CompensationState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}
