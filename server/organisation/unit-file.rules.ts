/** A file of units against the tree as it is: what each row would do. By code, so that the same file twice changes nothing. */

import type { TeamId } from '../contracts/ids.ts'
import {
  DepartmentGroup,
  type FileRow,
  type ImportLine,
  ServiceFunction,
  type Unit,
  UnitCode,
  UnitKind,
} from '../contracts/organisation.ts'
import { wrongWith } from './unit-edit.rules.ts'

/** Columns of the file, in this order. `serves` and nothing else holds several values, parted by `|`. */
export const unitColumns = [
  'code',
  'kind',
  'name_zh',
  'name_en',
  'parent_code',
  'group',
  'city_zh',
  'city_en',
  'address_zh',
  'address_en',
  'phone',
  'serves',
  'service',
  'calendar',
  'disabled',
] as const

export interface ImportPlan {
  lines: ImportLine[]
  /** New units, parents before children. */
  add: Unit[]
  /** Units as they shall be, with the version after their own. */
  change: Unit[]
}

/** Plans the import; `newId` gives the id of a new unit by its code. A row that is not right is left out and said so. */
export function planImport(
  rows: readonly FileRow[],
  tree: readonly Unit[],
  newId: (code: string) => TeamId,
): ImportPlan {
  const plan: ImportPlan = { lines: [], add: [], change: [] }
  const known = new Map(tree.map((unit) => [unit.code, unit]))
  const seen = new Set<string>()
  for (const { row, cells } of parentsFirst(rows)) {
    const code = cells.code ?? ''
    const before = known.get(code)
    const unit = seen.has(code) ? 'twice' : readUnit(cells, known, before ?? newId(code))
    seen.add(code)
    if (typeof unit === 'string') plan.lines.push({ row, code, what: 'refused', problems: { code: unit } })
    else {
      const problems = unit.problems ?? wrongWith(unit.unit, [...known.values()])
      if (Object.keys(problems).length > 0) plan.lines.push({ row, code, what: 'refused', problems })
      else plan.lines.push({ row, code, what: take(plan, unit.unit, before), problems: {} })
      if (Object.keys(problems).length === 0) known.set(code, unit.unit)
    }
  }
  plan.lines.sort((a, b) => a.row - b.row)
  return plan
}

function take(plan: ImportPlan, unit: Unit, before: Unit | undefined): 'added' | 'changed' | 'same' {
  if (!before) {
    plan.add.push(unit)
    return 'added'
  }
  if (JSON.stringify(cellsOf(unit, '')) === JSON.stringify(cellsOf(before, '')) && unit.parentId === before.parentId)
    return 'same'
  plan.change.push({ ...unit, version: before.version + 1 })
  return 'changed'
}

/** A row whose parent stands further down waits for it; the order of the file does not count. */
function parentsFirst(rows: readonly FileRow[]): FileRow[] {
  // Of two rows with one code the first counts.
  const byCode = new Map(rows.toReversed().map((row) => [row.cells.code, row]))
  const done = new Set<FileRow>()
  const visit = (row: FileRow, above: ReadonlySet<FileRow>): void => {
    if (done.has(row) || above.has(row)) return
    const parent = byCode.get(row.cells.parent_code ?? '')
    if (parent) visit(parent, new Set([...above, row]))
    done.add(row)
  }
  for (const row of rows) visit(row, new Set())
  return [...done]
}

function readUnit(
  cells: Record<string, string>,
  known: ReadonlyMap<string, Unit>,
  from: Unit | TeamId,
): { unit: Unit; problems?: Record<string, string> } {
  const problems: Record<string, string> = {}
  const pick = <T>(column: string, schema: { safeParse(value: unknown): { data?: T } }, fallback: T): T => {
    const read = schema.safeParse(cells[column]).data
    if (read === undefined) problems[column] = 'invalid'
    return read ?? fallback
  }
  const text = (column: string, longest = 120): string => {
    const value = cells[column] ?? ''
    if (value.length > longest) problems[column] = 'too-long'
    return value
  }
  for (const column of ['name_zh', 'name_en']) if (text(column) === '') problems[column] = 'missing'
  const parent = known.get(cells.parent_code ?? '')
  if (cells.parent_code && !parent) problems.parent_code = 'unknown'
  const group = cells.group ? pick('group', DepartmentGroup, 'functional') : undefined
  const disabled = cells.disabled ?? ''
  if (!['', '0', '1'].includes(disabled)) problems.disabled = 'invalid'
  const unit: Unit = {
    id: typeof from === 'string' ? from : from.id,
    version: typeof from === 'string' ? 1 : from.version,
    code: pick('code', UnitCode, ''),
    kind: pick('kind', UnitKind, 'team'),
    name: { zh: text('name_zh'), en: text('name_en') },
    ...(parent && { parentId: parent.id }),
    ...(group && { group }),
    calendarId: cells.calendar || 'hq',
    city: { zh: text('city_zh'), en: text('city_en') },
    address: { zh: text('address_zh', 200), en: text('address_en', 200) },
    phone: text('phone', 40),
    serves: (cells.serves ?? '')
      .split('|')
      .map((place) => place.trim())
      .filter((place) => place !== ''),
    service: cells.service ? pick('service', ServiceFunction, 'none') : 'none',
    disabled: disabled === '1',
  }
  return Object.keys(problems).length > 0 ? { unit, problems } : { unit }
}

/** A unit as a row of the file. */
export function cellsOf(unit: Unit, parentCode: string): Record<(typeof unitColumns)[number], string> {
  return {
    code: unit.code,
    kind: unit.kind,
    name_zh: unit.name.zh,
    name_en: unit.name.en,
    parent_code: parentCode,
    group: unit.group ?? '',
    city_zh: unit.city.zh,
    city_en: unit.city.en,
    address_zh: unit.address.zh,
    address_en: unit.address.en,
    phone: unit.phone,
    serves: unit.serves.join('|'),
    service: unit.service,
    calendar: unit.calendarId,
    disabled: unit.disabled ? '1' : '',
  }
}
