/** What other countries and the conventions ask for, and what the passenger must not miss. */
import type { ClockRule } from '../contracts/clock-rules.ts'
import { days, rule, workingDays } from './rule-form.ts'

const us259 = '14 CFR 259.7(c): self-law.org/code/us/cfr/t14/s 259.7; mondaq.com 331846'
const usRefund = '14 CFR 259, 260, 399: purchy.app/blog/dot-airline-refund-rule-2026; startribune.com 601171399'
const sinceUsRefund = '2024-10-28'
const eu261 = 'Regulation (EC) 261/2004, Art. 7 and 8: businesspravo.ru DocumID=152354'
const montreal = 'Montreal Convention Art. 31, 35: miat.com pageId=190; tarom.ro art. 17'

/** Rules of the United States. */
export const usRules: ClockRule[] = [
  rule(
    {
      id: 'us259-acknowledgement',
      regime: 'us-259',
      name: { zh: '30日内书面确认收到', en: 'Acknowledged in writing within 30 days' },
      when: { kinds: ['complaint'], scopes: ['us'], written: true },
      span: days(30),
      calendar: 'us',
      stop: 'acknowledgement-sent',
      source: us259,
      confidence: 'doc',
    },
    { start: 'written-complaint' },
  ),
  rule(
    {
      id: 'us259-reply',
      regime: 'us-259',
      name: { zh: '60日内实质性书面答复', en: 'Substantive written reply within 60 days' },
      when: { kinds: ['complaint'], scopes: ['us'], written: true },
      span: days(60),
      calendar: 'us',
      stop: 'substantive-reply-sent',
      source: us259,
      confidence: 'doc',
    },
    { start: 'written-complaint' },
  ),
  rule(
    {
      id: 'us382-reply',
      regime: 'us-382',
      name: { zh: '30日内结论性书面答复（残障）', en: 'Dispositive written reply within 30 days (disability)' },
      when: { kinds: ['complaint'], scopes: ['us'], written: true, disability: true },
      span: days(30),
      calendar: 'us',
      stop: 'dispositive-reply-sent',
      source: '14 CFR 382.155: mondaq.com 331846',
      confidence: 'doc',
    },
    { start: 'written-complaint' },
  ),
  rule(
    {
      id: 'us-refund-card',
      regime: 'us-refund',
      name: { zh: '7个美国工作日内原卡退款', en: 'Card refund within 7 business days' },
      when: { scopes: ['us'], refund: true, involuntary: true, payments: ['card', 'unknown'] },
      span: workingDays(7),
      calendar: 'us',
      stop: 'refund-initiated',
      source: usRefund,
      confidence: 'doc',
    },
    { start: 'refund-requested', effectiveFrom: sinceUsRefund },
  ),
  rule(
    {
      id: 'us-refund-other',
      regime: 'us-refund',
      name: { zh: '20日内退款（非银行卡）', en: 'Other refund within 20 days' },
      when: { scopes: ['us'], refund: true, involuntary: true, payments: ['other'] },
      span: days(20),
      calendar: 'us',
      stop: 'refund-initiated',
      source: usRefund,
      confidence: 'doc',
    },
    { start: 'refund-requested', effectiveFrom: sinceUsRefund },
  ),
]

/** Rules of the European Union and the United Kingdom. */
export const europeRules: ClockRule[] = [
  rule(
    {
      id: 'eu261-refund',
      regime: 'eu-261',
      name: { zh: '7日内退款', en: 'Refund within 7 days' },
      when: { scopes: ['eu'], refund: true, involuntary: true },
      span: days(7),
      calendar: 'eu',
      stop: 'refund-initiated',
      source: eu261,
      confidence: 'doc',
    },
    { start: 'refund-requested' },
  ),
  rule({
    id: 'eu261-compensation',
    regime: 'eu-261',
    name: { zh: '提出或支付补偿（本公司：7日）', en: 'Compensation offered or paid (own term: 7 days)' },
    when: {
      kinds: ['complaint'],
      scopes: ['eu'],
      disruptions: ['long-delay', 'cancellation', 'denied-boarding'],
      notCauses: ['extraordinary', 'passenger'],
    },
    span: days(7),
    calendar: 'eu',
    stop: 'compensation-offered',
    source: `${eu261}; Art. 7 names no term, the house takes that of Art. 8`,
    confidence: 'house',
  }),
  rule({
    id: 'uk-adr',
    regime: 'uk-adr',
    name: { zh: '8周内最终答复，否则可提交ADR', en: 'Final response within 8 weeks, else ADR' },
    when: { kinds: ['complaint'], scopes: ['uk'] },
    span: days(56),
    calendar: 'uk',
    stop: 'final-response-sent',
    source: 'caa.co.uk/commercial-industry/airlines/alternative-dispute-resolution',
    confidence: 'doc',
  }),
]

/** Deadlines of the passenger. */
export const passengerRules: ClockRule[] = [
  rule(
    {
      id: 'montreal-damage',
      regime: 'montreal',
      name: { zh: '旅客：行李损坏7日内书面索赔', en: 'Passenger: written claim for damage within 7 days' },
      when: { scopes: ['international'], baggage: 'damaged' },
      span: days(7),
      calendar: 'prc',
      stop: 'claim-filed',
      source: montreal,
      confidence: 'doc',
    },
    { party: 'passenger', start: 'bag-received', zone: 'arrival', closing: 'sets-aside' },
  ),
  rule(
    {
      id: 'montreal-delay',
      regime: 'montreal',
      name: { zh: '旅客：行李延误21日内书面索赔', en: 'Passenger: written claim for delay within 21 days' },
      when: { scopes: ['international'], baggage: 'late' },
      span: days(21),
      calendar: 'prc',
      stop: 'claim-filed',
      source: montreal,
      confidence: 'doc',
    },
    { party: 'passenger', start: 'bag-received', zone: 'arrival', closing: 'sets-aside' },
  ),
  ...(['late', 'damaged'] as const).map((baggage) =>
    rule(
      {
        id: `montreal-action-${baggage}`,
        regime: 'montreal',
        name: { zh: '旅客：2年内提起诉讼', en: 'Passenger: action within 2 years' },
        when: { scopes: ['international'], baggage },
        span: { unit: 'calendar-months', amount: 24 },
        calendar: 'prc',
        stop: 'action-brought',
        source: montreal,
        confidence: 'doc',
      },
      { party: 'passenger', start: 'bag-received', zone: 'arrival', closing: 'sets-aside' },
    ),
  ),
]
