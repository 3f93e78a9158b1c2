import type { Kysely } from 'kysely'

/** What people write down of contacts by hand; wishes of a person about their own data, legal holds, retention. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('contact_note')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('written_at', 'bigint', (c) => c.notNull())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('by_id', 'text', (c) => c.notNull())
    .addColumn('by_name', 'text')
    .execute()
  await db.schema.createIndex('contact_note_passenger').on('contact_note').columns(['passenger_id', 'at']).execute()
  await createRequests(db)
  await createRetention(db)
  // Who looked at this passenger: the trail by object.
  await db.schema
    .createIndex('audit_entry_object')
    .on('audit_entry')
    .columns(['object_type', 'object_id', 'seq'])
    .execute()
}

async function createRequests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('privacy_request')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('requested_at', 'bigint', (c) => c.notNull())
    .addColumn('requested_by', 'text', (c) => c.notNull())
    // JSON of what stands against an erasure.
    .addColumn('findings', 'text', (c) => c.notNull())
    .addColumn('decided_at', 'bigint')
    .addColumn('decided_by', 'text')
    .addColumn('done_steps', 'integer', (c) => c.notNull())
    .addColumn('all_steps', 'integer', (c) => c.notNull())
    .addColumn('done_at', 'bigint')
    // SHA-256 of the link of an export; the link itself is kept nowhere.
    .addColumn('link_hash', 'text')
    .addColumn('link_until', 'bigint')
    // JSON of the proof of an erasure.
    .addColumn('proof', 'text')
    .addColumn('version', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('privacy_request_state').on('privacy_request').columns(['state', 'id']).execute()
  await db.schema.createIndex('privacy_request_passenger').on('privacy_request').column('passenger_id').execute()
  await db.schema
    .createTable('legal_hold')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('passenger_id', 'text', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('set_at', 'bigint', (c) => c.notNull())
    .addColumn('set_by', 'text', (c) => c.notNull())
    .addColumn('lifted_at', 'bigint')
    .addColumn('lifted_by', 'text')
    .execute()
  await db.schema.createIndex('legal_hold_passenger').on('legal_hold').column('passenger_id').execute()
}

/** Dated configuration, never a constant: a rule holds from a day to a day. Figures to be checked by the house's lawyers. */
async function createRetention(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('retention_rule')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('days', 'integer', (c) => c.notNull())
    .addColumn('basis_zh', 'text', (c) => c.notNull())
    .addColumn('basis_en', 'text', (c) => c.notNull())
    .addColumn('valid_from', 'text', (c) => c.notNull())
    .addColumn('valid_to', 'text')
    .execute()
  const rules = db as Kysely<{ retention_rule: Record<string, string | number | null> }>
  await rules
    .insertInto('retention_rule')
    .values([
      {
        id: 'complaint-ccar-273',
        subject: 'complaint',
        days: 1095,
        basis_zh: '《公共航空运输旅客服务管理规定》（CCAR-273）：投诉记录保存三年（待法务核实）',
        basis_en: 'CCAR-273: records of complaints are kept for three years (to be verified)',
        valid_from: '2021-09-01',
        valid_to: null,
      },
      {
        id: 'request-montreal',
        subject: 'request',
        days: 730,
        basis_zh: '《蒙特利尔公约》第 35 条：诉讼时效两年，业务记录同期保存',
        basis_en: 'Montreal Convention Art. 35: claims within two years, records kept as long',
        valid_from: '2005-07-31',
        valid_to: null,
      },
      {
        id: 'recording-house',
        subject: 'recording',
        days: 0,
        basis_zh: '本公司规定：无投诉关联的录音可应请求删除',
        basis_en: 'House rule: recordings not tied to a complaint go on request',
        valid_from: '2020-01-01',
        valid_to: null,
      },
    ])
    .execute()
}
