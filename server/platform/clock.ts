/** Time behind an interface, so that tests can move it. */

export interface Clock {
  /** Wall time, ms UTC. */
  now(): number
  /** Monotonic ms; only differences mean something. */
  monotonic(): number
  /** Runs once after `ms`; returns the cancel. Times beyond 24 h are clamped to it (setTimeout overflows at 2^31). */
  after(ms: number, run: () => void): () => void
}

const longestMs = 86_400_000

/** The machine's clock. Its timers do not keep the process alive. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, ms), longestMs))
      timer.unref()
      return () => clearTimeout(timer)
    },
  }
}
