/** Calls and legs: states, closed sets of causes, what the console shows of a running call. */
import { z } from 'zod'
import { Duration, Instant, Language } from './common.ts'
import { AgentId, CallId, InteractionId, LegId, QueueId, RecordingId } from './ids.ts'

export const CallState = z.enum(['ringing', 'in-ivr', 'queued', 'talking', 'held', 'ended'])
export type CallState = z.infer<typeof CallState>

export const CallDirection = z.enum(['inbound', 'outbound'])
export type CallDirection = z.infer<typeof CallDirection>

/** The same words as `DisconnectCause` in sip/telephony.ts; app.ts does not compile when they differ. */
export const DisconnectCause = z.enum([
  'hung-up-by-peer',
  'hung-up-by-us',
  'cancelled',
  'busy',
  'no-answer',
  'rejected',
  'not-found',
  'unavailable',
  'forbidden',
  'congestion',
  'ack-timeout',
  'media-failed',
  'media-timeout',
  'transport-lost',
  'max-duration',
  'draining',
  'server-restart',
  'internal-error',
])
export type DisconnectCause = z.infer<typeof DisconnectCause>

/** One step of the menu: where the caller was and what was pressed. */
export const IvrStep = z.object({ flow: z.string(), node: z.string(), pressed: z.string().optional(), at: Instant })
export type IvrStep = z.infer<typeof IvrStep>

export const Leg = z.object({
  id: LegId,
  /** `monitor`: a supervisor who listens. */
  kind: z.enum(['trunk', 'agent', 'monitor']),
  direction: CallDirection,
  agentId: AgentId.optional(),
  startedAt: Instant,
  answeredAt: Instant.optional(),
  endedAt: Instant.optional(),
  cause: DisconnectCause.optional(),
})
export type Leg = z.infer<typeof Leg>

export const Call = z.object({
  id: CallId,
  interactionId: InteractionId.optional(),
  direction: CallDirection,
  state: CallState,
  ani: z.string(),
  dnis: z.string(),
  language: Language,
  queueId: QueueId.optional(),
  path: z.array(IvrStep),
  startedAt: Instant,
  answeredAt: Instant.optional(),
  talkingSince: Instant.optional(),
  endedAt: Instant.optional(),
  cause: DisconnectCause.optional(),
  agentId: AgentId.optional(),
  holdMs: Duration,
  recordingIds: z.array(RecordingId),
  /** Nothing is recorded since then. */
  recordingPausedSince: Instant.optional(),
})
export type Call = z.infer<typeof Call>

/** Hands the caller on to another queue. */
export const TransferRequest = z.object({ queueId: QueueId })

export const CallWithLegs = Call.extend({ legs: z.array(Leg) })
export type CallWithLegs = z.infer<typeof CallWithLegs>
