/** China: refund without fee, care by whose cause it was, and what the airline's own conditions promise. */
import type { Entitlement } from '../contracts/entitlements.ts'
import { causeWords, faultOf, hourMs, item, span } from './entitlement-words.rules.ts'
import {
  type ChinaDelayFigures,
  type ChinaRefundFigures,
  chinaDelays,
  chinaRefunds,
  type HouseFigures,
  house,
  type RuleVersion,
  versionOn,
} from './rule-versions.rules.ts'
import type { Situation } from './situation.rules.ts'

/** Departures from China by anybody, arrivals with a Chinese carrier; the own conditions on every flight of a Chinese carrier. */
export function chineseRights(s: Situation): Entitlement[] {
  const refunds = versionOn(chinaRefunds, s.date)
  const delays = versionOn(chinaDelays, s.date)
  const own = versionOn(house, s.date)
  const applies = s.from.country === 'CN' || (s.to.country === 'CN' && s.carrierCountry === 'CN')
  if (!own || s.carrierCountry !== 'CN') return applies && refunds && own ? [refund(s, refunds, own.figures)] : []
  return [
    ...(applies && refunds ? [refund(s, refunds, own.figures)] : []),
    ...(applies && delays ? [care(s, delays, own.figures), lodging(s, delays, own.figures), tarmac(s, delays)] : []),
    delayMoney(s, own),
    oversale(s, own),
  ]
}

function refund(s: Situation, version: RuleVersion<ChinaRefundFigures>, own: HouseFigures): Entitlement {
  const late = s.departureDelayMs >= own.refundHours * hourMs
  const owed = !s.departed && (s.cancelled || late)
  const delay = span(s.departureDelayMs)
  const days = version.figures.workingDays
  return item('china-refund', 'china', version, {
    kind: 'refund',
    verdict: owed ? 'owed' : 'not-owed',
    title: {
      zh: `非自愿退改签免费，退款 ${days} 个工作日内办理`,
      en: `Involuntary change or refund without fee, refund within ${days} working days`,
    },
    why: s.departed
      ? { zh: '航班已起飞。', en: 'The flight has left.' }
      : s.cancelled
        ? { zh: '航班取消，属非自愿退改签。', en: 'Cancelled: the change is involuntary.' }
        : late
          ? { zh: `延误 ${delay.zh}，属非自愿退改签。`, en: `Delay ${delay.en}: the change is involuntary.` }
          : {
              zh: `延误 ${delay.zh}，未满 ${own.refundHours} 小时（承运人自定）。`,
              en: `Delay ${delay.en}, less than ${own.refundHours} h (set by the carrier).`,
            },
  })
}

function care(s: Situation, version: RuleVersion<ChinaDelayFigures>, own: HouseFigures): Entitlement {
  return waiting('china-meals', s, version, {
    kind: 'care',
    title: { zh: '餐食', en: 'Meals' },
    reached: s.cancelled || s.departureDelayMs >= own.mealHours * hourMs,
    hours: own.mealHours,
  })
}

function lodging(s: Situation, version: RuleVersion<ChinaDelayFigures>, own: HouseFigures): Entitlement {
  return waiting('china-hotel', s, version, {
    kind: 'hotel',
    title: { zh: '住宿或休息室', en: 'Hotel or a place to rest' },
    reached: s.overnight || s.departureDelayMs >= own.hotelHours * hourMs,
    hours: own.hotelHours,
  })
}

/** Own cause: at the airline's cost. Foreign cause: the airline helps, the passenger pays; a domestic diversion is always free. */
function waiting(
  rule: string,
  s: Situation,
  version: RuleVersion<ChinaDelayFigures>,
  what: { kind: 'care' | 'hotel'; title: { zh: string; en: string }; reached: boolean; hours: number },
): Entitlement {
  const give = (verdict: Entitlement['verdict'], why: Entitlement['why']) =>
    item(rule, 'china', version, { kind: what.kind, title: what.title, verdict, why })
  if (s.diverted && !s.arrived && s.from.country === s.to.country)
    return give('owed', {
      zh: '国内航班备降，无论何种原因均免费。',
      en: 'A domestic flight is diverted: free whatever the cause.',
    })
  if (s.departed) return give('not-owed', { zh: '航班已起飞。', en: 'The flight has left.' })
  const delay = span(s.departureDelayMs)
  if (!what.reached)
    return give('not-owed', {
      zh: `延误 ${delay.zh}，未满 ${what.hours} 小时（承运人自定）。`,
      en: `Delay ${delay.en}, less than ${what.hours} h (set by the carrier).`,
    })
  const cause = s.cause && causeWords[s.cause]
  const fault = faultOf(s.cause)
  if (fault === 'own')
    return give('owed', {
      zh: `原因为${cause?.zh}，属承运人原因，免费提供。`,
      en: `Caused by ${cause?.en}: the carrier's cause, free.`,
    })
  if (fault === 'foreign')
    return give('not-owed', {
      zh: `原因为${cause?.zh}，非承运人原因：协助安排，费用由旅客自理。`,
      en: `Caused by ${cause?.en}, not the carrier: help with it, at the passenger's cost.`,
    })
  return give('depends', {
    zh: `取决于${cause ? '前序航班晚到的原因' : '尚未公布的原因'}是否属承运人原因。`,
    en: `Depends on ${cause ? 'why the incoming aircraft was late' : 'the cause, which is not told yet'}.`,
  })
}

