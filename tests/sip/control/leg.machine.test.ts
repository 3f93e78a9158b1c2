import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { early, type LegEvent, type LegLife, step } from '../../../sip/control/leg.machine.ts'

const end: LegEvent = { kind: 'end', end: { cause: 'hung-up-by-peer', at: 1 } }
const after = (...events: LegEvent[]) => events.reduce<LegLife>((state, event) => step(state, event).state, early).name

describe('the law of a leg', () => {
  it.each([
    ['early', 'answer', 'answered'],
    ['early', 'hold', 'early'],
    ['early', 'retrieve', 'early'],
    ['answered', 'answer', 'answered'],
    ['answered', 'hold', 'held'],
    ['answered', 'retrieve', 'answered'],
    ['held', 'answer', 'held'],
    ['held', 'hold', 'held'],
    ['held', 'retrieve', 'answered'],
  ] as const)('turns %s by %s into %s', (from, event, to) => {
    const way: Record<string, LegEvent[]> = {
      early: [],
      answered: [{ kind: 'answer' }],
      held: [{ kind: 'answer' }, { kind: 'hold' }],
    }
    expect(after(...way[from]!, { kind: event })).toBe(to)
  })

  it('ends a leg once, whatever comes before and after', () => {
    const events = fc.constantFrom<LegEvent>({ kind: 'answer' }, { kind: 'hold' }, { kind: 'retrieve' }, end)
    fc.assert(
      fc.property(fc.array(events), (sequence) => {
        let state: LegLife = early
        let ends = 0
        for (const event of sequence) {
          const next = step(state, event)
          if (next.changed && next.state.name === 'ended') ends += 1
          state = next.state
        }
        expect(ends).toBe(sequence.includes(end) ? 1 : 0)
      }),
    )
  })

  it('keeps the first cause when a second end arrives', () => {
    const { state } = step(early, end)
    const late = step(state, { kind: 'end', end: { cause: 'internal-error', at: 2 } })
    expect(late).toEqual({ state, changed: false })
  })
})
