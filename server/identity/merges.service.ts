/** The memory of merges: the plan, what was done, and that it was undone. The trip itself is a journey. */
import { z } from 'zod'
import type { Merge } from '../contracts/identity.ts'
import type { MergeId, PassengerId, UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { StaffNames } from './identity.ports.ts'
import { changesOf, type FieldChanges, planMerge, undoOf } from './merge.rules.ts'
import * as rows from './merges.repository.ts'

const Value = z.union([z.string(), z.number(), z.null()])
const Changes = z.record(z.string(), z.object({ from: Value, to: Value }))
const Moved = z.record(z.string(), z.array(z.string()))

/** A merge as it is remembered. */
export interface KeptMerge {
  id: MergeId
  survivorId: PassengerId
  loserId: PassengerId
  fields: FieldChanges
  moved: Record<string, string[]>
}

export type Merges = ReturnType<typeof createMerges>

/** The merges of the room of identity. */
export function createMerges({ store, clock, staff }: { store: Store; clock: Clock; staff: StaffNames }) {
  const kept = (row: rows.MergeRow): KeptMerge => ({
    id: row.id,
    survivorId: row.survivor_id,
    loserId: row.loser_id,
    fields: Changes.parse(JSON.parse(row.fields)),
    moved: Moved.parse(JSON.parse(row.moved)),
  })

  return {
    plan: planMerge,
    changes: changesOf,
    undo: undoOf,

    async keep(merge: Omit<KeptMerge, 'id'>, byId: UserId, tx: Write): Promise<MergeId> {
      const id = newId<MergeId>()
      await rows.insertMerge(tx.db, {
        id,
        survivor_id: merge.survivorId,
        loser_id: merge.loserId,
        at: clock.now(),
        by_id: byId,
        fields: JSON.stringify(merge.fields),
        moved: JSON.stringify(merge.moved),
        undone_at: null,
        undone_by: null,
      })
      return id
    },

    /** The merge, marked as undone; Refusal already-closed when it was before. */
    async takeBack(id: MergeId, byId: UserId, tx: Write): Promise<KeptMerge> {
      const row = await rows.findMerge(tx.db, id)
      if (!row) throw new Refusal('not-found')
      if (!(await rows.markUndone(tx.db, id, clock.now(), byId))) throw new Refusal('already-closed')
      return kept(row)
    },

    /** Merges of a record, newest first; `nameOf` says what the merged record is called. */
    async list(id: PassengerId, nameOf: (id: PassengerId) => Promise<string | undefined>): Promise<Merge[]> {
      const all = await rows.mergesOf(store.db, id)
      const names = await staff.namesOf(
        all.flatMap((row) => (row.undone_by ? [row.by_id, row.undone_by] : [row.by_id])),
      )
      return Promise.all(
        all.map(async (row) => {
          const { moved, fields } = kept(row)
          return {
            id: row.id,
            survivorId: row.survivor_id,
            loserId: row.loser_id,
            loserName: (await nameOf(row.loser_id)) ?? '',
            at: row.at,
            byName: names.get(row.by_id),
            rows: Object.fromEntries(Object.entries(moved).map(([room, ids]) => [room, ids.length])),
            fields: Object.keys(fields),
            undoneAt: row.undone_at ?? undefined,
            undoneByName: row.undone_by ? names.get(row.undone_by) : undefined,
          }
        }),
      )
    },
  }
}
