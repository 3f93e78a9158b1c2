/** Regulation (EC) 261/2004 of the Union and of the United Kingdom: care, another flight, refund, compensation. */
import type { Entitlement } from '../contracts/entitlements.ts'
import { causeWords, dayMs, faultOf, hourMs, item, notice, span } from './entitlement-words.rules.ts'
import { eu261, euStates, type FlightRightsFigures, type RuleVersion, uk261, versionOn } from './rule-versions.rules.ts'
import type { Situation } from './situation.rules.ts'

type Version = RuleVersion<FlightRightsFigures>
type Law = 'eu261' | 'uk261'

/** What both laws give; a flight may be under one, both or none. */
export function flightRights(s: Situation): Entitlement[] {
  return [...under('eu261', s, versionOn(eu261, s.date)), ...under('uk261', s, versionOn(uk261, s.date))]
}

function under(law: Law, s: Situation, version: Version | undefined): Entitlement[] {
  if (!version || !applies(law, s)) return []
  return [care, hotel, choice, refund, compensation].flatMap((rule) => rule(law, s, version) ?? [])
}

/** Art. 3: departures from there by anybody; arrivals with a carrier of there (and, in the United Kingdom, of the Union). */
function applies(law: Law, s: Situation): boolean {
  const inside = (country: string) => (law === 'eu261' ? euStates.has(country) : country === 'GB')
  if (inside(s.from.country)) return true
  if (!inside(s.to.country)) return false
  return law === 'eu261' ? euStates.has(s.carrierCountry) : s.carrierCountry === 'GB' || euStates.has(s.carrierCountry)
}

/** 0 up to 1,500 km, 1 to 3,500 km or within the Union, 2 beyond. */
function bandOf(law: Law, s: Situation, { shortKm, mediumKm }: FlightRightsFigures): 0 | 1 | 2 {
  if (s.distanceKm <= shortKm) return 0
  const within = law === 'eu261' && euStates.has(s.from.country) && euStates.has(s.to.country)
  return within || s.distanceKm <= mediumKm ? 1 : 2
}

function care(law: Law, s: Situation, version: Version): Entitlement {
  const hours = version.figures.careHours[bandOf(law, s, version.figures)]
  const owed = !s.departed && (s.cancelled || s.oversold || s.departureDelayMs >= hours * hourMs)
  const delay = span(s.departureDelayMs)
  return item(`${law}-care`, law, version, {
    kind: 'care',
    verdict: owed
      ? s.oversold && !s.cancelled && s.departureDelayMs < hours * hourMs
        ? 'depends'
        : 'owed'
      : 'not-owed',
    title: { zh: '餐食、饮料、两次通话', en: 'Meals, drinks, two calls' },
    why: careReason(s, hours, delay),
  })
}

function careReason(s: Situation, hours: number, delay: { zh: string; en: string }) {
  if (s.departed) return { zh: '航班已起飞，等候已结束。', en: 'The flight has left; the wait is over.' }
  if (s.cancelled)
    return { zh: '航班取消，等候改签期间提供。', en: 'Cancelled: owed while waiting for another flight.' }
  if (s.departureDelayMs >= hours * hourMs)
    return {
      zh: `预计延误 ${delay.zh}，按航程 ${s.distanceKm} 公里满 ${hours} 小时起提供。`,
      en: `Expected delay ${delay.en}; at ${s.distanceKm} km care begins at ${hours} h.`,
    }
  if (s.oversold) return { zh: '仅限被拒绝登机的旅客。', en: 'For whoever is denied boarding.' }
  return {
    zh: `延误 ${delay.zh}，未满 ${hours} 小时（航程 ${s.distanceKm} 公里）。`,
    en: `Delay ${delay.en}; care begins at ${hours} h (${s.distanceKm} km).`,
  }
}

function hotel(law: Law, s: Situation, version: Version): Entitlement {
  const owed = !s.departed && s.overnight
  return item(`${law}-hotel`, law, version, {
    kind: 'hotel',
    verdict: owed ? 'owed' : 'not-owed',
    title: { zh: '住宿及往返接送', en: 'Hotel and the way there and back' },
    why: owed
      ? { zh: '新的起飞时间在次日或以后。', en: 'The new departure is on a later day.' }
      : { zh: '无需过夜等候。', en: 'No night has to be waited for.' },
  })
}

/** Art. 8: another flight or the money, the passenger chooses. */
function choice(law: Law, s: Situation, version: Version): Entitlement {
  const owed = s.cancelled
  const verdict = owed ? 'owed' : s.oversold ? 'depends' : 'not-owed'
  return item(`${law}-rerouting`, law, version, {
    kind: 'rerouting',
    verdict,
    title: { zh: '改签至目的地（旅客选择）', en: 'Another flight to the destination, by choice' },
    why: owed
      ? { zh: '航班取消，旅客可选改签或退款。', en: 'Cancelled: the passenger chooses another flight or the money.' }
      : s.oversold
        ? { zh: '仅限被拒绝登机的旅客。', en: 'For whoever is denied boarding.' }
        : { zh: '航班照常执行。', en: 'The flight goes.' },
  })
}

function refund(law: Law, s: Situation, version: Version): Entitlement {
  const { refundHours, refundDays } = version.figures
  const late = s.departureDelayMs >= refundHours * hourMs && !s.departed
  const verdict = s.cancelled || late ? 'owed' : s.oversold ? 'depends' : 'not-owed'
  return item(`${law}-refund`, law, version, {
    kind: 'refund',
    verdict,
    title: { zh: `全额退票款，${refundDays} 天内`, en: `Refund of the ticket within ${refundDays} days` },
    why: refundReason(s, refundHours),
  })
}

