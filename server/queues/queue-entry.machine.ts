/**
 * The law of a place in the queue.
 *
 *   waiting <--1/2--> offered --3--> connected
 *      |                 |
 *      +-------4---------+--> abandoned(why)      the two other ends, overflowed and callback, have no event yet
 *
 *   1 offered  2 returned: same place, the clock of the wait runs on  3 connected  4 abandoned
 */
import type { QueueEntryState } from '../contracts/queues.ts'
import type { Law } from '../platform/machine.ts'

export type EntryStage = { [S in QueueEntryState]: { state: S } }[QueueEntryState]

export type EntryEvent = { event: 'offered' } | { event: 'returned' } | { event: 'connected' } | { event: 'abandoned' }

const abandoned = (): EntryStage => ({ state: 'abandoned' })

/** The table: state x event. */
export const entryLaw: Law<EntryStage, EntryEvent> = {
  waiting: { offered: () => ({ state: 'offered' }), abandoned },
  offered: { returned: () => ({ state: 'waiting' }), connected: () => ({ state: 'connected' }), abandoned },
  connected: {},
  abandoned: {},
  overflowed: {},
  callback: {},
}
