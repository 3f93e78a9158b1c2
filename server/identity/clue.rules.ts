/** What follows from a clue that is not a telephone number: one person, several, or nobody. Never a guess. */
import type { CallerMatch, MatchReason } from '../contracts/passengers.ts'
import type { FoundPerson } from './identity.ports.ts'

const mostCandidates = 8

/** Exactly one person is known; several are candidates, the latest contact first. */
export function decideClue(found: FoundPerson[], reason: MatchReason): CallerMatch {
  const [only] = found
  if (!only) return { kind: 'unknown' }
  if (found.length === 1) return { kind: 'known', passengerId: only.passenger.id }
  const candidates = found
    .map(({ passenger, lastContactAt }) => ({ passenger, reasons: [reason], lastContactAt }))
    .sort((a, b) => (b.lastContactAt ?? 0) - (a.lastContactAt ?? 0))
  return { kind: 'ambiguous', candidates: candidates.slice(0, mostCandidates) }
}
