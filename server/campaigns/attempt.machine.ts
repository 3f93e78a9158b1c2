/**
 * The law of an attempt; one row is one dialling, a retry is the next row:
 *
 *   scheduled --dialled--> dialling --answered--> answered --scored--> surveyed
 *       |                     | |                   | |
 *       |                     | +----will-retry---> | +--will-retry--> retry-at
 *       +------gave-up--------+------gave-up--------+----------------> given-up
 *                             +------lost-----------+----------------> unknown    (the process died meanwhile)
 */
import type { AttemptState } from '../contracts/campaigns.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in AttemptState]: { state: S } }[AttemptState]

export type AttemptMove = 'dialled' | 'answered' | 'scored' | 'will-retry' | 'gave-up' | 'lost'
type Event = { [M in AttemptMove]: { event: M } }[AttemptMove]

const law: Law<State, Event> = {
  scheduled: { dialled: () => ({ state: 'dialling' }), 'gave-up': () => ({ state: 'given-up' }) },
  dialling: {
    answered: () => ({ state: 'answered' }),
    'will-retry': () => ({ state: 'retry-at' }),
    'gave-up': () => ({ state: 'given-up' }),
    lost: () => ({ state: 'unknown' }),
  },
  answered: {
    scored: () => ({ state: 'surveyed' }),
    'will-retry': () => ({ state: 'retry-at' }),
    'gave-up': () => ({ state: 'given-up' }),
    lost: () => ({ state: 'unknown' }),
  },
  surveyed: {},
  'retry-at': {},
  'given-up': {},
  unknown: {},
}

/** The state after a move, or undefined when the law does not know the move in this state. */
export function moveAttempt(state: AttemptState, move: AttemptMove): AttemptState | undefined {
  const next = step<State, Event>(law, { state }, { event: move })
  return next.changed ? next.state.state : undefined
}
