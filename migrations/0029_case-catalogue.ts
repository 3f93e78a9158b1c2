import type { Kysely } from 'kysely'

const caseColumns: Array<[string, 'text' | 'bigint']> = [
  ['department_id', 'text'],
  ['flight_date', 'text'],
  ['station', 'text'],
  ['stage', 'text'],
  ['party_name', 'text'],
  ['first_contact_at', 'bigint'],
  ['next_due_at', 'bigint'],
  ['closed_as', 'text'],
  ['request_key', 'text'],
]

/** Facts and form of a case, whose hands it is in, what an edit changed; the administrators' side of the catalogue. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of caseColumns) await db.schema.alterTable('case_file').addColumn(name, type).execute()
  const given: Array<[string, string]> = [
    ['fields', '{}'],
    ['qualities', '[]'],
    ['channel', 'phone'],
    ['party', 'passenger'],
  ]
  for (const [name, value] of given)
    await db.schema
      .alterTable('case_file')
      .addColumn(name, 'text', (c) => c.notNull().defaultTo(value))
      .execute()
  await db.schema
    .createIndex('case_file_department')
    .on('case_file')
    .columns(['department_id', 'state', 'opened_at'])
    .execute()
  // One filing has one key: filed twice, it is one case.
  await db.schema.createIndex('case_file_request').on('case_file').column('request_key').unique().execute()
  await db.schema.createIndex('case_file_interaction').on('case_file').column('interaction_id').execute()
  await db.schema.createIndex('case_file_owner').on('case_file').columns(['owner_id', 'state', 'opened_at']).execute()
  await db.schema.createIndex('case_file_due').on('case_file').columns(['state', 'next_due_at']).execute()
  await db.schema.createIndex('case_file_category').on('case_file').columns(['category', 'state']).execute()

  await db.schema.alterTable('case_event').addColumn('department_id', 'text').execute()
  await db.schema.alterTable('case_event').addColumn('changes', 'text').execute()

  // Every change of an entry is a row of its own: the newest whose day has come is in force.
  await db.schema
    .createTable('case_leaf')
    .addColumn('leaf', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('effective_at', 'bigint', (c) => c.notNull())
    .addColumn('department', 'text', (c) => c.notNull())
    .addColumn('extra_required', 'text', (c) => c.notNull())
    .addColumn('enabled', 'integer', (c) => c.notNull())
    .addColumn('label_zh', 'text', (c) => c.notNull())
    .addColumn('label_en', 'text', (c) => c.notNull())
    .addColumn('changed_at', 'bigint', (c) => c.notNull())
    .addColumn('changed_by', 'text', (c) => c.notNull())
    .addColumn('changed_by_name', 'text')
    .addPrimaryKeyConstraint('case_leaf_pk', ['leaf', 'version'])
    .execute()
  await db.schema
    .createTable('case_setting')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute()
}
