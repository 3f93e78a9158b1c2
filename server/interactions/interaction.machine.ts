/**
 * The law of an interaction.
 *
 *   open --1--> wrapping-up --2--> closed
 *     |---3---------------------> closed        (nobody spoke to an agent: abandoned, self-served)
 *     +---4---------------------> interrupted   (the house went down in the midst)
 *
 *   1 talked  2 saved  3 unserved  4 interrupted
 */
import type { InteractionState } from '../contracts/interactions.ts'
import type { Law } from '../platform/machine.ts'

export type InteractionStage = { [S in InteractionState]: { state: S } }[InteractionState]

export type InteractionEvent =
  | { event: 'talked' }
  | { event: 'saved' }
  | { event: 'unserved' }
  | { event: 'interrupted' }

const closed = (): InteractionStage => ({ state: 'closed' })

/** The table: state x event. Wrap-up survives a restart and the end of the call: only its agent closes it. */
export const interactionLaw: Law<InteractionStage, InteractionEvent> = {
  open: {
    talked: () => ({ state: 'wrapping-up' }),
    unserved: closed,
    interrupted: () => ({ state: 'interrupted' }),
  },
  'wrapping-up': { saved: closed },
  closed: {},
  interrupted: {},
}
