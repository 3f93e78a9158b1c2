/** The segments that the rows name, each from few figures and each with the reason why. */
import type { MemberRules } from '../contracts/members.ts'
import type { AccountMark, Tier } from '../contracts/passengers.ts'
import type { SegmentMarks, SegmentReason } from '../contracts/segments.ts'

/** A mark and why. */
export interface Decided<T> {
  value: T
  reason: Omit<SegmentReason, 'axis'>
}

const dayMs = 86_400_000

/** CT-17: VIP by tier; new until so many days after the first flight, or while there was none. */
export function decideRelation(
  facts: { tier: Tier; firstFlownAt: number | undefined },
  now: number,
  rules: Pick<MemberRules, 'newDays'>,
): Decided<SegmentMarks['relation']> {
  if (facts.tier === 'silver' || facts.tier === 'gold' || facts.tier === 'platinum')
    return { value: 'vip', reason: { code: `tier-${facts.tier}` } }
  if (facts.firstFlownAt === undefined) return { value: 'new', reason: { code: 'never-flown' } }
  const days = Math.max(0, Math.floor((now - facts.firstFlownAt) / dayMs))
  const reason = { code: 'days-since-first-flight', figure: days, bound: rules.newDays }
  return { value: days < rules.newDays ? 'new' : 'existing', reason }
}

/** CT-18, AC-22: travels for a company, by its account or by the share of premium or company-bought trips. */
export function decidePurpose(
  facts: { account: Pick<AccountMark, 'kind'> | undefined; last12: number; business12: number },
  rules: Pick<MemberRules, 'businessShare'>,
): Decided<SegmentMarks['purpose']> {
  if (facts.account !== undefined && facts.account.kind !== 'agency')
    return { value: 'business', reason: { code: `account-${facts.account.kind}` } }
  const share = facts.last12 === 0 ? 0 : Math.floor((facts.business12 * 100) / facts.last12)
  const reason = { code: 'business-share', figure: share, bound: rules.businessShare }
  return { value: share >= rules.businessShare ? 'business' : 'individual', reason }
}

/** GA-19: how often. */
export function decideFrequency(last12: number, rules: Pick<MemberRules, 'highFrequency'>): Decided<'high' | 'low'> {
  const reason = { code: 'segments-in-year', figure: last12, bound: rules.highFrequency }
  return { value: last12 >= rules.highFrequency ? 'high' : 'low', reason }
}

/** GA-19: how much. */
export function decideValue(score: number, rules: Pick<MemberRules, 'highValue'>): Decided<'high' | 'low'> {
  return {
    value: score >= rules.highValue ? 'high' : 'low',
    reason: { code: 'value-score', figure: score, bound: rules.highValue },
  }
}

/** GA-19: a complaint that is open counts before a score; without either nobody knows. */
export function decideSatisfaction(
  facts: { openComplaints: number; lastScore: number | undefined },
  rules: Pick<MemberRules, 'satisfiedFrom' | 'unsatisfiedUpTo'>,
): Decided<SegmentMarks['satisfaction']> {
  if (facts.openComplaints > 0)
    return { value: 'unsatisfied', reason: { code: 'open-complaint', figure: facts.openComplaints } }
  if (facts.lastScore === undefined) return { value: 'unknown', reason: { code: 'never-asked' } }
  const figure = facts.lastScore
  if (figure <= rules.unsatisfiedUpTo)
    return { value: 'unsatisfied', reason: { code: 'low-score', figure, bound: rules.unsatisfiedUpTo } }
  if (figure >= rules.satisfiedFrom)
    return { value: 'satisfied', reason: { code: 'good-score', figure, bound: rules.satisfiedFrom } }
  return { value: 'unknown', reason: { code: 'middling-score', figure } }
}

/** AC-03, EC-06: who is on the line, by the account that the person belongs to. */
export function decideCallerType(account: Pick<AccountMark, 'kind'> | undefined): Decided<SegmentMarks['callerType']> {
  if (account === undefined) return { value: 'passenger', reason: { code: 'no-account' } }
  if (account.kind === 'agency') return { value: 'agent', reason: { code: 'account-agency' } }
  return { value: 'corporate', reason: { code: `account-${account.kind}` } }
}
