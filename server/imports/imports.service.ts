/** Imports: upload, preview, mapping, run, rows that went wrong, undo (AC-04). */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { SessionUser } from '../contracts/auth.ts'
import type { ErrorCode } from '../contracts/error-codes.ts'
import type { ImportId } from '../contracts/ids.ts'
import {
  FileShape,
  type Import,
  type ImportKind,
  type ImportStart,
  type ImportWithFields,
  Mapping,
} from '../contracts/imports.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { headerKey, mappingFault, proposeMapping } from './header.rules.ts'
import {
  deleteImport,
  findImport,
  findMapping,
  forgetRows,
  type ImportRow,
  importsIn,
  insertImport,
  listImports,
  moveImport,
  saveMapping,
} from './import.repository.ts'
import type { ImportRunner } from './import-runner.ts'
import { createImportUndo } from './import-undo.ts'
import type { AuditTrail, ImportShape, ImportTarget } from './imports.ports.ts'

export interface ImportsDeps {
  store: Store
  clock: Clock
  log: Log
  audit: AuditTrail
  runner: ImportRunner
  shapes: Record<ImportKind, ImportShape>
  targets: Record<ImportKind, ImportTarget>
  /** Where uploads stand while they are needed; their names are ids. */
  folder: string
}

interface Doer {
  user: SessionUser
  ip: string
}

const badFiles: readonly string[] = ['file-not-a-table', 'file-too-wide', 'file-too-large', 'file-empty']
/** An upload that nobody started, and the rows of a finished import, are kept so long. */
const unstartedMs = 86_400_000
const rowsKeptMs = 90 * 86_400_000

export type Imports = ReturnType<typeof createImports>

/** The room of imports. */
export function createImports({ store, clock, log, audit, runner, shapes, targets, folder }: ImportsDeps) {
  const pathOf = (id: ImportId) => join(folder, `${id}.upload`)
  const forget = (id: ImportId) => rm(pathOf(id), { force: true })
  const undoing = createImportUndo({ store, clock, log, targets })

  function run(row: ImportRow): void {
    runner.run(row, pathOf(row.id), async () => {
      await forget(row.id)
    })
  }

  async function seen(id: ImportId): Promise<ImportWithFields> {
    const row = found(await findImport(store.db, id))
    const fields = shapes[row.kind].fields.map(({ headers: _headers, ...field }) => field)
    return { ...toImport(row), fields }
  }

  async function proposal(kind: ImportKind, headers: string[]): Promise<Mapping> {
    const known = await findMapping(store.db, kind, headersHash(headers))
    if (known !== undefined) return Mapping.parse(JSON.parse(known))
    return proposeMapping(headers, shapes[kind].fields)
  }

  return {
    /** Takes a file in, looks at it in a worker, and proposes a mapping. Refuses what is no table; its file is gone then. */
    async upload(
      file: { name: string; content: Readable; isCut: () => boolean },
      kind: ImportKind,
      { user, ip }: Doer,
    ): Promise<ImportWithFields> {
      const id = newId<ImportId>()
      await mkdir(folder, { recursive: true, mode: 0o700 })
      try {
        await pipeline(file.content, createWriteStream(pathOf(id), { mode: 0o600, flags: 'wx' }))
        if (file.isCut()) throw new Refusal('too-large')
        const look = await runner.look(pathOf(id))
        if ('code' in look)
          throw new Refusal(badFiles.includes(look.code) ? (look.code as ErrorCode) : 'internal-error')
        const { sha256, bytes } = await fingerprint(pathOf(id))
        const mapping = await proposal(kind, look.shape.headers)
        const row = newRow({ id, kind, name: file.name, bytes, sha256, user, now: clock.now() })
        await store.write(async (tx) => {
          const told = { shape: JSON.stringify(look.shape), mapping: JSON.stringify(mapping), total_rows: look.rows }
          await insertImport(tx.db, { ...row, ...told })
          const act = { actorId: user.id, role: user.role, ip, action: 'import-uploaded', objectType: 'import' }
          await audit.record({ ...act, objectId: id, detail: { kind, rows: look.rows } }, tx)
        })
        return await seen(id)
      } catch (error) {
        await forget(id)
        throw error
      }
    },

    get: seen,

    async list(page: {
      before?: string | undefined
      limit: number
    }): Promise<{ items: Import[]; nextBefore?: string }> {
      const items = (await listImports(store.db, page)).map(toImport)
      const last = items.at(-1)
      return last && items.length === page.limit ? { items, nextBefore: last.id } : { items }
    },

    /** Begins. Refuses a mapping that leaves out what is required or names a field twice, and an import that has begun. */
    async start(id: ImportId, { mapping, duplicates }: ImportStart, { user, ip }: Doer): Promise<ImportWithFields> {
      const row = found(await findImport(store.db, id))
      const { headers } = FileShape.parse(JSON.parse(row.shape))
      const fault = mappingFault(mapping, headers.length, shapes[row.kind].fields)
      if (fault)
        throw new Refusal('invalid-input', { field: fault.field, why: fault.why }, { [fault.field]: fault.why })
      const fromSeq = await store.lastSeq()
      const started = { mapping: JSON.stringify(mapping), duplicates, started_at: clock.now(), from_seq: fromSeq }
      await store.write(async (tx) => {
        if (!(await moveImport(tx.db, id, 'uploaded', { ...started, state: 'running' })))
          throw new Refusal('import-not-ready')
        const kept = { kind: row.kind, headers: headersHash(headers), mapping: started.mapping, at: clock.now() }
        await saveMapping(tx.db, kept)
        const act = { actorId: user.id, role: user.role, ip, action: 'import-started', objectType: 'import' }
        await audit.record({ ...act, objectId: id, detail: { kind: row.kind, rows: row.total_rows } }, tx)
      })
      run({ ...row, ...started, state: 'running' })
      return seen(id)
    },

    /** Takes back what the import did, where nothing else has touched the record since. */
    async undo(id: ImportId, { user, ip }: Doer): Promise<ImportWithFields> {
      await store.write(async (tx) => {
        const row = found(await findImport(tx.db, id))
        if (!(await moveImport(tx.db, id, 'done', { state: 'undoing' }))) throw new Refusal('import-not-done')
        const act = { actorId: user.id, role: user.role, ip, action: 'import-undone', objectType: 'import' }
        await audit.record({ ...act, objectId: id, detail: { kind: row.kind } }, tx)
      })
      undoing.run(id)
      return seen(id)
    },

    /** Takes away an upload that was never started. */
    async discard(id: ImportId): Promise<void> {
      await store.write(async (tx) => {
        if (found(await findImport(tx.db, id)).state !== 'uploaded') throw new Refusal('import-not-ready')
        await deleteImport(tx.db, id)
      })
      await forget(id)
    },

    /** Fields of a kind with the words that head their columns. */
    shapeOf: (kind: ImportKind): ImportShape => shapes[kind],

    /** Goes on with what a former run left, and takes away what is old. */
    async takeUp(): Promise<void> {
      for (const row of await importsIn(store.db, ['running'])) run(row)
      for (const row of await importsIn(store.db, ['undoing'])) undoing.run(row.id)
      const now = clock.now()
      for (const row of await importsIn(store.db, ['uploaded', 'done', 'failed', 'undone'])) {
        const isOld = (row.finished_at ?? now) < now - rowsKeptMs
        if (row.state === 'uploaded' && row.created_at < now - unstartedMs) {
          await store.write((tx) => deleteImport(tx.db, row.id))
          await forget(row.id)
        } else if (isOld) await store.write((tx) => forgetRows(tx.db, row.id))
      }
    },

    /** Resolves when nothing of this import is under way. */
    async over(id: ImportId): Promise<void> {
      await runner.over(id)
      await undoing.over()
    },

    async close(): Promise<void> {
      await runner.close()
      await undoing.close()
    },
  }
}

