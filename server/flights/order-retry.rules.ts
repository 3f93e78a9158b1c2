/** When an order that found nobody is sent again, and when it is given up. */

const firstMs = 2_000
const longestMs = 300_000
/** After a day the booking has moved on; a person decides. */
export const giveUpAfterMs = 86_400_000

/** When to try for the time after `tries`; undefined: no more. */
export function nextTryAt(order: { createdAt: number; tries: number }, now: number): number | undefined {
  const wait = Math.min(longestMs, firstMs * 2 ** Math.min(order.tries, 20))
  return now + wait > order.createdAt + giveUpAfterMs ? undefined : now + wait
}
