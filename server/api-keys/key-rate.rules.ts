/** How many requests a key may make: a bucket that fills evenly, so that a burst of one minute's worth is allowed and no more. */

export interface Bucket {
  /** Requests that may be made right now; may hold a fraction. */
  left: number
  /** When `left` was right, ms UTC. */
  at: number
}

/** Takes one request out; `waitMs` says when the next one may come if this one may not. */
export function take(
  bucket: Bucket | undefined,
  perMinute: number,
  now: number,
): { bucket: Bucket; waitMs: number | undefined } {
  const before = bucket ?? { left: perMinute, at: now }
  const left = Math.min(perMinute, before.left + (Math.max(0, now - before.at) * perMinute) / 60_000)
  // Fractions are added up: a request that waited as long as it was told must not fail by the last digit.
  if (left >= 1 - 1e-9) return { bucket: { left: Math.max(0, left - 1), at: now }, waitMs: undefined }
  return { bucket: { left, at: now }, waitMs: Math.ceil(((1 - left) * 60_000) / perMinute) }
}
