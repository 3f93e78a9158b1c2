import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveCase } from '../../../server/cases/case.machine.ts'
import { CaseState } from '../../../server/contracts/cases.ts'
import { OrderState } from '../../../server/contracts/dispatch.ts'
import { standingOf, stepsBetween } from '../../../server/dispatch/case-standing.rules.ts'
import { endStates, handOf, moveOrder, movesOf, type OrderMove } from '../../../server/dispatch/order.machine.ts'

const moves: OrderMove[] = ['accept', 'return', 'answer', 'redo', 'withdraw', 'settle']
const table: Record<OrderState, Partial<Record<OrderMove, OrderState>>> = {
  dispatched: { accept: 'accepted', return: 'returned', withdraw: 'withdrawn' },
  accepted: { answer: 'answered', return: 'returned', withdraw: 'withdrawn' },
  answered: { redo: 'accepted', settle: 'settled' },
  returned: {},
  withdrawn: {},
  settled: {},
}
const path = fc.array(fc.constantFrom(...moves), { maxLength: 30 })
const walk = (steps: OrderMove[], from: OrderState = 'dispatched') =>
  steps.reduce<OrderState>((state, move) => moveOrder(state, move) ?? state, from)

describe('the law of a work order', () => {
  test.each(OrderState.options.flatMap((state) => moves.map((move) => [state, move, table[state][move]] as const)))(
    'from %s, %s leads to %s',
    (state, move, next) => {
      expect(moveOrder(state, move)).toBe(next)
    },
  )

  test('[BY-38] every order can end, whatever happened to it', () => {
    fc.assert(
      fc.property(path, (steps) => {
        const reach = new Set<OrderState>([walk(steps)])
        for (const from of reach) for (const move of movesOf(from)) reach.add(moveOrder(from, move)!)
        return endStates.some((end) => reach.has(end))
      }),
    )
  })

  test('a late return, answer or acceptance of an order that ended is harmless', () => {
    fc.assert(fc.property(fc.constantFrom(...endStates), path, (end, late) => walk(late, end) === end))
  })

  test('[CS-18] a matter is in exactly one pair of hands after every step, and with the department only while it works', () => {
    fc.assert(
      fc.property(path, (steps) => {
        let state: OrderState = 'dispatched'
        for (const move of steps) {
          const before = handOf(state)
          state = moveOrder(state, move) ?? state
          const hand = handOf(state)
          if (hand === 'department' && before !== hand && move !== 'accept' && move !== 'redo') return false
          if ((hand === 'department') !== (state === 'accepted')) return false
        }
        return true
      }),
    )
  })
})

describe('what the orders say about the case', () => {
  test.each<[OrderState[], CaseState | undefined]>([
    [[], undefined],
    [['dispatched'], 'dispatched'],
    [['dispatched', 'accepted'], 'accepted'],
    [['answered', 'dispatched'], 'accepted'],
    [['answered', 'answered'], 'answered'],
    [['answered', 'returned'], 'answered'],
    [['returned', 'returned'], 'returned'],
    [['returned', 'dispatched'], 'dispatched'],
    [['withdrawn'], 'returned'],
  ])('[CT-08] with %j it is %s', (orders, standing) => {
    expect(standingOf(orders)).toBe(standing)
  })

  test('[CT-08] is answered only when every department that kept its order has answered', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...OrderState.options), { minLength: 1, maxLength: 6 }), (orders) => {
        const waits = orders.some((state) => state === 'dispatched' || state === 'accepted')
        return (
          (standingOf(orders) === 'answered') === (!waits && orders.some((s) => s === 'answered' || s === 'settled'))
        )
      }),
    )
  })

  test('the moves between two standings are moves that the law of the case knows', () => {
    for (const from of CaseState.options)
      for (const to of CaseState.options) {
        const steps = stepsBetween(from, to)
        if (steps.length === 0) continue
        expect(steps.reduce<CaseState | undefined>((state, move) => state && moveCase(state, move), from)).toBe(to)
      }
  })
})
