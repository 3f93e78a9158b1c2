/** A time that runs: tabular figures, changes in place. */
import { useNow } from '../lib/clock.ts'
import { spanText } from '../lib/format.ts'

/** Counts up from `since` (server time, ms UTC); with `late` it turns amber once that many milliseconds have passed. */
export function Running({ since, late }: { since: number; late?: number | undefined }) {
  const span = useNow() - since
  return <time className={late !== undefined && span > late ? 'figures late' : 'figures'}>{spanText(span)}</time>
}

/** Counts down to `until`; once past it counts up in amber with a plus sign. */
export function CountDown({ until }: { until: number }) {
  const left = until - useNow()
  if (left >= 0) return <time className="figures">{spanText(left + 999)}</time>
  return <time className="figures late">+{spanText(-left)}</time>
}
