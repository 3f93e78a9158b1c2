import type { Kysely } from 'kysely'

interface Teams {
  team: { id: string; code: string | null }
}

/** Teams become units of a tree, people get titles and extensions, units get accountable posts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await growTree(db)
  await describePeople(db)
  await createPosts(db)
}

async function growTree(db: Kysely<unknown>): Promise<void> {
  const text = (name: string) => db.schema.alterTable('team').addColumn(name, 'text').execute()
  const textWith = (name: string, value: string) =>
    db.schema
      .alterTable('team')
      .addColumn(name, 'text', (c) => c.notNull().defaultTo(value))
      .execute()
  for (const name of ['parent_id', 'code', 'department_group']) await text(name)
  await textWith('kind', 'team')
  await textWith('calendar_id', 'hq')
  for (const name of ['address_zh', 'address_en', 'city_zh', 'city_en', 'phone']) await textWith(name, '')
  // JSON: the places (cities, districts, provinces) whose passengers an office looks after.
  await textWith('serves', '[]')
  await textWith('service', 'none')
  for (const [name, value] of [
    ['disabled', 0],
    ['version', 1],
  ] as const)
    await db.schema
      .alterTable('team')
      .addColumn(name, 'integer', (c) => c.notNull().defaultTo(value))
      .execute()
  await (db as Kysely<Teams>)
    .updateTable('team')
    .set((set) => ({ code: set.ref('id') }))
    .execute()
  await db.schema.createIndex('team_code').unique().on('team').column('code').execute()
  await db.schema.createIndex('team_parent').on('team').column('parent_id').execute()
}

async function describePeople(db: Kysely<unknown>): Promise<void> {
  for (const name of ['title_zh', 'title_en', 'extension'])
    await db.schema
      .alterTable('staff')
      .addColumn(name, 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  for (const table of ['staff', 'queues'])
    await db.schema
      .alterTable(table)
      .addColumn('version', 'integer', (c) => c.notNull().defaultTo(1))
      .execute()
  // 1: a password that somebody else gave, to be changed before anything else.
  await db.schema
    .alterTable('credential')
    .addColumn('initial', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
}

async function createPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('post')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('unit_id', 'text', (c) => c.notNull().references('team.id'))
    .addColumn('template', 'text')
    .addColumn('title_zh', 'text', (c) => c.notNull())
    .addColumn('title_en', 'text', (c) => c.notNull())
    .addColumn('accountable', 'integer', (c) => c.notNull())
    .addColumn('disabled', 'integer', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('post_unit').on('post').column('unit_id').execute()
  await db.schema
    .createTable('post_holder')
    .addColumn('post_id', 'text', (c) => c.notNull().references('post.id'))
    .addColumn('user_id', 'text', (c) => c.notNull().references('staff.id'))
    .addColumn('deputy', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('post_holder_pk', ['post_id', 'user_id'])
    .execute()
  await db.schema.createIndex('post_holder_user').on('post_holder').column('user_id').execute()
}
