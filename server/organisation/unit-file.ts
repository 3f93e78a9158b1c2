/** The organisation as a CSV file: with a BOM, so that Excel reads Chinese, and without cells that a spreadsheet would run. */
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import type { FileRow, Unit } from '../contracts/organisation.ts'
import { Refusal } from '../platform/errors.ts'
import { cellsOf, unitColumns } from './unit-file.rules.ts'

/** Text that Excel and its kin take for a formula. */
const formula = /^[=+\-@\t\r]/
const mostRows = 2_000

/** The tree as a file. */
export function writeUnits(units: readonly Unit[]): string {
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const rows = units.map((unit) => {
    const cells = cellsOf(unit, (unit.parentId && codes.get(unit.parentId)) ?? '')
    return unitColumns.map((column) => (formula.test(cells[column]) ? `'${cells[column]}` : cells[column]))
  })
  return stringify([[...unitColumns], ...rows], { bom: true, record_delimiter: 'windows' })
}

/** The rows of a file, numbered as a spreadsheet shows them. Refuses a file that is no such table. */
export function readUnits(text: string): FileRow[] {
  let records: string[][]
  try {
    records = parse(text, { bom: true, relax_column_count: true, trim: true })
  } catch {
    throw new Refusal('invalid-input', {}, { file: 'not a table' })
  }
  const [head = [], ...rows] = records
  const missing = (['code', 'kind', 'name_zh', 'name_en'] as const).filter((column) => !head.includes(column))
  if (missing.length > 0) throw new Refusal('invalid-input', { missing }, { file: `missing ${missing.join(', ')}` })
  if (rows.length > mostRows) throw new Refusal('too-large')
  return rows
    .map((cells, i) => ({
      row: i + 2,
      cells: Object.fromEntries(head.map((column, n) => [column, plain(cells[n] ?? '')])),
    }))
    .filter(({ cells }) => Object.values(cells).some((cell) => cell !== ''))
}

/** Without the mark that kept a spreadsheet from running it. */
const plain = (cell: string): string => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell)
