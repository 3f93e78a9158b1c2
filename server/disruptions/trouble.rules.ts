/** What is wrong with a flight, and who is told first. */
import type { Trouble } from '../contracts/flights.ts'
import type { FlightStatus } from '../contracts/passenger-service.ts'
import type { Tier } from '../contracts/passengers.ts'

/** Where care begins in most rules, and where passengers begin to ask. */
export const longDelayMs = 2 * 3_600_000

/** The worst that can be said of a flight; undefined when it goes as planned or nearly. */
export function troubleOf(status: FlightStatus): Trouble | undefined {
  if (status.state === 'cancelled') return 'cancelled'
  if (status.divertedTo !== undefined) return 'diverted'
  if (status.estimatedArrivesAt - status.scheduledArrivesAt >= longDelayMs) return 'delayed'
  // Once the doors are closed, who had no seat stands at the counter and not on the telephone.
  return status.booked > status.capacity && status.departedAt === undefined ? 'oversold' : undefined
}

/** Requirements A3d: the request that a trouble makes; a delay or diversion is told like a cancellation. */
export const requestOf: Record<
  Trouble,
  { category: string; task: 'notify-cancellation' | 'notify-oversale' | 'notify-delay' }
> = {
  cancelled: { category: 'bk-12', task: 'notify-cancellation' },
  oversold: { category: 'bk-13', task: 'notify-oversale' },
  diverted: { category: 'bk-12', task: 'notify-delay' },
  delayed: { category: 'bk-12', task: 'notify-delay' },
}

const tierRank: Record<Tier, number> = { platinum: 0, gold: 1, silver: 2, basic: 3, none: 4 }
const cabinRank: Record<string, number> = { first: 0, business: 1, premium: 2, economy: 3 }

interface Ranked {
  passenger: { tier: Tier; name: string }
  cabin: string
  specialNeeds: string[]
}

/** Tier first, then who needs help, then the cabin, then the name. */
export function byImportance(a: Ranked, b: Ranked): number {
  return (
    tierRank[a.passenger.tier] - tierRank[b.passenger.tier] ||
    Math.sign(b.specialNeeds.length) - Math.sign(a.specialNeeds.length) ||
    (cabinRank[a.cabin] ?? 9) - (cabinRank[b.cabin] ?? 9) ||
    (a.passenger.name < b.passenger.name ? -1 : 1)
  )
}

/** Silver and above. */
export const isValued = (tier: Tier) => tierRank[tier] <= 2
