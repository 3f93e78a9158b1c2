/** For what has happened already: the end of a call, of an offer, of a wait. It is written as soon as the database takes it. */
import type { Clock } from './clock.ts'
import { InvalidState, Refusal } from './errors.ts'
import type { Log } from './log.ts'
import type { Store, Write } from './store.ts'

export interface LastWriteDeps {
  store: Store
  clock: Clock
  log: Log
}

/** Between two tries. */
export const retryMs = 1_000
/** Ten minutes; whoever restarts the house after that finds the rest closed by the recovery. */
const mostTries = 600

/**
 * Writes `change`, again and again while the disk is full or the database is gone; `meanwhile` runs once, after the first failure:
 * people must not wait for a disk. Rejects at once with a bug of ours or a refusal, which no second try would change.
 */
export async function writeInTheEnd<T>(
  { store, clock, log }: LastWriteDeps,
  change: (tx: Write) => Promise<T>,
  meanwhile?: () => Promise<void>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await store.write(change)
    } catch (error) {
      if (error instanceof InvalidState || error instanceof Refusal || tries === mostTries) throw error
      if (tries === 1) {
        log.error({ error }, 'An end could not be written yet; the house keeps trying.')
        await meanwhile?.()
      }
      await new Promise<void>((resolve) => clock.after(retryMs, resolve))
    }
  }
}
