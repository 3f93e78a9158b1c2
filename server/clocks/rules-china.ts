/** What the Chinese regulator asks for. */
import type { ClockRule } from '../contracts/clock-rules.ts'
import { days, rule, workingDays } from './rule-form.ts'

const ccar273 = 'CCAR-273, MoT Order 2021 No. 3: caac.gov.cn/XXGK/XXGK/MHGZ/202103/t20210315_206814.html'
const since273 = '2021-09-01'

/** Rules of the Chinese regulator. */
export const chinaRules: ClockRule[] = [
  rule(
    {
      id: 'ccar273-result',
      regime: 'ccar-273',
      name: { zh: '10个工作日内告知处理结果', en: 'Result within 10 working days' },
      when: { kinds: ['complaint'], scopes: ['cn'], written: false },
      span: workingDays(10),
      calendar: 'prc',
      stop: 'result-told',
      source: ccar273,
      confidence: 'doc',
    },
    { effectiveFrom: since273, closing: 'stops', onReopen: true },
  ),
  rule(
    {
      id: 'ccar273-result-written',
      regime: 'ccar-273',
      name: { zh: '10个工作日内书面告知处理结果', en: 'Result in writing within 10 working days' },
      when: { kinds: ['complaint'], scopes: ['cn'], written: true },
      span: workingDays(10),
      calendar: 'prc',
      stop: 'result-told',
      source: ccar273,
      confidence: 'doc',
    },
    { effectiveFrom: since273, onReopen: true },
  ),
  rule(
    {
      id: 'ccar273-refund',
      regime: 'ccar-273',
      name: { zh: '7个工作日内办理退款', en: 'Refund within 7 working days' },
      when: { scopes: ['cn'], refund: true },
      span: workingDays(7),
      calendar: 'prc',
      stop: 'refund-initiated',
      source: ccar273,
      confidence: 'doc',
    },
    { effectiveFrom: since273, start: 'refund-requested' },
  ),
  rule(
    {
      id: '12326-forward',
      regime: 'caac-12326',
      name: { zh: '12326应在2个工作日内转办', en: '12326 forwards within 2 working days' },
      when: { kinds: ['complaint'], regulatorFiled: true },
      span: workingDays(2),
      calendar: 'prc',
      stop: 'forwarded',
      source: 'masiyu.top/index.php/ern/4611480.html',
      confidence: 'verify',
    },
    { party: 'authority', start: 'regulator-filed', closing: 'sets-aside' },
  ),
  rule(
    {
      id: '12326-reply',
      regime: 'caac-12326',
      name: { zh: '转办后10个工作日内在平台回复', en: 'Reply in the platform within 10 working days' },
      when: { kinds: ['complaint'], regulatorForwarded: true },
      span: workingDays(10),
      calendar: 'prc',
      stop: 'reply-in-platform',
      source: 'masiyu.top/index.php/ern/4611480.html',
      confidence: 'verify',
    },
    { start: 'regulator-forwarded' },
  ),
  rule(
    {
      id: '12326-mediation',
      regime: 'caac-12326',
      name: { zh: '调解期20个工作日', en: 'Mediation within 20 working days' },
      when: { kinds: ['complaint'], regulatorForwarded: true },
      span: workingDays(20),
      calendar: 'prc',
      stop: 'mediation-ended',
      source: 'masiyu.top/index.php/ern/4611480.html',
      confidence: 'verify',
    },
    { party: 'authority', start: 'regulator-forwarded', closing: 'sets-aside' },
  ),
  ...ccar300Rules(),
]

function ccar300Rules(): ClockRule[] {
  const when = {
    kinds: ['complaint' as const],
    scopes: ['cn' as const],
    disruptions: ['delay' as const, 'long-delay' as const, 'cancellation' as const],
  }
  const source = 'CCAR-300: shititong.cn (figures from memory)'
  const common = { regime: 'ccar-300', calendar: 'prc', source, confidence: 'verify' } as const
  return [
    rule(
      {
        ...common,
        id: 'ccar300-accept',
        name: { zh: '7日内告知受理', en: 'Acceptance told within 7 days' },
        when,
        span: days(7),
        stop: 'acknowledgement-sent',
      },
      { closing: 'stops' },
    ),
    rule(
      {
        ...common,
        id: 'ccar300-reply',
        name: { zh: '10日内实质答复', en: 'Substantive reply within 10 days' },
        when: { ...when, carrier: 'cn' },
        span: days(10),
        stop: 'substantive-reply-sent',
      },
      { closing: 'stops' },
    ),
    rule(
      {
        ...common,
        id: 'ccar300-reply-foreign',
        name: { zh: '20日内实质答复（港澳台及外国承运人）', en: 'Substantive reply within 20 days (other carriers)' },
        when: { ...when, carrier: 'elsewhere' },
        span: days(20),
        stop: 'substantive-reply-sent',
      },
      { closing: 'stops' },
    ),
  ]
}
