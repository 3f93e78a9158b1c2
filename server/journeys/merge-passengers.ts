/**
 * Two records turn out to be one person: one transaction, each room moves its own rows and says which, so that undoing is the
 * same trip backwards. What happened meanwhile stays with the one it happened to.
 */
import type { MergeOrder, MergePreview } from '../contracts/identity.ts'
import type { MergeId, PassengerId, UserId } from '../contracts/ids.ts'
import type { Merges } from '../identity/merges.service.ts'
import type { PassengerMerge } from '../passengers/passenger-merge.ts'
import { Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'

/** A room that has rows of passengers: gives those of one to another, all or the named ones, and says which. */
export type HandOver = (from: PassengerId, to: PassengerId, tx: Write, only?: string[]) => Promise<string[]>

export interface MergeHouse {
  store: Store
  records: PassengerMerge
  merges: Merges
  /** Room -> how it hands over, in a fixed order. */
  rooms: Record<string, HandOver>
  /** Room -> how many rows a person has there. */
  counts: (id: PassengerId) => Promise<Record<string, number>>
  /** The work list hears that a pair is settled, or open again. */
  pairs: {
    merged(a: PassengerId, b: PassengerId, byId: UserId, tx: Write): Promise<void>
    open(a: PassengerId, b: PassengerId, tx: Write): Promise<void>
  }
}

export type MergePassengers = ReturnType<typeof mergePassengers>

/** The trip there and back. */
export function mergePassengers({ store, records, merges, rooms, counts, pairs }: MergeHouse) {
  return {
    /** What a merge would do. */
    async preview(survivorId: PassengerId, loserId: PassengerId): Promise<MergePreview> {
      if (survivorId === loserId) throw new Refusal('same-passenger')
      const [survivor, loser] = [await records.record(survivorId), await records.record(loserId)]
      const fields = merges.plan(survivor.columns, loser.columns)
      return {
        survivor: survivor.summary,
        loser: loser.summary,
        survivorVersion: survivor.version,
        loserVersion: loser.version,
        fields,
        rows: { ...(await records.counts(loserId)), ...(await counts(loserId)) },
      }
    },

    merge(survivorId: PassengerId, order: MergeOrder, byId: UserId): Promise<MergeId> {
      const { loserId } = order
      return store.write(async (tx) => {
        if (survivorId === loserId) throw new Refusal('same-passenger')
        const [survivor, loser] = [await records.record(survivorId, tx), await records.record(loserId, tx)]
        if (survivor.version !== order.survivorVersion || loser.version !== order.loserVersion)
          throw new Refusal('changed-meanwhile', { survivor: survivor.version, loser: loser.version })
        const fields = merges.changes(merges.plan(survivor.columns, loser.columns, order.chosen), survivor.columns)
        const change = Object.fromEntries(Object.entries(fields).map(([field, { to }]) => [field, to]))
        const moved: Record<string, string[]> = {}
        for (const [room, handOver] of Object.entries(rooms)) moved[room] = await handOver(loserId, survivorId, tx)
        Object.assign(moved, await records.absorb({ survivor: survivorId, loser: loserId, change }, tx))
        const id = await merges.keep({ survivorId, loserId, fields, moved }, byId, tx)
        await pairs.merged(survivorId, loserId, byId, tx)
        tx.announce('passenger.merged', { survivorId, loserId })
        return id
      })
    },

    unmerge(id: MergeId, byId: UserId): Promise<{ survivorId: PassengerId; loserId: PassengerId }> {
      return store.write(async (tx) => {
        const { survivorId, loserId, fields, moved } = await merges.takeBack(id, byId, tx)
        const now = await records.record(survivorId, tx).catch((error: unknown) => {
          // The survivor was merged in its turn: that merge comes first.
          throw error instanceof Refusal && error.code === 'already-merged' ? new Refusal('merge-not-last') : error
        })
        for (const [room, handOver] of Object.entries(rooms).toReversed())
          await handOver(survivorId, loserId, tx, moved[room] ?? [])
        const change = merges.undo(fields, now.columns)
        await records.release({ survivor: survivorId, loser: loserId, change, moved }, tx)
        await pairs.open(survivorId, loserId, tx)
        tx.announce('passenger.unmerged', { survivorId, loserId })
        return { survivorId, loserId }
      })
    },
  }
}
