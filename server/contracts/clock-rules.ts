/** The rules of clocks as versioned data: where they come from, when they apply, what they count and what ends them. */
import { z } from 'zod'
import { CalendarId, IsoDate, Span } from './calendars.ts'
import { CaseKind } from './cases.ts'
import { freeText, Instant, Label, Version } from './common.ts'

/** Where a rule comes from. `own` is the house's promise, the others are those of regulators and conventions. */
export const Regime = z.enum([
  'own',
  'ccar-273',
  'caac-12326',
  'ccar-300',
  'us-259',
  'us-382',
  'us-refund',
  'eu-261',
  'uk-adr',
  'montreal',
])
export type Regime = z.infer<typeof Regime>
export const regimeLabels: Record<Regime, Label> = {
  own: { zh: '本公司服务标准', en: 'Own service standard' },
  'ccar-273': { zh: '公共航空运输旅客服务管理规定', en: 'China passenger service rules (CCAR-273)' },
  'caac-12326': { zh: '12326 民航服务质量监督', en: '12326 consumer centre (CAAC)' },
  'ccar-300': { zh: '航班正常管理规定', en: 'China flight regularity rules (CCAR-300)' },
  'us-259': { zh: '美国 14 CFR 259.7', en: 'US 14 CFR 259.7' },
  'us-382': { zh: '美国 14 CFR 382.155（残障）', en: 'US 14 CFR 382.155 (disability)' },
  'us-refund': { zh: '美国运输部退款规则', en: 'US DOT refunds' },
  'eu-261': { zh: '欧盟 261/2004 条例', en: 'EU Regulation 261/2004' },
  'uk-adr': { zh: '英国争议解决（ADR）', en: 'UK ADR' },
  montreal: { zh: '蒙特利尔公约', en: 'Montreal Convention' },
}

/** What begins the count. Without a moment of its own it is the first contact on any channel (A7, point 4). */
export const StartEvent = z.enum([
  'first-contact',
  'written-complaint',
  'refund-requested',
  'bag-received',
  'regulator-filed',
  'regulator-forwarded',
  'reopened',
  'last-update',
])
export type StartEvent = z.infer<typeof StartEvent>
export const startLabels: Record<StartEvent, Label> = {
  'first-contact': { zh: '首次联系', en: 'first contact' },
  'written-complaint': { zh: '收到书面投诉', en: 'written complaint received' },
  'refund-requested': { zh: '提出有效退款申请', en: 'valid refund request' },
  'bag-received': { zh: '收到（或应收到）行李', en: 'bag received or due' },
  'regulator-filed': { zh: '向 12326 投诉', en: 'complaint to 12326' },
  'regulator-forwarded': { zh: '12326 转办', en: 'forwarded by 12326' },
  reopened: { zh: '工单重开', en: 'case reopened' },
  'last-update': { zh: '上次进展告知', en: 'last status update' },
}

/** What ends it; each is recorded with evidence. */
export const StopEvent = z.enum([
  'definite-answer',
  'settlement-accepted',
  'status-update',
  'result-told',
  'reply-in-platform',
  'forwarded',
  'mediation-ended',
  'acknowledgement-sent',
  'substantive-reply-sent',
  'dispositive-reply-sent',
  'refund-initiated',
  'compensation-offered',
  'final-response-sent',
  'claim-filed',
  'action-brought',
])
export type StopEvent = z.infer<typeof StopEvent>
export const stopLabels: Record<StopEvent, Label> = {
  'definite-answer': { zh: '已给予明确答复', en: 'definite answer given' },
  'settlement-accepted': { zh: '处理结果已被接受', en: 'settlement accepted' },
  'status-update': { zh: '已向旅客告知进展', en: 'passenger told how it stands' },
  'result-told': { zh: '已告知含解决方案的处理结果', en: 'result with a solution told to the passenger' },
  'reply-in-platform': { zh: '已在 12326 平台回复', en: 'replied in the 12326 platform' },
  forwarded: { zh: '12326 已转办', en: 'forwarded by 12326' },
  'mediation-ended': { zh: '调解已结束', en: 'mediation ended' },
  'acknowledgement-sent': { zh: '已书面确认收到', en: 'acknowledged in writing' },
  'substantive-reply-sent': { zh: '已作实质性书面答复', en: 'substantive written reply sent' },
  'dispositive-reply-sent': { zh: '已作结论性书面答复', en: 'dispositive written reply sent' },
  'refund-initiated': { zh: '已发起退款', en: 'refund initiated' },
  'compensation-offered': { zh: '已提出或支付补偿', en: 'compensation offered or paid' },
  'final-response-sent': { zh: '已发出最终答复', en: 'final response sent' },
  'claim-filed': { zh: '旅客已提交书面索赔', en: 'written claim filed by the passenger' },
  'action-brought': { zh: '旅客已提起诉讼', en: 'action brought by the passenger' },
}

