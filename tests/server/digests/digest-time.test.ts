import { describe, expect, test } from 'vitest'
import { departmentBody, isEmpty } from '../../../server/digests/digest-body.rules.ts'
import { nextMaking, packDueAt, periodOf } from '../../../server/digests/digest-time.rules.ts'
import { dayStart } from '../../../server/platform/day.ts'

const shanghai = (at: number) => dayStart(at, 'Asia/Shanghai')
const at = (text: string) => Date.parse(`${text}+08:00`)
const text = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16)

describe('when a digest is made', () => {
  test.each([
    ['daily', 1, 8, '2026-01-05T07:59', '2026-01-05T08:00'],
    ['daily', 1, 8, '2026-01-05T08:00', '2026-01-06T08:00'],
    ['weekly', 1, 8, '2026-01-05T07:00', '2026-01-05T08:00'],
    ['weekly', 1, 8, '2026-01-05T09:00', '2026-01-12T08:00'],
    ['weekly', 7, 20, '2026-01-05T09:00', '2026-01-11T20:00'],
    ['monthly', 1, 6, '2026-01-05T09:00', '2026-02-01T06:00'],
    ['monthly', 1, 6, '2025-12-31T23:59', '2026-01-01T06:00'],
  ] as const)('[EC-12] %s on day %i at %i o’clock: after %s comes %s', (cadence, weekday, hour, after, next) => {
    expect(text(nextMaking({ cadence, weekday, hour }, at(after), shanghai))).toBe(next)
  })

  test.each([
    ['daily', '2026-01-05T08:00', '2026-01-04T00:00', '2026-01-05T00:00'],
    ['weekly', '2026-01-05T08:00', '2025-12-29T00:00', '2026-01-05T00:00'],
    ['monthly', '2026-03-01T06:00', '2026-02-01T00:00', '2026-03-01T00:00'],
    ['monthly', '2026-01-01T06:00', '2025-12-01T00:00', '2026-01-01T00:00'],
  ] as const)('[EC-12] a %s one of %s covers %s to %s', (cadence, made, from, to) => {
    const period = periodOf(cadence, at(made), shanghai)
    expect([text(period.from), text(period.to)]).toEqual([from, to])
  })

  test('[BY-21] a monthly pack is due at the end of the 5th', () => {
    expect(text(packDueAt(at('2026-02-01T06:00'), shanghai))).toBe('2026-02-06T00:00')
  })
})

test('[EC-12] a digest names the leaves with more complaints than before, and says nothing when there is nothing', () => {
  const none = { received: 0, answered: 0, returned: 0, open: 0, late: 0, byKind: {}, leaves: [], openOrders: [] }
  expect(isEmpty(departmentBody(none, [], []))).toBe(true)
  const body = departmentBody(
    { ...none, received: 3, leaves: [{ leaf: 'cp-03', count: 3 }] },
    [
      { leaf: 'cp-03', kind: 'complaint', count: 5, before: 2 },
      { leaf: 'cp-01', kind: 'complaint', count: 9, before: 0 },
      { leaf: 'iq-04', kind: 'query', count: 9, before: 0 },
    ],
    [],
  )
  expect(body.rising).toEqual([{ leaf: 'cp-03', count: 5, before: 2 }])
  expect(isEmpty(body)).toBe(false)
})
