import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import { Tier } from '../../../server/contracts/passengers.ts'
import { decideActivity, monthsBefore } from '../../../server/members/activity.rules.ts'
import { decideChurn } from '../../../server/members/churn.rules.ts'
import { firstRules } from '../../../server/members/first-rules.ts'
import type { PersonFacts } from '../../../server/members/person-facts.ts'
import { decideStanding } from '../../../server/members/standing.rules.ts'
import { decideTier, earnedTier, nextTier } from '../../../server/members/tier.rules.ts'
import { scoreOf, scoreParts } from '../../../server/members/value-score.rules.ts'
import { newId } from '../../../server/platform/id.ts'

const now = Date.UTC(2026, 0, 5, 8)
const today = '2026-01-05'
const day = 86_400_000

const person = (more: Partial<PersonFacts> = {}, flown: Partial<PersonFacts['flown']> = {}): PersonFacts => ({
  id: newId<PassengerId>(),
  tier: 'basic',
  tierUntil: undefined,
  yearMiles: 0,
  yearSegments: 0,
  prospect: false,
  knownSince: now - 1_000 * day,
  marks: undefined,
  years: [],
  openComplaints: 0,
  lastScore: undefined,
  account: undefined,
  ...more,
  flown: {
    total: 6,
    last12: 4,
    before12: 2,
    business12: 0,
    spend12: 500_000,
    firstAt: now - 700 * day,
    lastAt: now - 20 * day,
    nextAt: undefined,
    route: 'CAN-PEK',
    ...flown,
  },
})
const standing = (more: Partial<PersonFacts> = {}, flown: Partial<PersonFacts['flown']> = {}) =>
  decideStanding(person(more, flown), { now, today }, firstRules).standing

describe('the tier', () => {
  test.each([
    [0, 0, 'basic'],
    [39_999, 24, 'basic'],
    [40_000, 0, 'silver'],
    [0, 25, 'silver'],
    [80_000, 3, 'gold'],
    [1, 40, 'gold'],
    [160_000, 0, 'platinum'],
    [0, 90, 'platinum'],
  ] as const)(
    '[AC-06] %i miles and %i segments in a year earn %s: either measure suffices',
    (miles, segments, tier) => {
      expect(earnedTier({ miles, segments }, firstRules).tier).toBe(tier)
    },
  )

  test('[AC-06] is told with the measure and the bound that earned it', () => {
    const years = [{ year: 2025, miles: 12_000, segments: 41 }]
    const decided = decideTier({ tier: 'basic', tierUntil: undefined, years }, today, firstRules)
    expect(decided).toEqual({
      tier: 'gold',
      tierUntil: '2026-12-31',
      reason: { code: 'tier-by-segments', figure: 41, bound: 40 },
    })
  })

  test.each([
    ['held to the end of its last day', 'gold', '2026-01-05', [], 'gold'],
    ['lost the day after', 'gold', '2026-01-04', [], 'basic'],
    ['kept without an end on record', 'gold', undefined, [], 'gold'],
    ['earned anew by last year', 'gold', '2025-12-31', [{ year: 2025, miles: 90_000, segments: 5 }], 'gold'],
    [
      'one lower when last year earned less',
      'gold',
      '2025-12-31',
      [{ year: 2025, miles: 41_000, segments: 5 }],
      'silver',
    ],
    [
      'raised at once in the running year',
      'silver',
      '2026-12-31',
      [{ year: 2026, miles: 0, segments: 90 }],
      'platinum',
    ],
    ['not of a year long ago', 'basic', undefined, [{ year: 2023, miles: 200_000, segments: 99 }], 'basic'],
  ] as const)('[AC-06] is %s', (_what, tier, tierUntil, years, expected) => {
    expect(decideTier({ tier, tierUntil, years }, today, firstRules).tier).toBe(expected)
  })

  test('[AC-05] of somebody who is no member stays none, whatever was flown', () => {
    const years = [{ year: 2025, miles: 500_000, segments: 200 }]
    expect(decideTier({ tier: 'none', tierUntil: undefined, years }, today, firstRules).tier).toBe('none')
  })

  test('[AC-06] never falls when more is flown', () => {
    const order = ['basic', 'silver', 'gold', 'platinum']
    fc.assert(
      fc.property(fc.nat(300_000), fc.nat(150), fc.nat(50_000), fc.nat(30), (miles, segments, more, others) => {
        const before = earnedTier({ miles, segments }, firstRules).tier
        const after = earnedTier({ miles: miles + more, segments: segments + others }, firstRules).tier
        expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before))
      }),
    )
  })

  test('[AC-06] says what is missing for the next one in both measures', () => {
    expect(nextTier('silver', { miles: 52_000, segments: 31 }, firstRules)).toEqual({
      tier: 'gold',
      miles: 28_000,
      segments: 9,
    })
    expect(nextTier('platinum', { miles: 0, segments: 0 }, firstRules)).toBeUndefined()
  })
})

