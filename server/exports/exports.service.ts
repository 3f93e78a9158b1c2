/** Exports: asked for, made in the background, fetched by the one who asked, gone after a day; each audited with its filter and size. */
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { SessionUser } from '../contracts/auth.ts'
import { type ExportFile, ExportFilter, exportRoles, type NewExport } from '../contracts/exports.ts'
import type { ExportId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { attachment } from '../platform/download.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import {
  deleteExport,
  type ExportRow,
  failLeft,
  findExport,
  insertExport,
  listExpired,
  listExports,
  updateExport,
} from './export-file.repository.ts'
import type { WriterOrder, WriterTask } from './export-writer.ts'
import type { AuditTrail, Cell, ExportSource, ExportSources } from './exports.ports.ts'
import { maskCell } from './mask.rules.ts'

export interface ExportsDeps {
  store: Store
  clock: Clock
  log: Log
  audit: AuditTrail
  sources: ExportSources
  bootId: string
  /** Where files stand until their time is over; their names are ids. */
  folder: string
}

interface Doer {
  user: SessionUser
  ip: string
}

const rowsAtOnce = 200
const keptMs = 86_400_000
const shown = 50
const names = {
  passengers: { zh: '旅客', en: 'passengers' },
  cases: { zh: '工单', en: 'cases' },
  tasks: { zh: '任务', en: 'tasks' },
  surveys: { zh: '满意度回访', en: 'satisfaction callbacks' },
  branches: { zh: '分公司客户汇总', en: 'customers by branch' },
  audit: { zh: '审计记录', en: 'audit trail' },
}
const types = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
}

export type Exports = ReturnType<typeof createExports>

