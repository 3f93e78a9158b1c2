/** Between rows and what the house says about a compensation; and the limits the product comes with. */
import type { Role } from '../contracts/auth.ts'
import { AuthorityLimit, type AuthorityLimits, type Compensation } from '../contracts/compensation.ts'
import { moveCompensation } from './compensation.machine.ts'
import type { CompensationEventRow, CompensationRow, LimitsRow } from './compensation.repository.ts'

/** Small gestures are the agent's own; what costs more goes to a lead, then to the accountable post. */
export const defaultLimits: AuthorityLimit[] = [
  { who: 'agent', currency: 'CNY', limitMinor: 20_000 },
  { who: 'agent', currency: 'MILES', limitMinor: 1000 },
  { who: 'supervisor', currency: 'CNY', limitMinor: 200_000 },
  { who: 'supervisor', currency: 'USD', limitMinor: 30_000 },
  { who: 'supervisor', currency: 'MILES', limitMinor: 20_000 },
  { who: 'accountable-post', currency: 'CNY', limitMinor: 1_000_000 },
  { who: 'accountable-post', currency: 'USD', limitMinor: 150_000 },
  { who: 'admin', currency: 'CNY', limitMinor: 5_000_000 },
  { who: 'admin', currency: 'USD', limitMinor: 700_000 },
  { who: 'admin', currency: 'EUR', limitMinor: 700_000 },
  { who: 'admin', currency: 'MILES', limitMinor: 200_000 },
]

const steps = ['approve', 'refuse', 'offer', 'accept', 'decline', 'pay', 'withdraw'] as const

/** For a viewer who may not approve for this reason, or who may. */
export function toCompensation(
  row: CompensationRow,
  events: CompensationEventRow[],
  role: Role,
  whyNot: Compensation['whyNotApprove'],
): Compensation {
  const possible = steps.filter((step) => moveCompensation(row.state, step))
  const isForApproval = possible.includes('approve')
  return {
    id: row.id,
    caseId: row.case_id,
    caseNumber: row.case_number,
    state: row.state,
    payment: row.payment,
    currency: row.currency,
    amountMinor: row.amount_minor,
    reason: row.reason,
    departmentName: row.department_zh === null ? undefined : { zh: row.department_zh, en: row.department_en ?? '' },
    proposedById: row.proposed_by,
    proposedByName: row.proposed_by_name ?? undefined,
    proposedAt: row.proposed_at,
    expiresAt: row.expires_at ?? undefined,
    paidAt: row.paid_at ?? undefined,
    reference: row.reference ?? undefined,
    version: row.version,
    events: events
      .filter((event) => event.compensation_id === row.id)
      .map(({ seq, at, event, by_name, text }) => ({
        seq,
        at,
        event,
        byName: by_name ?? undefined,
        text: text ?? undefined,
      })),
    may: possible.filter((step) => {
      if (step === 'approve') return whyNot === undefined
      // A lead may always say no to somebody else's proposal.
      return step !== 'refuse' || whyNot === undefined || (whyNot === 'above-limit' && role !== 'agent')
    }),
    whyNotApprove: isForApproval ? whyNot : undefined,
  }
}

/** The limits of a version; before anybody saved one, those the product comes with. */
export function toLimits(row: LimitsRow | undefined): AuthorityLimits {
  if (!row) return { version: 0, savedAt: 0, limits: defaultLimits }
  return {
    version: row.version,
    savedAt: row.saved_at,
    savedByName: row.saved_by_name ?? undefined,
    limits: AuthorityLimit.array().parse(JSON.parse(row.limits)),
  }
}
