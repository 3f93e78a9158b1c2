/** What makes the demo passengers whole: membership, contact preferences, trips in detail, and who sleeps, shrinks or is about to leave. */
import type { Trip } from '../contracts/passengers.ts'
import type { DemoRecord } from './demo.ports.ts'

const dayMs = 86_400_000
const modes = ['office', 'agency', 'web', 'app', 'phone', 'corporate'] as const
const ways = ['metro', 'taxi', 'own-car', 'bus', 'pick-up'] as const
const channels = ['phone', 'wechat', 'sms', 'email'] as const
const drinks = ['绿茶', '咖啡', '矿泉水', '橙汁']
const flownBags = ['delivered', 'delivered', 'delayed', 'none', 'delivered', 'damaged'] as const
const fareOf: Record<Trip['cabin'], number> = { economy: 108_000, premium: 168_000, business: 386_000, first: 620_000 }
const classOf: Record<Trip['cabin'], string> = { economy: 'Y', premium: 'W', business: 'J', first: 'F' }
/** Miles and segments of this and of last year by tier: enough to hold the card. */
const yearOf = {
  none: [0, 0],
  basic: [6_000, 5],
  silver: [44_000, 27],
  gold: [91_000, 48],
  platinum: [182_000, 96],
} as const

/** Everyone at a place of the list that leaves this rest has not flown for more than a year. */
const isSleeping = (i: number) => i % 13 === 5
/** Flew often last year and hardly this one. */
const isLeaving = (i: number) => i % 17 === 9

/** The record at place `i` with everything that a long acquaintance knows. Some have not confirmed their data for long. */
export function wholeRecord(record: DemoRecord, i: number, now: number): DemoRecord {
  const year = new Date(now).getUTCFullYear()
  const member = record.tier !== 'none'
  const emergencyContact = {
    name: i % 2 === 0 ? '家属' : '同事',
    relation: i % 2 === 0 ? '配偶' : '同事',
    e164: '+8613900009999',
  }
  return {
    ...record,
    documentCountry: record.language === 'zh' ? 'CN' : 'GB',
    contactChannel: channels[i % channels.length]!,
    contactFrom: i % 3 === 0 ? 1_140 : 540,
    contactTo: i % 3 === 0 ? 1_260 : 1_080,
    dataConfirmedAt: now - (i % 5 === 4 ? 500 : 20 + i) * dayMs,
    // Two celebrate on the day the demo is seeded.
    ...((i === 10 || i === 30) && { birthDate: `1985${new Date(now + 8 * 3_600_000).toISOString().slice(4, 10)}` }),
    ...(i % 4 === 0 && { emergencyContact }),
    ...(i % 6 === 2 && { companion: '常与配偶同行' }),
    ...(member && {
      points: record.miles - (record.miles % 100),
      pointsExpiring: i % 3 === 0 ? 1_200 : 0,
      ...(i % 3 === 0 && { pointsExpireOn: `${year}-12-31` }),
      ...(record.tier !== 'basic' && { tierUntil: `${year + 1}-12-31` }),
    }),
    ...(i === 3 && { customerClass: 'A' as const }),
    ...(i === 0 && { customerClass: 'B' as const }),
    ...(i % 19 === 7 && { customerClass: 'level-2' as const }),
  }
}

/** Miles and segments of the running year and of the one before. */
export function memberYears(record: DemoRecord, i: number, now: number) {
  const year = new Date(now).getUTCFullYear()
  const [miles, segments] = yearOf[record.tier]
  if (record.tier === 'none') return []
  const part = isSleeping(i) ? 0 : 0.6
  return [
    { year, miles: Math.round(miles * part) + i * 10, segments: Math.round(segments * part) },
    { year: year - 1, miles: miles + i * 10, segments },
  ]
}

/** The trips at place `i`: those of the schedule, more of them for who flies often, all in detail. */
export function wholeTrips(
  record: DemoRecord,
  told: Array<Omit<Trip, 'id'>>,
  { i, now }: { i: number; now: number },
): Array<Omit<Trip, 'id'>> {
  const [first] = told
  if (!first) return []
  const often = record.tier === 'platinum' ? 22 : record.tier === 'gold' ? 13 : record.tier === 'silver' ? 6 : 0
  const gap = isLeaving(i) ? 30 : 15
  const from = isLeaving(i) ? 380 : 20
  const more = Array.from({ length: isLeaving(i) ? 10 : often }, (_, n) =>
    moved({ ...first, status: 'flown' as const, pnr: pnrAt(first.pnr, n) }, now - (from + n * gap) * dayMs),
  )
  const quiet = isSleeping(i)
  const all = quiet
    ? told.filter((trip) => trip.status === 'flown').map((trip) => moved(trip, trip.departsAt - 400 * dayMs))
    : isLeaving(i)
      ? [
          ...told
            .filter((trip) => trip.status === 'flown')
            .slice(0, 1)
            .map((trip) => moved(trip, now - 200 * dayMs)),
          ...more,
        ]
      : [...told, ...more]
  return all.map((trip, n) => detailed(trip, i + n))
}

function moved<T extends { departsAt: number; arrivesAt: number }>(trip: T, departsAt: number): T {
  return { ...trip, departsAt, arrivesAt: departsAt + (trip.arrivesAt - trip.departsAt) }
}

function detailed(trip: Omit<Trip, 'id'>, n: number): Omit<Trip, 'id'> {
  const flown = trip.status === 'flown'
  const baggage = flown ? flownBags[n % flownBags.length]! : 'declared'
  return {
    ...trip,
    fareClass: classOf[trip.cabin],
    fare: fareOf[trip.cabin] + (n % 7) * 5_000,
    purchaseMode: modes[n % modes.length]!,
    airportTransport: ways[n % ways.length]!,
    meal: n % 5 === 0 ? 'VGML' : 'standard',
    drink: drinks[n % drinks.length]!,
    baggage,
    baggagePieces: baggage === 'none' ? 0 : 1 + (n % 2),
  }
}

/** Another booking code for the nth trip of somebody who flies often. */
function pnrAt(pnr: string, n: number): string {
  const letters = 'BCDFGHJKLMNPQRTVWXYZ'
  return `${letters[n % letters.length]}${letters[(n * 7) % letters.length]}${pnr.slice(2)}`
}
