/**
 * The law of server transactions: RFC 3261 17.2 with the Accepted state of RFC 6026.
 *
 *   INVITE:      proceeding --success--> accepted --L--> terminated
 *                proceeding --failure--> completed --ack--> confirmed --I--> terminated
 *                                        completed --H--> terminated (the ACK never came)
 *   others:      trying --provisional--> proceeding --final--> completed --J--> terminated
 *
 * An event without an entry leaves the state as it is: the late packet is harmless by law.
 */

export type ServerState = 'trying' | 'proceeding' | 'accepted' | 'completed' | 'confirmed' | 'terminated'
export type ServerEvent =
  | 'request'
  | 'provisional'
  | 'success'
  | 'failure'
  | 'final'
  | 'ack'
  | 'timer-g'
  | 'timer-h'
  | 'timer-i'
  | 'timer-j'
  | 'timer-l'
export type ServerEffect = 'send' | 'resend' | 'start-g' | 'start-h' | 'start-i' | 'start-j' | 'start-l' | 'stop-timers'

export interface ServerStep {
  readonly to: ServerState
  readonly effects: readonly ServerEffect[]
}

type Table = Partial<Record<ServerState, Partial<Record<ServerEvent, ServerStep>>>>

const gone: ServerStep = { to: 'terminated', effects: [] }

const INVITE: Table = {
  proceeding: {
    request: { to: 'proceeding', effects: ['resend'] },
    provisional: { to: 'proceeding', effects: ['send'] },
    success: { to: 'accepted', effects: ['send', 'start-l'] },
    failure: { to: 'completed', effects: ['send', 'start-g', 'start-h'] },
  },
  accepted: { 'timer-l': gone },
  completed: {
    request: { to: 'completed', effects: ['resend'] },
    'timer-g': { to: 'completed', effects: ['resend', 'start-g'] },
    'timer-h': gone,
    ack: { to: 'confirmed', effects: ['stop-timers', 'start-i'] },
  },
  confirmed: { 'timer-i': gone },
}

const OTHER: Table = {
  trying: {
    provisional: { to: 'proceeding', effects: ['send'] },
    final: { to: 'completed', effects: ['send', 'start-j'] },
  },
  proceeding: {
    request: { to: 'proceeding', effects: ['resend'] },
    provisional: { to: 'proceeding', effects: ['send'] },
    final: { to: 'completed', effects: ['send', 'start-j'] },
  },
  completed: {
    request: { to: 'completed', effects: ['resend'] },
    'timer-j': gone,
  },
}

/** Returns what an event does in a state, or undefined when it does nothing. */
export function serverStep(kind: 'invite' | 'other', state: ServerState, event: ServerEvent): ServerStep | undefined {
  return (kind === 'invite' ? INVITE : OTHER)[state]?.[event]
}

/** Returns the event that a response of this status is to the machine. */
export function responseEvent(kind: 'invite' | 'other', status: number): ServerEvent {
  if (status < 200) return 'provisional'
  if (kind === 'other') return 'final'
  return status < 300 ? 'success' : 'failure'
}
