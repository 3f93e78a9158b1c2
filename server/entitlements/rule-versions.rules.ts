/**
 * The figures of the rules by the days on which they are in force. A new figure is a new line here, never a change of an old
 * one: what was right on the day of a flight stays right. Sources and how sure we are of them stand beside each.
 */
import type { Confidence } from '../contracts/entitlements.ts'

export interface RuleVersion<Figures> {
  /** First day. */
  from: string
  /** Last day, when there is a newer version. */
  to?: string
  figures: Figures
  source: string
  confidence: Confidence
}

/** Of 261/2004 in both its countries: what differs is the money. */
export interface FlightRightsFigures {
  currency: string
  /** Up to these kilometres each band reaches; the last has no end. */
  shortKm: number
  mediumKm: number
  /** Hundredths, by band. */
  amounts: [number, number, number]
  /** Hours of delay from which care is owed, by band. */
  careHours: [number, number, number]
  /** Hours within which another flight halves the amount, by band. */
  halfHours: [number, number, number]
  lateHours: number
  refundHours: number
  refundDays: number
}

const bands = { shortKm: 1500, mediumKm: 3500, careHours: [2, 3, 4], halfHours: [2, 3, 4] } as const
const rights = { ...bands, lateHours: 3, refundHours: 5, refundDays: 7 }
const flightRights = (currency: string, amounts: [number, number, number]): FlightRightsFigures => ({
  ...rights,
  careHours: [...bands.careHours],
  halfHours: [...bands.halfHours],
  currency,
  amounts,
})

export const eu261: Array<RuleVersion<FlightRightsFigures>> = [
  {
    from: '2005-02-17',
    figures: flightRights('EUR', [25_000, 40_000, 60_000]),
    source: 'Reg. (EC) 261/2004 Art. 5-9; 3 h: C-402/07 Sturgeon',
    confidence: 'document',
  },
]

export const uk261: Array<RuleVersion<FlightRightsFigures>> = [
  {
    from: '2021-01-01',
    figures: flightRights('GBP', [22_000, 35_000, 52_000]),
    source: 'UK Reg. 261/2004 as retained (SI 2019/278)',
    confidence: 'memory',
  },
]

export interface UsRefundFigures {
  domesticHours: number
  internationalHours: number
  cardBusinessDays: number
  otherDays: number
  bagDomesticHours: number
  bagShortHours: number
  bagLongHours: number
  /** Flights longer than this have the longer time for bags. */
  longFlightHours: number
}

export const usRefunds: Array<RuleVersion<UsRefundFigures>> = [
  {
    from: '2024-10-28',
    figures: {
      domesticHours: 3,
      internationalHours: 6,
      cardBusinessDays: 7,
      otherDays: 20,
      bagDomesticHours: 12,
      bagShortHours: 15,
      bagLongHours: 30,
      longFlightHours: 12,
    },
    source: '14 CFR 259, 260, 399 (DOT refund rule)',
    confidence: 'document',
  },
]

export interface UsOversaleFigures {
  lower: { percent: number; capMinor: number }
  higher: { percent: number; capMinor: number }
}

export const usOversales: Array<RuleVersion<UsOversaleFigures>> = [
  {
    from: '2021-04-19',
    to: '2025-01-21',
    figures: { lower: { percent: 200, capMinor: 77_500 }, higher: { percent: 400, capMinor: 155_000 } },
    source: '14 CFR 250.5',
    confidence: 'memory',
  },
  {
    from: '2025-01-22',
    figures: { lower: { percent: 200, capMinor: 107_500 }, higher: { percent: 400, capMinor: 215_000 } },
    source: '14 CFR 250.5',
    confidence: 'memory',
  },
]

export interface ChinaRefundFigures {
  workingDays: number
}

export const chinaRefunds: Array<RuleVersion<ChinaRefundFigures>> = [
  {
    from: '2021-09-01',
    figures: { workingDays: 7 },
    source: '公共航空运输旅客服务管理规定 (CCAR-273)',
    confidence: 'document',
  },
]

export interface ChinaDelayFigures {
  tarmacDisembarkHours: number
  tarmacFoodHours: number
}

export const chinaDelays: Array<RuleVersion<ChinaDelayFigures>> = [
  {
    from: '2017-01-01',
    figures: { tarmacDisembarkHours: 3, tarmacFoodHours: 2 },
    source: '航班正常管理规定 (CCAR-300)',
    confidence: 'memory',
  },
]

/** The airline's own conditions of carriage, which the Chinese rules ask it to publish. */
export interface HouseFigures {
  mealHours: number
  hotelHours: number
  refundHours: number
  /** From so many hours on, so much (hundredths of a yuan); the last that fits counts. */
  delayMoney: Array<{ hours: number; minor: number }>
  oversalePercent: number
  oversaleLeastMinor: number
}

export const house: Array<RuleVersion<HouseFigures>> = [
  {
    from: '2020-01-01',
    figures: {
      mealHours: 2,
      hotelHours: 4,
      refundHours: 2,
      delayMoney: [
        { hours: 4, minor: 20_000 },
        { hours: 8, minor: 40_000 },
      ],
      oversalePercent: 30,
      oversaleLeastMinor: 20_000,
    },
    source: '云翔航空运输总条件（演示） / Cloudwing conditions of carriage (demo)',
    confidence: 'own-conditions',
  },
]

/** Limits in special drawing rights, whole units. */
export interface MontrealFigures {
  delaySdr: number
  baggageSdr: number
  damageDays: number
  delayDays: number
  actionYears: number
}

export const montreal: Array<RuleVersion<MontrealFigures>> = [
  {
    from: '2009-12-30',
    to: '2019-12-27',
    figures: { delaySdr: 4_694, baggageSdr: 1_131, damageDays: 7, delayDays: 21, actionYears: 2 },
    source: 'Montreal Convention Art. 19, 22, 31, 35',
    confidence: 'memory',
  },
  {
    from: '2019-12-28',
    to: '2024-12-27',
    figures: { delaySdr: 5_346, baggageSdr: 1_288, damageDays: 7, delayDays: 21, actionYears: 2 },
    source: 'Montreal Convention Art. 19, 22, 31, 35',
    confidence: 'memory',
  },
  {
    from: '2024-12-28',
    figures: { delaySdr: 6_303, baggageSdr: 1_519, damageDays: 7, delayDays: 21, actionYears: 2 },
    source: 'Montreal Convention Art. 19, 22, 31, 35',
    confidence: 'memory',
  },
]

export interface ChinaBaggageFigures {
  perKgMinor: number
  damageDays: number
  delayDays: number
}

export const chinaBaggage: Array<RuleVersion<ChinaBaggageFigures>> = [
  {
    from: '2006-03-28',
    figures: { perKgMinor: 10_000, damageDays: 7, delayDays: 21 },
    source: '民用航空法第一百三十四条；国内航空运输承运人赔偿责任限额规定',
    confidence: 'memory',
  },
]

/** The version in force on a day; undefined before the first. */
export function versionOn<F>(versions: Array<RuleVersion<F>>, date: string): RuleVersion<F> | undefined {
  return versions.find((version) => version.from <= date && (version.to === undefined || date <= version.to))
}

/** States in which departures and carriers are under EU 261/2004: the Union, Iceland, Norway, Liechtenstein, Switzerland. */
export const euStates: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS NO LI CH'.split(' '),
)

/** Parts of China that its law treats as apart, but a treaty between states does not. */
export const chineseRegions: ReadonlySet<string> = new Set(['HK', 'MO', 'TW'])
