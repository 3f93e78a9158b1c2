/** What a person may ask about their own data, and who looked at it. */
import { z } from 'zod'
import { Role } from './auth.ts'
import { freeText, Instant, Label, Version } from './common.ts'
import { LegalHoldId, PassengerId, PrivacyRequestId, UserId } from './ids.ts'

export const PrivacyKind = z.enum(['export', 'erasure'])
export type PrivacyKind = z.infer<typeof PrivacyKind>

/** export: running -> ready -> expired. erasure: blocked | waiting -> running -> done, or refused. failed: try again. */
export const PrivacyState = z.enum(['running', 'ready', 'expired', 'blocked', 'waiting', 'done', 'refused', 'failed'])
export type PrivacyState = z.infer<typeof PrivacyState>

/** What the check before an erasure found. Only `kept` does not stand in the way. */
export const Finding = z.object({
  kind: z.enum(['open-case', 'running-contact', 'open-callback', 'legal-hold', 'kept']),
  /** Number of the case, reason of the hold. */
  what: z.string().optional(),
  until: Instant.optional(),
  basis: Label.optional(),
})
export type Finding = z.infer<typeof Finding>

/** What an erasure did: counts by kind of record, and what had to stay under a pseudonym. */
export const ErasureProof = z.object({
  at: Instant,
  pseudonym: z.string(),
  erased: z.record(z.string(), z.int()),
  kept: z.array(Finding),
  /** SHA-256 of the lines above. */
  seal: z.string(),
})
export type ErasureProof = z.infer<typeof ErasureProof>

export const PrivacyRequest = z.object({
  id: PrivacyRequestId,
  kind: PrivacyKind,
  passengerId: PassengerId,
  passengerName: z.string(),
  state: PrivacyState,
  reason: z.string(),
  requestedAt: Instant,
  requestedById: UserId,
  requestedByName: z.string().optional(),
  findings: z.array(Finding),
  decidedAt: Instant.optional(),
  decidedByName: z.string().optional(),
  doneSteps: z.int(),
  allSteps: z.int(),
  doneAt: Instant.optional(),
  proof: ErasureProof.optional(),
  version: Version,
})
export type PrivacyRequest = z.infer<typeof PrivacyRequest>

export const NewPrivacyRequest = z.object({
  kind: PrivacyKind,
  passengerId: PassengerId,
  reason: freeText(500).pipe(z.string().min(1)),
})
export const PrivacyDecision = z.object({ approve: z.boolean(), version: Version })
export const ExportLink = z.object({ json: z.string(), html: z.string(), until: Instant })

export const LegalHold = z.object({
  id: LegalHoldId,
  passengerId: PassengerId,
  passengerName: z.string(),
  reason: z.string(),
  setAt: Instant,
  setByName: z.string().optional(),
  liftedAt: Instant.optional(),
  liftedByName: z.string().optional(),
})
export type LegalHold = z.infer<typeof LegalHold>
export const NewLegalHold = z.object({ passengerId: PassengerId, reason: freeText(300).pipe(z.string().min(1)) })

export const RetentionRule = z.object({
  id: z.string(),
  subject: z.enum(['complaint', 'request', 'recording']),
  days: z.int(),
  basis: Label,
  validFrom: z.string(),
  validTo: z.string().optional(),
})
export type RetentionRule = z.infer<typeof RetentionRule>

/** One look at a passenger's record, or something done with it. */
export const Look = z.object({
  seq: z.int(),
  at: Instant,
  actorName: z.string().optional(),
  role: Role.optional(),
  action: z.string(),
  reason: z.string().optional(),
})
export type Look = z.infer<typeof Look>
