/** Brings callers and agents together whenever one of them has come free. One round at a time; nothing polls. */
import type { Log } from '../platform/log.ts'

/** Returns the wake-up: runs `round` now, or once more when one is running. */
export function createDispatcher(deps: { round(): Promise<void>; log: Log }): () => void {
  let running = false
  let again = false

  async function run(): Promise<void> {
    running = true
    do {
      again = false
      try {
        await deps.round()
      } catch (error) {
        deps.log.error({ error }, 'A round of offers failed.')
      }
    } while (again)
    running = false
  }

  return () => {
    if (running) again = true
    else void run()
  }
}
