/** Proposes leaves from what is known, each with its reasons in both languages: flight, station, menu path, form, words. */
import type { StationClass } from '../contracts/airports.ts'
import { stationClassLabels } from '../contracts/airports.ts'
import { type CaseKind, type LeafProposal, leafOf } from '../contracts/catalogue.ts'
import type { Label } from '../contracts/common.ts'
import type { FlightView } from './catalogue.ports.ts'
import { wordClues } from './leaf-words.rules.ts'

/** Everything a leaf may be judged by. */
export interface Clues {
  kind?: CaseKind | undefined
  /** What the caller chose in the menu. */
  menu?: 'booking' | 'complaint' | 'query' | undefined
  flight?: string | undefined
  flightDate?: string | undefined
  /** The calendar day at the station, `2026-01-05`. */
  today: string
  onDay?: FlightView | undefined
  station?: string | undefined
  stationClass?: StationClass | undefined
  party?: string | undefined
  /** Subject and details as typed. */
  text: string
  fields: Record<string, unknown>
}

interface Hint {
  leaf: string
  weight: number
  because: Label
}

const bySite: Record<StationClass, string> = {
  home: 'cp-07',
  'outstation-base': 'cp-08',
  'outstation-none': 'cp-09',
  'outstation-office': 'cp-10',
  overseas: 'cp-11',
}
const kindWords: Record<CaseKind, Label> = {
  booking: { zh: '订座', en: 'booking' },
  complaint: { zh: '投诉', en: 'complaints' },
  query: { zh: '咨询', en: 'information' },
  member: { zh: '常旅客', en: 'frequent flyer' },
  suggestion: { zh: '建议', en: 'suggestions' },
  praise: { zh: '表扬', en: 'praise' },
}
const mostShown = 3

/** The best leaves first, at most three. A kind that was chosen rules out all others; else the menu path weighs. */
export function proposeLeaves(clues: Clues): LeafProposal[] {
  const hints = [
    ...siteHints(clues),
    ...ticketHints(clues),
    ...formHints(clues),
    ...flightHints(clues),
    ...wordHints(clues),
  ]
  const found = new Map<string, LeafProposal>()
  for (const { leaf, weight, because } of hints) {
    const kind = leafOf(leaf)?.kind
    if (!kind || (clues.kind !== undefined && kind !== clues.kind)) continue
    const known = found.get(leaf) ?? { kind, leaf, weight: 0, because: [] }
    found.set(leaf, { ...known, weight: known.weight + weight, because: [...known.because, because] })
  }
  return [...found.values()]
    .map((one) => withMenu(one, clues))
    .toSorted((a, b) => b.weight - a.weight || a.leaf.localeCompare(b.leaf))
    .slice(0, mostShown)
}

function withMenu(one: LeafProposal, { menu, kind }: Clues): LeafProposal {
  if (menu === undefined || menu !== one.kind) return one
  const word = kindWords[menu]
  const because = { zh: `来电菜单选择了“${word.zh}”`, en: `the caller chose ${word.en} in the menu` }
  return { ...one, weight: one.weight + (kind === undefined ? 30 : 5), because: [...one.because, because] }
}

/** CP-07 to CP-11: what happened at which kind of station, today or on a flight in trouble. */
function siteHints(clues: Clues): Hint[] {
  const { station, stationClass, flight, flightDate, today, onDay } = clues
  if (!station || !stationClass) return []
  const leaf = bySite[stationClass]
  const place = stationClassLabels[stationClass]
  const here = { zh: `${station} 是${place.zh}`, en: `${station}: ${place.en.toLowerCase()}` }
  const hints: Hint[] = [{ leaf, weight: 40, because: here }]
  if (stationClass === 'overseas') return [{ leaf, weight: 60, because: here }]
  if (flight && flightDate === today)
    hints.push({ leaf, weight: 30, because: { zh: `航班 ${flight} 就在当天`, en: `flight ${flight} is today` } })
  if (onDay?.trouble) hints.push({ leaf, weight: 30, because: troubleOf(flight ?? '', onDay.trouble) })
  return hints
}

function troubleOf(flight: string, trouble: NonNullable<FlightView['trouble']>): Label {
  const words = {
    delayed: { zh: '延误', en: 'is delayed' },
    cancelled: { zh: '取消', en: 'is cancelled' },
    oversold: { zh: '超售', en: 'is oversold' },
  }[trouble]
  return { zh: `航班 ${flight} ${words.zh}`, en: `flight ${flight} ${words.en}` }
}

/** CP-12 to CP-15: who issued the ticket. An agent of unknown country is CP-13. */
function ticketHints({ fields }: Clues): Hint[] {
  const sold = typeof fields.pointOfSale === 'string' ? fields.pointOfSale : ''
  const agent = typeof fields.agencyCode === 'string' ? fields.agencyCode : ''
  const soldIn = { zh: `出票地 ${sold}`, en: `sold in ${sold}` }
  if (sold !== '' && sold !== 'CN') return [{ leaf: 'cp-15', weight: 80, because: soldIn }]
  if (agent !== '') {
    const issued = { zh: `由代理人 ${agent} 出票`, en: `issued by agent ${agent}` }
    if (sold === '') {
      const unknown = { zh: '出票地不明', en: 'country of sale unknown' }
      return [
        { leaf: 'cp-13', weight: 60, because: issued },
        { leaf: 'cp-13', weight: 10, because: unknown },
      ]
    }
    return [
      { leaf: 'cp-14', weight: 70, because: issued },
      { leaf: 'cp-14', weight: 10, because: soldIn },
    ]
  }
  if (typeof fields.ticketNumber !== 'string' || fields.ticketNumber === '') return []
  const own = { zh: '有票号，没有代理人', en: 'a ticket number and no agent' }
  return [{ leaf: 'cp-12', weight: 25, because: own }]
}

function formHints({ fields, party }: Clues): Hint[] {
  const hints: Hint[] = []
  if (fields.bagReference) {
    const because = { zh: '有 PIR 或行李牌号', en: 'there is a PIR or bag tag' }
    hints.push({ leaf: 'cp-03', weight: 35, because }, { leaf: 'cp-04', weight: 34, because })
    hints.push({ leaf: 'iq-04', weight: 35, because })
  }
  if (fields.memberNumber)
    hints.push({ leaf: 'cp-19', weight: 15, because: { zh: '有会员卡号', en: 'there is a member number' } })
  if (party === 'agency' || party === 'account')
    hints.push({
      leaf: 'iq-10',
      weight: 60,
      because: { zh: '来电方是代理或协议单位', en: 'the caller is an agency or account' },
    })
  return hints
}

/** A flight in trouble tells what people ask. */
function flightHints({ flight = '', onDay }: Clues): Hint[] {
  if (!onDay?.trouble) return []
  const because = troubleOf(flight, onDay.trouble)
  if (onDay.trouble === 'oversold') return [{ leaf: 'bk-13', weight: 50, because }]
  const hints: Hint[] = [{ leaf: 'iq-05', weight: 50, because }]
  if (onDay.trouble === 'cancelled') hints.push({ leaf: 'bk-12', weight: 50, because })
  return hints
}

function wordHints({ text }: Clues): Hint[] {
  const typed = text.toLowerCase()
  return wordClues.flatMap(({ leaf, words }) => {
    const word = words.find((one) => typed.includes(one))
    return word === undefined ? [] : [{ leaf, weight: 45, because: { zh: `提到“${word}”`, en: `“${word}” was said` } }]
  })
}