/** The room of exports. */
export function createExports({ store, clock, log, audit, sources, bootId, folder }: ExportsDeps) {
  const running = new Map<ExportId, Promise<void>>()
  let closed = false
  const pathOf = (row: Pick<ExportRow, 'id' | 'format'>) => join(folder, `${row.id}.${row.format}`)

  async function write(row: ExportRow, user: SessionUser): Promise<number> {
    const source = sources[row.kind]
    const { language } = user
    const task: WriterTask = {
      path: pathOf(row),
      format: row.format,
      headers: source.columns.map(({ label }) => label[language]),
      keys: source.columns.map(({ key }) => key),
    }
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const worker = new Worker(new URL('./export-writer.ts', import.meta.url), { workerData: task })
    try {
      return await feed(worker, source, row, user)
    } finally {
      await worker.terminate()
    }
  }

  async function feed(worker: Worker, source: ExportSource, row: ExportRow, user: SessionUser): Promise<number> {
    const filter = ExportFilter.parse(JSON.parse(row.filter))
    let count = 0
    for (let after: string | undefined; ; ) {
      const page = await source.page(user, { filter, after, limit: rowsAtOnce })
      await told(worker, { rows: row.masked === 1 ? page.rows.map((cells) => maskRow(source, cells)) : page.rows })
      count += page.rows.length
      await store.write((tx) => updateExport(tx.db, row.id, { rows: count }))
      after = page.next
      if (after === undefined || closed) break
      await turn()
    }
    await told(worker, { end: true })
    return count
  }

  async function make(row: ExportRow, by: Doer): Promise<void> {
    try {
      const rows = await write(row, by.user)
      if (closed) return
      const { size } = await stat(pathOf(row))
      await store.write(async (tx) => {
        await updateExport(tx.db, row.id, { state: 'ready', rows, bytes: size, finished_at: clock.now() })
        await record(by, 'export-made', row, rows, tx)
      })
    } catch (error) {
      log.error({ error, exportId: row.id }, 'An export could not be made.')
      await store.write((tx) => updateExport(tx.db, row.id, { state: 'failed', finished_at: clock.now() }))
    }
  }

  function record(by: Doer, action: string, row: ExportRow, rows: number, tx?: Parameters<AuditTrail['record']>[1]) {
    const detail = { kind: row.kind, format: row.format, rows, filter: row.filter, masked: row.masked === 1 }
    const act = { actorId: by.user.id, role: by.user.role, ip: by.ip, action, objectType: 'export' }
    return audit.record({ ...act, objectId: row.id, detail }, tx)
  }

  return {
    /** Begins one; refuses a kind that is not for the role. */
    async order({ kind, format, filter }: NewExport, by: Doer): Promise<ExportFile> {
      if (!exportRoles[kind].includes(by.user.role)) throw new Refusal('not-allowed')
      const now = clock.now()
      const row: ExportRow = {
        id: newId<ExportId>(),
        kind,
        format,
        language: by.user.language,
        filter: JSON.stringify(filter),
        state: 'running',
        rows: 0,
        bytes: 0,
        masked: by.user.masked ? 1 : 0,
        by_id: by.user.id,
        boot_id: bootId,
        created_at: now,
        finished_at: null,
        expires_at: now + keptMs,
      }
      await store.write((tx) => insertExport(tx.db, row))
      const making = make(row, by).finally(() => running.delete(row.id))
      running.set(row.id, making)
      return toExport(row, now)
    },

    list: async (user: SessionUser): Promise<ExportFile[]> =>
      (await listExports(store.db, user.id, shown)).map((row) => toExport(row, clock.now())),

    get: async (id: ExportId, user: SessionUser): Promise<ExportFile> =>
      toExport(found(await findExport(store.db, id, user.id)), clock.now()),

    /** Where the file stands and how it is called; audited. Refuses one that is not ready or whose time is over. */
    async fetch(id: ExportId, by: Doer): Promise<{ path: string; name: string; type: string; bytes: number }> {
      const row = found(await findExport(store.db, id, by.user.id))
      if (row.state !== 'ready' || row.expires_at <= clock.now()) throw new Refusal('export-not-ready')
      await record(by, 'export-downloaded', row, row.rows)
      const day = new Date(row.created_at).toISOString().slice(0, 10)
      const name = attachment(`${names[row.kind][row.language]} ${day}.${row.format}`)
      return { path: pathOf(row), name, type: types[row.format], bytes: row.bytes }
    },

    /** Says that what another boot left will not come, and takes away what is old. */
    async takeUp(): Promise<void> {
      const now = clock.now()
      await store.write((tx) => failLeft(tx.db, bootId, now))
      for (const row of await listExpired(store.db, now)) {
        await rm(pathOf(row), { force: true })
        await store.write((tx) => deleteExport(tx.db, row.id))
      }
    },

    /** Resolves when an export that is being made is there. */
    over: async (id: ExportId): Promise<void> => running.get(id),

    async close(): Promise<void> {
      closed = true
      await Promise.all(running.values())
    },
  }
}

function maskRow(source: ExportSource, cells: Cell[]): Cell[] {
  return cells.map((cell, i) => {
    const personal = source.columns[i]?.personal
    return personal === undefined || cell === undefined ? cell : maskCell(personal, String(cell))
  })
}

/** Hands an order over and waits until it is carried out. */
function told(worker: Worker, order: WriterOrder): Promise<void> {
  return new Promise((done, fail) => {
    const over = () => {
      worker.off('message', onMessage)
      worker.off('error', onError)
    }
    const onMessage = () => {
      over()
      done()
    }
    const onError = (error: unknown) => {
      over()
      fail(error)
    }
    worker.once('message', onMessage)
    worker.once('error', onError)
    worker.postMessage(order)
  })
}

function toExport(row: ExportRow, now: number): ExportFile {
  return {
    id: row.id,
    kind: row.kind,
    format: row.format,
    filter: ExportFilter.parse(JSON.parse(row.filter)),
    state: row.expires_at <= now ? 'expired' : row.state,
    rows: row.rows,
    bytes: row.bytes,
    masked: row.masked === 1,
    createdAt: row.created_at,
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    expiresAt: row.expires_at,
  }
}
