/** Reads CSV and XLSX files that strangers made, row by row; runs in a worker. Whatever is wrong with a file ends in a `BadFile` with a code. */
import { createReadStream } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { parse } from 'csv-parse'
import { Unzip, UnzipInflate } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { delimiterOf, type Encoding, encodingOf } from './text-shape.rules.ts'

/** Why a file cannot be read; the code is one of the house's. */
export class BadFile extends Error {
  override name = 'BadFile'
  readonly code: 'file-not-a-table' | 'file-too-wide' | 'file-too-large' | 'file-empty'
  constructor(code: BadFile['code']) {
    super(code)
    this.code = code
  }
}

/** The rows of a file with its shape; the first row is the header. `undefined` stands for a row that cannot be read. */
export interface Table {
  format: 'csv' | 'xlsx'
  encoding?: Encoding
  delimiter?: ',' | ';' | '\t' | '|'
  rows: AsyncIterable<string[] | undefined>
}

const headBytes = 65_536
const mostColumns = 500
const longestRow = 262_144
/** What an XLSX of 200,000 rows needs; a bomb wants more. */
const mostExpandedBytes = 268_435_456
const mostParts = 2_000

/** Opens a file of either kind; which one it is, its first bytes say, not its name. */
export async function openTable(path: string): Promise<Table> {
  const { head, whole } = await readHead(path)
  if (head.length === 0) throw new BadFile('file-empty')
  if (head[0] === 0x50 && head[1] === 0x4b) return { format: 'xlsx', rows: sheetRows(path) }
  const encoding = encodingOf(head, whole)
  if (encoding === undefined) throw new BadFile('file-not-a-table')
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(head))
  return { format: 'csv', encoding, delimiter, rows: csvRows(path, encoding, delimiter) }
}

async function readHead(path: string): Promise<{ head: Uint8Array; whole: boolean }> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return { head: buffer.subarray(0, bytesRead), whole: size <= headBytes }
  } finally {
    await file.close()
  }
}

async function* csvRows(path: string, encoding: Encoding, delimiter: string): AsyncIterable<string[] | undefined> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRow,
  })
  void feed(path, encoding, parser)
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield guarded(record)
  } catch (error) {
    if (error instanceof BadFile) throw error
    // A quote that never ends swallows all that follows: what stands before it is taken, the rest is one unreadable row.
    yield undefined
  }
}

async function feed(path: string, encoding: Encoding, parser: ReturnType<typeof parse>): Promise<void> {
  const decoder = new TextDecoder(encoding)
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
      const text = decoder.decode(chunk, { stream: true })
      if (!parser.write(text)) await new Promise((done) => parser.once('drain', done))
      if (parser.destroyed) return
    }
    parser.end(decoder.decode())
  } catch (error) {
    parser.destroy(error as Error)
  }
}

async function* sheetRows(path: string): AsyncIterable<string[]> {
  await refuseBomb(path)
  const rows = await readSheet(path).catch(() => {
    throw new BadFile('file-not-a-table')
  })
  for (const row of rows) {
    const cells = row.map(cellText)
    if (cells.some((cell) => cell !== '')) yield guarded(cells)
  }
}

/** Unpacks without keeping, and stops at the limit: what the archive says of its own sizes may be a lie. */
async function refuseBomb(path: string): Promise<void> {
  let expanded = 0
  let parts = 0
  const unzip = new Unzip((part) => {
    if (++parts > mostParts) throw new BadFile('file-too-large')
    part.ondata = (error, data) => {
      if (error) throw new BadFile('file-not-a-table')
      expanded += data.length
      if (expanded > mostExpandedBytes) throw new BadFile('file-too-large')
    }
    part.start()
  })
  unzip.register(UnzipInflate)
  const bytes = await readFile(path)
  try {
    for (let at = 0; at < bytes.length; at += 16_384)
      unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length)
  } catch (error) {
    throw error instanceof BadFile ? error : new BadFile('file-not-a-table')
  }
  if (parts === 0) throw new BadFile('file-not-a-table')
}

function guarded(row: string[]): string[] {
  if (row.length > mostColumns) throw new BadFile('file-too-wide')
  return row
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().slice(0, 10)
  return typeof cell === 'string' ? cell.trim() : `${cell as number | boolean}`
}
