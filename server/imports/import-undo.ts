/** Takes an import back: record by record, and only where nothing else has touched it since. Killed in the middle, the next start goes on. */
import { setImmediate as turn } from 'node:timers/promises'
import type { ImportId } from '../contracts/ids.ts'
import type { ImportKind } from '../contracts/imports.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { type DoneRow, findImport, type ImportRow, listDone, markDone, updateImport } from './import.repository.ts'
import type { ImportTarget } from './imports.ports.ts'

const rowsAtOnce = 100
const factsAtOnce = 1_000

/** Nothing runs before `run`. */
export function createImportUndo(deps: {
  store: Store
  clock: Clock
  log: Log
  targets: Record<ImportKind, ImportTarget>
}) {
  const { store, clock, log, targets } = deps
  let work = Promise.resolve()
  let closed = false

  /** Ids in facts since the import began, but its own: whoever did something with a record left one. */
  async function touchedSince(row: ImportRow): Promise<Set<string>> {
    const touched = new Set<string>()
    for (let after = row.from_seq; ; ) {
      const facts = await store.factsAfter(after, factsAtOnce)
      for (const { name, data } of facts) {
        const own = name === 'passengers.imported' && data.importId === row.id
        if (!own) for (const value of Object.values(data).flat()) if (typeof value === 'string') touched.add(value)
      }
      const last = facts.at(-1)
      if (!last || facts.length < factsAtOnce) return touched
      after = last.seq
      await turn()
    }
  }

  async function takeBack(row: ImportRow, rows: DoneRow[], touched: Set<string>): Promise<void> {
    await store.write(async (tx) => {
      const now = await findImport(tx.db, row.id)
      if (now?.state !== 'undoing') return
      const free = rows.filter((one) => one.record_id !== null && !touched.has(one.record_id))
      const wanted = free.map((one) => ({ recordId: one.record_id!, before: one.before ?? undefined }))
      const gone = await targets[row.kind].revert(wanted, tx)
      const [undone, kept] = [[] as number[], [] as number[]]
      for (const one of rows) (one.record_id !== null && gone.has(one.record_id) ? undone : kept).push(one.row)
      await markDone(tx.db, row.id, undone, 'undone')
      await markDone(tx.db, row.id, kept, 'kept')
      await updateImport(tx.db, row.id, { undone_rows: now.undone_rows + undone.length })
    })
  }

  async function undo(id: ImportId): Promise<void> {
    const row = await findImport(store.db, id)
    if (row?.state !== 'undoing') return
    const touched = await touchedSince(row)
    for (;;) {
      // Rows that were dealt with have another outcome, so the first ones are always the next.
      const rows = await listDone(store.db, { id, outcomes: ['created', 'updated'], after: 0, limit: rowsAtOnce })
      if (rows.length === 0 || closed) break
      try {
        await takeBack(row, rows, touched)
      } catch (error) {
        log.warn({ error, importId: id }, 'Records of an import could not be taken back together.')
        await oneByOne(row, rows, touched)
      }
      await turn()
    }
    if (!closed) await store.write((tx) => updateImport(tx.db, id, { state: 'undone', finished_at: clock.now() }))
  }

  /** What another room holds on to cannot go: that record stays, the others go. */
  async function oneByOne(row: ImportRow, rows: DoneRow[], touched: Set<string>): Promise<void> {
    for (const one of rows)
      await takeBack(row, [one], touched).catch(() => store.write((tx) => markDone(tx.db, row.id, [one.row], 'kept')))
  }

  return {
    run(id: ImportId): void {
      work = work
        .then(() => undo(id))
        .catch((error: unknown) => log.error({ error, importId: id }, 'Taking an import back was interrupted.'))
    },
    over: () => work,
    async close(): Promise<void> {
      closed = true
      await work
    },
  }
}