async function fingerprint(path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

const headersHash = (headers: string[]) =>
  createHash('sha256')
    .update(JSON.stringify(headers.map(headerKey)))
    .digest('hex')

/** A name is shown and never a path; control signs and folders do not belong to it. */
const plainName = (name: string) => (name.split(/[\\/]/).at(-1) ?? '').replace(/\p{C}/gu, '').slice(0, 120) || 'upload'

function newRow(of: {
  id: ImportId
  kind: ImportKind
  name: string
  bytes: number
  sha256: string
  user: SessionUser
  now: number
}): ImportRow {
  return {
    id: of.id,
    kind: of.kind,
    file_name: plainName(of.name),
    bytes: of.bytes,
    sha256: of.sha256,
    state: 'uploaded',
    shape: '{}',
    mapping: '[]',
    duplicates: 'update',
    done_rows: 0,
    total_rows: 0,
    created_rows: 0,
    updated_rows: 0,
    skipped_rows: 0,
    wrong_rows: 0,
    undone_rows: 0,
    from_seq: 0,
    problem: null,
    by_id: of.user.id,
    by_name: of.user.displayName,
    created_at: of.now,
    started_at: null,
    finished_at: null,
  }
}

function toImport(row: ImportRow): Import {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    bytes: row.bytes,
    state: row.state,
    shape: FileShape.parse(JSON.parse(row.shape)),
    mapping: Mapping.parse(JSON.parse(row.mapping)),
    duplicates: row.duplicates,
    doneRows: row.done_rows,
    totalRows: row.total_rows,
    created: row.created_rows,
    updated: row.updated_rows,
    skipped: row.skipped_rows,
    wrong: row.wrong_rows,
    undone: row.undone_rows,
    byName: row.by_name,
    createdAt: row.created_at,
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  }
}
