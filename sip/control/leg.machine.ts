/**
 * The law of a leg.
 *
 *              2 hold
 *   early --1--> answered <=======> held
 *     |             |     3 retrieve  |
 *     |4            |4                |4
 *     +-------------+-----> ended <---+
 *
 *   1  the 200 is on the wire (inbound) or has come (outbound)
 *   2  a bridge put the leg on hold: it hears music
 *   3  the bridge took it back, or ended
 *   4  whatever ended it first: BYE, CANCEL, a final status, a lost transport, our hang-up
 *
 * A cell without an entry leaves the state as it is: the late BYE is harmless by law.
 */
import type { LegEnd } from '../telephony.ts'

export type LegLife = { name: 'early' } | { name: 'answered' } | { name: 'held' } | { name: 'ended'; end: LegEnd }

export type LegEvent = { kind: 'answer' } | { kind: 'hold' } | { kind: 'retrieve' } | { kind: 'end'; end: LegEnd }

/** The state before the first event. */
export const early: LegLife = { name: 'early' }

const answered: LegLife = { name: 'answered' }
const held: LegLife = { name: 'held' }

const table: Record<LegLife['name'], Partial<Record<LegEvent['kind'], LegLife>>> = {
  early: { answer: answered },
  answered: { hold: held },
  held: { retrieve: answered },
  ended: {},
}

/** The next state, and whether the event moved anything. */
export function step(state: LegLife, event: LegEvent): { state: LegLife; changed: boolean } {
  if (event.kind === 'end') {
    return state.name === 'ended'
      ? { state, changed: false }
      : { state: { name: 'ended', end: event.end }, changed: true }
  }
  const next = table[state.name][event.kind]
  return next === undefined ? { state, changed: false } : { state: next, changed: true }
}
