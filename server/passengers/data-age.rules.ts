/** GA-15: contact data grow old; the agent is asked to confirm them with the passenger. */

/** So long confirmed data count as fresh. */
export const freshMs = 365 * 86_400_000

/** Stale when nobody has confirmed the data for a year; a record that was never confirmed counts from its making. */
export function isStale(data: { confirmedAt: number | undefined; createdAt: number }, now: number): boolean {
  return now - (data.confirmedAt ?? data.createdAt) > freshMs
}