describe('sleeping', () => {
  test.each([
    ['2025-01-06T00:00:00Z', 'active'],
    ['2025-01-04T00:00:00Z', 'sleeping'],
  ])('[AC-10] a gold member who last flew on %s is %s', (lastFlown, value) => {
    const facts = { tier: 'gold' as const, lastFlownAt: Date.parse(lastFlown), knownSince: 0 }
    expect(decideActivity(facts, now, firstRules).value).toBe(value)
  })

  test('[AC-10] begins after the months of the own tier', () => {
    const tiers = { ...firstRules.tiers, platinum: { ...firstRules.tiers.platinum, sleepingMonths: 24 } }
    const facts = { lastFlownAt: now - 500 * day, knownSince: 0 }
    expect(decideActivity({ ...facts, tier: 'gold' }, now, { tiers }).value).toBe('sleeping')
    expect(decideActivity({ ...facts, tier: 'platinum' }, now, { tiers }).value).toBe('active')
  })

  test('a card that was never used sleeps once it is old enough; a stranger who never flew does not', () => {
    const never = { lastFlownAt: undefined, knownSince: now - 400 * day }
    expect(decideActivity({ ...never, tier: 'basic' }, now, firstRules).value).toBe('sleeping')
    expect(decideActivity({ ...never, tier: 'none' }, now, firstRules).value).toBe('not-flown')
  })

  test('counts calendar months: a year before 29 February is 28 February', () => {
    expect(monthsBefore(Date.UTC(2028, 1, 29, 5), 12)).toBe(Date.UTC(2027, 1, 28, 5))
  })
})

describe('segments', () => {
  test.each([
    [{ tier: 'gold' }, {}, 'vip'],
    [{}, { firstAt: now - 100 * day, total: 2 }, 'new'],
    [{}, {}, 'existing'],
  ] as const)('[CT-17] %j with %j is %s', (more, flown, relation) => {
    expect(standing(more, flown).relation).toBe(relation)
  })

  test.each([
    [{ account: { kind: 'agreement', grade: 'A' } }, {}, 'business'],
    [{ account: { kind: 'company' } }, {}, 'business'],
    [{}, { last12: 4, business12: 2 }, 'business'],
    [{}, { last12: 4, business12: 1 }, 'individual'],
    [{ account: { kind: 'agency' } }, {}, 'individual'],
  ] as const)('[CT-18][AC-22] %j with %j travels as %s', (more, flown, purpose) => {
    expect(standing(more, flown).purpose).toBe(purpose)
  })

  test('[GA-19] three axes of two: frequency, value, satisfaction; and the favourite route', () => {
    const best = standing(
      { tier: 'platinum', lastScore: 5, account: { kind: 'agreement', grade: 'A' } },
      { last12: 30, spend12: 9_000_000 },
    )
    expect(best).toMatchObject({ frequency: 'high', value: 'high', satisfaction: 'satisfied', route: 'CAN-PEK' })
    expect(standing({ lastScore: 1 })).toMatchObject({ frequency: 'low', value: 'low', satisfaction: 'unsatisfied' })
    expect(standing()).toMatchObject({ satisfaction: 'unknown' })
  })

  test('[GA-19] an open complaint counts before a good score', () => {
    expect(standing({ lastScore: 5, openComplaints: 1 }).satisfaction).toBe('unsatisfied')
  })

  test.each([
    [undefined, 'passenger'],
    [{ kind: 'company' }, 'corporate'],
    [{ kind: 'agreement' }, 'corporate'],
    [{ kind: 'agency' }, 'agent'],
  ] as const)('[AC-03][EC-06] the account %j makes the caller type %s', (account, callerType) => {
    expect(standing({ account }).callerType).toBe(callerType)
  })

  test('every mark has a reason with its figure and the bound it was held against', () => {
    const { reasons } = standing(
      { openComplaints: 1, lastScore: 2 },
      { lastAt: now - 300 * day, last12: 2, before12: 8 },
    )
    for (const axis of [
      'relation',
      'purpose',
      'frequency',
      'value',
      'satisfaction',
      'callerType',
      'activity',
      'lifecycle',
    ])
      expect(
        reasons.some((reason) => reason.axis === axis),
        axis,
      ).toBe(true)
    expect(reasons).toContainEqual({ axis: 'frequency', code: 'segments-in-year', figure: 2, bound: 12 })
    expect(reasons.filter((reason) => reason.axis === 'churn').map((reason) => reason.code)).toEqual([
      'long-gap',
      'fewer-flights',
      'open-complaint',
      'low-score',
    ])
  })

  test('[BY-58] other bounds make other segments of the same passenger', () => {
    const facts = person()
    const strict = decideStanding(facts, { now, today }, firstRules)
    const generous = decideStanding(facts, { now, today }, { ...firstRules, highFrequency: 3 })
    expect([strict.standing.frequency, generous.standing.frequency]).toEqual(['low', 'high'])
  })

  test('the same facts give the same standing', () => {
    const facts = person({ tier: 'silver', lastScore: 3 })
    expect(decideStanding(facts, { now, today }, firstRules)).toEqual(decideStanding(facts, { now, today }, firstRules))
  })
})

