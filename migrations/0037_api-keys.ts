import type { Kysely } from 'kysely'

/** Keys of other systems, and the answers that were given to a request with an idempotency key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_key')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    // SHA-256 of the secret: 256 random bits need no slow hash.
    .addColumn('secret_hash', 'text', (c) => c.notNull().unique())
    // The last characters, so that a person can tell keys apart.
    .addColumn('ending', 'text', (c) => c.notNull())
    // JSON array.
    .addColumn('scopes', 'text', (c) => c.notNull())
    .addColumn('team_id', 'text', (c) => c.notNull())
    .addColumn('per_minute', 'integer', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_by_name', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema
    .createTable('intake')
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('idempotency_key', 'text', (c) => c.notNull())
    // What was asked, hashed: the same key with another body is a mistake of the sender.
    .addColumn('body_hash', 'text', (c) => c.notNull())
    .addColumn('case_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('intake_pk', ['key_id', 'idempotency_key'])
    .execute()
}
