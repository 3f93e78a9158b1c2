/** Finds due attempts and hands them on: sleeps exactly until the next one, woken earlier by news. Nothing polls. */
import type { AttemptId } from '../contracts/ids.ts'
import type { Bus } from '../platform/bus.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'

export interface DueWorkDeps {
  clock: Clock
  bus: Bus
  log: Log
  attempts: { nextDueAt(): Promise<number | undefined>; due(limit: number): Promise<AttemptId[]> }
  maxConcurrent: () => Promise<number>
  /** Works on one attempt to its end; afterwards the attempt is no longer due. */
  run: (attemptId: AttemptId) => Promise<void>
  /** True once the house takes no new work (reliability 0.8: a drain stops outbound calls too). */
  draining: () => boolean
}

// After a failure nothing is tried for this long: a broken disk must not become a busy loop.
const restMs = 60_000

export type DueWork = ReturnType<typeof createDueWork>

/** Owns one timer and the set of running attempts. `start` begins, `close` ends; running attempts go on. */
export function createDueWork({ clock, bus, log, attempts, maxConcurrent, run, draining }: DueWorkDeps) {
  const running = new Set<AttemptId>()
  const unsubscribe: Array<() => void> = []
  let cancel: (() => void) | undefined
  let restUntil = 0
  let looking = false
  let lookAgain = false
  let closed = true

  async function work(attemptId: AttemptId): Promise<void> {
    running.add(attemptId)
    try {
      await run(attemptId)
    } catch (error) {
      restUntil = clock.now() + restMs
      log.error({ error, attemptId }, 'An attempt failed outside its own rules.')
    } finally {
      running.delete(attemptId)
      wake()
    }
  }

  async function startDue(): Promise<void> {
    const free = (await maxConcurrent()) - running.size
    if (free <= 0) return
    // Attempts just handed on may still read as due until their first commit.
    const due = await attempts.due(free + running.size)
    for (const id of due.filter((one) => !running.has(one)).slice(0, free)) if (!draining()) void work(id)
  }

  async function look(): Promise<void> {
    cancel?.()
    cancel = undefined
    if (clock.now() >= restUntil) await startDue()
    // With every line taken the end of a call wakes us.
    if (running.size >= (await maxConcurrent())) return
    const next = running.size === 0 ? await attempts.nextDueAt() : await nextNotRunning()
    if (next === undefined || closed || draining()) return
    cancel = clock.after(Math.max(next, restUntil) - clock.now(), wake)
  }

  /** With calls running, only what is due later needs the timer; what is due now was started or is running. */
  async function nextNotRunning(): Promise<number | undefined> {
    const next = await attempts.nextDueAt()
    return next !== undefined && next > clock.now() ? next : undefined
  }

  /** Looks for work now; a wake during a look makes it look once more. */
  function wake(): void {
    if (closed || draining()) return
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    look()
      .catch((error: unknown) => {
        restUntil = clock.now() + restMs
        cancel = clock.after(restMs, wake)
        log.error({ error }, 'Due attempts could not be read.')
      })
      .finally(() => {
        looking = false
        if (!lookAgain) return
        lookAgain = false
        wake()
      })
  }

  return {
    start(): void {
      closed = false
      unsubscribe.push(bus.on('attempt.changed', wake), bus.on('campaign.changed', wake))
      wake()
    },
    /** Attempts at work right now. */
    running: (): number => running.size,
    close(): void {
      closed = true
      cancel?.()
      for (const stop of unsubscribe.splice(0)) stop()
    },
  }
}
