/** Work orders: a case in the hands of departments, the rules that send it there, and what happens when nobody answers. */
import { z } from 'zod'
import { freeText, Instant, Label, Version } from './common.ts'
import { CaseId, TeamId, UserId, WorkOrderId } from './ids.ts'

/** Where a work order stands; returned, withdrawn and settled are its ends. */
export const OrderState = z.enum(['dispatched', 'accepted', 'answered', 'returned', 'withdrawn', 'settled'])
export type OrderState = z.infer<typeof OrderState>

/** Why a department gives an order back; always asked for. */
export const ReturnReason = z.enum(['wrong-department', 'information-missing', 'duplicate', 'other'])
export type ReturnReason = z.infer<typeof ReturnReason>

/** BY-49: for whom a rule sends work: one person, a working group, a department, the company. */
export const RuleLevel = z.enum(['person', 'group', 'department', 'company'])
export type RuleLevel = z.infer<typeof RuleLevel>

/** When an escalation step falls due, counted from the hand-over or from the time to answer. */
export const StepTrigger = z.enum(['not-accepted', 'before-due', 'after-due'])
export type StepTrigger = z.infer<typeof StepTrigger>

/** One step up: `level` 0 is the department itself, 1 the unit above it, and so on. */
export const EscalationStep = z.object({
  trigger: StepTrigger,
  /** After the hand-over, before the due time, or after it. */
  minutes: z.int().min(0).max(43_200),
  level: z.int().min(0).max(5),
})
export type EscalationStep = z.infer<typeof EscalationStep>

const someKinds = z.enum(['booking', 'complaint', 'query', 'member', 'suggestion', 'praise'])

/** One place where a rule sends a case. */
export const RuleTarget = z.discriminatedUnion('how', [
  z.object({ how: z.literal('leaf-department') }),
  z.object({ how: z.literal('unit'), code: z.string().min(1).max(40) }),
  z.object({ how: z.literal('station-branch') }),
  z.object({ how: z.literal('account-branch') }),
  z.object({ how: z.literal('accountable-post'), code: z.string().min(1).max(40) }),
])
export type RuleTarget = z.infer<typeof RuleTarget>

/** A rule: when it fits and to whom it sends. An empty list of a condition fits everything. */
export const DispatchRule = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.object({ zh: freeText(60).pipe(z.string().min(1)), en: freeText(60).pipe(z.string().min(1)) }),
  enabled: z.boolean(),
  kinds: z.array(someKinds),
  leaves: z.array(z.string().max(40)).max(60),
  stations: z.array(z.string().regex(/^[A-Z]{3}$/)).max(60),
  channels: z.array(z.enum(['phone', 'web', 'email', 'sms', 'letter', 'fax'])),
  level: RuleLevel,
  /** Several: one work order each, at the same time. */
  targets: z.array(RuleTarget).min(1).max(6),
  /** At once when the case is opened; otherwise only proposed on the case's page. */
  automatic: z.boolean(),
  /** Accept lease: not accepted within so many minutes is an escalation. */
  acceptMinutes: z.int().min(1).max(10_080),
  /** Working minutes until the answer is due. */
  answerMinutes: z.int().min(1).max(43_200),
  steps: z.array(EscalationStep).max(8),
})
export type DispatchRule = z.infer<typeof DispatchRule>

/** The rules as they stand; the first that fits and finds its place fires. */
export const DispatchRules = z.object({
  version: Version,
  savedAt: Instant,
  savedByName: z.string().optional(),
  rules: z.array(DispatchRule).max(100),
})
export type DispatchRules = z.infer<typeof DispatchRules>
export const DispatchRulesEdit = z.object({ version: Version, rules: z.array(DispatchRule).max(100) })

/** Why a rule did not fire, or that it did. */
export const RuleOutcome = z.enum([
  'fired',
  'off',
  'other-kind',
  'other-leaf',
  'other-station',
  'other-channel',
  'no-place',
  'later',
])
export type RuleOutcome = z.infer<typeof RuleOutcome>

const Place = z.object({
  unitId: TeamId,
  unitName: Label,
  personId: UserId.optional(),
  personName: z.string().optional(),
})

/** Which rule fires for a case, where it sends it, and why every other rule did not. */
export const DispatchProposal = z.object({
  version: Version,
  ruleId: z.string().optional(),
  ruleName: Label.optional(),
  level: RuleLevel.optional(),
  automatic: z.boolean(),
  places: z.array(Place),
  tried: z.array(z.object({ ruleId: z.string(), name: Label, outcome: RuleOutcome })),
})
export type DispatchProposal = z.infer<typeof DispatchProposal>

/** A case that does not exist yet, to see what the rules would do with it. */
export const RuleTrial = z.object({
  kind: someKinds,
  leaf: z.string().max(40),
  station: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  channel: z.enum(['phone', 'web', 'email', 'sms', 'letter', 'fax']).default('phone'),
})
export type RuleTrial = z.infer<typeof RuleTrial>

