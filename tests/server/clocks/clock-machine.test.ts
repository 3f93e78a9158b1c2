import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ClockMove, isOpen, moveClock } from '../../../server/clocks/clock.machine.ts'
import { ClockState } from '../../../server/contracts/clocks.ts'

const moves: ClockMove[] = [
  { event: 'pause' },
  { event: 'resume' },
  { event: 'breach' },
  { event: 'withdraw' },
  { event: 'stop', late: false },
  { event: 'stop', late: true },
]
const nameOf = (move: ClockMove) => (move.event === 'stop' && move.late ? 'stop-late' : move.event)
const table: Record<ClockState, Record<string, ClockState>> = {
  running: { pause: 'paused', breach: 'breached', withdraw: 'withdrawn', stop: 'met', 'stop-late': 'stopped-late' },
  paused: { resume: 'running', withdraw: 'withdrawn', stop: 'met', 'stop-late': 'met' },
  breached: { withdraw: 'withdrawn', stop: 'met', 'stop-late': 'stopped-late' },
  met: {},
  'stopped-late': {},
  withdrawn: {},
}

describe('the law of a clock', () => {
  test.each(ClockState.options.flatMap((state) => moves.map((move) => [state, nameOf(move), move] as const)))(
    '[CS-10] %s, %s',
    (state, name, move) => {
      expect(moveClock(state, move)).toBe(table[state][name])
    },
  )

  test('an end is an end', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves)), (path) => {
        let state: ClockState = 'running'
        let ended = false
        for (const move of path) {
          const next = moveClock(state, move)
          if (ended) expect(next).toBeUndefined()
          state = next ?? state
          ended = !isOpen(state)
        }
      }),
    )
  })
})
