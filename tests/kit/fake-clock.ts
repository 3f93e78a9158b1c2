/** A clock that stands still until a test moves it: timers run in the order they fall due, with everything they woke done in between. */

/** Structurally the clock of the platform, plus the hand that moves it. */
export interface FakeClock {
  /** Wall time, ms UTC: the start plus all that was advanced. */
  now(): number
  /** Ms since the clock was made; never goes back. */
  monotonic(): number
  /** Runs `run` once after `ms`; returns the cancel, which may be called at any time. */
  after(ms: number, run: () => void): () => void
  /** Moves time on by `ms`, running due timers in order; resolves when promises woken by them have settled too. */
  advance(ms: number): Promise<void>
  /** Timers that are set and not yet due or cancelled: 0 at the end of a test shows that every timer had an owner. */
  pending(): number
}

interface Timer {
  dueAt: number
  run: () => void
}

/** Makes a fake clock that shows `start` (ms UTC). Time does not go on while something outside this process is `busy` for the test. */
export function createFakeClock(start = Date.UTC(2026, 0, 5, 8), busy: () => boolean = () => false): FakeClock {
  const timers = new Set<Timer>()
  let elapsed = 0

  const nextDue = (until: number): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) {
      if (timer.dueAt <= until && (next === undefined || timer.dueAt < next.dueAt)) next = timer
    }
    return next
  }

  /** Lets every promise that can settle without more time passing do so. */
  async function settle(): Promise<void> {
    do await turn()
    while (busy())
  }

  return {
    now: () => start + elapsed,
    monotonic: () => elapsed,
    after(ms, run) {
      const timer = { dueAt: elapsed + Math.max(0, ms), run }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    async advance(ms) {
      const until = elapsed + ms
      await settle()
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer)
        elapsed = timer.dueAt
        timer.run()
        await settle()
      }
      elapsed = until
    },
    pending: () => timers.size,
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