export const OrderEventName = z.enum([
  'dispatched',
  'accepted',
  'returned',
  'answered',
  'redo',
  'withdrawn',
  'settled',
  'escalated',
])
export type OrderEventName = z.infer<typeof OrderEventName>

export const OrderEvent = z.object({
  seq: z.int(),
  at: Instant,
  event: OrderEventName,
  byName: z.string().optional(),
  reason: ReturnReason.optional(),
  text: z.string().optional(),
  /** Of an escalation: to whom. */
  unitName: Label.optional(),
  level: z.int().optional(),
  trigger: StepTrigger.optional(),
})
export type OrderEvent = z.infer<typeof OrderEvent>

/** Who stays answerable to the passenger until somebody accepts (首问责任制). */
export const FirstAsked = z.object({ unitId: TeamId, unitName: Label, personName: z.string().optional() })
export type FirstAsked = z.infer<typeof FirstAsked>

/** A line of an inbox. */
export const OrderSummary = z.object({
  id: WorkOrderId,
  /** C-000123/2 */
  number: z.string(),
  caseId: CaseId,
  kind: someKinds,
  leaf: z.string(),
  subject: z.string(),
  state: OrderState,
  level: RuleLevel,
  departmentId: TeamId,
  departmentName: Label,
  personId: UserId.optional(),
  personName: z.string().optional(),
  holderName: z.string().optional(),
  firstAsked: FirstAsked,
  dispatchedAt: Instant,
  acceptDueAt: Instant,
  dueAt: Instant,
  acceptedAt: Instant.optional(),
  answeredAt: Instant.optional(),
  endedAt: Instant.optional(),
  redos: z.int(),
  /** Highest level it was escalated to. */
  escalatedTo: z.int().optional(),
  version: Version,
})
export type OrderSummary = z.infer<typeof OrderSummary>

/** A work order with what it asks, by which rule it came, and all that happened to it. */
export const WorkOrder = OrderSummary.extend({
  details: z.string(),
  flight: z.string(),
  ruleName: Label.optional(),
  rulesVersion: Version.optional(),
  note: z.string().optional(),
  answer: z.string().optional(),
  /** What the viewer may do with it now. */
  may: z.array(z.enum(['accept', 'return', 'answer', 'redo', 'withdraw'])),
  events: z.array(OrderEvent),
})
export type WorkOrder = z.infer<typeof WorkOrder>

/** Everything about the hand-overs of one case. */
export const CaseDispatch = z.object({
  firstAsked: FirstAsked,
  /** Whose hands it is in now. */
  inHandsOf: Label,
  mayDispatch: z.boolean(),
  proposal: DispatchProposal,
  orders: z.array(WorkOrder),
  /** Clocks of the case that warned or were missed, and to whom that went. */
  escalations: z.array(
    z.object({ at: Instant, level: z.int(), unitName: Label, trigger: StepTrigger, clock: Label.optional() }),
  ),
})
export type CaseDispatch = z.infer<typeof CaseDispatch>

const words = freeText(2000)
/** By hand: to whom; without, as the rule proposes. */
export const HandOver = z.object({
  departmentIds: z.array(TeamId).max(6).optional(),
  personId: UserId.optional(),
  text: words.default(''),
})
export type HandOver = z.infer<typeof HandOver>
export const OrderMove = z.object({ version: Version })
export const OrderAnswer = z.object({ version: Version, text: words.pipe(z.string().min(1)) })
/** The reason is always asked for; "other" says it in words. */
export const OrderReturn = z
  .object({ version: Version, reason: ReturnReason, text: words.default('') })
  .refine((given) => given.reason !== 'other' || given.text !== '', { path: ['text'], message: 'required' })

export const OrderFilter = z.object({
  state: z
    .enum([
      'open',
      'new',
      'accepted',
      'late',
      'escalated',
      'answered',
      /** Answered or settled. */
      'done',
      'returned',
      'returned-today',
      'ended',
      'all',
    ])
    .default('open'),
  departmentId: TeamId.optional(),
  kind: someKinds.optional(),
  from: z.coerce.number().int().nonnegative().optional(),
  to: z.coerce.number().int().nonnegative().optional(),
})
export type OrderFilter = z.infer<typeof OrderFilter>

/** BY-51: a department's line of the board. */
export const BoardLine = z.object({
  departmentId: TeamId,
  departmentName: Label,
  counts: z.object({
    new: z.int(),
    accepted: z.int(),
    late: z.int(),
    answered: z.int(),
    returned: z.int(),
    escalated: z.int(),
  }),
  oldestAt: Instant.optional(),
})
export type BoardLine = z.infer<typeof BoardLine>