describe('the value score', () => {
  test('[AC-01][BY-55] is the sum of parts that anybody can check', () => {
    const facts = {
      tier: 'gold',
      spend: 3_000_000,
      segments: 12,
      years: 5,
      account: { kind: 'agreement', grade: 'B' },
    } as const
    const parts = scoreParts(facts, firstRules)
    expect(parts.map((part) => [part.code, part.points, part.most])).toEqual([
      ['spend', 20, 40],
      ['segments', 10, 20],
      ['tier', 15, 20],
      ['tenure', 5, 10],
      ['account', 7, 10],
    ])
    expect(scoreOf(parts)).toBe(57)
  })

  test('[BY-55] stays between 0 and 100 and never falls when a passenger spends more', () => {
    const facts = fc.record({
      tier: fc.constantFrom(...Tier.options),
      spend: fc.nat(100_000_000),
      segments: fc.nat(500),
      years: fc.nat(60),
    })
    fc.assert(
      fc.property(facts, fc.nat(10_000_000), (one, more) => {
        const score = (spend: number) => scoreOf(scoreParts({ ...one, spend, account: undefined }, firstRules))
        expect(score(one.spend)).toBeGreaterThanOrEqual(0)
        expect(score(one.spend + more)).toBeLessThanOrEqual(100)
        expect(score(one.spend + more)).toBeGreaterThanOrEqual(score(one.spend))
      }),
    )
  })
})

describe('the life cycle', () => {
  test.each([
    [
      'never flew and is no member',
      { tier: 'none' },
      { total: 0, firstAt: undefined, lastAt: undefined, last12: 0 },
      'prospect',
    ],
    [
      'joined and has not flown yet',
      { knownSince: now - 10 * day },
      { total: 0, firstAt: undefined, lastAt: undefined, last12: 0 },
      'new',
    ],
    ['flew twice since spring', {}, { total: 2, firstAt: now - 200 * day }, 'new'],
    ['comes again', {}, {}, 'growing'],
    ['is a gold member', { tier: 'gold' }, {}, 'loyal'],
    ['flies every other week', {}, { last12: 26 }, 'loyal'],
    ['has fallen asleep', { tier: 'gold' }, { lastAt: now - 400 * day, last12: 0 }, 'at-risk'],
    [
      'has not come for more than two years',
      { tier: 'gold' },
      { lastAt: now - 800 * day, last12: 0, before12: 0 },
      'lost',
    ],
  ] as const)('[BY-42][AC-02][CT-22] who %s is in the stage %s', (_what, more, flown, stage) => {
    expect(standing(more, flown).lifecycle).toBe(stage)
  })
})

describe('churn', () => {
  const regular = {
    last12: 6,
    before12: 6,
    lastFlownAt: now - 30 * day,
    nextAt: undefined,
    openComplaints: 0,
    lastScore: undefined,
  }
  test.each([
    ['flies in the usual rhythm', {}, 'none'],
    ['has not come for twice the usual time', { lastFlownAt: now - 130 * day }, 'watch'],
    [
      'has not come for three times the usual time, and half as often',
      { lastFlownAt: now - 300 * day, last12: 2, before12: 8 },
      'high',
    ],
    [
      'gave a low score while a complaint is open, and flies less',
      { lastScore: 1, openComplaints: 1, last12: 2, before12: 8 },
      'high',
    ],
    [
      'has the same trouble but a trip ahead',
      { lastScore: 1, openComplaints: 1, last12: 2, before12: 8, nextAt: now + day },
      'watch',
    ],
    ['never flew', { lastFlownAt: undefined }, 'none'],
  ] as const)('[CT-20] who %s is rated %s', (_what, more, value) => {
    expect(decideChurn({ ...regular, ...more }, now, firstRules).value).toBe(value)
  })
})
