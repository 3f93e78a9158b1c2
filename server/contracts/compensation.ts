/** Compensation: what is offered to a passenger for a loss, who may approve it, and that it was paid (BY-30, GA-22). */
import { z } from 'zod'
import { Role } from './auth.ts'
import { freeText, Instant, Label, Version } from './common.ts'
import { CaseId, CompensationId, TeamId, UserId } from './ids.ts'

export const CompensationState = z.enum([
  'proposed',
  'approved',
  'offered',
  'accepted',
  'declined',
  'paid',
  'refused',
  'expired',
  'withdrawn',
])
export type CompensationState = z.infer<typeof CompensationState>

export const PaymentKind = z.enum(['voucher', 'miles', 'cash', 'transfer'])
export type PaymentKind = z.infer<typeof PaymentKind>

/** Currencies with the number of digits of their minor unit (ISO 4217); miles count as a currency without one. */
export const currencyDigits = {
  CNY: 2,
  USD: 2,
  EUR: 2,
  GBP: 2,
  HKD: 2,
  AUD: 2,
  SGD: 2,
  JPY: 0,
  KRW: 0,
  MILES: 0,
} as const
export const Currency = z.enum(['CNY', 'USD', 'EUR', 'GBP', 'HKD', 'AUD', 'SGD', 'JPY', 'KRW', 'MILES'])
export type Currency = z.infer<typeof Currency>

/** Exact: 12345 of CNY is 123.45. */
export const MinorAmount = z.int().min(1).max(10_000_000_000)

/** What a person may approve: by role, or by the post that is accountable for a unit. */
export const AuthorityLimit = z.object({
  who: z.union([Role, z.literal('accountable-post')]),
  currency: Currency,
  limitMinor: z.int().min(0).max(10_000_000_000),
})
export type AuthorityLimit = z.infer<typeof AuthorityLimit>
export const AuthorityLimits = z.object({
  version: Version,
  savedAt: Instant,
  savedByName: z.string().optional(),
  limits: z.array(AuthorityLimit).max(100),
})
export type AuthorityLimits = z.infer<typeof AuthorityLimits>
export const AuthorityLimitsEdit = z.object({ version: Version, limits: z.array(AuthorityLimit).max(100) })

export const CompensationEvent = z.object({
  seq: z.int(),
  at: Instant,
  event: z.enum([
    'proposed',
    'approved-by-own-limit',
    'approved',
    'refused',
    'offered',
    'accepted',
    'declined',
    'paid',
    'expired',
    'withdrawn',
  ]),
  byName: z.string().optional(),
  text: z.string().optional(),
})
export type CompensationEvent = z.infer<typeof CompensationEvent>

export const Compensation = z.object({
  id: CompensationId,
  caseId: CaseId,
  caseNumber: z.string(),
  state: CompensationState,
  payment: PaymentKind,
  currency: Currency,
  amountMinor: MinorAmount,
  reason: z.string(),
  departmentName: Label.optional(),
  proposedById: UserId,
  proposedByName: z.string().optional(),
  proposedAt: Instant,
  expiresAt: Instant.optional(),
  paidAt: Instant.optional(),
  reference: z.string().optional(),
  version: Version,
  events: z.array(CompensationEvent),
  may: z.array(z.enum(['approve', 'refuse', 'offer', 'accept', 'decline', 'pay', 'withdraw'])),
  /** Why the viewer may not approve, when that is the next step. */
  whyNotApprove: z.enum(['own-offer', 'above-limit']).optional(),
})
export type Compensation = z.infer<typeof Compensation>

export const NewCompensation = z
  .object({
    payment: PaymentKind,
    currency: Currency,
    amountMinor: MinorAmount,
    reason: freeText(500).pipe(z.string().min(1)),
  })
  .refine((offer) => (offer.payment === 'miles') === (offer.currency === 'MILES'), {
    path: ['currency'],
    message: 'does not fit the payment',
  })
export type NewCompensation = z.infer<typeof NewCompensation>

export const CompensationMove = z.object({
  version: Version,
  move: z.enum(['approve', 'refuse', 'offer', 'accept', 'decline', 'withdraw']),
  text: freeText(500).default(''),
})
export const CompensationPayment = z.object({
  version: Version,
  /** Voucher number, booking of miles, transfer reference; never a card number. */
  reference: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^[\x20-\x7e]+$/),
})

/** What was promised and paid within a time, of a department. */
export const CompensationTotal = z.object({
  departmentId: TeamId.optional(),
  departmentName: Label,
  currency: Currency,
  offers: z.int(),
  openMinor: z.int(),
  paidMinor: z.int(),
})
export type CompensationTotal = z.infer<typeof CompensationTotal>
