/** Writes an export's file in a worker: the making of XLSX and of long texts must not stall a call. */
import { createWriteStream, type WriteStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import type { ExportFormat } from '../contracts/exports.ts'
import { safeCell } from '../platform/download.ts'
import type { Cell } from './exports.ports.ts'

/** What the worker is started with. */
export interface WriterTask {
  path: string
  format: ExportFormat
  /** Heads of the columns, in the language of the person. */
  headers: string[]
  /** Keys of the columns, for JSON. */
  keys: string[]
}

/** What it is told, and what it says: `taken` after each rows, `done` at the end. */
export type WriterOrder = { rows: Cell[][] } | { end: true }

interface Writer {
  add(rows: Cell[][]): Promise<void>
  end(): Promise<void>
}

const task = workerData as WriterTask
const port = parentPort!
const writer = openWriter(task)
let tail = Promise.resolve()

port.on('message', (order: WriterOrder) => {
  tail = tail.then(async () => {
    if ('rows' in order) {
      await writer.add(order.rows)
      port.postMessage('taken')
    } else {
      await writer.end()
      port.postMessage('done')
      port.close()
    }
  })
  tail.catch((error: unknown) => {
    throw error
  })
})

function openWriter({ path, format, headers, keys }: WriterTask): Writer {
  if (format === 'xlsx') return sheetWriter(path, headers)
  return format === 'csv' ? csvWriter(path, headers) : jsonWriter(path, keys)
}

function safe(cell: Cell): string | number {
  return typeof cell === 'string' ? safeCell(cell) : (cell ?? '')
}

function csvWriter(path: string, headers: string[]): Writer {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  const lines = (rows: Array<Array<string | number>>) => stringify(rows, { record_delimiter: '\r\n' })
  // The mark tells spreadsheets that this is UTF-8.
  out.write(`\u{feff}${lines([headers.map(safe)])}`)
  return { add: (rows) => put(out, lines(rows.map((row) => row.map(safe)))), end: () => close(out, '') }
}

/** Values as they are: what was protected for spreadsheets elsewhere comes back whole here. */
function jsonWriter(path: string, keys: string[]): Writer {
  const out = createWriteStream(path, { flags: 'wx', mode: 0o600 })
  let first = true
  out.write('[')
  return {
    add(rows) {
      const text = rows
        .map((row) => JSON.stringify(Object.fromEntries(keys.map((key, i) => [key, row[i] ?? null]))))
        .join(',\n')
      const lead = first ? '\n' : ',\n'
      if (text !== '') first = false
      return text === '' ? Promise.resolve() : put(out, lead + text)
    },
    end: () => close(out, '\n]\n'),
  }
}

function sheetWriter(path: string, headers: string[]): Writer {
  const head = headers.map((value) => ({ value: safeCell(value), fontWeight: 'bold' as const }))
  const sheet: unknown[][] = [head]
  return {
    async add(rows) {
      for (const row of rows)
        sheet.push(row.map((cell) => (cell === undefined || cell === '' ? null : { value: safe(cell) })))
    },
    async end() {
      const made = await writeExcelFile(sheet as never).toBuffer()
      await writeFile(path, made, { flag: 'wx', mode: 0o600 })
    },
  }
}

async function put(out: WriteStream, text: string): Promise<void> {
  if (!out.write(text)) await new Promise<void>((done) => out.once('drain', () => done()))
}

function close(out: WriteStream, text: string): Promise<void> {
  return new Promise((done, fail) => {
    out.once('error', fail)
    out.end(text, () => done())
  })
}
