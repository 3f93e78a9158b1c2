/** Opens SQLite (default) or PostgreSQL behind Kysely; both run the same migrations and the same queries. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'

export interface OpenDatabase {
  // Rooms narrow this to their own tables with `$pickTables`-like typed views of their repositories.
  kysely: Kysely<unknown>
  engine: 'sqlite' | 'postgres'
  close(): Promise<void>
}

/** `url`: `sqlite:<path>`, `sqlite::memory:` or `postgres://...`. FULL sync: what was acknowledged survives power loss (reliability D.1). */
export function openDatabase(url: string): OpenDatabase {
  if (url.startsWith('postgres://') || url.startsWith('postgresql://')) return openPostgres(url)
  const path = url.replace(/^sqlite:/, '')
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new SqliteDatabase(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_size_limit = 67108864')
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database }) })
  return { kysely, engine: 'sqlite', close: () => kysely.destroy() }
}

function openPostgres(url: string): OpenDatabase {
  // int8 arrives as text otherwise; all our int8 are ms or counters well below 2^53.
  pg.types.setTypeParser(20, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, engine: 'postgres', close: () => kysely.destroy() }
}

/** Brings the schema up to the newest migration. Throws with the name of the migration that failed. */
export async function migrate(database: OpenDatabase, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({ db: database.kysely, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((result) => result.status === 'Error')
  if (error) throw new Error(`The migration ${failed?.migrationName ?? 'of the schema'} failed.`, { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}
