/** Which rules apply to a case, from when they count, and why, in both languages. */
import type { CalendarId } from '../contracts/calendars.ts'
import { type ClockCondition, type ClockRule, type StartEvent, startLabels } from '../contracts/clock-rules.ts'
import type { Circumstances } from '../contracts/clocks.ts'
import type { Label } from '../contracts/common.ts'
import type { Situation } from './situation.rules.ts'

/** Share of a span, in percent, after which a clock warns (CS-15). */
export const warnPercent = 80

/** A rule that applies. */
export interface Chosen {
  rule: ClockRule
  startedAt: number
  why: Label
}

/** When the events of a case happened, ms UTC. */
export type Moments = Partial<Record<StartEvent, number>>

/** The newest version of each rule that is in force on a date. */
export function rulesOn(rules: readonly ClockRule[], date: string): ClockRule[] {
  const newest = new Map<string, ClockRule>()
  for (const rule of rules) {
    if (rule.effectiveFrom > date) continue
    const other = newest.get(rule.id)
    if (!other || other.version < rule.version) newest.set(rule.id, rule)
  }
  return [...newest.values()].filter((rule) => rule.effectiveTo === undefined || rule.effectiveTo >= date)
}

/** Every rule that applies to the situation, in the order of the rules. */
export function chooseRules(rules: readonly ClockRule[], situation: Situation, moments: Moments): Chosen[] {
  return rules
    .filter((rule) => applies(rule.when, situation))
    .map((rule) => ({
      rule,
      startedAt: moments[rule.start] ?? moments['first-contact'] ?? 0,
      why: whyOf(rule, situation),
    }))
}

/** Everything the condition names must hold. */
export function applies(when: ClockCondition, s: Situation): boolean {
  const checks: Array<boolean | undefined> = [
    when.kinds?.includes(s.kind),
    when.leaves?.includes(s.leaf),
    when.scopes?.some((scope) => s.scopes.has(scope)),
    when.carrier && ((s.carrierCountry ?? 'CN') === 'CN') === (when.carrier === 'cn'),
    when.written === undefined ? undefined : when.written === s.written,
    when.refund === undefined ? undefined : when.refund === s.refund,
    when.involuntary === undefined ? undefined : when.involuntary === s.involuntary,
    when.payments?.includes(s.payment),
    when.disruptions?.includes(s.disruption),
    when.notCauses && !when.notCauses.includes(s.cause),
    when.disability === undefined ? undefined : when.disability === s.disability,
    when.baggage && when.baggage === s.baggage,
    when.regulatorFiled === undefined ? undefined : when.regulatorFiled === s.regulatorFiled,
    when.regulatorForwarded === undefined ? undefined : when.regulatorForwarded === s.regulatorForwarded,
  ]
  return checks.every((held) => held !== false)
}

/** Where the events lie in time; the flight's day counts as noon at its end when nobody told the hour. */
export function momentsOf(
  known: { openedAt: number; flightDate?: string | undefined; circumstances: Circumstances },
  noonOf: (date: string) => number,
): Moments {
  const { circumstances: told, openedAt } = known
  const flown = known.flightDate === undefined ? openedAt : noonOf(known.flightDate)
  return {
    'first-contact': openedAt,
    'written-complaint': told.writtenAt ?? openedAt,
    'refund-requested': told.refundRequestedAt ?? openedAt,
    'bag-received': told.bagReceivedAt ?? flown,
    'regulator-filed': told.regulatorFiledAt ?? openedAt,
    'regulator-forwarded': told.regulatorForwardedAt ?? openedAt,
    reopened: openedAt,
    'last-update': openedAt,
  }
}

/** The calendar by which a rule counts. */
export function calendarOf(rule: ClockRule, unitCalendar: CalendarId): CalendarId {
  return rule.calendar === 'unit' ? unitCalendar : rule.calendar
}

