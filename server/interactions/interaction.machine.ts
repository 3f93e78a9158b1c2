/**
 * The law of an interaction.
 *
 *   open --1--> wrapping-up --2--> closed
 *     |---2---------------------> closed        (nobody spoke to an agent: abandoned, self-served)
 *     +---3---------------------> interrupted   (the house went down in the midst)
 *
 *   1 talked  2 closed  3 interrupted
 */
import type { InteractionState } from '../contracts/interactions.ts'
import type { Law } from '../platform/machine.ts'

export type InteractionStage = { [S in InteractionState]: { state: S } }[InteractionState]

export type InteractionEvent = { event: 'talked' } | { event: 'closed' } | { event: 'interrupted' }

const closed = (): InteractionStage => ({ state: 'closed' })

/** The table: state x event. Wrap-up survives a restart: it has no `interrupted`. */
export const interactionLaw: Law<InteractionStage, InteractionEvent> = {
  open: {
    talked: () => ({ state: 'wrapping-up' }),
    closed,
    interrupted: () => ({ state: 'interrupted' }),
  },
  'wrapping-up': { closed },
  closed: {},
  interrupted: {},
}
