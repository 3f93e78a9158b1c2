/** Who gets the next free seat (AC-26): the guarantee first, then who waits longest. */
import type { Tier } from '../contracts/passengers.ts'
import type { StandbyEntry } from '../contracts/requests.ts'

/** Somebody who waits. */
export interface Waiting {
  tier: Tier | undefined
  /** Travels under an agreement with a company. */
  agreement: boolean
  /** Ms UTC. */
  since: number
}

const order: Record<StandbyEntry['priority'], number> = {
  platinum: 0,
  gold: 1,
  silver: 2,
  agreement: 3,
  basic: 4,
  none: 5,
}

/** The guarantee by which somebody waits: the better of tier and agreement. */
export function priorityOf({ tier, agreement }: Waiting): StandbyEntry['priority'] {
  const byTier = tier ?? 'none'
  return agreement && order.agreement < order[byTier] ? 'agreement' : byTier
}

/** In the order in which seats are given. */
export function inOrder<W extends Waiting>(waiting: readonly W[]): W[] {
  return waiting.toSorted((a, b) => order[priorityOf(a)] - order[priorityOf(b)] || a.since - b.since)
}
