/** CT-20: who is about to leave, told from the passenger's own rhythm and from what went wrong. */
import type { SegmentMarks, SegmentReason } from '../contracts/segments.ts'

export interface ChurnFacts {
  /** Flights in the last twelve months, and in the twelve before. */
  last12: number
  before12: number
  lastFlownAt: number | undefined
  /** A trip that is still to come. */
  nextAt: number | undefined
  openComplaints: number
  lastScore: number | undefined
}

interface Sign {
  weight: number
  reason: Omit<SegmentReason, 'axis'>
}

const dayMs = 86_400_000
// Nobody is missed for less.
const shortestGapDays = 60

/** None, watch (one sign) or high (signs of weight three and more), with every sign. A booked trip takes two off. */
export function decideChurn(
  facts: ChurnFacts,
  now: number,
  rules: { unsatisfiedUpTo: number },
): { value: SegmentMarks['churn']; reasons: Array<Omit<SegmentReason, 'axis'>> } {
  if (facts.lastFlownAt === undefined) return { value: 'none', reasons: [] }
  const signs = [gap(facts, facts.lastFlownAt, now), fewer(facts), ...troubles(facts, rules)].filter(
    (sign) => sign !== undefined,
  )
  if (signs.length > 0 && facts.nextAt !== undefined) signs.push({ weight: -2, reason: { code: 'trip-ahead' } })
  const weight = signs.reduce((sum, sign) => sum + sign.weight, 0)
  const reasons = signs.map((sign) => sign.reason)
  if (weight >= 3) return { value: 'high', reasons }
  return weight >= 1 ? { value: 'watch', reasons } : { value: 'none', reasons: [] }
}

/** The days since the last flight against the usual distance between two. */
function gap(facts: ChurnFacts, lastFlownAt: number, now: number): Sign | undefined {
  const flights = facts.last12 + facts.before12
  const usual = Math.max(shortestGapDays, Math.round(730 / Math.max(1, flights)))
  const days = Math.floor((now - lastFlownAt) / dayMs)
  if (days <= 2 * usual) return undefined
  return { weight: days > 3 * usual ? 2 : 1, reason: { code: 'long-gap', figure: days, bound: usual } }
}

function fewer({ last12, before12 }: ChurnFacts): Sign | undefined {
  if (before12 < 4 || last12 * 2 > before12) return undefined
  return { weight: 1, reason: { code: 'fewer-flights', figure: last12, bound: before12 } }
}

function troubles(facts: ChurnFacts, rules: { unsatisfiedUpTo: number }): Sign[] {
  const signs: Sign[] = []
  if (facts.openComplaints > 0)
    signs.push({ weight: 1, reason: { code: 'open-complaint', figure: facts.openComplaints } })
  if (facts.lastScore !== undefined && facts.lastScore <= rules.unsatisfiedUpTo)
    signs.push({ weight: 1, reason: { code: 'low-score', figure: facts.lastScore, bound: rules.unsatisfiedUpTo } })
  return signs
}
