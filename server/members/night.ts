/** AC-10: the nightly look at every passenger, at the house's midnight. A night that was missed is made up at the start; one that was cut goes on where it was. */
import type { PassengerId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { dayStart, dayText } from '../platform/day.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { beginNight, findNight, moveNight } from './members.repository.ts'

export interface NightDeps {
  store: Store
  clock: Clock
  log: Log
  timeZone: string
  idsAfter(after: string, limit: number): Promise<PassengerId[]>
  /** How many of them have changed. */
  recompute(ids: PassengerId[], within: Write): Promise<number>
}

/** So many passengers share one commit: few enough that a call never waits for the night. */
const chunk = 100
const retryMs = 60_000
// A clock change moves midnight; within a day and an hour it comes.
const dayMs = 86_400_000

/** `run` does today's night now, whatever of it is left. */
export function createNight(deps: NightDeps) {
  const { store, clock, log, timeZone } = deps
  let cancel = (): void => undefined
  let closed = false
  let running: Promise<void> = Promise.resolve()

  async function step(day: string, after: string): Promise<string | undefined> {
    const ids = await deps.idsAfter(after, chunk)
    const last = ids.at(-1)
    await store.write(async (tx) => {
      const night = await findNight(tx.db, day)
      if (!night || night.finished_at !== null) return
      if (last === undefined) return moveNight(tx.db, day, { finished_at: clock.now() })
      const changed = night.changed + (await deps.recompute(ids, tx))
      await moveNight(tx.db, day, { after_id: last, seen: night.seen + ids.length, changed })
    })
    return last
  }

  async function run(): Promise<void> {
    const day = dayText(clock.now(), timeZone)
    await store.write((tx) => beginNight(tx.db, day, clock.now()))
    const night = await findNight(store.db, day)
    if (!night || night.finished_at !== null) return
    let after: string | undefined = night.after_id
    while (after !== undefined && !closed) after = await step(day, after)
  }

  function begin(): void {
    running = run().then(schedule, (error: unknown) => {
      log.error({ error }, 'The nightly look at members failed; it goes on in a minute.')
      if (!closed) cancel = clock.after(retryMs, begin)
    })
  }

  function schedule(): void {
    if (closed) return
    const now = clock.now()
    // Noon of tomorrow belongs to tomorrow whatever the clocks do tonight.
    const midnight = dayStart(dayStart(now, timeZone) + 1.5 * dayMs, timeZone)
    cancel = clock.after(Math.max(1, midnight - now), begin)
  }

  return {
    run,
    /** Makes up a missed night and waits for the next. */
    open: begin,
    /** Ends after the commit that is running; the rest is made up at the next start. */
    async close(): Promise<void> {
      closed = true
      cancel()
      await running
    },
  }
}
