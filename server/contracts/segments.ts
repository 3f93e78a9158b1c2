/** What kind of customer a passenger is: the axes of the segments, the stage of the life cycle, the classes of key customers. */
import { z } from 'zod'
import { Instant } from './common.ts'

/** CT-17 */
export const Relation = z.enum(['new', 'existing', 'vip'])
/** CT-18, AC-22 */
export const Purpose = z.enum(['business', 'individual'])
/** GA-19: of frequency and of value. */
export const Level = z.enum(['high', 'low'])
/** GA-19; `unknown`: never asked, never complained. */
export const Satisfaction = z.enum(['satisfied', 'unsatisfied', 'unknown'])
/** AC-03, EC-06: passengers for themselves, for their company, or agents for others. */
export const CallerType = z.enum(['passenger', 'corporate', 'agent'])
/** BY-42, AC-02: found, won, raised in value, loyal; and the way out. */
export const Lifecycle = z.enum(['prospect', 'new', 'growing', 'loyal', 'at-risk', 'lost'])
/** CT-20 */
export const ChurnRisk = z.enum(['none', 'watch', 'high'])
/** AC-10; `not-flown`: nothing to fall asleep from. */
export const MemberActivity = z.enum(['active', 'sleeping', 'not-flown'])
/** BY-10, BY-17: key customers of the company (A, B) and of a branch. */
export const CustomerClass = z.enum(['A', 'B', 'level-2'])
export type CustomerClass = z.infer<typeof CustomerClass>

/** The segments a list and a pop show as chips. */
export const SegmentMarks = z.object({
  relation: Relation,
  purpose: Purpose,
  frequency: Level,
  value: Level,
  satisfaction: Satisfaction,
  callerType: CallerType,
  lifecycle: Lifecycle,
  churn: ChurnRisk,
  activity: MemberActivity,
  /** AC-01, BY-55: 0 to 100. */
  score: z.int(),
})
export type SegmentMarks = z.infer<typeof SegmentMarks>
export type SegmentAxis = keyof SegmentMarks

/** Why a passenger has a mark: a code that the console words, and the figure behind it. */
export const SegmentReason = z.object({
  axis: SegmentMarks.keyof(),
  code: z.string(),
  figure: z.int().optional(),
  /** The bound that the figure was held against. */
  bound: z.int().optional(),
})
export type SegmentReason = z.infer<typeof SegmentReason>

/** One line of the formula of the value score. */
export const ScorePart = z.object({ code: z.string(), figure: z.int(), points: z.int(), most: z.int() })
export type ScorePart = z.infer<typeof ScorePart>

/** The marks with everything that explains them. */
export const Standing = SegmentMarks.extend({
  reasons: z.array(SegmentReason),
  scoreParts: z.array(ScorePart),
  /** The route flown most, CAN-PEK. */
  route: z.string().optional(),
  decidedAt: Instant,
})
export type Standing = z.infer<typeof Standing>
