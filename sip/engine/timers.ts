/** One timer wheel for all timers of the engine: a ring of slots, walked by a clock that tests advance by hand. */

export interface Timer {
  /** Harmless when the timer has fired or was cancelled before. */
  cancel(): void
}

export interface Timers {
  /** Calls `act` once, `ms` milliseconds from now, clamped to 0..24 h. */
  after(ms: number, act: () => void): Timer
  /** Fires everything due at `now` (milliseconds of the same clock). */
  advance(now: number): void
  /** How many timers are waiting. */
  readonly size: number
}

interface Entry extends Timer {
  dueTick: number
  act: (() => void) | undefined
}

const SLOTS = 2_048
const LONGEST_MS = 86_400_000

/** Builds a wheel; `tickMs` is its grain, `start` the clock's first reading, `failed` hears what a timer threw. */
export function createTimers(options: { start: number; tickMs: number; failed: (error: unknown) => void }): Timers {
  const slots: Entry[][] = Array.from({ length: SLOTS }, () => [])
  let tick = Math.floor(options.start / options.tickMs)
  let now = options.start
  let size = 0

  function after(ms: number, act: () => void): Timer {
    const wait = Math.min(Math.max(Number.isFinite(ms) ? ms : 0, 0), LONGEST_MS)
    const entry: Entry = {
      dueTick: Math.max(tick + 1, Math.ceil((now + wait) / options.tickMs)),
      act,
      cancel: () => {
        if (entry.act === undefined) return
        entry.act = undefined
        size--
      },
    }
    slots[entry.dueTick % SLOTS]?.push(entry)
    size++
    return entry
  }

  function advance(reading: number): void {
    const last = Math.floor(reading / options.tickMs)
    while (tick < last) {
      tick++
      now = Math.max(now, tick * options.tickMs)
      fireSlot(tick % SLOTS)
    }
    now = Math.max(now, reading)
  }

  function fireSlot(index: number): void {
    const entries = slots[index]
    if (entries === undefined || entries.length === 0) return
    const due: Entry[] = []
    slots[index] = entries.filter((entry) => {
      if (entry.act === undefined) return false
      if (entry.dueTick > tick) return true
      due.push(entry)
      return false
    })
    for (const entry of due) {
      const { act } = entry
      if (act === undefined) continue
      entry.cancel()
      try {
        act()
      } catch (error) {
        options.failed(error)
      }
    }
  }

  return {
    after,
    advance,
    get size() {
      return size
    },
  }
}
