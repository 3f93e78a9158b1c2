/**
 * Runs imports: rows come ready from the worker, and each batch is one transaction with its outcomes and the place reached.
 * Killed in the middle, the next start goes on behind the last batch that was committed: no row twice, none left out.
 */
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { ImportId } from '../contracts/ids.ts'
import type { FileShape, ImportKind } from '../contracts/imports.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { type DoneRow, findImport, type ImportRow, insertDone, updateImport } from './import.repository.ts'
import type { WorkerRow, WorkerTask, WorkerWord } from './import-worker.ts'
import type { ImportTarget, Saved } from './imports.ports.ts'

export interface RunnerDeps {
  store: Store
  clock: Clock
  log: Log
  /** The file that starts `runImportWorker` with the kinds of the house. */
  worker: URL
  targets: Record<ImportKind, ImportTarget>
  timeZone: string
}

/** A file that cannot be read says so with a code of the house. */
export type Look = { shape: FileShape; rows: number } | { code: string }

const heapMb = 1_024

export type ImportRunner = ReturnType<typeof createImportRunner>

/** Nothing runs by itself. */
export function createImportRunner({ store, clock, log, worker: workerFile, targets, timeZone }: RunnerDeps) {
  const running = new Map<ImportId, { worker: Worker; over: Promise<void> }>()
  let closed = false

  function startWorker(task: WorkerTask): Worker {
    return new Worker(workerFile, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: heapMb } })
  }

  /** What the file looks like; a worker that dies of it counts as a file that is too large. */
  function look(path: string): Promise<Look> {
    return new Promise((done) => {
      const worker = startWorker({ task: 'look', path })
      worker.on('message', (said: WorkerWord) => {
        if (said.word === 'shape') done({ shape: said.shape, rows: said.rows })
        if (said.word === 'bad') done({ code: said.code })
      })
      worker.on('error', (error) => {
        log.warn({ error }, 'The look at an import file failed.')
        done({ code: 'file-too-large' })
      })
      worker.on('exit', () => done({ code: 'file-not-a-table' }))
    })
  }

  async function saveBatch(id: ImportId, rows: WorkerRow[]): Promise<void> {
    await store.write(async (tx) => {
      const row = await findImport(tx.db, id)
      if (row?.state !== 'running') return
      // A batch that was sent again after a lost race, or by a worker that began before: only what is new.
      const fresh = rows.filter((one) => one.row > row.done_rows)
      if (fresh.length === 0) return
      const saved = await saveReady(row, fresh, tx)
      const done = fresh.map((one, i) => doneRow(id, one, saved[i]!))
      await insertDone(tx.db, done)
      const count = (outcome: DoneRow['outcome']) => done.filter((one) => one.outcome === outcome).length
      await updateImport(tx.db, id, {
        done_rows: fresh.at(-1)!.row,
        created_rows: row.created_rows + count('created'),
        updated_rows: row.updated_rows + count('updated'),
        skipped_rows: row.skipped_rows + count('skipped'),
        wrong_rows: row.wrong_rows + count('wrong'),
      })
    })
  }

  async function saveReady(row: ImportRow, fresh: WorkerRow[], tx: Write): Promise<Saved[]> {
    const ready = fresh.flatMap((one) => (one.ready === undefined ? [] : [one.ready]))
    const how = { duplicates: row.duplicates, importId: row.id }
    const saved = ready.length === 0 ? [] : await targets[row.kind].save(ready, how, tx)
    let next = 0
    return fresh.map((one): Saved => {
      if (one.ready !== undefined) return saved[next++]!
      return { outcome: 'wrong', code: one.code ?? 'unreadable', field: one.field }
    })
  }

  /** A batch that the database refuses as a whole is tried row by row: one row must not take the others with it. */
  async function saveSafely(id: ImportId, rows: WorkerRow[]): Promise<void> {
    try {
      await saveBatch(id, rows)
    } catch (error) {
      if (rows.length === 1) {
        log.warn({ error, importId: id }, 'A row of an import could not be stored.')
        const { ready: _ready, ...row } = rows[0]!
        await saveBatch(id, [{ ...row, code: 'not-storable' }])
      } else for (const row of rows) await saveSafely(id, [row])
    }
  }

  async function end(id: ImportId, problem: string | undefined, rows?: number): Promise<void> {
    const counted = rows === undefined ? {} : { total_rows: rows }
    const state = problem === undefined ? 'done' : 'failed'
    await store.write((tx) =>
      updateImport(tx.db, id, { state, problem: problem ?? null, finished_at: clock.now(), ...counted }),
    )
  }

  /** Follows a worker to its end; rejects only when the database is gone. */
  function follow(id: ImportId, worker: Worker): Promise<void> {
    return new Promise((done, fail) => {
      // Batches are saved one after another, in the order of the file.
      let tail = Promise.resolve()
      let over = false
      const then = (step: () => Promise<void>) => {
        tail = tail.then(step)
        tail.catch(fail)
      }
      worker.on('message', (said: WorkerWord) => {
        if (said.word === 'rows')
          then(async () => {
            if (closed) return
            await saveSafely(id, said.rows)
            worker.postMessage('next')
            // Calls come first: the loop turns between two batches.
            await turn()
          })
        else {
          over = true
          then(async () => {
            if (closed) return
            if (said.word === 'end') await end(id, undefined, said.rows)
            if (said.word === 'bad') await end(id, said.code)
          })
        }
      })
      worker.on('error', (error) => {
        over = true
        log.error({ error, importId: id }, 'The worker of an import died.')
        then(() => (closed ? Promise.resolve() : end(id, 'internal-error')))
      })
      worker.on('exit', () => {
        if (!over && !closed) then(() => end(id, 'internal-error'))
        tail.then(done, fail)
      })
    })
  }

  return {
    look,
    /** Begins, or goes on where a former run ended. */
    run(row: ImportRow, path: string, onOver: () => Promise<void>): void {
      if (closed || running.has(row.id)) return
      const worker = startWorker({
        task: 'read',
        path,
        kind: row.kind,
        mapping: JSON.parse(row.mapping),
        after: row.done_rows,
        now: clock.now(),
        timeZone,
      })
      const over = follow(row.id, worker)
        .then(() => (closed ? undefined : onOver()))
        .catch((error: unknown) =>
          log.error({ error, importId: row.id }, 'An import was interrupted; the next start goes on with it.'),
        )
        .finally(() => running.delete(row.id))
      running.set(row.id, { worker, over })
    },
    /** Resolves when an import that runs has ended. */
    async over(id: ImportId): Promise<void> {
      await running.get(id)?.over
    },
    /** Stops where it stands; what is committed stays. */
    async close(): Promise<void> {
      closed = true
      const all = [...running.values()]
      await Promise.all(all.map(({ worker }) => worker.terminate()))
      await Promise.all(all.map(({ over }) => over))
    },
  }
}

function doneRow(id: ImportId, from: WorkerRow, saved: Saved): DoneRow {
  const base = { import_id: id, row: from.row, outcome: saved.outcome }
  if (saved.outcome === 'wrong') {
    const cells = JSON.stringify(from.cells ?? [])
    return { ...base, record_id: null, before: cells, code: saved.code, field: saved.field ?? null }
  }
  const before = saved.outcome === 'updated' ? saved.before : null
  return { ...base, record_id: saved.recordId, before, code: null, field: null }
}
