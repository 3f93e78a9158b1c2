/** The rows that an import did not take, as a file to mend and bring again: the original cells, the code, and a sentence. */
import { Readable } from 'node:stream'
import { stringify } from 'csv-stringify/sync'
import { z } from 'zod'
import type { SessionUser } from '../contracts/auth.ts'
import type { ImportId } from '../contracts/ids.ts'
import { FileShape, rowFaults } from '../contracts/imports.ts'
import { attachment, safeCell } from '../platform/download.ts'
import { found } from '../platform/errors.ts'
import type { Store } from '../platform/store.ts'
import { type DoneRow, findImport, listDone } from './import.repository.ts'
import type { AuditTrail, ImportShape } from './imports.ports.ts'

const rowsAtOnce = 500
const words = {
  zh: { row: '行号', code: '错误代码', sentence: '说明', name: '未导入的行' },
  en: { row: 'Row', code: 'Code', sentence: 'What is wrong', name: 'rows not imported' },
}

export type WrongRows = ReturnType<typeof createWrongRows>

/** Streams page by page. */
export function createWrongRows(deps: { store: Store; audit: AuditTrail; shapes: Record<string, ImportShape> }) {
  const { store, audit, shapes } = deps

  async function* lines(id: ImportId, language: 'zh' | 'en'): AsyncIterable<string> {
    const row = found(await findImport(store.db, id))
    const { headers } = FileShape.parse(JSON.parse(row.shape))
    const word = words[language]
    yield `\u{feff}${line([word.row, ...headers, word.code, word.sentence])}`
    for (let after = 0; ; ) {
      const wrong = await listDone(store.db, { id, outcomes: ['wrong'], after, limit: rowsAtOnce })
      for (const one of wrong) yield line(cellsOf(one, headers.length, language, shapes[row.kind]!))
      const last = wrong.at(-1)
      if (!last || wrong.length < rowsAtOnce) return
      after = last.row
    }
  }

  return {
    /** The header of the download, and its content; audited. */
    async file(id: ImportId, user: SessionUser, ip: string): Promise<{ name: string; content: Readable }> {
      const row = found(await findImport(store.db, id))
      const detail = { rows: row.wrong_rows }
      const act = { actorId: user.id, role: user.role, ip, action: 'import-errors-downloaded', objectType: 'import' }
      await audit.record({ ...act, objectId: id, detail })
      const name = `${row.file_name.replace(/\.[^.]*$/, '')} ${words[user.language].name}.csv`
      return { name: attachment(name), content: Readable.from(lines(id, user.language)) }
    },
  }
}

function cellsOf(row: DoneRow, columns: number, language: 'zh' | 'en', shape: ImportShape): string[] {
  const cells = z.array(z.string()).parse(JSON.parse(row.before ?? '[]'))
  const padded = Array.from({ length: Math.max(columns, cells.length) }, (_, i) => cells[i] ?? '')
  const field = shape.fields.find((one) => one.key === row.field)?.label[language] ?? row.field ?? ''
  const sentence = row.code ? rowFaults[row.code][language].replace('{{field}}', field) : ''
  // Spreadsheets count the header as row 1.
  return [String(row.row + 1), ...padded, row.code ?? '', sentence]
}

const line = (cells: string[]) => stringify([cells.map(safeCell)], { record_delimiter: '\r\n' })
