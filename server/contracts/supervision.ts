/** The supervisor's page: one fold of the event log, pushed whole whenever it changes. */
import { z } from 'zod'
import { AgentState } from './agents.ts'
import { Duration, Instant } from './common.ts'
import { CallId, InteractionId, PassengerId, QueueEntryId, QueueId } from './ids.ts'
import { Tier } from './passengers.ts'

export const WaitingCaller = z.object({
  entryId: QueueEntryId,
  callId: CallId,
  interactionId: InteractionId,
  queueId: QueueId,
  state: z.enum(['waiting', 'offered']),
  name: z.string().optional(),
  passengerId: PassengerId.optional(),
  ani: z.string(),
  tier: Tier,
  enqueuedAt: Instant,
})
export type WaitingCaller = z.infer<typeof WaitingCaller>

/** metrics.md D3. SL-4 = answered within T / (answered + abandoned - abandoned within T). */
export const ServiceLevelFormula = z.enum(['SL-1', 'SL-4', 'SL-6'])
export type ServiceLevelFormula = z.infer<typeof ServiceLevelFormula>

export const QueueFigures = z.object({
  queueId: QueueId,
  waiting: z.int(),
  longestWaitSince: Instant.optional(),
  offered: z.int(),
  answered: z.int(),
  abandoned: z.int(),
  answeredInTime: z.int(),
  abandonedInTime: z.int(),
  abandonedShort: z.int(),
  /** Undefined until something was answered or abandoned. Share 0-1. */
  serviceLevel: z.number().optional(),
  serviceLevelMs: Duration,
  averageAnswerMs: z.number().optional(),
})
export type QueueFigures = z.infer<typeof QueueFigures>

export const Wallboard = z.object({
  /** Sequence number of the last fact folded in. */
  seq: z.int(),
  at: Instant,
  /** Midnight of the house's time zone. */
  dayStart: Instant,
  timeZone: z.string(),
  formula: ServiceLevelFormula,
  waiting: z.array(WaitingCaller),
  queues: z.array(QueueFigures),
  total: QueueFigures.omit({ queueId: true }),
  agents: z.array(AgentState),
})
export type Wallboard = z.infer<typeof Wallboard>

/** Drill-down: the rows behind a number of today. */
export const ContactFilter = z.object({
  queueId: QueueId.optional(),
  outcome: z.enum(['offered', 'answered', 'abandoned', 'answered-in-time', 'abandoned-in-time']).default('offered'),
})
export const ContactRow = z.object({
  entryId: QueueEntryId,
  interactionId: InteractionId,
  callId: CallId,
  queueId: QueueId,
  ani: z.string(),
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
  enqueuedAt: Instant,
  waitMs: Duration.optional(),
  state: z.string(),
  agentName: z.string().optional(),
  recordingIds: z.array(z.string()),
})
export type ContactRow = z.infer<typeof ContactRow>