function tarmac(s: Situation, version: RuleVersion<ChinaDelayFigures>): Entitlement {
  const { tarmacDisembarkHours, tarmacFoodHours } = version.figures
  const possible = !s.departed && !s.cancelled && s.departureDelayMs >= tarmacFoodHours * hourMs
  return item('china-tarmac', 'china', version, {
    kind: 'care',
    verdict: possible ? 'depends' : 'not-owed',
    title: {
      zh: `机上等待：${tarmacFoodHours} 小时供餐饮，${tarmacDisembarkHours} 小时下机`,
      en: `Waiting aboard: food at ${tarmacFoodHours} h, off the aircraft at ${tarmacDisembarkHours} h`,
    },
    why: possible
      ? { zh: '若已登机在机上等待。', en: 'If the passengers already wait aboard.' }
      : { zh: '没有长时间机上等待。', en: 'No long wait aboard.' },
  })
}

function delayMoney(s: Situation, version: RuleVersion<HouseFigures>): Entitlement {
  const steps = version.figures.delayMoney
  const step = steps.findLast(({ hours }) => s.departureDelayMs >= hours * hourMs)
  const least = steps[0]?.hours ?? 0
  const delay = span(s.departureDelayMs)
  const fault = faultOf(s.cause)
  const cause = s.cause && causeWords[s.cause]
  const verdict = !step || fault === 'foreign' ? 'not-owed' : fault === 'own' ? 'owed' : 'depends'
  return item('house-delay', 'house', version, {
    kind: 'compensation',
    verdict,
    title: { zh: '延误经济补偿', en: 'Money for the delay' },
    ...(step && verdict !== 'not-owed' && { amount: { minor: step.minor, currency: 'CNY' } }),
    why: !step
      ? { zh: `延误 ${delay.zh}，未满 ${least} 小时。`, en: `Delay ${delay.en}, less than ${least} h.` }
      : fault === 'foreign'
        ? { zh: `原因为${cause?.zh}，非承运人原因。`, en: `Caused by ${cause?.en}, not the carrier.` }
        : fault === 'own'
          ? {
              zh: `承运人原因延误 ${delay.zh}，满 ${step.hours} 小时。`,
              en: `Delay ${delay.en} of the carrier's cause, at least ${step.hours} h.`,
            }
          : {
              zh: `延误 ${delay.zh}；取决于是否属承运人原因。`,
              en: `Delay ${delay.en}; depends on whether the carrier caused it.`,
            },
  })
}

function oversale(s: Situation, version: RuleVersion<HouseFigures>): Entitlement {
  const { oversalePercent, oversaleLeastMinor } = version.figures
  const share = s.fare?.currency === 'CNY' ? Math.round((s.fare.minor * oversalePercent) / 100) : 0
  const minor = Math.max(oversaleLeastMinor, share)
  return item('house-oversale', 'house', version, {
    kind: 'compensation',
    verdict: s.oversold ? 'depends' : 'not-owed',
    title: { zh: '超售补偿', en: 'Money for an oversale' },
    ...(s.oversold && { amount: { minor, currency: 'CNY' } }),
    why: s.oversold
      ? {
          zh: `先征集志愿者；未能成行者按票价 ${oversalePercent}%，最低 ${oversaleLeastMinor / 100} 元。`,
          en: `Volunteers first; whoever is left behind gets ${oversalePercent} % of the fare, at least CNY ${oversaleLeastMinor / 100}.`,
        }
      : { zh: '航班未超售。', en: 'The flight is not oversold.' },
  })
}
