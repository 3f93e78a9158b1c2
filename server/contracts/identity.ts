/** Who is who: clues to a person, documents, duplicates, merges. */
import { z } from 'zod'
import { E164, freeText, Instant } from './common.ts'
import { DocumentId, DuplicateId, MergeId, PassengerId } from './ids.ts'
import { CallerMatch, PassengerSummary, PhoneNumber } from './passengers.ts'

/** Papers that identify a person. Permits of Hong Kong, Macau and Taiwan travellers count as `permit`. */
export const DocumentKind = z.enum(['id-card', 'passport', 'permit'])
export type DocumentKind = z.infer<typeof DocumentKind>

/** What a person may give to be recognised. */
export const IdentityClue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('number'), value: z.string().max(64) }),
  z.object({ kind: z.literal('email'), value: z.string().max(254) }),
  z.object({ kind: z.literal('member'), value: z.string().max(40) }),
  z.object({ kind: z.literal('pnr'), value: z.string().max(10) }),
  z.object({ kind: z.literal('document'), documentKind: DocumentKind, value: z.string().max(40) }),
])
export type IdentityClue = z.infer<typeof IdentityClue>

/** The match with the passenger in short, so that nobody has to ask again. */
export const IdentityAnswer = z.object({ match: CallerMatch, passenger: PassengerSummary.optional() })

/** A document on a record: masked for everybody, its number is kept nowhere. */
export const PassengerDocument = z.object({
  id: DocumentId,
  kind: DocumentKind,
  masked: z.string(),
  addedAt: Instant,
  addedByName: z.string().optional(),
})
export type PassengerDocument = z.infer<typeof PassengerDocument>
export const NewDocument = z.object({ kind: DocumentKind, number: z.string().min(4).max(40) })

export const NumberLink = z.object({
  kind: PhoneNumber.shape.kind.default('mobile'),
  shared: z.boolean().default(false),
})
export const NumberParams = z.object({ id: PassengerId, e164: E164 })

/** Why two records may be one person; each counts for or against. */
export const DuplicateReason = z.enum([
  'same-document',
  'same-member-number',
  'same-email',
  'same-own-number',
  'same-shared-number',
  'same-name',
  'same-pinyin',
  'same-birth-date',
  'other-birth-date',
  'other-document',
  'other-member-number',
])
export type DuplicateReason = z.infer<typeof DuplicateReason>

export const DuplicatePair = z.object({
  id: DuplicateId,
  a: PassengerSummary,
  b: PassengerSummary,
  /** 0 to 100. */
  score: z.int(),
  reasons: z.array(DuplicateReason),
  state: z.enum(['proposed', 'merged', 'two-people']),
  foundAt: Instant,
  decidedAt: Instant.optional(),
  decidedByName: z.string().optional(),
})
export type DuplicatePair = z.infer<typeof DuplicatePair>

/** How the pass over all records goes. */
export const DuplicatePass = z.object({
  startedAt: Instant.optional(),
  finishedAt: Instant.optional(),
  running: z.boolean(),
  lookedAt: z.int(),
  found: z.int(),
})
export type DuplicatePass = z.infer<typeof DuplicatePass>

/** Fields of two records side by side. `rule` says who wins unless a person says otherwise. */
export const MergeField = z.object({
  field: z.string(),
  survivor: z.string(),
  loser: z.string(),
  rule: z.enum(['survivor', 'filled', 'higher', 'earlier', 'later', 'either', 'together']),
  result: z.string(),
  wins: z.enum(['survivor', 'loser', 'both']),
  choosable: z.boolean(),
})
export type MergeField = z.infer<typeof MergeField>

/** What a merge would do, before it is done. */
export const MergePreview = z.object({
  survivor: PassengerSummary,
  loser: PassengerSummary,
  survivorVersion: z.int(),
  loserVersion: z.int(),
  fields: z.array(MergeField),
  /** Room -> how many rows go over. */
  rows: z.record(z.string(), z.int()),
})
export type MergePreview = z.infer<typeof MergePreview>

export const MergeOrder = z.object({
  loserId: PassengerId,
  survivorVersion: z.int(),
  loserVersion: z.int(),
  /** Field -> the side that wins against the rule. */
  chosen: z.record(z.string(), z.enum(['survivor', 'loser'])).default({}),
})
export type MergeOrder = z.infer<typeof MergeOrder>

export const Merge = z.object({
  id: MergeId,
  survivorId: PassengerId,
  loserId: PassengerId,
  loserName: z.string(),
  at: Instant,
  byName: z.string().optional(),
  rows: z.record(z.string(), z.int()),
  fields: z.array(z.string()),
  undoneAt: Instant.optional(),
  undoneByName: z.string().optional(),
})
export type Merge = z.infer<typeof Merge>

export const DuplicateDecision = z.object({ note: freeText(200).default('') })
