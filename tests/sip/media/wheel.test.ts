import { describe, expect, test } from 'vitest'
import { Wheel, type WheelTime } from '../../../sip/media/wheel.ts'

/** A clock that is moved by hand and calls back late when it jumps. */
class HandTime implements WheelTime {
  at = 1000
  #timers = new Set<{ due: number; callback: () => void }>()

  now(): number {
    return this.at
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { due: this.at + ms, callback }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  get waiting(): number {
    return this.#timers.size
  }

  /** Moves on in one step: whatever is due is called at the end of it, as in a thread that was held up. */
  jump(ms: number): void {
    this.at += ms
    const due = Array.from(this.#timers).filter((timer) => timer.due <= this.at)
    for (const timer of due) {
      this.#timers.delete(timer)
      timer.callback()
    }
  }

  flow(ms: number): void {
    for (let i = 0; i < ms; i += 1) this.jump(1)
  }
}

function member(time: WheelTime) {
  const visits: Array<{ at: number; turns: number }> = []
  return { visits, tick: (_now: number, turns: number) => visits.push({ at: time.now(), turns }) }
}

function setUp() {
  const time = new HandTime()
  const faults: unknown[] = []
  return { time, faults, wheel: new Wheel(time, (error) => faults.push(error)) }
}

describe('the wheel', () => {
  test('visits a member 18 to 20 ms after it joined and then every 20 ms without drift', () => {
    const { time, wheel } = setUp()
    time.flow(7)
    const one = member(time)
    wheel.join(one)
    time.flow(2000)
    expect(one.visits).toHaveLength(100)
    const first = one.visits[0]!.at - 1007
    expect(first).toBeGreaterThanOrEqual(18)
    expect(first).toBeLessThanOrEqual(20)
    expect(one.visits.every(({ at, turns }, i) => at === one.visits[0]!.at + i * 20 && turns === 1)).toBe(true)
  })

  test('keeps members in the phase in which they joined', () => {
    const { time, wheel } = setUp()
    const one = member(time)
    const two = member(time)
    wheel.join(one)
    time.flow(10)
    wheel.join(two)
    time.flow(400)
    expect(two.visits[3]!.at - one.visits[3]!.at).toBe(10)
  })

  test('catches up when the thread was late a little', () => {
    const { time, wheel } = setUp()
    const one = member(time)
    wheel.join(one)
    time.jump(65)
    expect(one.visits.map(({ turns }) => turns)).toEqual([1, 1, 1])
    time.flow(15)
    expect(one.visits).toHaveLength(4)
  })

  test('skips turns instead of bursting when the thread was late a lot, and says how many', () => {
    const { time, wheel } = setUp()
    const one = member(time)
    wheel.join(one)
    time.jump(2005)
    expect(one.visits.length).toBeLessThanOrEqual(2)
    time.flow(200)
    expect(one.visits.reduce((sum, { turns }) => sum + turns, 0)).toBe(110)
  })

  test('visits nobody twice in a turn, whoever joins or leaves meanwhile', () => {
    const { time, wheel } = setUp()
    const late = member(time)
    const joiner = { tick: () => wheel.join(late) }
    wheel.join(joiner)
    time.flow(20)
    wheel.leave(joiner)
    expect(late.visits).toHaveLength(0)
    time.flow(20)
    expect(late.visits).toHaveLength(1)
  })

  test('sleeps while it has no members', () => {
    const { time, wheel } = setUp()
    const one = member(time)
    expect(time.waiting).toBe(0)
    wheel.join(one)
    expect(time.waiting).toBe(1)
    wheel.leave(one)
    expect(time.waiting).toBe(0)
    time.flow(500)
    wheel.join(one)
    time.flow(40)
    expect(one.visits).toHaveLength(2)
  })

  test('drops a member that throws, reports it, and goes on with the others', () => {
    const { time, wheel, faults } = setUp()
    const bad = {
      tick: () => {
        throw new Error('bad')
      },
    }
    const good = member(time)
    wheel.join(bad)
    wheel.join(good)
    time.flow(100)
    expect(faults).toHaveLength(1)
    expect(good.visits).toHaveLength(5)
    expect(wheel.size).toBe(1)
  })
})
