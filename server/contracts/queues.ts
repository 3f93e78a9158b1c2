/** Queues: entries, offers, why they ended. */
import { z } from 'zod'
import { Duration, Instant, Label, Version } from './common.ts'
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
  version: Version,
})
export type Queue = z.infer<typeof Queue>

const seconds = (from: number, to: number) =>
  z
    .int()
    .min(from * 1_000)
    .max(to * 1_000)

/** How long a phone rings, how long the paperwork may take, and within what time callers are to be answered. */
export const QueueEdit = z.object({
  version: Version,
  ringMs: seconds(5, 120),
  wrapUpMs: seconds(0, 1_800),
  serviceLevelMs: seconds(1, 600),
})
export type QueueEdit = z.infer<typeof QueueEdit>

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
