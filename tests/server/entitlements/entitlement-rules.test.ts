import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DisturbanceCause } from '../../../server/contracts/passenger-service.ts'
import { entitlementsOf } from '../../../server/entitlements/entitlement.rules.ts'
import {
  chinaBaggage,
  chinaDelays,
  chinaRefunds,
  eu261,
  house,
  montreal,
  type RuleVersion,
  uk261,
  usOversales,
  usRefunds,
} from '../../../server/entitlements/rule-versions.rules.ts'
import { distanceKm } from '../../../server/entitlements/situation.rules.ts'
import { goldenCases, type Happening, place, situation } from './entitlement-cases.ts'

describe('the golden table', () => {
  test('has at least sixty itineraries and disturbances', () => {
    expect(goldenCases.length).toBeGreaterThanOrEqual(60)
  })

  test.each(
    goldenCases.map((one) => [`[GA-22] ${one.route.join('-')} ${one.is}: ${one.rule} ${one.verdict}`, one] as const),
  )('%s', (_title, { route, happening, rule, verdict, amount, why }) => {
    const item = entitlementsOf(situation(...route, happening)).find((one) => one.rule === rule)
    expect(item?.verdict ?? 'none').toBe(verdict)
    expect(item?.amount).toEqual(amount && { minor: amount[0] * 100, currency: amount[1] })
    if (why) expect(item?.why.en).toMatch(why)
  })
})

describe('every item', () => {
  const causes: Array<DisturbanceCause | undefined> = [undefined, 'weather', 'technical', 'late-aircraft', 'crew']
  const happening: fc.Arbitrary<Happening> = fc.record({
    late: fc.integer({ min: 0, max: 30 }),
    cancelled: fc.boolean(),
    oversold: fc.boolean(),
    told: fc.integer({ min: 0, max: 20 }),
    tier: fc.constantFrom('none', 'basic', 'silver', 'gold', 'platinum'),
  })
  const airports = ['CAN', 'PEK', 'HKG', 'CDG', 'FRA', 'LHR', 'JFK', 'LAX', 'SYD']
  const anything = fc
    .tuple(
      fc.uniqueArray(fc.constantFrom(...airports), { minLength: 2, maxLength: 2 }),
      happening,
      fc.constantFrom(...causes),
    )
    .map(([[from, to], told, cause]) => situation(from!, to!, { ...told, ...(cause && { cause }) }))

  test('[GA-17] [AC-28] names its rule once, in both languages, with source, confidence and days', () => {
    fc.assert(
      fc.property(anything, (s) => {
        const items = entitlementsOf(s)
        expect(new Set(items.map((one) => one.rule)).size).toBe(items.length)
        for (const one of items) {
          for (const text of [one.title.zh, one.title.en, one.why.zh, one.why.en, one.source]) expect(text).not.toBe('')
          expect(one.why.zh + one.why.en + one.title.en).not.toMatch(/undefined|NaN/)
          expect(one.effectiveFrom <= s.date).toBe(true)
          expect(one.effectiveTo === undefined || s.date <= one.effectiveTo).toBe(true)
        }
      }),
    )
  })

  test('money only where something is or may be owed, and more delay never gives less', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 0, max: 12 }), (s, more) => {
        const longer = {
          ...s,
          departureDelayMs: s.departureDelayMs + more * 3_600_000,
          arrivalDelayMs: s.arrivalDelayMs + more * 3_600_000,
        }
        const before = entitlementsOf(s)
        for (const one of before) if (one.verdict === 'not-owed') expect(one.amount).toBeUndefined()
        for (const one of entitlementsOf(longer)) {
          const earlier = before.find((other) => other.rule === one.rule)
          expect(one.amount?.minor ?? 0).toBeGreaterThanOrEqual(s.oversold ? 0 : (earlier?.amount?.minor ?? 0))
        }
      }),
    )
  })

  test('what is owed stands first', () => {
    const verdicts = entitlementsOf(situation('CDG', 'CAN', { late: 5, cause: 'technical', tier: 'gold' })).map(
      (one) => one.verdict,
    )
    expect(verdicts.lastIndexOf('owed')).toBeLessThan(verdicts.indexOf('not-owed'))
  })
})

describe('the versions of a rule', () => {
  const all: Array<[string, Array<RuleVersion<unknown>>]> = Object.entries({
    eu261,
    uk261,
    usRefunds,
    usOversales,
    chinaRefunds,
    chinaDelays,
    house,
    montreal,
    chinaBaggage,
  })

  test.each(all)('%s: follow each other without gap or overlap, the last one open', (_name, versions) => {
    for (const [i, version] of versions.entries()) {
      const next = versions[i + 1]
      if (!next) expect(version.to).toBeUndefined()
      else expect(Date.parse(next.from) - Date.parse(version.to!)).toBe(86_400_000)
    }
  })
})

describe('the distance', () => {
  test.each([
    ['CDG', 'CAN', 9_480],
    ['FRA', 'LHR', 655],
    ['LHR', 'JFK', 5_540],
    ['CAN', 'PEK', 1_880],
  ])('%s to %s is the great circle of about %d km', (from, to, km) => {
    expect(Math.abs(distanceKm(place(from), place(to)) - km)).toBeLessThan(km * 0.01 + 5)
  })

  test('is the same there and back', () => {
    expect(distanceKm(place('SYD'), place('CAN'))).toBe(distanceKm(place('CAN'), place('SYD')))
  })
})
