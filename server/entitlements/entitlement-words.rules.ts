/** How an item is put into words, so that every rule speaks alike. */
import type { Entitlement, EntitlementKind, Regime, Verdict } from '../contracts/entitlements.ts'
import type { DisturbanceCause, Money } from '../contracts/passenger-service.ts'
import type { RuleVersion } from './rule-versions.rules.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

interface Label {
  zh: string
  en: string
}

interface Draft {
  kind: EntitlementKind
  verdict: Verdict
  title: Label
  why: Label
  amount?: Money | undefined
  dueAt?: number | undefined
}

/** An item of a rule in the version that is in force. */
export function item<F>(rule: string, regime: Regime, version: RuleVersion<F>, draft: Draft): Entitlement {
  const { amount, dueAt, ...rest } = draft
  return {
    rule,
    regime,
    ...rest,
    ...(amount && { amount }),
    ...(dueAt !== undefined && { dueAt }),
    source: version.source,
    confidence: version.confidence,
    effectiveFrom: version.from,
    ...(version.to !== undefined && { effectiveTo: version.to }),
  }
}

/** 3 小时 20 分, 3 h 20 min. */
export function span(ms: number): Label {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  if (hours === 0) return { zh: `${rest} 分钟`, en: `${rest} min` }
  return { zh: `${hours} 小时${rest ? ` ${rest} 分` : ''}`, en: `${hours} h${rest ? ` ${rest} min` : ''}` }
}

/** Days in words, for how early somebody was told. */
export function notice(ms: number): Label {
  const days = Math.floor(ms / dayMs)
  return days >= 2 ? { zh: `${days} 天`, en: `${days} days` } : span(ms)
}

export const causeWords: Record<DisturbanceCause, Label> = {
  weather: { zh: '天气', en: 'weather' },
  'air-traffic-control': { zh: '空中交通管制', en: 'air traffic control' },
  security: { zh: '安全检查', en: 'security' },
  airport: { zh: '机场原因', en: 'the airport' },
  'strike-of-others': { zh: '第三方罢工', en: 'a strike of others' },
  'bird-strike': { zh: '鸟击', en: 'a bird strike' },
  medical: { zh: '旅客急病', en: 'a medical emergency' },
  technical: { zh: '机械故障', en: 'a technical fault' },
  crew: { zh: '机组原因', en: 'the crew' },
  'late-aircraft': { zh: '前序航班晚到', en: 'a late incoming aircraft' },
  'strike-of-own-staff': { zh: '本公司罢工', en: 'a strike of own staff' },
  commercial: { zh: '航班计划调整', en: 'a change of schedule by the airline' },
}

/** Whose cause it was: the airline's, not the airline's, or not to be said from here. */
export function faultOf(cause: DisturbanceCause | undefined): 'own' | 'foreign' | 'unknown' {
  if (cause === undefined || cause === 'late-aircraft') return 'unknown'
  return ['technical', 'crew', 'strike-of-own-staff', 'commercial'].includes(cause) ? 'own' : 'foreign'
}
