/** Itineraries and disturbances with what is owed: the golden table of the entitlement rules. */
import type { Verdict } from '../../../server/contracts/entitlements.ts'
import type { BagFile, DisturbanceCause } from '../../../server/contracts/passenger-service.ts'
import type { Tier } from '../../../server/contracts/passengers.ts'
import { distanceKm, type Place, type Situation } from '../../../server/entitlements/situation.rules.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Degrees as in the table of airports. */
const places: Record<string, [country: string, zone: string, latitude: number, longitude: number]> = {
  CAN: ['CN', 'Asia/Shanghai', 23.3924, 113.2988],
  PEK: ['CN', 'Asia/Shanghai', 40.0801, 116.5846],
  URC: ['CN', 'Asia/Shanghai', 43.9071, 87.4742],
  HKG: ['HK', 'Asia/Hong_Kong', 22.308, 113.9185],
  CDG: ['FR', 'Europe/Paris', 49.0097, 2.5479],
  FRA: ['DE', 'Europe/Berlin', 50.0379, 8.5622],
  ATH: ['GR', 'Europe/Athens', 37.9364, 23.9445],
  LIS: ['PT', 'Europe/Lisbon', 38.7742, -9.1342],
  HEL: ['FI', 'Europe/Helsinki', 60.3172, 24.9633],
  ZRH: ['CH', 'Europe/Zurich', 47.4582, 8.5555],
  OSL: ['NO', 'Europe/Oslo', 60.1976, 11.1004],
  IST: ['TR', 'Europe/Istanbul', 41.2753, 28.7519],
  LHR: ['GB', 'Europe/London', 51.47, -0.4543],
  EDI: ['GB', 'Europe/London', 55.95, -3.3725],
  JFK: ['US', 'America/New_York', 40.6413, -73.7781],
  LAX: ['US', 'America/Los_Angeles', 33.9416, -118.4085],
  BOS: ['US', 'America/New_York', 42.3656, -71.0096],
  SIN: ['SG', 'Asia/Singapore', 1.3502, 103.9944],
  SYD: ['AU', 'Australia/Sydney', -33.9399, 151.1753],
}

export function place(iata: string): Place {
  const [country, zone, latitude, longitude] = places[iata]!
  return { iata, country, zone, latitude, longitude }
}

export interface Happening {
  carrier?: string
  date?: string
  /** Hours later than scheduled, at both ends. */
  late?: number
  cause?: DisturbanceCause
  cancelled?: boolean
  /** Days before departure at which it was told. */
  told?: number
  /** Hours earlier at departure and later at arrival of the flight offered instead. */
  instead?: [early: number, late: number]
  oversold?: boolean
  diverted?: boolean
  departed?: boolean
  overnight?: boolean
  tier?: Tier
  fare?: number
  bag?: 'AHL' | 'DPR'
  /** Hours after arrival at which the bag was handed over. */
  bagBack?: number
  /** Hours after arrival at which somebody asks. */
  asked?: number
  flightHours?: number
}

const departsAt = (date: string) => Date.parse(`${date}T08:00:00Z`)

/** The situation of a passenger between two airports. */
export function situation(from: string, to: string, h: Happening = {}): Situation {
  const date = h.date ?? '2026-11-25'
  const scheduledDepartsAt = departsAt(date)
  const scheduledArrivesAt = scheduledDepartsAt + (h.flightHours ?? 3) * hourMs
  const delayMs = (h.late ?? 0) * hourMs
  const arrived = scheduledArrivesAt + delayMs
  const now = h.asked === undefined ? scheduledDepartsAt - hourMs : arrived + h.asked * hourMs
  return {
    now,
    from: place(from),
    to: place(to),
    distanceKm: distanceKm(place(from), place(to)),
    carrierCountry: h.carrier ?? 'CN',
    date,
    scheduledDepartsAt,
    scheduledArrivesAt,
    cancelled: h.cancelled ?? false,
    oversold: h.oversold ?? false,
    diverted: h.diverted ?? false,
    departed: h.departed ?? h.asked !== undefined,
    arrived: h.asked !== undefined,
    departureDelayMs: delayMs,
    arrivalDelayMs: delayMs,
    overnight: h.overnight ?? false,
    noticeMs: h.told === undefined ? undefined : h.told * dayMs,
    cause: h.cause,
    replacement: h.instead && {
      departsAt: scheduledDepartsAt - h.instead[0] * hourMs,
      arrivesAt: scheduledArrivesAt + h.instead[1] * hourMs,
    },
    tier: h.tier ?? 'none',
    benefits: [],
    fare: h.fare === undefined ? undefined : { minor: h.fare * 100, currency: 'CNY' },
    bags: h.bag ? [bagOf(h.bag, arrived, h.bagBack)] : [],
  }
}

