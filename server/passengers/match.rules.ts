/** Who calls: decided from the numbers on record, never guessed. */
import type { CallerMatch, Candidate, MatchReason, PassengerSummary } from '../contracts/passengers.ts'

/** One passenger connected with the number. */
export interface NumberOwner {
  passenger: PassengerSummary
  /** `called`: this number is on nobody's record for the passenger, but contacts came from it. */
  kind: 'mobile' | 'home' | 'work' | 'agency' | 'called'
  shared: boolean
  lastCalledAt: number | undefined
  lastContactAt: number | undefined
}

const mostCandidates = 8

/** Known only when exactly one person has the number as own and nobody shares it; else candidates with reasons, most recent contact first. */
export function decideMatch(owners: NumberOwner[]): CallerMatch {
  const onRecord = owners.filter((owner) => owner.kind !== 'called')
  const [only] = onRecord
  if (only && onRecord.length === 1 && !only.shared) return { kind: 'known', passengerId: only.passenger.id }
  if (owners.length === 0) return { kind: 'unknown' }
  const candidates = owners.map(toCandidate).sort((a, b) => (b.lastContactAt ?? 0) - (a.lastContactAt ?? 0))
  return { kind: 'ambiguous', candidates: candidates.slice(0, mostCandidates) }
}

function toCandidate(owner: NumberOwner): Candidate {
  const reasons: MatchReason[] = []
  if (owner.kind !== 'called') reasons.push(owner.shared ? 'shared-number' : 'own-number')
  if (owner.lastCalledAt !== undefined) reasons.push('called-before')
  return { passenger: owner.passenger, reasons, lastContactAt: owner.lastContactAt }
}