function refundReason(s: Situation, hours: number) {
  const delay = span(s.departureDelayMs)
  if (s.cancelled) return { zh: '航班取消，旅客可选退款代替改签。', en: 'Cancelled: instead of another flight.' }
  if (s.departed) return { zh: '航班已起飞。', en: 'The flight has left.' }
  if (s.departureDelayMs >= hours * hourMs)
    return { zh: `延误 ${delay.zh}，满 ${hours} 小时。`, en: `Delay ${delay.en}, at least ${hours} h.` }
  if (s.oversold) return { zh: '仅限被拒绝登机的旅客。', en: 'For whoever is denied boarding.' }
  return { zh: `延误 ${delay.zh}，未满 ${hours} 小时。`, en: `Delay ${delay.en}, less than ${hours} h.` }
}

function compensation(law: Law, s: Situation, version: Version): Entitlement {
  const { amounts, currency, lateHours } = version.figures
  const band = bandOf(law, s, version.figures)
  const title = { zh: '赔偿金', en: 'Compensation' }
  const give = (verdict: Entitlement['verdict'], why: Entitlement['why'], halved = false) =>
    item(`${law}-compensation`, law, version, {
      kind: 'compensation',
      verdict,
      title,
      why,
      ...(verdict !== 'not-owed' && { amount: { minor: amounts[band] / (halved ? 2 : 1), currency } }),
    })
  const km = s.distanceKm
  if (s.cancelled) return ofCancellation(s, version.figures, band, give)
  const late = s.arrivalDelayMs >= lateHours * hourMs
  if (!late && s.oversold)
    return give('depends', {
      zh: `被拒绝登机且非自愿的旅客应得（${km} 公里）。`,
      en: `Owed to whoever is denied boarding against their will (${km} km).`,
    })
  const delay = span(s.arrivalDelayMs)
  if (!late)
    return give('not-owed', {
      zh: `到达延误 ${delay.zh}，未满 ${lateHours} 小时。`,
      en: `Arrival delay ${delay.en}, less than ${lateHours} h.`,
    })
  // C-402/07: Art. 7(2)(c) halves the longest band while the delay stays under four hours.
  const halved = band === 2 && s.arrivalDelayMs < version.figures.halfHours[2] * hourMs
  return byCause(s, give, halved, {
    zh: `到达延误 ${delay.zh}，航程 ${km} 公里${halved ? '，未满 4 小时减半' : ''}。`,
    en: `Arrival delay ${delay.en} over ${km} km${halved ? '; halved below 4 h' : ''}.`,
  })
}

type Give = (verdict: Entitlement['verdict'], why: Entitlement['why'], halved?: boolean) => Entitlement

function byCause(s: Situation, give: Give, halved: boolean, why: { zh: string; en: string }): Entitlement {
  const fault = faultOf(s.cause)
  const cause = s.cause && causeWords[s.cause]
  if (fault === 'foreign')
    return give('not-owed', {
      zh: `${why.zh}但原因为${cause?.zh}，属特殊情况。`,
      en: `${why.en} But ${cause?.en} is an extraordinary circumstance.`,
    })
  if (fault === 'unknown')
    return give(
      'depends',
      {
        zh: `${why.zh}取决于${cause ? '前序航班晚到的原因' : '尚未公布的原因'}是否属特殊情况。`,
        en: `${why.en} It depends on ${cause ? 'why the incoming aircraft was late' : 'the cause, which is not told yet'}.`,
      },
      halved,
    )
  return give(
    'owed',
    {
      zh: `${why.zh}原因为${cause?.zh}，不属特殊情况。`,
      en: `${why.en} Caused by ${cause?.en}, which is not extraordinary.`,
    },
    halved,
  )
}

/** Art. 5(1)(c): told early enough, or with another flight at nearly the same time, nothing is owed. */
function ofCancellation(s: Situation, figures: FlightRightsFigures, band: 0 | 1 | 2, give: Give): Entitlement {
  const told = s.noticeMs ?? 0
  const words = notice(told)
  if (told >= 14 * dayMs)
    return give('not-owed', {
      zh: `提前 ${words.zh}告知，满 14 天。`,
      en: `Told ${words.en} before, at least 14 days.`,
    })
  const early = s.replacement ? s.scheduledDepartsAt - s.replacement.departsAt : undefined
  const late = s.replacement ? s.replacement.arrivesAt - s.scheduledArrivesAt : undefined
  const [before, after] = told >= 7 * dayMs ? [2, 4] : [1, 2]
  if (early !== undefined && late !== undefined && early <= before * hourMs && late < after * hourMs)
    return give('not-owed', {
      zh: `提前 ${words.zh}告知，且改签航班起飞不早于 ${before} 小时、到达晚于不满 ${after} 小时。`,
      en: `Told ${words.en} before, and the other flight leaves at most ${before} h earlier and arrives less than ${after} h later.`,
    })
  const halved = late !== undefined && late <= figures.halfHours[band] * hourMs
  return byCause(s, give, halved, {
    zh: `仅提前 ${words.zh}告知取消，航程 ${s.distanceKm} 公里${halved ? '，改签到达及时减半' : ''}。`,
    en: `Told only ${words.en} before, ${s.distanceKm} km${halved ? '; halved by the other flight' : ''}.`,
  })
}
