/**
 * The law of client transactions: RFC 3261 17.1 with the Accepted state of RFC 6026.
 *
 *   INVITE:   calling --provisional--> proceeding --success--> accepted --M--> terminated
 *             calling/proceeding --failure--> completed (ACK sent by us) --D--> terminated
 *             calling --A--> calling (again), --B--> terminated (408); proceeding --C--> terminated (408)
 *   others:   trying --provisional--> proceeding --final--> completed --K--> terminated
 *             trying/proceeding --E--> same (again), --F--> terminated (408)
 *
 * A transport error ends any transaction that still waits for its answer (503).
 */

export type ClientState = 'calling' | 'trying' | 'proceeding' | 'accepted' | 'completed' | 'terminated'
export type ClientEvent =
  | 'provisional'
  | 'success'
  | 'failure'
  | 'final'
  | 'timer-a'
  | 'timer-b'
  | 'timer-c'
  | 'timer-d'
  | 'timer-e'
  | 'timer-f'
  | 'timer-k'
  | 'timer-m'
  | 'transport-error'
export type ClientEffect =
  | 'pass'
  | 'ack'
  | 'resend'
  | 'timed-out'
  | 'unreachable'
  | 'stop-timers'
  | 'start-a'
  | 'start-c'
  | 'start-d'
  | 'start-e'
  | 'start-k'
  | 'start-m'

export interface ClientStep {
  readonly to: ClientState
  readonly effects: readonly ClientEffect[]
}

type Table = Partial<Record<ClientState, Partial<Record<ClientEvent, ClientStep>>>>

const gone: ClientStep = { to: 'terminated', effects: ['stop-timers'] }
const late: ClientStep = { to: 'terminated', effects: ['stop-timers', 'timed-out'] }
const unreachable: ClientStep = { to: 'terminated', effects: ['stop-timers', 'unreachable'] }
const refused: ClientStep = { to: 'completed', effects: ['stop-timers', 'ack', 'pass', 'start-d'] }
const answered: ClientStep = { to: 'accepted', effects: ['stop-timers', 'pass', 'start-m'] }
const finished: ClientStep = { to: 'completed', effects: ['stop-timers', 'pass', 'start-k'] }

const INVITE: Table = {
  calling: {
    provisional: { to: 'proceeding', effects: ['stop-timers', 'pass', 'start-c'] },
    success: answered,
    failure: refused,
    'timer-a': { to: 'calling', effects: ['resend', 'start-a'] },
    'timer-b': late,
    'transport-error': unreachable,
  },
  proceeding: {
    provisional: { to: 'proceeding', effects: ['pass'] },
    success: answered,
    failure: refused,
    'timer-c': late,
    'transport-error': unreachable,
  },
  accepted: { success: { to: 'accepted', effects: ['pass'] }, 'timer-m': gone },
  completed: { failure: { to: 'completed', effects: ['ack'] }, 'timer-d': gone },
}

const OTHER: Table = {
  trying: {
    provisional: { to: 'proceeding', effects: ['pass'] },
    final: finished,
    'timer-e': { to: 'trying', effects: ['resend', 'start-e'] },
    'timer-f': late,
    'transport-error': unreachable,
  },
  proceeding: {
    provisional: { to: 'proceeding', effects: ['pass'] },
    final: finished,
    'timer-e': { to: 'proceeding', effects: ['resend', 'start-e'] },
    'timer-f': late,
    'transport-error': unreachable,
  },
  completed: { 'timer-k': gone },
}

/** Returns what an event does in a state, or undefined when it does nothing. */
export function clientStep(kind: 'invite' | 'other', state: ClientState, event: ClientEvent): ClientStep | undefined {
  return (kind === 'invite' ? INVITE : OTHER)[state]?.[event]
}

/** Returns the event that a response of this status is to the machine. */
export function arrivalEvent(kind: 'invite' | 'other', status: number): ClientEvent {
  if (status < 200) return 'provisional'
  if (kind === 'other') return 'final'
  return status < 300 ? 'success' : 'failure'
}
