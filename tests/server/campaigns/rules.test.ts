import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AttemptMove, moveAttempt } from '../../../server/campaigns/attempt.machine.ts'
import { type CallingWindow, isOpen, nextCallingMoment } from '../../../server/campaigns/calling-window.rules.ts'
import { homeCountries, maskNumber, mayCall } from '../../../server/campaigns/destination.rules.ts'
import { afterDial } from '../../../server/campaigns/retry.rules.ts'
import { DisconnectCause } from '../../../server/contracts/calls.ts'
import { AttemptState } from '../../../server/contracts/campaigns.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]
const nineToEight: CallingWindow = { windowFrom: 540, windowTo: 1200, weekdays: everyDay }
const hour = 3_600_000

describe('the calling window', () => {
  test.each([
    [
      'in the morning before nine, at nine there',
      '2026-01-05T00:30Z',
      'Asia/Shanghai',
      nineToEight,
      '2026-01-05T01:00Z',
    ],
    ['inside, at once', '2026-01-05T03:17Z', 'Asia/Shanghai', nineToEight, '2026-01-05T03:17Z'],
    ['at eight in the evening, next morning', '2026-01-05T12:00Z', 'Asia/Shanghai', nineToEight, '2026-01-06T01:00Z'],
    ['one minute before eight, at once', '2026-01-05T11:59Z', 'Asia/Shanghai', nineToEight, '2026-01-05T11:59Z'],
    ["by the passenger's clock, not ours", '2026-01-05T03:00Z', 'America/New_York', nineToEight, '2026-01-05T14:00Z'],
    [
      'on Friday night with a weekday window, on Monday',
      '2026-01-09T13:00Z',
      'Asia/Shanghai',
      { ...nineToEight, weekdays: [1, 2, 3, 4, 5] },
      '2026-01-12T01:00Z',
    ],
    [
      'all day, at any time',
      '2026-01-05T18:59Z',
      'Asia/Shanghai',
      { windowFrom: 0, windowTo: 1440, weekdays: everyDay },
      '2026-01-05T18:59Z',
    ],
    [
      'the day summer time begins, an hour of UTC earlier',
      '2026-03-08T04:00Z',
      'America/New_York',
      nineToEight,
      '2026-03-08T13:00Z',
    ],
    [
      'the day summer time ends, an hour of UTC later',
      '2026-11-01T03:00Z',
      'America/New_York',
      nineToEight,
      '2026-11-01T14:00Z',
    ],
    ['in a zone of half an hour', '2026-01-05T00:00Z', 'Asia/Kolkata', nineToEight, '2026-01-05T03:30Z'],
  ])('%s', (_what, at, zone, window, expected) => {
    expect(new Date(nextCallingMoment(Date.parse(at), zone, window)).toISOString()).toBe(
      new Date(expected).toISOString(),
    )
  })

  test('a window inside the hour that summer time skips opens another day', () => {
    const skipped = { windowFrom: 135, windowTo: 165, weekdays: everyDay }
    const next = nextCallingMoment(Date.parse('2026-03-08T05:00Z'), 'America/New_York', skipped)
    expect(new Date(next).toISOString()).toBe('2026-03-09T06:15:00.000Z')
  })

  test('a window that never opens is refused', () => {
    expect(() => nextCallingMoment(0, 'Asia/Shanghai', { ...nineToEight, windowTo: 540 })).toThrow(RangeError)
  })

  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'America/New_York',
    'Europe/London',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  )
  const window = fc
    .tuple(
      fc.integer({ min: 0, max: 1435 }),
      fc.integer({ min: 5, max: 1440 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    )
    .filter(([from, to]) => to - from >= 120)
    .map(([windowFrom, windowTo, weekdays]): CallingWindow => ({ windowFrom, windowTo, weekdays }))
  const moment = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) })

  test('always answers a moment inside the window and never one in the past', () => {
    fc.assert(
      fc.property(moment, zone, window, (at, where, when) => {
        const next = nextCallingMoment(at, where, when)
        return next >= at && isOpen(next, where, when)
      }),
      { numRuns: 300 },
    )
  })

  test('misses no opening: every quarter of an hour before it is closed', () => {
    // Zones without summer time: in the hour that repeats, the rule rightly waits for the next day.
    const steady = fc.constantFrom('Asia/Shanghai', 'Asia/Kathmandu', 'Asia/Tokyo')
    fc.assert(
      fc.property(moment, steady, window, (at, where, when) => {
        const next = nextCallingMoment(at, where, when)
        for (let t = at; t < next; t += hour / 4) if (isOpen(t, where, when)) return false
        return true
      }),
      { numRuns: 60 },
    )
  })
})

