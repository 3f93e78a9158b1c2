/** What a member's tier gives on this trip, whatever happens to the flight, and what it adds when something does (AC-28, GA-17). */
import type { Entitlement } from '../contracts/entitlements.ts'
import type { Tier } from '../contracts/passengers.ts'
import { item } from './entitlement-words.rules.ts'
import type { RuleVersion } from './rule-versions.rules.ts'
import type { Situation, TierBenefit } from './situation.rules.ts'

const version: RuleVersion<undefined> = {
  from: '2020-01-01',
  figures: undefined,
  source: '常旅客计划会员权益 / Programme benefits',
  confidence: 'own-conditions',
}

type Member = Exclude<Tier, 'none'>
const order: Member[] = ['basic', 'silver', 'gold', 'platinum']

/** AC-28: the services on the ground that a member may ask for; used where the programme's own list does not name them. */
const services: Array<{ code: string; from: Member; label: { zh: string; en: string } }> = [
  { code: 'priority-check-in', from: 'silver', label: { zh: '优先办理值机手续', en: 'Priority check-in' } },
  { code: 'lounge', from: 'gold', label: { zh: '免费候机休息', en: 'Lounge' } },
  { code: 'baggage-drop', from: 'gold', label: { zh: '代办行李交运', en: 'Baggage taken care of' } },
  { code: 'fast-track', from: 'gold', label: { zh: '快速通道登机', en: 'Fast track to boarding' } },
  { code: 'escort', from: 'platinum', label: { zh: '导乘服务', en: 'Escort through the airport' } },
  { code: 'extra-baggage', from: 'silver', label: { zh: '额外行李额', en: 'Extra baggage' } },
  { code: 'upgrade', from: 'silver', label: { zh: '升舱', en: 'Upgrade' } },
]

const inTrouble: Array<{ code: string; from: Member; label: { zh: string; en: string } }> = [
  { code: 'first-rebooked', from: 'silver', label: { zh: '优先改签', en: 'Rebooked first' } },
  { code: 'never-denied', from: 'gold', label: { zh: '超售时不被拒绝登机', en: 'Not denied boarding at an oversale' } },
]

/** Every benefit that the tier has. */
export function tierBenefits(s: Situation): Entitlement[] {
  const rank = order.indexOf(s.tier as Member)
  if (rank < 0) return []
  const has = (service: { from: Member }) => rank >= order.indexOf(service.from)
  const named = new Set(s.benefits.map((benefit) => benefit.code))
  const own = services.filter((service) => has(service) && !named.has(service.code))
  const extra = s.cancelled || s.oversold || s.departureDelayMs > 0 ? inTrouble.filter(has) : []
  const because = { zh: '按会员等级。', en: 'By the tier of the member.' }
  const give = (code: string, title: { zh: string; en: string }) =>
    item(`tier-${code}`, 'tier', version, { kind: 'benefit', verdict: 'owed', title, why: because })
  return [
    ...extra.map((one) => give(one.code, one.label)),
    ...s.benefits.filter((one) => one.measure > 0).map((one) => give(one.code, measured(one))),
    ...own.map((one) => give(one.code, one.label)),
  ]
}

const units: Record<string, { zh: string; en: string }> = {
  kg: { zh: '公斤', en: 'kg' },
  percent: { zh: '%', en: '%' },
  guests: { zh: '人', en: 'guests' },
  times: { zh: '次', en: 'times' },
  hours: { zh: '小时', en: 'h' },
}

function measured({ label, unit, measure }: TierBenefit): { zh: string; en: string } {
  const words = units[unit]
  if (!words) return label
  return { zh: `${label.zh} ${measure} ${words.zh}`, en: `${label.en} ${measure} ${words.en}` }
}
