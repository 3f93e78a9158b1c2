/** When a session ends. */

/** Ms without a request after which a session ends. */
export const idleLifeMs = 12 * 3_600_000
/** Ms after the login at which a session ends in any case. */
export const absoluteLifeMs = 24 * 3_600_000

/** The moment (ms UTC) from which the session is over: idle or absolute, whichever comes first. */
export function sessionEndsAt(createdAt: number, seenAt: number): number {
  return Math.min(createdAt + absoluteLifeMs, seenAt + idleLifeMs)
}
