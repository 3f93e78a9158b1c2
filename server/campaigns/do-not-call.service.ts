/** The do-not-call list: who is on it is never called by a campaign. Written at once and durably (lessons C7 66). */
import type { UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { anyListed, deleteListed, insertListed, listListed } from './do-not-call.repository.ts'

export interface ListedNumber {
  e164: string
  addedAt: number
  addedByName: string
  reason: string
}

export type DoNotCall = ReturnType<typeof createDoNotCall>

/** The list. It needs no other room. */
export function createDoNotCall({ store, clock }: { store: Store; clock: Clock }) {
  return {
    hasAny: (e164s: string[], within?: Write): Promise<boolean> => anyListed(within?.db ?? store.db, e164s),

    async list(): Promise<ListedNumber[]> {
      const rows = await listListed(store.db)
      return rows.map((row) => ({
        e164: row.e164,
        addedAt: row.added_at,
        addedByName: row.added_by_name,
        reason: row.reason,
      }))
    },

    /** Lists a number. Refuses already-listed. */
    add(
      entry: { e164: string; reason: string; by: { id: UserId; displayName: string } },
      within?: Write,
    ): Promise<ListedNumber> {
      return store.write(async (tx) => {
        const row = {
          e164: entry.e164,
          added_at: clock.now(),
          added_by: entry.by.id,
          added_by_name: entry.by.displayName,
          reason: entry.reason,
        }
        if (!(await insertListed(tx.db, row))) throw new Refusal('already-listed')
        tx.announce('do-not-call.changed', { added: true })
        return { e164: row.e164, addedAt: row.added_at, addedByName: row.added_by_name, reason: row.reason }
      }, within)
    },

    /** Takes a number off the list. Refuses not-found. */
    remove(e164: string, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        if (!(await deleteListed(tx.db, e164))) throw new Refusal('not-found')
        tx.announce('do-not-call.changed', { added: false })
      }, within)
    },
  }
}
