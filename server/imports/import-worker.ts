/** The worker of imports: looks at a file, or reads it row by row and makes each row ready, away from the calls. */
import { parentPort, workerData } from 'node:worker_threads'
import type { FileShape, ImportKind, Mapping, RowFaultCode } from '../contracts/imports.ts'
import type { Cells, Preparers } from './imports.ports.ts'
import { BadFile, openTable, type Table } from './table-reader.ts'

/** What the worker is asked. */
export type WorkerTask =
  | { task: 'look'; path: string }
  | {
      task: 'read'
      path: string
      kind: ImportKind
      mapping: Mapping
      /** Rows that are dealt with already. */
      after: number
      now: number
      timeZone: string
    }

/** One row on its way to the main thread; `row` counts from 1 below the header. */
export interface WorkerRow {
  row: number
  ready?: unknown
  code?: RowFaultCode
  field?: string | undefined
  /** The cells of a wrong row, to be handed back. */
  cells?: string[]
}

/** What the worker says. The main thread answers each `rows` with a `next`. */
export type WorkerWord =
  | { word: 'shape'; shape: FileShape; rows: number }
  | { word: 'rows'; rows: WorkerRow[] }
  | { word: 'end'; rows: number }
  | { word: 'bad'; code: BadFile['code'] | 'internal-error' }

const previewRows = 10
const previewCell = 200
const rowsAtOnce = 100
/** Batches under way: the worker stays ahead of the database by so many. */
const ahead = 4
/** Counting rows for the progress bar stops here. */
const mostRows = 2_000_000

/** To be called by the file that a `Worker` is started with; the kinds come from their rooms. */
export async function runImportWorker(preparers: Preparers): Promise<void> {
  const port = parentPort
  if (!port) return
  const say = (word: WorkerWord) => port.postMessage(word)
  const task = workerData as WorkerTask
  try {
    const table = await openTable(task.path)
    if (task.task === 'look') await look(table, say)
    else await read(table, { task, preparers, say, credit: createCredit(port) })
  } catch (error) {
    say({ word: 'bad', code: error instanceof BadFile ? error.code : 'internal-error' })
  } finally {
    port.close()
  }
}

async function look(table: Table, say: (word: WorkerWord) => void): Promise<void> {
  let headers: string[] | undefined
  const preview: string[][] = []
  let count = 0
  for await (const row of table.rows) {
    if (headers === undefined) headers = (row ?? []).map((cell) => cell.trim().slice(0, previewCell))
    else if (++count <= previewRows && row) preview.push(row.map((cell) => cell.slice(0, previewCell)))
    if (count >= mostRows) throw new BadFile('file-too-large')
  }
  if (!headers || headers.every((header) => header === '')) throw new BadFile('file-empty')
  const { format, encoding, delimiter } = table
  const how = { ...(encoding && { encoding }), ...(delimiter && { delimiter }) }
  say({ word: 'shape', shape: { format, ...how, headers, preview }, rows: count })
}

interface Reading {
  task: WorkerTask & { task: 'read' }
  preparers: Preparers
  say: (word: WorkerWord) => void
  credit: () => Promise<void>
}

async function read(table: Table, { task, preparers, say, credit }: Reading): Promise<void> {
  const prepare = preparers[task.kind]
  let row = -1
  let batch: WorkerRow[] = []
  const send = async () => {
    if (batch.length === 0) return
    await credit()
    say({ word: 'rows', rows: batch })
    batch = []
  }
  for await (const cells of table.rows) {
    row++
    if (row === 0 || row <= task.after) continue
    batch.push(readyRow(row, cells, (named) => prepare(named, task), task.mapping))
    if (batch.length === rowsAtOnce) await send()
  }
  await send()
  say({ word: 'end', rows: Math.max(0, row) })
}

function readyRow(
  row: number,
  cells: string[] | undefined,
  prepare: (cells: Cells) => ReturnType<Preparers[ImportKind]>,
  mapping: Mapping,
): WorkerRow {
  if (!cells) return { row, code: 'unreadable', cells: [] }
  const named: Cells = {}
  for (const [column, key] of mapping.entries()) if (key !== null) named[key] = cells[column] ?? ''
  const prepared = prepare(named)
  return 'ready' in prepared ? { row, ready: prepared.ready, cells } : { row, ...prepared, cells }
}

/** Lets so many batches through, then one for each `next` of the main thread. */
function createCredit(port: NonNullable<typeof parentPort>): () => Promise<void> {
  let left = ahead
  let waiting: (() => void) | undefined
  port.on('message', () => {
    left++
    waiting?.()
  })
  return async () => {
    while (left === 0)
      await new Promise<void>((done) => {
        waiting = done
      })
    left--
  }
}
