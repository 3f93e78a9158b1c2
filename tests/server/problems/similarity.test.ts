import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveProblem } from '../../../server/problems/problem.machine.ts'
import {
  commonGroup,
  groupsOf,
  marksOf,
  similarPercent,
  spikeOf,
  type Traits,
} from '../../../server/problems/similarity.rules.ts'

const dayMs = 86_400_000
const limits = { cases: 3, similarPercent: 40 }
const one = (caseId: string, more: Partial<Traits> = {}): Traits => ({
  caseId,
  leaf: 'cp-03',
  openedAt: 0,
  marks: [],
  ...more,
})

describe('what cases have in common', () => {
  test('[BY-23] three of one leaf on one flight are a common problem, two are not', () => {
    const flight = { flight: 'YT3101' }
    const others = [
      one('a', flight),
      one('b', flight),
      one('c', { flight: 'YT3102' }),
      one('d', { ...flight, leaf: 'cp-04' }),
    ]
    const group = commonGroup(groupsOf(one('e', flight), others, limits), limits)
    expect(group).toEqual({ trait: 'flight', value: 'YT3101', cases: ['a', 'b', 'e'] })
    expect(commonGroup(groupsOf(one('e', flight), others.slice(0, 1), limits), limits)).toBeUndefined()
  })

  test('[BY-23] the most telling thing they share names it: flight before station before words before department', () => {
    const same = { flight: 'YT3101', station: 'SHA', department: 'baggage', marks: marksOf('行李延误未到') }
    const groups = groupsOf(one('c', same), [one('a', same), one('b', same)], limits)
    expect(groups.map(({ trait }) => trait)).toEqual(['flight', 'station', 'text', 'department'])
  })

  test.each([
    ['行李延误十小时', '行李延误八小时未送', true],
    ['Bag delayed at Shanghai', 'bag delayed again', true],
    ['行李延误十小时', '机上餐食不符', false],
    ['', '行李', false],
  ])('words: %s / %s', (a, b, alike) => {
    expect(similarPercent(marksOf(a), marksOf(b)) >= 30).toBe(alike)
  })

  test('likeness is the same both ways, a text is like itself, and nothing of the words is kept', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [x, y] = [marksOf(a), marksOf(b)]
        if (x.length > 0) expect(similarPercent(x, x)).toBe(100)
        return similarPercent(x, y) === similarPercent(y, x)
      }),
    )
    expect(marksOf('王小明投诉行李').every(Number.isInteger)).toBe(true)
  })
})

test.each([
  [[0.1, 0.2, 0.3, 0.4, 0.5], { count: 5, usualHundredths: 0 }],
  [[0.1, 0.2], undefined],
  // 28 before: one a day is usual, so five are fivefold.
  [[0.1, 0.2, 0.3, 0.4, 0.5, ...Array.from({ length: 28 }, (_, i) => i + 1)], { count: 5, usualHundredths: 100 }],
  [[0.1, 0.2, 0.3, 0.4, 0.5, ...Array.from({ length: 84 }, (_, i) => 1 + i / 3)], undefined],
])('[CS-15] a day with many more cases of a leaf than usual is a spike: %j days ago', (daysAgo, spike) => {
  const now = 100 * dayMs
  expect(
    spikeOf(
      daysAgo.map((days) => now - days * dayMs),
      now,
      { spikeCases: 5, spikeTenths: 30 },
    ),
  ).toEqual(spike)
})

test('[BY-24] the law of a problem: decided by a person, taken in hand, solved, and open again when it recurs', () => {
  expect(moveProblem('proposed', 'confirm')).toBe('open')
  expect(moveProblem('proposed', 'decline')).toBe('declined')
  expect(moveProblem('open', 'take')).toBe('in-hand')
  expect(moveProblem('open', 'solve')).toBeUndefined()
  expect(moveProblem('in-hand', 'solve')).toBe('solved')
  for (const state of ['solved', 'watched'] as const) expect(moveProblem(state, 'recur')).toBe('open')
  expect(moveProblem('declined', 'confirm')).toBeUndefined()
})