/** How sure the figure is: seed = the project's own papers, doc = seen in a public text, verify = check before calling it law, house = the house's choice. */
export const Confidence = z.enum(['seed', 'doc', 'verify', 'house'])
export type Confidence = z.infer<typeof Confidence>

/** Where an itinerary touches: any end in China's mainland, the US, the EU (by carrier too), the UK; or two countries. */
export const Scope = z.enum(['cn', 'us', 'eu', 'uk', 'international'])
export type Scope = z.infer<typeof Scope>
export const Payment = z.enum(['card', 'other', 'unknown'])
export type Payment = z.infer<typeof Payment>
export const Cause = z.enum(['carrier', 'extraordinary', 'passenger', 'unknown'])
export type Cause = z.infer<typeof Cause>
export const Disruption = z.enum([
  'none',
  'delay',
  'long-delay',
  'cancellation',
  'denied-boarding',
  'significant-change',
])
export type Disruption = z.infer<typeof Disruption>
export const CarrierHome = z.enum(['cn', 'elsewhere'])

/** When a rule applies: everything that is given must hold; a list holds when one of it does. */
export const ClockCondition = z.object({
  kinds: z.array(CaseKind).optional(),
  leaves: z.array(z.string().max(40)).optional(),
  scopes: z.array(Scope).optional(),
  carrier: CarrierHome.optional(),
  written: z.boolean().optional(),
  refund: z.boolean().optional(),
  involuntary: z.boolean().optional(),
  payments: z.array(Payment).optional(),
  disruptions: z.array(Disruption).optional(),
  notCauses: z.array(Cause).optional(),
  disability: z.boolean().optional(),
  baggage: z.enum(['late', 'damaged']).optional(),
  regulatorFiled: z.boolean().optional(),
  regulatorForwarded: z.boolean().optional(),
})
export type ClockCondition = z.infer<typeof ClockCondition>

/** What closing a case does to a clock: it ends it with the resolution as evidence, is refused while it runs, or sets it aside. */
export const ClosingEffect = z.enum(['stops', 'needs-stop', 'sets-aside'])

export const ClockRuleId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(40)
export type ClockRuleId = z.infer<typeof ClockRuleId>

/** The part of a rule that versions change. */
export const ClockRuleBody = z.object({
  name: Label,
  when: ClockCondition,
  start: StartEvent,
  span: Span,
  /** `unit`: the calendar of the responsible unit. */
  calendar: z.union([z.literal('unit'), CalendarId]),
  /** Whose midnight ends a span of calendar days. */
  zone: z.enum(['calendar', 'arrival']).default('calendar'),
  stop: StopEvent,
  closing: ClosingEffect,
  /** Each stop begins the next round, as with status updates. */
  renews: z.boolean().default(false),
  /** Waiting for the passenger may stop the count. */
  pausable: z.boolean().default(false),
  /** Begins anew when a closed case is opened again. */
  onReopen: z.boolean().default(false),
  source: freeText(400),
  confidence: Confidence,
})
export type ClockRuleBody = z.infer<typeof ClockRuleBody>

export const ClockRule = ClockRuleBody.extend({
  id: ClockRuleId,
  version: z.int(),
  regime: Regime,
  /** Whose deadline it is. The passenger's and the authority's never count as a breach of ours. */
  party: z.enum(['house', 'passenger', 'authority']),
  /** First day, in the zone of the house, on which cases are begun with it. */
  effectiveFrom: IsoDate,
  /** Last day; open without one. */
  effectiveTo: IsoDate.optional(),
  byName: z.string().optional(),
})
export type ClockRule = z.infer<typeof ClockRule>

/** A new version of a rule; it counts for clocks that start from its day on. `version` is the newest one that was read. */
export const NewRuleVersion = z.object({
  version: Version,
  effectiveFrom: IsoDate,
  /** Of a rule that ends without a successor. */
  effectiveTo: IsoDate.optional(),
  span: Span,
  closing: ClosingEffect,
  pausable: z.boolean(),
  source: freeText(400).pipe(z.string().min(1)),
  confidence: Confidence,
})
export type NewRuleVersion = z.infer<typeof NewRuleVersion>

/** How many open clocks a change of a rule leaves as they are, and what a case of now would get. */
export const RuleTrial = z.object({ span: Span, at: Instant.optional() })
export const RuleTrialAnswer = z.object({
  running: z.int(),
  dueNow: Instant,
  dueThen: Instant,
  zone: z.string(),
  uncertain: z.boolean(),
})
export type RuleTrialAnswer = z.infer<typeof RuleTrialAnswer>