const scopeWords: Record<string, Label> = {
  cn: { zh: '行程涉及中国大陆', en: 'the journey touches mainland China' },
  us: { zh: '行程涉及美国', en: 'the journey touches the United States' },
  eu: { zh: '自欧盟出发，或由欧盟承运人飞往欧盟', en: 'from the EU, or to it on an EU carrier' },
  uk: { zh: '自英国出发，或由英国、欧盟承运人飞往英国', en: 'from the UK, or to it on a UK or EU carrier' },
  international: { zh: '国际行程', en: 'an international journey' },
}
const kindWords: Record<string, Label> = {
  booking: { zh: '订座类', en: 'a booking request' },
  complaint: { zh: '投诉', en: 'a complaint' },
  query: { zh: '查询', en: 'a query' },
  member: { zh: '常旅客业务', en: 'a frequent-flyer request' },
  suggestion: { zh: '建议', en: 'a suggestion' },
  praise: { zh: '表扬', en: 'praise' },
}
const paymentWords: Record<string, Label> = {
  card: { zh: '银行卡支付', en: 'paid by card' },
  other: { zh: '非银行卡支付', en: 'not paid by card' },
  unknown: { zh: '支付方式未知，按较短期限', en: 'payment unknown, so the shorter term' },
}
const disruptionWords: Record<string, Label> = {
  delay: { zh: '航班延误', en: 'the flight was late' },
  'long-delay': { zh: '长时间延误', en: 'the flight was very late' },
  cancellation: { zh: '航班取消', en: 'the flight was cancelled' },
  'denied-boarding': { zh: '拒绝登机', en: 'boarding was denied' },
  'significant-change': { zh: '航班重大变更', en: 'the flight changed significantly' },
}

function whyOf(rule: ClockRule, s: Situation): Label {
  const { when } = rule
  const parts: Label[] = [kindWords[s.kind]!]
  const journey = [s.origin?.iata, s.destination?.iata].filter((iata) => iata !== undefined).join('–')
  const scope = when.scopes?.find((one) => s.scopes.has(one))
  if (scope === 'cn' && journey === '')
    parts.push({ zh: '行程未知，按国内承运人', en: 'journey unknown, carrier of China' })
  else if (scope)
    parts.push(journey === '' ? scopeWords[scope]! : join([scopeWords[scope]!], `（${journey}）`, ` (${journey})`))
  if (when.carrier) parts.push(carrierWord(s))
  if (when.written !== undefined)
    parts.push(s.written ? { zh: '书面提出', en: 'made in writing' } : { zh: '口头提出', en: 'made by voice' })
  if (when.refund) parts.push({ zh: '申请退款', en: 'a refund is asked for' })
  if (when.involuntary) parts.push({ zh: '非自愿', en: 'involuntary' })
  if (when.payments) parts.push(paymentWords[s.payment]!)
  if (when.disruptions) parts.push(disruptionWords[s.disruption]!)
  if (when.notCauses) parts.push({ zh: '未认定为非常情况', en: 'no extraordinary circumstances on record' })
  if (when.disability) parts.push({ zh: '涉及残障服务', en: 'about a disability' })
  if (when.baggage)
    parts.push(
      s.baggage === 'late' ? { zh: '行李未到', en: 'the bag is late' } : { zh: '行李破损', en: 'the bag is damaged' },
    )
  if (when.regulatorForwarded) parts.push({ zh: '经 12326 转办', en: 'forwarded by 12326' })
  else if (when.regulatorFiled) parts.push({ zh: '已向 12326 投诉', en: 'filed with 12326' })
  const start = startLabels[rule.start]
  return join(parts, `；自${start.zh}起`, `; counted from: ${start.en}`)
}

function carrierWord(s: Situation): Label {
  const code = s.carrier ?? ''
  if ((s.carrierCountry ?? 'CN') === 'CN') return { zh: `国内承运人${code}`, en: `carrier of China ${code}`.trim() }
  return { zh: `境外或港澳台承运人${code}`, en: `carrier ${code} of another territory` }
}

function join(parts: Label[], zhEnd: string, enEnd: string): Label {
  return { zh: parts.map((part) => part.zh).join('，') + zhEnd, en: parts.map((part) => part.en).join(', ') + enEnd }
}
