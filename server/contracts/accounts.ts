/** Accounts: companies, travel agencies and agreement customers, with their contacts, representatives and commitments. */
import { z } from 'zod'
import { CaseSummary } from './cases.ts'
import { E164, freeText, Instant, Label, Version } from './common.ts'
import { AccountId, PassengerId, TeamId, UserId } from './ids.ts'
import { AccountMark, Day, PassengerSummary } from './passengers.ts'
import { CustomerClass } from './segments.ts'

export const AccountKind = AccountMark.shape.kind
export type AccountKind = z.infer<typeof AccountKind>
/** AC-31: A to D. */
export const AccountGrade = z.enum(['A', 'B', 'C', 'D'])
export type AccountGrade = z.infer<typeof AccountGrade>
/** BY-27: from the introduction of the service over an executable plan and its approval to service. */
export const AccountStage = z.enum(['introduced', 'planned', 'approved', 'signed', 'served'])
export type AccountStage = z.infer<typeof AccountStage>
/** BY-31: the end of a relationship needs headquarters. */
export const AccountState = z.enum(['active', 'ending', 'ended'])
export type AccountState = z.infer<typeof AccountState>
/** BY-32 */
export const TerminationCause = z.enum([
  'price',
  'service',
  'competitor',
  'closed-down',
  'no-travel',
  'credit',
  'misuse',
])
export type TerminationCause = z.infer<typeof TerminationCause>

const words = (most: number) => freeText(most).pipe(z.string().min(1))

/** AC-24: who speaks for the airline at the customer, or for the customer at the airline. */
export const Representative = z.object({
  name: words(80),
  role: freeText(60).default(''),
  e164: E164.optional(),
})
export type Representative = z.infer<typeof Representative>

const AccountData = z.object({
  kind: AccountKind,
  name: words(120),
  stage: AccountStage,
  grade: AccountGrade.nullable(),
  customerClass: CustomerClass.nullable(),
  ownerId: UserId.nullable(),
  /** AC-25: our ticketing terminal stands in their office. */
  implant: z.boolean(),
  city: freeText(60),
  address: freeText(200),
  phone: z.union([E164, z.literal('')]),
  email: z.union([z.email().max(254), z.literal('')]),
  agreementNumber: freeText(40),
  agreementFrom: Day.nullable(),
  agreementTo: Day.nullable(),
  agreementTerms: freeText(2000),
  /** AC-29: when the next regular call-back is due. */
  revisitOn: Day.nullable(),
  note: freeText(1000),
  representatives: z.array(Representative).max(20),
})

const endsAfterBeginning = (data: { agreementFrom: string | null; agreementTo: string | null }) =>
  data.agreementFrom === null || data.agreementTo === null || data.agreementFrom <= data.agreementTo
const order = { path: ['agreementTo'], message: 'before its beginning' }

/** `unitId` may be left out: then the branch is chosen by territory and class (BY-17). */
export const NewAccount = AccountData.extend({ unitId: TeamId.nullable().optional() }).refine(endsAfterBeginning, order)
export type NewAccount = z.infer<typeof NewAccount>

export const AccountEdit = AccountData.extend({ unitId: TeamId.nullable(), version: Version }).refine(
  endsAfterBeginning,
  order,
)
export type AccountEdit = z.infer<typeof AccountEdit>

export const AccountSummary = z.object({
  id: AccountId,
  kind: AccountKind,
  name: z.string(),
  state: AccountState,
  stage: AccountStage,
  grade: AccountGrade.optional(),
  customerClass: CustomerClass.optional(),
  unitId: TeamId.optional(),
  unitName: Label.optional(),
  ownerId: UserId.optional(),
  ownerName: z.string().optional(),
  implant: z.boolean(),
  city: z.string().optional(),
  agreementTo: z.string().optional(),
  revisitOn: z.string().optional(),
  contacts: z.int(),
})
export type AccountSummary = z.infer<typeof AccountSummary>

export const AccountFilter = z
  .object({
    search: freeText(80),
    kind: AccountKind,
    grade: AccountGrade,
    stage: AccountStage,
    state: AccountState,
    unitId: TeamId,
    ownerId: UserId,
    implant: z.literal('true'),
    /** The regular call-back is due (AC-29). */
    revisit: z.literal('due'),
  })
  .partial()
export type AccountFilter = z.infer<typeof AccountFilter>

export const AccountContact = z.object({
  passenger: PassengerSummary,
  role: z.string(),
  main: z.boolean(),
})
export type AccountContact = z.infer<typeof AccountContact>

/** Puts a passenger among the contacts, or changes the role. */
export const ContactEdit = z.object({ role: freeText(60).default(''), main: z.boolean().default(false) })

export const Termination = z.object({
  id: z.string(),
  cause: TerminationCause,
  analysis: z.string(),
  solution: z.string(),
  askedByName: z.string().optional(),
  askedAt: Instant,
  decision: z.enum(['approved', 'refused']).optional(),
  decidedByName: z.string().optional(),
  decidedAt: Instant.optional(),
  remark: z.string(),
})
export type Termination = z.infer<typeof Termination>

/** BY-31, BY-32: cause, why it came to it, and what was done against it are all mandatory. */
export const TerminationRequest = z.object({
  version: Version,
  cause: TerminationCause,
  analysis: words(1000),
  solution: words(1000),
})
export type TerminationRequest = z.infer<typeof TerminationRequest>

export const TerminationDecision = z.object({
  decision: z.enum(['approved', 'refused']),
  remark: freeText(500).default(''),
})
export type TerminationDecision = z.infer<typeof TerminationDecision>

/** BY-36: what was promised, or planned together. */
export const Commitment = z.object({
  id: z.string(),
  kind: z.enum(['commitment', 'plan']),
  passengerId: PassengerId.optional(),
  accountId: AccountId.optional(),
  words: z.string(),
  dueOn: z.string().optional(),
  createdAt: Instant,
  byName: z.string().optional(),
  doneAt: Instant.optional(),
  doneByName: z.string().optional(),
})
export type Commitment = z.infer<typeof Commitment>

export const NewCommitment = z.object({
  kind: z.enum(['commitment', 'plan']),
  words: words(500),
  dueOn: Day.nullable().default(null),
})
export type NewCommitment = z.infer<typeof NewCommitment>

export const AccountChange = z.object({
  id: z.string(),
  at: Instant,
  byName: z.string().optional(),
  field: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
})
export type AccountChange = z.infer<typeof AccountChange>

/** AC-29: the whole dossier. */
export const Account = AccountSummary.extend({
  address: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  agreementNumber: z.string().optional(),
  agreementFrom: z.string().optional(),
  agreementTerms: z.string(),
  note: z.string(),
  representatives: z.array(Representative),
  people: z.array(AccountContact),
  openCases: z.array(CaseSummary),
  commitments: z.array(Commitment),
  terminations: z.array(Termination),
  version: z.int(),
})
export type Account = z.infer<typeof Account>
