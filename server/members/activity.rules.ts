/** AC-10: a member who has not flown for so many months sleeps; the months are the tier's own. */
import type { MemberRules } from '../contracts/members.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { SegmentMarks, SegmentReason } from '../contracts/segments.ts'

export interface ActivityFacts {
  tier: Tier
  /** Arrival of the last flight, ms UTC. */
  lastFlownAt: number | undefined
  /** Start of the membership or of the record, ms UTC. */
  knownSince: number
}

const dayMs = 86_400_000

/** Active or sleeping at `now`, and why. Somebody who is no member and never flew is neither. */
export function decideActivity(
  facts: ActivityFacts,
  now: number,
  rules: Pick<MemberRules, 'tiers'>,
): { value: SegmentMarks['activity']; reason: Omit<SegmentReason, 'axis'> } {
  const months = rules.tiers[facts.tier === 'none' ? 'basic' : facts.tier].sleepingMonths
  if (facts.lastFlownAt === undefined && facts.tier === 'none')
    return { value: 'not-flown', reason: { code: 'never-flown' } }
  // A card that was never used sleeps too, once it is old enough.
  const since = facts.lastFlownAt ?? facts.knownSince
  const asleep = since < monthsBefore(now, months)
  const figure = Math.max(0, Math.floor((now - since) / dayMs))
  const code = facts.lastFlownAt === undefined ? 'days-since-joined' : 'days-since-flight'
  return { value: asleep ? 'sleeping' : 'active', reason: { code, figure, bound: months } }
}

/** The same moment so many calendar months ago; a day the month does not have becomes its last one. */
export function monthsBefore(at: number, months: number): number {
  const date = new Date(at)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return date.getTime()
}
