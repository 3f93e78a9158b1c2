/**
 * The law of a clock:
 *
 *                 +--resume--+
 *                 v          |
 *   (start) --> running --pause--> paused
 *                 |  |               |
 *           breach|  |stop           |stop
 *                 v  |               v
 *             breached +-----------> met
 *                 |   stop in time ---^        (what happened before the due time was only written down late)
 *                 |   stop late ----> stopped-late
 *   running, paused, breached --withdraw--> withdrawn
 *
 * met, stopped-late and withdrawn are ends: a case that is opened again begins new clocks.
 */
import type { ClockState } from '../contracts/clocks.ts'
import { type Law, step } from '../platform/machine.ts'

type State = { [S in ClockState]: { state: S } }[ClockState]
type Event =
  | { event: 'pause' }
  | { event: 'resume' }
  | { event: 'breach' }
  | { event: 'withdraw' }
  | { event: 'stop'; late: boolean }
export type ClockMove = Event

const stopped = (late: boolean): State => (late ? { state: 'stopped-late' } : { state: 'met' })
const withdrawn = (): State => ({ state: 'withdrawn' })

const law: Law<State, Event> = {
  running: {
    pause: () => ({ state: 'paused' }),
    breach: () => ({ state: 'breached' }),
    stop: (_clock, { late }) => stopped(late),
    withdraw: withdrawn,
  },
  paused: { resume: () => ({ state: 'running' }), stop: () => ({ state: 'met' }), withdraw: withdrawn },
  breached: { stop: (_clock, { late }) => stopped(late), withdraw: withdrawn },
  met: {},
  'stopped-late': {},
  withdrawn: {},
}

/** The state after a move, or undefined when the law does not know the move in this state. */
export function moveClock(state: ClockState, move: ClockMove): ClockState | undefined {
  const next = step<State, Event>(law, { state }, move)
  return next.changed ? next.state.state : undefined
}

/** True while something is still owed. */
export function isOpen(state: ClockState): boolean {
  return state === 'running' || state === 'paused' || state === 'breached'
}
