/** Wakes for the next row that is due and sleeps exactly until then: one timer, no polling, restart-safe because the rows are the memory. */
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export interface AlarmDeps {
  clock: Clock
  log: Log
  /** What this alarm is for, in the log. */
  name: string
  /** When the next row is due (ms UTC); undefined when none is. */
  nextAt: () => Promise<number | undefined>
  /** Works on what is due now; afterwards those rows are due later or never. */
  ring: () => Promise<void>
}

// After a failure nothing is tried for this long: a broken disk must not become a busy loop.
const restMs = 60_000

export type Alarm = ReturnType<typeof createAlarm>

/** Owns one timer. `wake` looks again, to be called when a row with an earlier time may have come; `close` ends it. */
export function createAlarm({ clock, log, name, nextAt, ring }: AlarmDeps) {
  let cancel: (() => void) | undefined
  let closed = true
  let looking = false
  let again = false
  let restUntil = 0

  async function look(): Promise<void> {
    cancel?.()
    cancel = undefined
    let next = await nextAt()
    if (next !== undefined && next <= clock.now() && clock.now() >= restUntil) {
      await ring()
      next = await nextAt()
      // What is still due after its work would ring for ever.
      if (next !== undefined && next <= clock.now()) restUntil = clock.now() + 1000
    }
    if (next === undefined || closed) return
    cancel = clock.after(Math.max(next, restUntil) - clock.now(), wake)
  }

  function wake(): void {
    if (closed) return
    if (looking) {
      again = true
      return
    }
    looking = true
    look()
      .catch((error: unknown) => {
        if (closed) return
        restUntil = clock.now() + restMs
        cancel = clock.after(restMs, wake)
        log.error({ error, alarm: name }, 'Work that is due could not be done.')
      })
      .finally(() => {
        looking = false
        if (!again) return
        again = false
        wake()
      })
  }

  return {
    start(): void {
      closed = false
      wake()
    },
    wake,
    close(): void {
      closed = true
      cancel?.()
    },
  }
}