function bagOf(kind: 'AHL' | 'DPR', openedAt: number, back: number | undefined): BagFile {
  return {
    reference: 'CANYT12345',
    kind,
    tag: '0898123456',
    locator: 'ABCDE2',
    passengerName: 'WANG XIAOMING',
    flight: 'YT1',
    date: '2026-11-25',
    from: 'CAN',
    to: 'CAN',
    openedAt,
    state: 'tracing',
    ...(back !== undefined && { deliveredAt: openedAt + back * hourMs }),
    steps: [],
  }
}

export interface GoldenCase {
  is: string
  route: [from: string, to: string]
  happening: Happening
  rule: string
  /** `none`: the rule does not apply to the flight at all. */
  verdict: Verdict | 'none'
  /** Whole units and currency. */
  amount?: [units: number, currency: string]
  /** Words that the reason must hold. */
  why?: RegExp
}

const g = (
  is: string,
  route: [string, string],
  happening: Happening,
  [rule, verdict, amount, why]: [string, Verdict | 'none', ([number, string] | undefined)?, RegExp?],
): GoldenCase => ({ is, route, happening, rule, verdict, ...(amount && { amount }), ...(why && { why }) })

const eu = 'eu261-compensation'
const uk = 'uk261-compensation'

export const goldenCases: GoldenCase[] = [
  // European Union: distance bands and delay
  g('3 h late within 1,500 km', ['FRA', 'LHR'], { late: 3, cause: 'technical' }, [
    eu,
    'owed',
    [250, 'EUR'],
    /technical/,
  ]),
  g('3 h late within the Union beyond 1,500 km', ['LIS', 'HEL'], { late: 3, cause: 'crew' }, [
    eu,
    'owed',
    [400, 'EUR'],
  ]),
  g('3 h late to 3,500 km outside the Union', ['FRA', 'IST'], { late: 3.5, cause: 'crew' }, [eu, 'owed', [400, 'EUR']]),
  g('4 h late beyond 3,500 km', ['CDG', 'CAN'], { late: 4, cause: 'technical' }, [eu, 'owed', [600, 'EUR']]),
  g('between 3 and 4 h late beyond 3,500 km', ['CDG', 'CAN'], { late: 3.5, cause: 'technical' }, [
    eu,
    'owed',
    [300, 'EUR'],
    /halved/,
  ]),
  g('a minute less than 3 h late', ['CDG', 'CAN'], { late: 2.98, cause: 'technical' }, [
    eu,
    'not-owed',
    undefined,
    /less than 3 h/,
  ]),
  g('storm', ['CDG', 'CAN'], { late: 6, cause: 'weather' }, [eu, 'not-owed', undefined, /extraordinary/]),
  g('bird strike', ['FRA', 'IST'], { late: 5, cause: 'bird-strike' }, [eu, 'not-owed', undefined, /extraordinary/]),
  g('strike of controllers', ['FRA', 'IST'], { late: 5, cause: 'strike-of-others' }, [
    eu,
    'not-owed',
    undefined,
    /strike/,
  ]),
  g('strike of own staff', ['FRA', 'IST'], { late: 5, cause: 'strike-of-own-staff' }, [eu, 'owed', [400, 'EUR']]),
  g('late incoming aircraft', ['FRA', 'IST'], { late: 5, cause: 'late-aircraft' }, [
    eu,
    'depends',
    [400, 'EUR'],
    /incoming/,
  ]),
  g('cause not told', ['FRA', 'IST'], { late: 5 }, [eu, 'depends', [400, 'EUR'], /not told/]),
  g('arrival in the Union with a Chinese carrier', ['CAN', 'CDG'], { late: 8, cause: 'crew' }, [eu, 'none']),
  g('arrival in the Union with a carrier of the Union', ['CAN', 'CDG'], { carrier: 'FR', late: 8, cause: 'crew' }, [
    eu,
    'owed',
    [600, 'EUR'],
  ]),
  g('departure from Switzerland', ['ZRH', 'LHR'], { late: 3, cause: 'crew' }, [eu, 'owed', [250, 'EUR']]),
  g('departure from Norway', ['OSL', 'ATH'], { late: 3, cause: 'crew' }, [eu, 'owed', [400, 'EUR']]),
  g('no delay at all', ['CDG', 'CAN'], {}, [eu, 'not-owed']),
  // European Union: cancellation
  g('cancelled, told 15 days before', ['CDG', 'CAN'], { cancelled: true, told: 15, cause: 'commercial' }, [
    eu,
    'not-owed',
    undefined,
    /at least 14 days/,
  ]),
  g('cancelled, told 14 days before to the day', ['CDG', 'CAN'], { cancelled: true, told: 14, cause: 'commercial' }, [
    eu,
    'not-owed',
  ]),
  g('cancelled, told 13 days before', ['CDG', 'CAN'], { cancelled: true, told: 13, cause: 'commercial' }, [
    eu,
    'owed',
    [600, 'EUR'],
  ]),
  g(
    'told 10 days before with a near flight',
    ['CDG', 'CAN'],
    { cancelled: true, told: 10, cause: 'commercial', instead: [2, 3.9] },
    [eu, 'not-owed'],
  ),
  g(
    'told 10 days before with a flight 4 h later',
    ['CDG', 'CAN'],
    { cancelled: true, told: 10, cause: 'commercial', instead: [0, 4] },
    [eu, 'owed', [300, 'EUR'], /halved/],
  ),
  g(
    'told 3 days before with a near flight',
    ['FRA', 'ATH'],
    { cancelled: true, told: 3, cause: 'crew', instead: [1, 1.9] },
    [eu, 'not-owed'],
  ),
  g(
    'told 3 days before, arriving 2 h later',
    ['FRA', 'ATH'],
    { cancelled: true, told: 3, cause: 'crew', instead: [0, 2] },
    [eu, 'owed', [200, 'EUR']],
  ),
  g(
    'told 3 days before, leaving 2 h earlier',
    ['FRA', 'LHR'],
    { cancelled: true, told: 3, cause: 'crew', instead: [2, 0] },
    [eu, 'owed', [125, 'EUR']],
  ),
  g(
    'told on the day, next day instead',
    ['FRA', 'LHR'],
    { cancelled: true, told: 0.2, cause: 'technical', instead: [-24, 24] },
    [eu, 'owed', [250, 'EUR']],
  ),
  g('told on the day, storm', ['CDG', 'CAN'], { cancelled: true, told: 0.2, cause: 'weather' }, [
    eu,
    'not-owed',
    undefined,
    /extraordinary/,
  ]),
  g('oversold', ['CDG', 'CAN'], { oversold: true }, [eu, 'depends', [600, 'EUR'], /denied boarding/]),
  // European Union: care and money back
  g('care at 2 h within 1,500 km', ['FRA', 'LHR'], { late: 2 }, ['eu261-care', 'owed', undefined, /begins at 2 h/]),
  g('no care before 3 h in the middle band', ['FRA', 'IST'], { late: 2.9 }, [
    'eu261-care',
    'not-owed',
    undefined,
    /3 h/,
  ]),
  g('care at 4 h beyond 3,500 km', ['CDG', 'CAN'], { late: 4, cause: 'weather' }, ['eu261-care', 'owed']),
  g('no care at 3.9 h beyond 3,500 km', ['CDG', 'CAN'], { late: 3.9 }, ['eu261-care', 'not-owed']),
  g('care ends with the departure', ['CDG', 'CAN'], { late: 6, departed: true }, [
    'eu261-care',
    'not-owed',
    undefined,
    /has left/,
  ]),
  g('hotel for a night', ['CDG', 'CAN'], { late: 14, overnight: true, cause: 'weather' }, ['eu261-hotel', 'owed']),
  g('no hotel within the day', ['CDG', 'CAN'], { late: 6 }, ['eu261-hotel', 'not-owed']),
  g('refund from 5 h', ['CDG', 'CAN'], { late: 5, cause: 'weather' }, ['eu261-refund', 'owed']),
  g('no refund below 5 h', ['CDG', 'CAN'], { late: 4.9 }, ['eu261-refund', 'not-owed', undefined, /less than 5 h/]),
  g('refund or another flight when cancelled', ['CDG', 'CAN'], { cancelled: true, told: 20 }, [
    'eu261-rerouting',
    'owed',
  ]),
  // United Kingdom
  g('3 h late within the United Kingdom', ['LHR', 'EDI'], { late: 3, cause: 'crew' }, [uk, 'owed', [220, 'GBP']]),
  g('to the middle band', ['LHR', 'IST'], { late: 4, cause: 'crew' }, [uk, 'owed', [350, 'GBP']]),
  g('4 h late beyond 3,500 km', ['LHR', 'CAN'], { late: 4, cause: 'technical' }, [uk, 'owed', [520, 'GBP']]),
  g('between 3 and 4 h beyond 3,500 km', ['LHR', 'CAN'], { late: 3.2, cause: 'technical' }, [uk, 'owed', [260, 'GBP']]),
  g('arrival with a Chinese carrier', ['CAN', 'LHR'], { late: 9, cause: 'crew' }, [uk, 'none']),
  g('arrival with a carrier of the Union', ['FRA', 'LHR'], { carrier: 'DE', late: 3, cause: 'crew' }, [
    uk,
    'owed',
    [220, 'GBP'],
  ]),
  g('arrival in the Union with a British carrier', ['CAN', 'CDG'], { carrier: 'GB', late: 9, cause: 'crew' }, [
    eu,
    'none',
  ]),
  g('before the law of its own', ['LHR', 'CAN'], { date: '2020-06-01', late: 5, cause: 'crew' }, [uk, 'none']),
  g('told 8 days before, far flight', ['LHR', 'CAN'], { cancelled: true, told: 8, cause: 'crew', instead: [3, 0] }, [
    uk,
    'owed',
    [260, 'GBP'],
  ]),
  // United States
  g('cancelled to the United States', ['CAN', 'JFK'], { cancelled: true, told: 1 }, [
    'us-refund',
    'owed',
    undefined,
    /declines/,
  ]),
  g('6 h late between states', ['CAN', 'JFK'], { late: 6 }, ['us-refund', 'owed', undefined, /significant/]),
  g('5.9 h late between states', ['CAN', 'JFK'], { late: 5.9 }, ['us-refund', 'not-owed']),
  g('3 h late at home', ['JFK', 'LAX'], { carrier: 'US', late: 3 }, ['us-refund', 'owed']),
  g('before the rule', ['CAN', 'JFK'], { date: '2024-10-27', cancelled: true }, ['us-refund', 'none']),
  g('first day of the rule', ['CAN', 'JFK'], { date: '2024-10-28', cancelled: true }, ['us-refund', 'owed']),
  g('not by way of the United States', ['CAN', 'SYD'], { cancelled: true }, ['us-refund', 'none']),
  g('bag 12 h late at home', ['BOS', 'LAX'], { carrier: 'US', bag: 'AHL', bagBack: 12, asked: 20 }, [
    'us-bag-fee',
    'owed',
  ]),
  g('bag 15 h late on a flight to 12 h', ['LHR', 'BOS'], { bag: 'AHL', asked: 15, flightHours: 7 }, [
    'us-bag-fee',
    'owed',
  ]),
  g('bag 20 h late on a flight beyond 12 h', ['CAN', 'JFK'], { bag: 'AHL', asked: 20, flightHours: 15 }, [
    'us-bag-fee',
    'not-owed',
    undefined,
    /less than 30 h/,
  ]),
  g('oversold from the United States', ['JFK', 'CAN'], { oversold: true }, [
    'us-denied-boarding',
    'depends',
    [2150, 'USD'],
  ]),
  g('oversold from the United States under the older caps', ['JFK', 'CAN'], { date: '2024-12-01', oversold: true }, [
    'us-denied-boarding',
    'depends',
    [1550, 'USD'],
  ]),
  g('oversold to the United States', ['CAN', 'JFK'], { oversold: true }, ['us-denied-boarding', 'none']),
  // China
  g('cancelled at home by storm', ['CAN', 'PEK'], { cancelled: true, told: 0.1, cause: 'weather' }, [
    'china-refund',
    'owed',
    undefined,
    /involuntary/,
  ]),
  g('2 h late at home', ['CAN', 'PEK'], { late: 2, cause: 'weather' }, ['china-refund', 'owed']),
  g('an hour late at home', ['CAN', 'PEK'], { late: 1 }, ['china-refund', 'not-owed']),
  g('meals, own cause', ['CAN', 'PEK'], { late: 2.5, cause: 'technical' }, ['china-meals', 'owed', undefined, /free/]),
  g('meals, storm', ['CAN', 'PEK'], { late: 2.5, cause: 'weather' }, [
    'china-meals',
    'not-owed',
    undefined,
    /passenger's cost/,
  ]),
  g('meals, late aircraft', ['CAN', 'PEK'], { late: 2.5, cause: 'late-aircraft' }, ['china-meals', 'depends']),
  g('hotel, own cause, 4 h', ['CAN', 'URC'], { late: 4, cause: 'crew' }, ['china-hotel', 'owed']),
  g('domestic diversion, storm', ['CAN', 'PEK'], { diverted: true, departed: true, late: 4, cause: 'weather' }, [
    'china-hotel',
    'owed',
    undefined,
    /whatever the cause/,
  ]),
  g('own conditions, own cause, 4 h', ['CAN', 'PEK'], { late: 4, cause: 'technical' }, [
    'house-delay',
    'owed',
    [200, 'CNY'],
  ]),
  g('own conditions, own cause, 8 h', ['CAN', 'PEK'], { late: 8, cause: 'technical' }, [
    'house-delay',
    'owed',
    [400, 'CNY'],
  ]),
  g('own conditions, own cause, 3.9 h', ['CAN', 'PEK'], { late: 3.9, cause: 'technical' }, ['house-delay', 'not-owed']),
  g('own conditions, storm', ['CAN', 'PEK'], { late: 9, cause: 'weather' }, ['house-delay', 'not-owed']),
  g('oversold, cheap ticket', ['CAN', 'PEK'], { oversold: true, fare: 500 }, [
    'house-oversale',
    'depends',
    [200, 'CNY'],
  ]),
  g('oversold, dear ticket', ['CAN', 'PEK'], { oversold: true, fare: 3000 }, [
    'house-oversale',
    'depends',
    [900, 'CNY'],
  ]),
  g('waiting aboard', ['CAN', 'PEK'], { late: 3.2, cause: 'air-traffic-control' }, ['china-tarmac', 'depends']),
  g('not from China and not with a Chinese carrier', ['SIN', 'SYD'], { carrier: 'SG', late: 9 }, [
    'china-refund',
    'none',
  ]),
  // Bags and delay
  g('bag missing between states', ['CAN', 'LHR'], { bag: 'AHL', asked: 10 }, ['montreal-bag', 'owed', [1519, 'XDR']]),
  g('bag missing under the older limit', ['CAN', 'LHR'], { date: '2024-12-27', bag: 'AHL', asked: 10 }, [
    'montreal-bag',
    'owed',
    [1288, 'XDR'],
  ]),
  g('bag missing for 22 days', ['CAN', 'LHR'], { bag: 'AHL', asked: 22 * 24 }, [
    'montreal-bag',
    'owed',
    [1519, 'XDR'],
    /taken for lost/,
  ]),
  g('bag damaged, 6 days ago', ['CAN', 'LHR'], { bag: 'DPR', asked: 6 * 24 }, ['montreal-complaint', 'owed']),
  g('bag damaged, 8 days ago', ['CAN', 'LHR'], { bag: 'DPR', asked: 8 * 24 }, [
    'montreal-complaint',
    'not-owed',
    undefined,
    /over/,
  ]),
  g('bag late, handed over 20 days ago', ['CAN', 'LHR'], { bag: 'AHL', bagBack: 24, asked: 21 * 24 }, [
    'montreal-complaint',
    'owed',
  ]),
  g('bag late, handed over 22 days ago', ['CAN', 'LHR'], { bag: 'AHL', bagBack: 24, asked: 23 * 24 + 1 }, [
    'montreal-complaint',
    'not-owed',
  ]),
  g('bag missing at home', ['CAN', 'PEK'], { bag: 'AHL', asked: 10 }, [
    'china-baggage-bag',
    'owed',
    undefined,
    /receipts/,
  ]),
  g('bag missing to Hong Kong', ['CAN', 'HKG'], { bag: 'AHL', asked: 10 }, ['montreal-bag', 'depends', [1519, 'XDR']]),
  g('6 h late between states', ['CAN', 'SYD'], { late: 6, asked: 1 }, ['montreal-delay', 'depends', [6303, 'XDR']]),
  g('no bag reported', ['CAN', 'LHR'], {}, ['montreal-bag', 'not-owed']),
  // Members
  g('silver', ['CAN', 'PEK'], { tier: 'silver' }, ['tier-priority-check-in', 'owed']),
  g('silver has no lounge', ['CAN', 'PEK'], { tier: 'silver' }, ['tier-lounge', 'none']),
  g('gold has the lounge', ['CAN', 'PEK'], { tier: 'gold' }, ['tier-lounge', 'owed']),
  g('platinum is escorted', ['CAN', 'PEK'], { tier: 'platinum' }, ['tier-escort', 'owed']),
  g('gold is not denied boarding', ['CAN', 'PEK'], { tier: 'gold', oversold: true }, ['tier-never-denied', 'owed']),
  g('nobody without a card', ['CAN', 'PEK'], { oversold: true }, ['tier-never-denied', 'none']),
]
