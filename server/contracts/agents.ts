/** Agents: presence is chosen by the person, activity is driven by events; routable is computed, never stored. */
import { z } from 'zod'
import { Instant } from './common.ts'
import { AgentId, CallId, InteractionId, OfferId, QueueId, TeamId } from './ids.ts'

export const Presence = z.enum(['offline', 'not-ready', 'ready'])
export type Presence = z.infer<typeof Presence>

/** Why an agent is not ready; `no-answer` and `phone-lost` are set by the house. */
export const NotReadyReason = z.enum([
  'break',
  'meal',
  'meeting',
  'training',
  'desk-work',
  'no-answer',
  'phone-lost',
  'shift-start',
])
export type NotReadyReason = z.infer<typeof NotReadyReason>
/** The reasons that a person may choose. */
export const ChosenReason = NotReadyReason.extract(['break', 'meal', 'meeting', 'training', 'desk-work'])
export type ChosenReason = z.infer<typeof ChosenReason>

export const Activity = z.enum(['idle', 'reserved', 'ringing', 'talking', 'wrap-up', 'unreachable'])
export type Activity = z.infer<typeof Activity>

export const AgentState = z.object({
  agentId: AgentId,
  displayName: z.string(),
  teamId: TeamId,
  presence: Presence,
  reason: NotReadyReason.optional(),
  presenceSince: Instant,
  activity: Activity,
  activitySince: Instant,
  /** presence ready, activity idle, page reachable and phone registered. */
  routable: z.boolean(),
  phoneRegistered: z.boolean(),
  skills: z.array(QueueId),
  callId: CallId.optional(),
  interactionId: InteractionId.optional(),
  offerId: OfferId.optional(),
  /** When wrap-up ends by itself. */
  wrapUpDueAt: Instant.optional(),
})
export type AgentState = z.infer<typeof AgentState>

export const PresenceRequest = z.discriminatedUnion('presence', [
  z.object({ presence: z.literal('ready') }),
  z.object({ presence: z.literal('not-ready'), reason: ChosenReason }),
])
export type PresenceRequest = z.infer<typeof PresenceRequest>

/** What the softphone needs to register: a short-lived credential, never the login password. */
export const PhoneCredential = z.object({
  phone: z.string(),
  password: z.string(),
  realm: z.string(),
  /** SIP URI of the agent's phone. */
  uri: z.string(),
  /** Path of the SIP WebSocket on this origin. */
  webSocketPath: z.literal('/sip'),
  expiresAt: Instant,
})
export type PhoneCredential = z.infer<typeof PhoneCredential>
