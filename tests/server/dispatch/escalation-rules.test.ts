import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EscalationStep, OrderState, StepTrigger } from '../../../server/contracts/dispatch.ts'
import { nextStepAt, stepsAhead, unitAtLevel } from '../../../server/dispatch/escalation.rules.ts'

const minute = 60_000
const steps: EscalationStep[] = [
  { trigger: 'not-accepted', minutes: 30, level: 0 },
  { trigger: 'before-due', minutes: 60, level: 1 },
  { trigger: 'after-due', minutes: 0, level: 2 },
]
const times = { state: 'dispatched', dispatchedAt: 0, dueAt: 240 * minute } as const

describe('when an order goes up', () => {
  test('[CS-15] warns before the answer is due, not only after', () => {
    expect(stepsAhead(steps, [], times).map(({ at, index }) => [at / minute, index])).toEqual([
      [30, 0],
      [180, 1],
      [240, 2],
    ])
  })

  test('an accepted order has no lease any more, an answered one no step at all', () => {
    expect(nextStepAt(steps, [], { ...times, state: 'accepted' })).toBe(180 * minute)
    for (const state of ['answered', 'returned', 'withdrawn', 'settled'] as const)
      expect(nextStepAt(steps, [], { ...times, state })).toBeUndefined()
  })

  test('a step that came does not come again', () => {
    const step = fc.record({
      trigger: fc.constantFrom(...StepTrigger.options),
      minutes: fc.integer({ min: 0, max: 500 }),
      level: fc.integer({ min: 0, max: 5 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), fc.constantFrom(...OrderState.options), (plan, state) => {
        const fired: number[] = []
        for (let next = stepsAhead(plan, fired, { ...times, state })[0]; next; ) {
          if (fired.includes(next.index)) return false
          fired.push(next.index)
          next = stepsAhead(plan, fired, { ...times, state })[0]
        }
        return fired.length <= plan.length
      }),
    )
  })

  test('[CS-24] beyond the top of the organisation it stays at the top', () => {
    const chain = ['baggage', 'branch', 'headquarters']
    expect([0, 1, 2, 5].map((level) => unitAtLevel(chain, level))).toEqual([
      'baggage',
      'branch',
      'headquarters',
      'headquarters',
    ])
    expect(unitAtLevel([], 0)).toBeUndefined()
  })
})
