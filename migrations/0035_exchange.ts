import type { Kysely } from 'kysely'

/** Imports with what they did to which record, remembered mappings, and export files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createImports(db)
  await db.schema
    .createTable('export_file')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('format', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    // JSON object of what was asked for.
    .addColumn('filter', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('rows', 'integer', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('masked', 'integer', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('export_file_by').on('export_file').columns(['by_id', 'created_at']).execute()
}

async function createImports(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('import_file')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('file_name', 'text', (c) => c.notNull())
    .addColumn('bytes', 'bigint', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    // JSON: how the file is written, its headers and its first rows.
    .addColumn('shape', 'text', (c) => c.notNull())
    // JSON: column -> field.
    .addColumn('mapping', 'text', (c) => c.notNull())
    .addColumn('duplicates', 'text', (c) => c.notNull())
    // The last row that is dealt with: here a restarted import goes on.
    .addColumn('done_rows', 'integer', (c) => c.notNull())
    .addColumn('total_rows', 'integer', (c) => c.notNull())
    .addColumn('created_rows', 'integer', (c) => c.notNull())
    .addColumn('updated_rows', 'integer', (c) => c.notNull())
    .addColumn('skipped_rows', 'integer', (c) => c.notNull())
    .addColumn('wrong_rows', 'integer', (c) => c.notNull())
    .addColumn('undone_rows', 'integer', (c) => c.notNull())
    // The newest fact when it began: whatever touched a record afterwards stands after it in the log.
    .addColumn('from_seq', 'bigint', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('started_at', 'bigint')
    .addColumn('finished_at', 'bigint')
    .execute()
  await db.schema
    .createTable('import_row')
    .addColumn('import_id', 'text', (c) => c.notNull().references('import_file.id'))
    .addColumn('row', 'integer', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('record_id', 'text')
    // What the record was before an update, as its room wrote it down; of a wrong row the cells as JSON.
    .addColumn('before', 'text')
    // The first fault: a code and the field.
    .addColumn('code', 'text')
    .addColumn('field', 'text')
    .addPrimaryKeyConstraint('import_row_pk', ['import_id', 'row'])
    .execute()
  await db.schema.createIndex('import_row_outcome').on('import_row').columns(['import_id', 'outcome', 'row']).execute()
  await db.schema
    .createTable('import_mapping')
    .addColumn('kind', 'text', (c) => c.notNull())
    // Hash of the headers in their order.
    .addColumn('headers', 'text', (c) => c.notNull())
    .addColumn('mapping', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('import_mapping_pk', ['kind', 'headers'])
    .execute()
}
