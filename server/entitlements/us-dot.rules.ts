/** United States: refund after a cancellation or significant change, fees of late bags, denied boarding. */
import type { Entitlement } from '../contracts/entitlements.ts'
import { hourMs, item, span } from './entitlement-words.rules.ts'
import {
  type RuleVersion,
  type UsOversaleFigures,
  type UsRefundFigures,
  usOversales,
  usRefunds,
  versionOn,
} from './rule-versions.rules.ts'
import type { Situation } from './situation.rules.ts'

/** Flights to, from or within the United States. */
export function usRights(s: Situation): Entitlement[] {
  if (s.from.country !== 'US' && s.to.country !== 'US') return []
  const refunds = versionOn(usRefunds, s.date)
  const oversales = versionOn(usOversales, s.date)
  return [
    ...(refunds ? [refund(s, refunds), bagFee(s, refunds)] : []),
    ...(oversales && s.from.country === 'US' ? [deniedBoarding(s, oversales)] : []),
  ]
}

const isDomestic = (s: Situation) => s.from.country === 'US' && s.to.country === 'US'

function refund(s: Situation, version: RuleVersion<UsRefundFigures>): Entitlement {
  const { domesticHours, internationalHours, cardBusinessDays, otherDays } = version.figures
  const hours = isDomestic(s) ? domesticHours : internationalHours
  const delayMs = Math.max(s.departureDelayMs, s.arrivalDelayMs)
  const significant = delayMs >= hours * hourMs
  const delay = span(delayMs)
  const owed = !s.departed && (s.cancelled || significant)
  return item('us-refund', 'us-dot', version, {
    kind: 'refund',
    verdict: owed ? 'owed' : 'not-owed',
    title: {
      zh: `自动退款：银行卡 ${cardBusinessDays} 个工作日，其他 ${otherDays} 天`,
      en: `Automatic refund: card ${cardBusinessDays} business days, other ${otherDays} days`,
    },
    why: s.departed
      ? { zh: '航班已起飞。', en: 'The flight has left.' }
      : s.cancelled
        ? {
            zh: '航班取消，旅客不接受替代安排时退款。',
            en: 'Cancelled: owed when the passenger declines what is offered instead.',
          }
        : significant
          ? {
              zh: `变动 ${delay.zh}，满 ${hours} 小时，属重大变更；旅客不接受时退款。`,
              en: `Changed by ${delay.en}, at least ${hours} h: significant; owed when the passenger declines it.`,
            }
          : { zh: `变动 ${delay.zh}，未满 ${hours} 小时。`, en: `Changed by ${delay.en}, less than ${hours} h.` },
  })
}

function bagFee(s: Situation, version: RuleVersion<UsRefundFigures>): Entitlement {
  const { bagDomesticHours, bagShortHours, bagLongHours, longFlightHours } = version.figures
  const isLong = s.scheduledArrivesAt - s.scheduledDepartsAt > longFlightHours * hourMs
  const hours = isDomestic(s) ? bagDomesticHours : isLong ? bagLongHours : bagShortHours
  const missing = s.bags.find((bag) => bag.kind === 'AHL')
  const waitedMs = missing ? (missing.deliveredAt ?? s.now) - (s.scheduledArrivesAt + s.arrivalDelayMs) : 0
  const late = waitedMs >= hours * hourMs
  const waited = span(waitedMs)
  return item('us-bag-fee', 'us-dot', version, {
    kind: 'baggage',
    verdict: missing && late ? 'owed' : 'not-owed',
    title: { zh: '退还行李费', en: 'Refund of the bag fee' },
    why: !missing
      ? { zh: '没有行李丢失申报。', en: 'No bag is reported missing.' }
      : late
        ? {
            zh: `行李晚到 ${waited.zh}，满 ${hours} 小时；付过行李费则退。`,
            en: `The bag is ${waited.en} late, at least ${hours} h; owed where a fee was paid.`,
          }
        : {
            zh: `行李晚到 ${waited.zh}，未满 ${hours} 小时。`,
            en: `The bag is ${waited.en} late, less than ${hours} h.`,
          },
  })
}

/** By how much later another flight arrives; who takes money freely is no case of it. */
function deniedBoarding(s: Situation, version: RuleVersion<UsOversaleFigures>): Entitlement {
  const { lower, higher } = version.figures
  const [none, full] = isDomestic(s) ? [1, 2] : [1, 4]
  const most = (rate: { percent: number; capMinor: number }) =>
    `${rate.percent} % ≤ USD ${(rate.capMinor / 100).toLocaleString('en-US')}`
  return item('us-denied-boarding', 'us-dot', version, {
    kind: 'compensation',
    verdict: s.oversold ? 'depends' : 'not-owed',
    title: { zh: '拒绝登机赔偿', en: 'Denied-boarding compensation' },
    ...(s.oversold && { amount: { minor: higher.capMinor, currency: 'USD' } }),
    why: s.oversold
      ? {
          zh: `先征集志愿者；被拒者晚到 ${none} 至 ${full} 小时：${most(lower)}，超过 ${full} 小时：${most(higher)}（单程票价）。`,
          en: `Volunteers first; denied and arriving ${none} to ${full} h later: ${most(lower)}, beyond ${full} h: ${most(higher)} of the one-way fare.`,
        }
      : { zh: '航班未超售。', en: 'The flight is not oversold.' },
  })
}
