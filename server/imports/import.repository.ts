/** SQL of imports, of what they did to each row, and of remembered mappings. */
import type { Kysely } from 'kysely'
import type { ImportId, UserId } from '../contracts/ids.ts'
import type { DuplicateRule, ImportKind, ImportState, RowFaultCode, RowOutcome } from '../contracts/imports.ts'

export interface ImportRow {
  id: ImportId
  kind: ImportKind
  file_name: string
  bytes: number
  sha256: string
  state: ImportState
  /** JSON of the contract's FileShape. */
  shape: string
  /** JSON of the contract's Mapping. */
  mapping: string
  duplicates: DuplicateRule
  done_rows: number
  total_rows: number
  created_rows: number
  updated_rows: number
  skipped_rows: number
  wrong_rows: number
  undone_rows: number
  from_seq: number
  problem: string | null
  by_id: UserId
  by_name: string
  created_at: number
  started_at: number | null
  finished_at: number | null
}

/** What an import did to one row of its file. */
export interface DoneRow {
  import_id: ImportId
  row: number
  outcome: RowOutcome
  record_id: string | null
  before: string | null
  code: RowFaultCode | null
  field: string | null
}

interface OwnTables {
  import_file: ImportRow
  import_row: DoneRow
  import_mapping: { kind: ImportKind; headers: string; mapping: string; at: number }
}

const own = (db: Kysely<unknown>) => db as Kysely<OwnTables>

/** Adds an import. */
export async function insertImport(db: Kysely<unknown>, row: ImportRow): Promise<void> {
  await own(db).insertInto('import_file').values(row).execute()
}

/** One import. */
export function findImport(db: Kysely<unknown>, id: ImportId): Promise<ImportRow | undefined> {
  return own(db).selectFrom('import_file').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Newest first. */
export function listImports(
  db: Kysely<unknown>,
  page: { before?: string | undefined; limit: number },
): Promise<ImportRow[]> {
  let query = own(db).selectFrom('import_file').selectAll().orderBy('id', 'desc').limit(page.limit)
  if (page.before !== undefined) query = query.where('id', '<', page.before as ImportId)
  return query.execute()
}

/** Those in one of the states. */
export function importsIn(db: Kysely<unknown>, states: ImportState[]): Promise<ImportRow[]> {
  return own(db).selectFrom('import_file').selectAll().where('state', 'in', states).orderBy('id').execute()
}

/** Changes an import. */
export async function updateImport(db: Kysely<unknown>, id: ImportId, change: Partial<ImportRow>): Promise<void> {
  await own(db).updateTable('import_file').set(change).where('id', '=', id).execute()
}

/** Changes an import from one state to another; false when it is not in that state any more. */
export async function moveImport(
  db: Kysely<unknown>,
  id: ImportId,
  from: ImportState,
  change: Partial<ImportRow> & { state: ImportState },
): Promise<boolean> {
  const result = await own(db)
    .updateTable('import_file')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Writes down what became of rows. */
export async function insertDone(db: Kysely<unknown>, rows: DoneRow[]): Promise<void> {
  if (rows.length > 0) await own(db).insertInto('import_row').values(rows).execute()
}

/** Rows of some outcomes after a row, in the order of the file. */
export function listDone(
  db: Kysely<unknown>,
  wanted: { id: ImportId; outcomes: RowOutcome[]; after: number; limit: number },
): Promise<DoneRow[]> {
  return own(db)
    .selectFrom('import_row')
    .selectAll()
    .where('import_id', '=', wanted.id)
    .where('outcome', 'in', wanted.outcomes)
    .where('row', '>', wanted.after)
    .orderBy('row')
    .limit(wanted.limit)
    .execute()
}

/** Marks rows as taken back or kept. */
export async function markDone(
  db: Kysely<unknown>,
  id: ImportId,
  rows: number[],
  outcome: 'undone' | 'kept',
): Promise<void> {
  if (rows.length === 0) return
  await own(db)
    .updateTable('import_row')
    .set({ outcome, before: null })
    .where('import_id', '=', id)
    .where('row', 'in', rows)
    .execute()
}

/** Takes away what was kept of the rows of an import. */
export async function forgetRows(db: Kysely<unknown>, id: ImportId): Promise<void> {
  await own(db).deleteFrom('import_row').where('import_id', '=', id).execute()
}

/** Takes away an import that never began. */
export async function deleteImport(db: Kysely<unknown>, id: ImportId): Promise<void> {
  await own(db).deleteFrom('import_file').where('id', '=', id).execute()
}

/** The mapping that was used last for these headers. */
export async function findMapping(db: Kysely<unknown>, kind: ImportKind, headers: string): Promise<string | undefined> {
  const row = await own(db)
    .selectFrom('import_mapping')
    .select('mapping')
    .where('kind', '=', kind)
    .where('headers', '=', headers)
    .executeTakeFirst()
  return row?.mapping
}

/** Remembers the mapping of a set of headers. */
export async function saveMapping(
  db: Kysely<unknown>,
  row: { kind: ImportKind; headers: string; mapping: string; at: number },
): Promise<void> {
  await own(db)
    .insertInto('import_mapping')
    .values(row)
    .onConflict((conflict) => conflict.columns(['kind', 'headers']).doUpdateSet({ mapping: row.mapping, at: row.at }))
    .execute()
}
