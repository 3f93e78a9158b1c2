/** What the end of an agent's phone means for the offer, and the offer's end for the agent. */
import type { DisconnectCause } from '../contracts/calls.ts'
import type { AbandonReason, OfferOutcome } from '../contracts/queues.ts'

const byCause: Partial<Record<DisconnectCause, OfferOutcome>> = {
  'no-answer': 'no-answer',
  busy: 'rejected',
  rejected: 'rejected',
  'hung-up-by-peer': 'rejected',
  'not-found': 'phone-lost',
  unavailable: 'phone-lost',
  forbidden: 'phone-lost',
  'transport-lost': 'phone-lost',
}

/** From the error with which a phone's `answered` rejects. */
export function outcomeOf(error: unknown): OfferOutcome {
  const cause = error instanceof Error && 'end' in error ? (error.end as { cause?: DisconnectCause }).cause : undefined
  return (cause && byCause[cause]) ?? 'failed'
}

/** What the agent's seat is told. */
export function releaseFor(outcome: OfferOutcome): 'no-answer' | 'rejected' | 'phone-lost' | 'caller-gone' {
  if (outcome === 'no-answer' || outcome === 'rejected' || outcome === 'caller-gone') return outcome
  return 'phone-lost'
}

/** Why a wait ended, from the cause with which the caller's leg did. */
export function abandonReason(cause: DisconnectCause): AbandonReason {
  if (cause === 'media-failed' || cause === 'media-timeout' || cause === 'transport-lost') return 'media-failed'
  if (cause === 'server-restart' || cause === 'draining') return 'server-restart'
  if (cause === 'internal-error') return 'internal-error'
  return 'hung-up'
}
