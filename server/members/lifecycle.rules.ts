/**
 * BY-42, AC-02: the stage in a customer's life with the house.
 *
 *   prospect -> new -> growing <-> loyal
 *                 \       |        |
 *                  +--> at-risk <--+ --> lost --> (flies again) growing
 */
import type { MemberRules } from '../contracts/members.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { SegmentMarks, SegmentReason } from '../contracts/segments.ts'
import { monthsBefore } from './activity.rules.ts'

export interface LifecycleFacts {
  tier: Tier
  prospect: boolean
  flown: { total: number; firstAt: number | undefined; lastAt: number | undefined }
  activity: SegmentMarks['activity']
  churn: SegmentMarks['churn']
  frequency: SegmentMarks['frequency']
}

const dayMs = 86_400_000
const isVip = (tier: Tier): boolean => tier === 'silver' || tier === 'gold' || tier === 'platinum'

/** The stage at `now`: the first that fits, in the order from the way out to the top. */
export function decideLifecycle(
  facts: LifecycleFacts,
  now: number,
  rules: Pick<MemberRules, 'lostMonths' | 'newDays'>,
): { value: SegmentMarks['lifecycle']; reason: Omit<SegmentReason, 'axis'> } {
  const { firstAt, lastAt, total } = facts.flown
  if (firstAt === undefined || lastAt === undefined) return notFlown(facts)
  const quiet = Math.max(0, Math.floor((now - lastAt) / dayMs))
  if (lastAt < monthsBefore(now, rules.lostMonths))
    return { value: 'lost', reason: { code: 'days-since-flight', figure: quiet, bound: rules.lostMonths } }
  if (facts.activity === 'sleeping') return { value: 'at-risk', reason: { code: 'sleeping', figure: quiet } }
  if (facts.churn === 'high') return { value: 'at-risk', reason: { code: 'churn-high' } }
  if (isVip(facts.tier)) return { value: 'loyal', reason: { code: `tier-${facts.tier}` } }
  if (facts.frequency === 'high') return { value: 'loyal', reason: { code: 'flies-often' } }
  const known = Math.max(0, Math.floor((now - firstAt) / dayMs))
  if (known < rules.newDays && total < 3)
    return { value: 'new', reason: { code: 'flights-so-far', figure: total, bound: 3 } }
  return { value: 'growing', reason: { code: 'flights-so-far', figure: total } }
}

function notFlown(facts: LifecycleFacts): ReturnType<typeof decideLifecycle> {
  if (facts.prospect || facts.tier === 'none') return { value: 'prospect', reason: { code: 'never-flown' } }
  if (facts.activity === 'sleeping') return { value: 'at-risk', reason: { code: 'sleeping' } }
  return { value: 'new', reason: { code: 'joined-not-flown' } }
}
