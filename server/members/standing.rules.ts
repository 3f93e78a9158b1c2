/** All marks of one passenger from what is known, in one decision: same facts, same answer. */
import type { MemberRules } from '../contracts/members.ts'
import type { SegmentAxis, SegmentReason, Standing } from '../contracts/segments.ts'
import { decideActivity } from './activity.rules.ts'
import { decideChurn } from './churn.rules.ts'
import { decideLifecycle } from './lifecycle.rules.ts'
import type { PersonFacts } from './person-facts.ts'
import {
  decideCallerType,
  decideFrequency,
  decidePurpose,
  decideRelation,
  decideSatisfaction,
  decideValue,
} from './segment.rules.ts'
import { decideTier, type TierDecision } from './tier.rules.ts'
import { scoreOf, scoreParts } from './value-score.rules.ts'

export interface StandingDecision {
  tier: TierDecision
  /** Of the running year, as the tier counts them. */
  yearMiles: number
  yearSegments: number
  standing: Standing
}

const yearMs = 365.25 * 86_400_000

/** `today` is the day of the house's zone, 2026-01-05. */
export function decideStanding(
  facts: PersonFacts,
  at: { now: number; today: string },
  rules: MemberRules,
): StandingDecision {
  const { now, today } = at
  const tier = decideTier(facts, today, rules)
  const { flown, account } = facts
  const year = facts.years.find((one) => one.year === Number(today.slice(0, 4)))
  const since = Math.min(facts.knownSince, flown.firstAt ?? facts.knownSince)
  const years = Math.max(0, Math.floor((now - since) / yearMs))
  const parts = scoreParts({ tier: tier.tier, spend: flown.spend12, segments: flown.last12, years, account }, rules)
  const score = scoreOf(parts)
  const activity = decideActivity(
    { tier: tier.tier, lastFlownAt: flown.lastAt, knownSince: facts.knownSince },
    now,
    rules,
  )
  const churn = decideChurn(
    { ...flown, lastFlownAt: flown.lastAt, openComplaints: facts.openComplaints, lastScore: facts.lastScore },
    now,
    rules,
  )
  const frequency = decideFrequency(flown.last12, rules)
  const decided = {
    relation: decideRelation({ tier: tier.tier, firstFlownAt: flown.firstAt }, now, rules),
    purpose: decidePurpose({ account, last12: flown.last12, business12: flown.business12 }, rules),
    frequency,
    value: decideValue(score, rules),
    satisfaction: decideSatisfaction(facts, rules),
    callerType: decideCallerType(account),
    activity,
    lifecycle: decideLifecycle(
      {
        tier: tier.tier,
        prospect: facts.prospect,
        flown,
        activity: activity.value,
        churn: churn.value,
        frequency: frequency.value,
      },
      now,
      rules,
    ),
  }
  const reasons: SegmentReason[] = [
    ...Object.entries(decided).map(([axis, one]) => ({ axis: axis as SegmentAxis, ...one.reason })),
    ...churn.reasons.map((reason) => ({ axis: 'churn' as const, ...reason })),
  ]
  return {
    tier,
    yearMiles: year?.miles ?? 0,
    yearSegments: year?.segments ?? 0,
    standing: {
      relation: decided.relation.value,
      purpose: decided.purpose.value,
      frequency: frequency.value,
      value: decided.value.value,
      satisfaction: decided.satisfaction.value,
      callerType: decided.callerType.value,
      lifecycle: decided.lifecycle.value,
      churn: churn.value,
      activity: activity.value,
      score,
      reasons,
      scoreParts: parts,
      ...(flown.route !== undefined && { route: flown.route }),
      decidedAt: now,
    },
  }
}
