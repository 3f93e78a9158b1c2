import { type Kysely, sql } from 'kysely'

/** A call that is handed on has one contact an agent: the call of a contact is no longer its alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Neither engine drops a column's constraint in the other's words, so the table is made anew.
  await db.schema
    .createTable('interactions_anew')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('boot_id', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text')
    .addColumn('direction', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('queue_id', 'text')
    .addColumn('team_id', 'text')
    .addColumn('agent_id', 'text')
    .addColumn('agent_name', 'text')
    .addColumn('passenger_id', 'text')
    .addColumn('caller_match', 'text', (c) => c.notNull())
    .addColumn('opened_at', 'bigint', (c) => c.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('disposition', 'text')
    .addColumn('case_id', 'text')
    .addColumn('note', 'text')
    .addColumn('draft', 'text', (c) => c.notNull())
    .addColumn('wrap_up_due_at', 'bigint')
    .addColumn('extensions', 'integer', (c) => c.notNull())
    .addColumn('saved_key', 'text', (c) => c.unique())
    .execute()
  const columns = sql.join(
    [
      'id',
      'boot_id',
      'call_id',
      'direction',
      'state',
      'queue_id',
      'team_id',
      'agent_id',
      'agent_name',
      'passenger_id',
      'caller_match',
      'opened_at',
      'ended_at',
      'disposition',
      'case_id',
      'note',
      'draft',
      'wrap_up_due_at',
      'extensions',
      'saved_key',
    ].map((name) => sql.ref(name)),
  )
  await sql`insert into interactions_anew (${columns}) select ${columns} from interactions`.execute(db)
  await db.schema.dropTable('interactions').execute()
  await db.schema.alterTable('interactions_anew').renameTo('interactions').execute()
  await db.schema.createIndex('interactions_passenger').on('interactions').columns(['passenger_id', 'id']).execute()
  await db.schema.createIndex('interactions_state').on('interactions').column('state').execute()
  await db.schema.createIndex('interactions_call').on('interactions').column('call_id').execute()
}
