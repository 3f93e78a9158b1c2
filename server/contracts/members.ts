/** Membership: the rules of tiers, segments and sleeping as data, what each tier is entitled to, and what the whole house looks like. */
import { z } from 'zod'
import { Duration, freeText, Instant, Label, Version } from './common.ts'
import { Tier } from './passengers.ts'
import { SegmentReason, Standing } from './segments.ts'

export const MemberTier = Tier.exclude(['none'])
export type MemberTier = z.infer<typeof MemberTier>

const count = (most: number) => z.int().min(0).max(most)

/** AC-06: either bound of a year suffices; 0 = this way is closed. AC-10: months without a flight until a member sleeps. */
export const TierBound = z.object({
  miles: count(10_000_000),
  segments: count(2_000),
  sleepingMonths: z.int().min(1).max(120),
})
export type TierBound = z.infer<typeof TierBound>

/** AC-07, GA-17: one entitlement with its measure for each tier; 0 = not entitled. */
export const Benefit = z.object({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/),
  label: Label.extend({ zh: freeText(60).pipe(z.string().min(1)), en: freeText(60).pipe(z.string().min(1)) }),
  unit: z.enum(['yes-no', 'kg', 'percent', 'guests', 'times', 'hours']),
  basic: count(1_000),
  silver: count(1_000),
  gold: count(1_000),
  platinum: count(1_000),
})
export type Benefit = z.infer<typeof Benefit>

/** The most points each part of the value score can give, and the figure that gives them all (BY-55). */
const Weight = z.object({ most: count(100), full: z.int().min(1).max(1_000_000_000) })

/** All bounds of the room in one document, so that a change is one change. */
export const MemberRules = z.object({
  tiers: z.object({ basic: TierBound, silver: TierBound, gold: TierBound, platinum: TierBound }),
  /** CT-17: so many days after the first flight a passenger is no longer new. */
  newDays: z.int().min(1).max(3_650),
  /** GA-19: from so many segments in twelve months on. */
  highFrequency: z.int().min(1).max(500),
  /** GA-19: from this value score on. */
  highValue: z.int().min(1).max(100),
  /** CT-18: from this share of trips in premium cabins or bought by a company on, in percent. */
  businessShare: z.int().min(1).max(100),
  /** Callback scores. */
  satisfiedFrom: z.int().min(1).max(5),
  unsatisfiedUpTo: z.int().min(1).max(5),
  /** BY-42: months without a flight until a customer counts as lost. */
  lostMonths: z.int().min(1).max(240),
  score: z.object({
    /** Hundredths of a yuan in twelve months. */
    spend: Weight,
    segments: Weight,
    tier: Weight,
    /** Years since the first flight or the membership. */
    tenure: Weight,
    account: Weight,
  }),
  benefits: z.array(Benefit).max(40),
})
export type MemberRules = z.infer<typeof MemberRules>

export const MemberRulesState = z.object({
  rules: MemberRules,
  version: z.int(),
  changedAt: Instant.optional(),
  changedByName: z.string().optional(),
})
export const MemberRulesEdit = z.object({ version: Version, rules: MemberRules })

/** BY-42, AC-10: a mark of a passenger became another, and why. */
export const MemberChange = z.object({
  id: z.string(),
  at: Instant,
  axis: z.enum(['tier', 'activity', 'lifecycle', 'churn']),
  from: z.string().optional(),
  to: z.string(),
  reasons: z.array(SegmentReason),
})
export type MemberChange = z.infer<typeof MemberChange>

/** Everything that explains how a passenger stands. */
export const MemberView = z.object({
  tier: Tier,
  tierUntil: z.string().optional(),
  year: z.int(),
  yearMiles: z.int(),
  yearSegments: z.int(),
  /** The next tier with what is missing; either suffices. */
  next: z.object({ tier: MemberTier, miles: z.int(), segments: z.int() }).optional(),
  standing: Standing.optional(),
  years: z.array(z.object({ year: z.int(), miles: z.int(), segments: z.int() })),
  benefits: z.array(Benefit),
  changes: z.array(MemberChange),
})
export type MemberView = z.infer<typeof MemberView>

/** How many passengers have a mark; each figure opens its list. */
export const MarkCount = z.object({
  axis: z.enum(['tier', 'prospect', 'activity', 'lifecycle', 'relation', 'purpose', 'frequency', 'value', 'churn']),
  value: z.string(),
  count: z.int(),
})
export type MarkCount = z.infer<typeof MarkCount>

/** BY-59, AC-02, AC-22, AC-23: the customers of the house in figures. */
export const MemberOverview = z.object({
  at: Instant,
  passengers: z.int(),
  counts: z.array(MarkCount),
  /** Share of business travellers among those who have flown, 0 to 1. */
  businessShare: z.number().optional(),
  /** Retain: of the customers who are no longer new, the share that is neither at risk nor lost. */
  retained: z.number().optional(),
  /** Acquire: new customers who have flown. */
  acquired: z.int(),
  /** Grow: mean value score of the customers who have flown. */
  meanScore: z.number().optional(),
  /** Business traveller, member, VIP, frequent: each part of the one before (AC-23). */
  conversion: z.array(z.object({ step: z.enum(['business', 'member', 'vip', 'frequent']), count: z.int() })),
  night: z
    .object({
      day: z.string(),
      finishedAt: Instant.optional(),
      tookMs: Duration.optional(),
      seen: z.int(),
      changed: z.int(),
    })
    .optional(),
})
export type MemberOverview = z.infer<typeof MemberOverview>
