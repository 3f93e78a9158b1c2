/** Looks a caller up: one indexed query, within a time that a ringing phone can wait. */
import type { CallerMatch } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { decideMatch } from './match.rules.ts'
import { findOwners } from './number.repository.ts'
import { readNumber } from './number.rules.ts'
import { toSummary } from './passenger-record.ts'

const longestWaitMs = 300
// More rows than candidates shown: enough to see that a number is not one person's.
const mostRows = 32

/** `identify(ani)` never rejects; a slow or failing database makes the caller unknown. */
export function createCallerMatch({ store, clock, log }: { store: Store; clock: Clock; log: Log }) {
  async function lookUp(e164: string): Promise<CallerMatch> {
    const rows = await findOwners(store.db, e164, mostRows)
    return decideMatch(
      rows.map((row) => ({
        passenger: toSummary(row),
        kind: row.kind,
        shared: row.shared === 1,
        lastCalledAt: row.last_called_at ?? undefined,
        lastContactAt: row.last_contact_at ?? undefined,
      })),
    )
  }

  return {
    async identify(ani: string): Promise<CallerMatch> {
      const number = readNumber(ani)
      if (number.kind !== 'e164') return { kind: 'unknown' }
      let cancel: (() => void) | undefined
      const late = new Promise<CallerMatch>((resolve) => {
        cancel = clock.after(longestWaitMs, () => {
          log.warn({}, 'A caller could not be looked up in time.')
          resolve({ kind: 'unknown' })
        })
      })
      const looked = lookUp(number.e164).catch((error: unknown): CallerMatch => {
        log.error({ error }, 'A caller could not be looked up.')
        return { kind: 'unknown' }
      })
      const match = await Promise.race([looked, late])
      cancel?.()
      return match
    },
  }
}
