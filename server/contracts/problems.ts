/** Problems: what many cases have in common, with a cause, actions and an owner (BY-23, BY-24). */
import { z } from 'zod'
import { freeText, Instant, Label, Version } from './common.ts'
import { CaseId, ProblemId, UserId } from './ids.ts'

/** Proposed by the rule; a person confirms or declines; watched after it was solved. */
export const ProblemState = z.enum(['proposed', 'declined', 'open', 'in-hand', 'solved', 'watched'])
export type ProblemState = z.infer<typeof ProblemState>

/** What the cases share besides their leaf. */
export const ProblemTrait = z.enum(['station', 'flight', 'department', 'text'])
export type ProblemTrait = z.infer<typeof ProblemTrait>

const words = (max: number) => freeText(max).pipe(z.string().min(1))

export const ProblemAction = z.object({
  id: z.uuid(),
  text: z.string(),
  ownerId: UserId,
  ownerName: z.string().optional(),
  dueAt: Instant,
  doneAt: Instant.optional(),
  doneByName: z.string().optional(),
})
export type ProblemAction = z.infer<typeof ProblemAction>

export const ProblemEvent = z.object({
  seq: z.int(),
  at: Instant,
  event: z.enum(['proposed', 'confirmed', 'declined', 'taken', 'solved', 'watched', 'recurred', 'edited', 'action']),
  byName: z.string().optional(),
  text: z.string().optional(),
})
export type ProblemEvent = z.infer<typeof ProblemEvent>

export const ProblemSummary = z.object({
  id: ProblemId,
  /** P-0001 */
  number: z.string(),
  state: ProblemState,
  title: z.string(),
  leaf: z.string(),
  trait: ProblemTrait,
  /** The station, the flight, the department's code, or words of the text. */
  traitValue: z.string(),
  departmentName: Label.optional(),
  ownerName: z.string().optional(),
  cases: z.int(),
  recurrences: z.int(),
  proposedAt: Instant,
  solvedAt: Instant.optional(),
  openActions: z.int(),
  nextActionAt: Instant.optional(),
  version: Version,
})
export type ProblemSummary = z.infer<typeof ProblemSummary>

export const Problem = ProblemSummary.extend({
  cause: z.string(),
  ownerId: UserId.optional(),
  actions: z.array(ProblemAction),
  linked: z.array(
    z.object({
      caseId: CaseId,
      number: z.string(),
      subject: z.string(),
      openedAt: Instant,
      station: z.string().optional(),
      flight: z.string().optional(),
      /** Another unit's case has no page to open. */
      mayOpen: z.boolean(),
    }),
  ),
  events: z.array(ProblemEvent),
})
export type Problem = z.infer<typeof Problem>

export const ProblemMove = z.object({
  version: Version,
  move: z.enum(['confirm', 'decline', 'take', 'solve', 'watch']),
  text: freeText(1000).default(''),
})
export const ProblemEdit = z.object({
  version: Version,
  title: words(120).optional(),
  cause: freeText(2000).optional(),
  ownerId: UserId.optional(),
})
export type ProblemEdit = z.infer<typeof ProblemEdit>
export const NewProblemAction = z.object({ version: Version, text: words(500), ownerId: UserId, dueAt: Instant })
export const ProblemActionDone = z.object({ version: Version })
export const ProblemLink = z.object({ version: Version, caseId: CaseId })
export const ProblemFilter = z.object({
  state: z.enum(['living', 'proposed', 'solved', 'declined', 'all']).default('living'),
  leaf: z.string().max(40).optional(),
})
export type ProblemFilter = z.infer<typeof ProblemFilter>

/** From when on cases count as one problem, and what a spike is. */
export const ProblemThresholds = z.object({
  version: Version,
  /** So many similar cases ... */
  cases: z.int().min(2).max(100),
  /** ... within so many days. */
  windowDays: z.int().min(1).max(120),
  /** Share of common word pairs from which texts are similar, in percent. */
  similarPercent: z.int().min(10).max(100),
  /** A spike: at least so many cases of a leaf in 24 hours ... */
  spikeCases: z.int().min(2).max(1000),
  /** ... and so many times the daily mean of the 28 days before, in tenths. */
  spikeTenths: z.int().min(11).max(1000),
  kinds: z.array(z.enum(['booking', 'complaint', 'query', 'member', 'suggestion', 'praise'])).min(1),
})
export type ProblemThresholds = z.infer<typeof ProblemThresholds>

/** CS-15: more cases of a leaf in a day than is usual. */
export const Spike = z.object({
  leaf: z.string(),
  day: z.string(),
  seenAt: Instant,
  count: z.int(),
  /** Daily mean of the 28 days before, in hundredths. */
  usualHundredths: z.int(),
  seenByName: z.string().optional(),
})
export type Spike = z.infer<typeof Spike>

/** Cases of a leaf week by week, oldest first. */
export const LeafTrend = z.object({ leaf: z.string(), total: z.int(), weeks: z.array(z.int()), problems: z.int() })
export type LeafTrend = z.infer<typeof LeafTrend>
export const ProblemTrends = z.object({
  weekStarts: z.array(Instant),
  leaves: z.array(LeafTrend),
  spikes: z.array(Spike),
})
export type ProblemTrends = z.infer<typeof ProblemTrends>
export const SpikeSeen = z.object({ leaf: z.string().max(40), day: z.string().regex(/^\d{4}-\d\d-\d\d$/) })
