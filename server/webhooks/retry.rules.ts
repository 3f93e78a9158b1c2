/** When a delivery is tried again: at growing distances with jitter, until 24 hours are over. */

/** From making (or replaying) a delivery to giving it up. */
export const triedForMs = 24 * 3_600_000

const firstPauseMs = 5_000
const longestPauseMs = 2 * 3_600_000

/** The moment of the next try after `tries` failed ones, or undefined: dead. `chance` is in [0, 1). */
export function nextTryAt(tries: number, triedFrom: number, now: number, chance: number): number | undefined {
  const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, Math.min(tries, 30) - 1))
  // Half of the pause is fixed and half is chance: those who failed together do not come back together.
  const at = now + Math.round(pause * (0.5 + chance / 2))
  return at - triedFrom > triedForMs ? undefined : at
}