describe('after a dialling without a score', () => {
  const settings = { maxAttempts: 3, retryBusyMs: 1000, retryNoAnswerMs: 5000 }

  test.each([
    ['busy', { answered: false, cause: 'busy' }, { kind: 'retry', afterMs: 1000 }],
    ['486 from one phone', { answered: false, cause: 'rejected', sipStatus: 480 }, { kind: 'retry', afterMs: 1000 }],
    ['congestion', { answered: false, cause: 'congestion' }, { kind: 'retry', afterMs: 1000 }],
    ['no answer', { answered: false, cause: 'no-answer' }, { kind: 'retry', afterMs: 5000 }],
    ['switched off', { answered: false, cause: 'unavailable' }, { kind: 'retry', afterMs: 5000 }],
    ['a crash', { answered: true, cause: 'server-restart' }, { kind: 'retry', afterMs: 5000 }],
    ['silence to the end', { answered: true, cause: 'hung-up-by-us' }, { kind: 'retry', afterMs: 5000 }],
    [
      'declined for good (603)',
      { answered: false, cause: 'rejected', sipStatus: 603 },
      { kind: 'give-up', reason: 'refused' },
    ],
    ['hung up on us', { answered: true, cause: 'hung-up-by-peer' }, { kind: 'give-up', reason: 'refused' }],
    ['no such number', { answered: false, cause: 'not-found' }, { kind: 'give-up', reason: 'no-number' }],
    ['barred', { answered: false, cause: 'forbidden' }, { kind: 'give-up', reason: 'number-not-allowed' }],
  ] as const)('%s', (_what, end, expected) => {
    expect(afterDial(end, 1, settings)).toEqual(expected)
  })

  test('the last try is the last, whatever the cause', () => {
    for (const cause of DisconnectCause.options)
      expect(afterDial({ answered: false, cause }, 3, settings).kind).toBe('give-up')
    expect(afterDial({ answered: false, cause: 'busy' }, 3, settings)).toEqual({
      kind: 'give-up',
      reason: 'no-more-attempts',
    })
  })
})

describe('[B4-23] where the house may call', () => {
  test.each(['+8613800138000', '+862088881234', '+85291234567', '+85366123456', '+886912345678'])(
    '%s may be called',
    (e164) => {
      expect(mayCall(e164, homeCountries)).toBe(true)
    },
  )

  test.each([
    ['another country', '+12025550123'],
    ['premium, elsewhere', '+19005550123'],
    ['premium, at home', '+8616812345'],
    ['shared cost', '+864008123456'],
    ['satellite', '+8817123456789'],
    ['satellite', '+870773110000'],
    ['a service number', '+8695530'],
    ['emergency', '+86110'],
    ['too short', '+86138001380'],
    ['too long', '+861380013800012'],
    ['without plus', '8613800138000'],
    ['international prefix', '008613800138000'],
    ['parameters', '+8613800138000;phone-context=x'],
    ['a host', '+8613800138000@evil.example'],
    ['pause and digits', '+8613800138000,,900'],
    ['full-width digits', '+86１３８００１３８０００'],
    ['a line break', '+8613800138000\r\nRoute: x'],
    ['nothing', ''],
  ])('%s (%s) may not', (_what, e164) => {
    expect(mayCall(e164, homeCountries)).toBe(false)
  })

  test('nothing but digits after a plus ever passes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => !mayCall(text, homeCountries) || /^\+\d+$/.test(text)),
    )
  })

  test.each([
    ['+8613800138000', '+86 138****8000'],
    ['+85291234567', '+852 912****4567'],
    ['+12', '****12'],
  ])('%s is shown as %s', (e164, masked) => {
    expect(maskNumber(e164)).toBe(masked)
  })
})

describe('the law of an attempt', () => {
  const moves: AttemptMove[] = ['dialled', 'answered', 'scored', 'will-retry', 'gave-up', 'lost']
  const table: Record<AttemptState, Partial<Record<AttemptMove, AttemptState>>> = {
    scheduled: { dialled: 'dialling', 'gave-up': 'given-up' },
    dialling: { answered: 'answered', 'will-retry': 'retry-at', 'gave-up': 'given-up', lost: 'unknown' },
    answered: { scored: 'surveyed', 'will-retry': 'retry-at', 'gave-up': 'given-up', lost: 'unknown' },
    surveyed: {},
    'retry-at': {},
    'given-up': {},
    unknown: {},
  }
  test.each(AttemptState.options.flatMap((state) => moves.map((move) => [state, move, table[state][move]] as const)))(
    'from %s, %s leads to %s',
    (state, move, next) => {
      expect(moveAttempt(state, move)).toBe(next)
    },
  )
})
