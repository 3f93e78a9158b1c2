/** Campaigns, attempts, do-not-call: outbound calls of the house's own accord. */
import { z } from 'zod'
import { DisconnectCause } from './calls.ts'
import { E164, Instant, Label, Version } from './common.ts'
import { AttemptId, CampaignId, CaseId, PassengerId, TeamId } from './ids.ts'
import { ShownNumber } from './passengers.ts'

/** scheduled -> dialling -> answered -> surveyed; refusals go to retry-at or given-up; a crash leaves unknown. */
export const AttemptState = z.enum(['scheduled', 'dialling', 'answered', 'surveyed', 'retry-at', 'given-up', 'unknown'])
export type AttemptState = z.infer<typeof AttemptState>

export const GivenUpReason = z.enum([
  'no-more-attempts',
  'do-not-call',
  'no-number',
  'refused',
  'case-reopened',
  'campaign-off',
  'number-not-allowed',
])
export type GivenUpReason = z.infer<typeof GivenUpReason>

export const CampaignSettings = z.object({
  enabled: z.boolean(),
  /** From the case's closing to the callback. */
  delayMs: z
    .int()
    .min(0)
    .max(30 * 86_400_000),
  /** Local wall time at the passenger, minutes after midnight, [from, to). */
  windowFrom: z.int().min(0).max(1440),
  windowTo: z.int().min(0).max(1440),
  /** ISO weekdays 1-7 on which calls may be made. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  maxAttempts: z.int().min(1).max(10),
  retryBusyMs: z
    .int()
    .min(10_000)
    .max(7 * 86_400_000),
  retryNoAnswerMs: z
    .int()
    .min(10_000)
    .max(7 * 86_400_000),
  ringMs: z.int().min(5_000).max(120_000),
  /** A score at or below reopens the case. */
  reopenAtOrBelow: z.int().min(1).max(5),
  maxConcurrent: z.int().min(1).max(50),
})
export type CampaignSettings = z.infer<typeof CampaignSettings>

export const Campaign = z.object({
  id: CampaignId,
  name: Label,
  settings: CampaignSettings,
  version: z.int(),
  counts: z.record(AttemptState, z.int()),
  /** Mean of all scores with its number, 1-5. */
  scores: z.object({ count: z.int(), mean: z.number().optional(), low: z.int() }),
})
export type Campaign = z.infer<typeof Campaign>

export const CampaignEdit = z.object({ version: Version, settings: CampaignSettings })

export const Attempt = z.object({
  id: AttemptId,
  campaignId: CampaignId,
  caseId: CaseId,
  caseNumber: z.string(),
  /** The unit of the case. */
  teamId: TeamId,
  passengerId: PassengerId,
  passengerName: z.string(),
  /** Masked: +86 138****8000. */
  number: z.string(),
  n: z.int(),
  state: AttemptState,
  dueAt: Instant,
  startedAt: Instant.optional(),
  endedAt: Instant.optional(),
  cause: DisconnectCause.optional(),
  givenUpReason: GivenUpReason.optional(),
  score: z.int().min(1).max(5).optional(),
  hasComment: z.boolean(),
})
export type Attempt = z.infer<typeof Attempt>

export const DoNotCallEntry = z.object({
  e164: ShownNumber,
  addedAt: Instant,
  addedByName: z.string(),
  reason: z.string(),
})
export const NewDoNotCall = z.object({ e164: E164, reason: z.string().max(200).default('') })
