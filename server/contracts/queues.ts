/** Queues: entries, offers, why they ended. */
import { z } from 'zod'
import { Duration, Instant, Label } from './common.ts'
import { AgentId, CallId, InteractionId, OfferId, QueueEntryId, QueueId } from './ids.ts'

export const QueueEntryState = z.enum(['waiting', 'offered', 'connected', 'abandoned', 'overflowed', 'callback'])
export type QueueEntryState = z.infer<typeof QueueEntryState>

/** Who or what ended the wait without an agent. */
export const AbandonReason = z.enum(['hung-up', 'media-failed', 'server-restart', 'internal-error'])
export type AbandonReason = z.infer<typeof AbandonReason>

/** Why an offer did not become a conversation. */
export const OfferOutcome = z.enum([
  'answered',
  'no-answer',
  'rejected',
  'phone-lost',
  'caller-gone',
  'server-restart',
  'failed',
])
export type OfferOutcome = z.infer<typeof OfferOutcome>

export const Queue = z.object({
  id: QueueId,
  name: Label,
  ringMs: Duration,
  wrapUpMs: Duration,
  serviceLevelMs: Duration,
})
export type Queue = z.infer<typeof Queue>

export const QueueEntry = z.object({
  id: QueueEntryId,
  queueId: QueueId,
  callId: CallId,
  interactionId: InteractionId,
  state: QueueEntryState,
  enqueuedAt: Instant,
  endedAt: Instant.optional(),
  waitMs: Duration.optional(),
  agentId: AgentId.optional(),
  offerId: OfferId.optional(),
  abandonReason: AbandonReason.optional(),
})
export type QueueEntry = z.infer<typeof QueueEntry>
