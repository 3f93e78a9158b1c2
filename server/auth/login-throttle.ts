/** Slows guessing down: so many wrong tries per key (an account, a source) in a while, then refusals until they have aged. */
import type { Clock } from '../platform/clock.ts'

export interface ThrottleSettings {
  /** Wrong tries before the refusal. */
  tries: number
  /** How long a wrong try counts, ms. */
  forgetAfterMs: number
  /** Checks at the same time per key; a flood is refused before it costs hashing. */
  atOnce: number
}

interface Tally {
  wrongAt: number[]
  running: number
}

// Keys come from strangers: the oldest are forgotten beyond this many.
const mostKeys = 20_000

export type LoginThrottle = ReturnType<typeof createLoginThrottle>

/** Counts in memory: a restart forgets, which costs an attacker more than it gives. */
export function createLoginThrottle(clock: Clock, settings: ThrottleSettings) {
  const tallies = new Map<string, Tally>()

  function tallyOf(key: string): Tally {
    const known = tallies.get(key)
    const tally = known ?? { wrongAt: [], running: 0 }
    // Re-inserting keeps the map in order of use, so the first key is the one unused longest.
    if (known) tallies.delete(key)
    tallies.set(key, tally)
    if (tallies.size > mostKeys) forgetOldest()
    const oldest = clock.now() - settings.forgetAfterMs
    tally.wrongAt = tally.wrongAt.filter((at) => at > oldest)
    return tally
  }

  function forgetOldest(): void {
    const [first] = tallies.keys()
    if (first !== undefined) tallies.delete(first)
  }

  return {
    /** False: too many wrong or running tries on one of the keys. True: the try is counted as running until `leave`. */
    enter(keys: string[]): boolean {
      const all = keys.map(tallyOf)
      if (all.some((tally) => tally.wrongAt.length >= settings.tries || tally.running >= settings.atOnce)) return false
      for (const tally of all) tally.running++
      return true
    },
    /** Ends a try that `enter` let in. A right password forgets the wrong tries of the first key, the account. */
    leave(keys: string[], right: boolean): void {
      keys.forEach((key, i) => {
        const tally = tallyOf(key)
        tally.running = Math.max(0, tally.running - 1)
        if (!right) tally.wrongAt.push(clock.now())
        else if (i === 0) tally.wrongAt = []
      })
    },
  }
}
