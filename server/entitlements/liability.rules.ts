/** Liability for bags and delay: Montreal between states, Chinese law at home; with the passenger's own days to complain. */
import type { Entitlement } from '../contracts/entitlements.ts'
import type { BagFile } from '../contracts/passenger-service.ts'
import { dayMs, hourMs, item, span } from './entitlement-words.rules.ts'
import {
  type ChinaBaggageFigures,
  chinaBaggage,
  chineseRegions,
  type MontrealFigures,
  montreal,
  type RuleVersion,
  versionOn,
} from './rule-versions.rules.ts'
import type { Situation } from './situation.rules.ts'

/** Below this nobody has a loss to prove. */
const provableDelayMs = 3 * hourMs

/** What the treaty or the law of China gives. */
export function liability(s: Situation): Entitlement[] {
  const isDomestic = s.from.country === 'CN' && s.to.country === 'CN'
  if (isDomestic) {
    const version = versionOn(chinaBaggage, s.date)
    return version ? atHome(s, version) : []
  }
  if (s.from.country === s.to.country) return []
  const version = versionOn(montreal, s.date)
  return version ? abroad(s, version) : []
}

/** Between the mainland and its regions the treaty holds only by what the ticket says. */
const isBetweenRegions = (s: Situation) =>
  [s.from.country, s.to.country].every((country) => country === 'CN' || chineseRegions.has(country))

function abroad(s: Situation, version: RuleVersion<MontrealFigures>): Entitlement[] {
  const { delaySdr, baggageSdr, damageDays, delayDays, actionYears } = version.figures
  const late = s.arrivalDelayMs >= provableDelayMs
  const delay = span(s.arrivalDelayMs)
  const region = isBetweenRegions(s)
  const items = [
    item('montreal-delay', 'montreal', version, {
      kind: 'compensation',
      verdict: late ? 'depends' : 'not-owed',
      title: { zh: `延误的实际损失，最高 ${delaySdr} SDR`, en: `Proven loss by delay, up to ${delaySdr} SDR` },
      ...(late && { amount: { minor: delaySdr * 100, currency: 'XDR' } }),
      why: late
        ? {
            zh: '凭证明；承运人已采取一切合理措施的除外。',
            en: 'On proof, unless the carrier did all that was reasonable.',
          }
        : { zh: `到达延误 ${delay.zh}。`, en: `Arrival delay ${delay.en}.` },
    }),
    ...bagItems(s, version, {
      prefix: 'montreal',
      amount: { minor: baggageSdr * 100, currency: 'XDR' },
      limit: { zh: `最高 ${baggageSdr} SDR`, en: `up to ${baggageSdr} SDR` },
      damageDays,
      delayDays,
    }),
  ]
  if (s.bags.length > 0 || late)
    items.push(
      item('montreal-action', 'montreal', version, {
        kind: 'deadline',
        verdict: 'owed',
        title: { zh: `旅客诉讼期限 ${actionYears} 年`, en: `The passenger may sue within ${actionYears} years` },
        dueAt: yearsLater(s.scheduledArrivesAt, actionYears),
        why: { zh: '自到达之日起算。', en: 'Counted from the arrival.' },
      }),
    )
  if (!region) return items
  return items.map((one) =>
    one.verdict === 'owed' && one.kind !== 'deadline' ? { ...one, verdict: 'depends' as const } : one,
  )
}

function atHome(s: Situation, version: RuleVersion<ChinaBaggageFigures>): Entitlement[] {
  const { perKgMinor, damageDays, delayDays } = version.figures
  const perKg = perKgMinor / 100
  return bagItems(s, version, {
    prefix: 'china-baggage',
    amount: undefined,
    limit: { zh: `每公斤最高 ${perKg} 元`, en: `up to CNY ${perKg} a kilogram` },
    damageDays,
    delayDays,
  })
}

interface BagTerms {
  prefix: string
  amount: { minor: number; currency: string } | undefined
  limit: { zh: string; en: string }
  damageDays: number
  delayDays: number
}

function bagItems<F>(s: Situation, version: RuleVersion<F>, terms: BagTerms): Entitlement[] {
  const file = s.bags.find((bag) => bag.kind !== 'OHD')
  if (!file)
    return [
      item(`${terms.prefix}-bag`, 'montreal', version, {
        kind: 'baggage',
        verdict: 'not-owed',
        title: { zh: `行李赔偿，${terms.limit.zh}`, en: `Baggage, ${terms.limit.en}` },
        why: { zh: '没有行李事故申报。', en: 'No bag is reported missing or damaged.' },
      }),
    ]
  return [bagMoney(file, s, version, terms), complaint(file, s, version, terms)]
}

function bagMoney<F>(file: BagFile, s: Situation, version: RuleVersion<F>, terms: BagTerms): Entitlement {
  const lost = file.kind === 'AHL' && file.deliveredAt === undefined && s.now - file.openedAt > terms.delayDays * dayMs
  const [zh, en] = lost
    ? [`行李 ${terms.delayDays} 天未找到，视为遗失。`, `Not found in ${terms.delayDays} days: taken for lost.`]
    : file.kind === 'DPR'
      ? ['行李破损，按实际损失。', 'Damaged: the actual loss.']
      : ['行李延误，必要的生活用品凭票据报销。', 'Delayed: necessary things are paid for on receipts.']
  return item(`${terms.prefix}-bag`, 'montreal', version, {
    kind: 'baggage',
    verdict: 'owed',
    title: { zh: `行李赔偿，${terms.limit.zh}`, en: `Baggage, ${terms.limit.en}` },
    amount: terms.amount,
    why: { zh: `${file.reference}：${zh}`, en: `${file.reference}: ${en}` },
  })
}

/** Montreal Art. 31(2): in writing, from the day the bag was handed over. */
function complaint<F>(file: BagFile, s: Situation, version: RuleVersion<F>, terms: BagTerms): Entitlement {
  const days = file.kind === 'DPR' ? terms.damageDays : terms.delayDays
  const from = file.kind === 'DPR' ? file.openedAt : file.deliveredAt
  const dueAt = from === undefined ? undefined : from + days * dayMs
  const over = dueAt !== undefined && dueAt < s.now
  return item(`${terms.prefix}-complaint`, 'montreal', version, {
    kind: 'deadline',
    verdict: over ? 'not-owed' : 'owed',
    title: { zh: `旅客须在 ${days} 天内书面提出`, en: `The passenger must complain in writing within ${days} days` },
    dueAt,
    why: over
      ? { zh: '期限已过。', en: 'The time is over.' }
      : from === undefined
        ? {
            zh: '行李交付后开始计算，尚未交付。',
            en: 'Counted from the day the bag is handed over, which is still to come.',
          }
        : { zh: '请主动提醒旅客并协助提出书面申请。', en: 'Tell the passenger, and offer to file it in writing.' },
  })
}

function yearsLater(at: number, years: number): number {
  const date = new Date(at)
  return date.setUTCFullYear(date.getUTCFullYear() + years)
}
