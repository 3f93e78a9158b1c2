/** AC-05, AC-06: four tiers from the miles and the segments of a year, either suffices; held until the end of the year after. */
import type { MemberRules, MemberTier } from '../contracts/members.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { SegmentReason } from '../contracts/segments.ts'

/** What a member flew in one calendar year. */
export interface MemberYear {
  year: number
  miles: number
  segments: number
}

export interface TierFacts {
  tier: Tier
  /** Last day of the tier, 2026-12-31; undefined = no end on record. */
  tierUntil: string | undefined
  years: readonly MemberYear[]
}

export interface TierDecision {
  tier: Tier
  tierUntil: string | undefined
  reason: Omit<SegmentReason, 'axis'>
}

/** From the lowest to the highest. */
export const tierOrder: readonly MemberTier[] = ['basic', 'silver', 'gold', 'platinum']
const rank = (tier: Tier): number => (tier === 'none' ? -1 : tierOrder.indexOf(tier))

/** The highest tier that one year's miles or segments reach, with the measure that reached it. */
export function earnedTier(
  flown: { miles: number; segments: number },
  rules: Pick<MemberRules, 'tiers'>,
): { tier: MemberTier; by: 'miles' | 'segments' | 'joined'; figure: number; bound: number } {
  for (const tier of tierOrder.toReversed()) {
    const bound = rules.tiers[tier]
    if (bound.miles > 0 && flown.miles >= bound.miles)
      return { tier, by: 'miles', figure: flown.miles, bound: bound.miles }
    if (bound.segments > 0 && flown.segments >= bound.segments)
      return { tier, by: 'segments', figure: flown.segments, bound: bound.segments }
  }
  return { tier: 'basic', by: 'joined', figure: 0, bound: 0 }
}

/** The tier of `today` (2026-01-05): the best of what was earned this year, last year, and what is still held. */
export function decideTier(facts: TierFacts, today: string, rules: Pick<MemberRules, 'tiers'>): TierDecision {
  if (facts.tier === 'none') return { tier: 'none', tierUntil: undefined, reason: { code: 'no-member' } }
  const year = Number(today.slice(0, 4))
  const held = facts.tierUntil === undefined || facts.tierUntil >= today
  const standing: TierDecision[] = [
    earnedIn(facts.years, year, rules),
    earnedIn(facts.years, year - 1, rules),
    ...(held ? [{ tier: facts.tier, tierUntil: facts.tierUntil, reason: { code: 'tier-held' } }] : []),
  ].filter((one) => one !== undefined)
  const best = standing.toSorted((a, b) => rank(b.tier) - rank(a.tier) || untilOf(b).localeCompare(untilOf(a)))[0]
  return best ?? { tier: 'basic', tierUntil: undefined, reason: { code: 'tier-lapsed' } }
}

/** The next tier above one, and what of either measure is missing in this year. */
export function nextTier(
  tier: Tier,
  flown: { miles: number; segments: number },
  rules: Pick<MemberRules, 'tiers'>,
): { tier: MemberTier; miles: number; segments: number } | undefined {
  const above = tier === 'none' ? undefined : tierOrder[rank(tier) + 1]
  if (above === undefined) return undefined
  const bound = rules.tiers[above]
  return {
    tier: above,
    miles: Math.max(0, bound.miles - flown.miles),
    segments: Math.max(0, bound.segments - flown.segments),
  }
}

const untilOf = (decision: TierDecision): string => decision.tierUntil ?? '9999-12-31'

function earnedIn(
  years: readonly MemberYear[],
  year: number,
  rules: Pick<MemberRules, 'tiers'>,
): TierDecision | undefined {
  const flown = years.find((one) => one.year === year)
  if (!flown) return undefined
  const earned = earnedTier(flown, rules)
  // A basic card has no end and needs no flight.
  if (earned.tier === 'basic') return undefined
  const reason = { code: `tier-by-${earned.by}`, figure: earned.figure, bound: earned.bound }
  return { tier: earned.tier, tierUntil: `${year + 1}-12-31`, reason }
}
