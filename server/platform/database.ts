/** Opens SQLite (default) or PostgreSQL behind Kysely; both run the same migrations and the same queries. */
import { closeSync, fdatasync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import SqliteDatabase from 'better-sqlite3'
import { Kysely, PostgresDialect, SqliteDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { ConfigError } from './config.ts'

export interface OpenDatabase {
  /** Rooms narrow it to their own tables at the edge of their repositories. */
  kysely: Kysely<unknown>
  /** For reading what is committed, without waiting for a transaction that runs. */
  reader: Kysely<unknown>
  engine: 'sqlite' | 'postgres'
  /** Resolves when everything committed before the call would survive a loss of power. Does not block the loop. */
  durable(): Promise<void>
  /** Connections at work or waited for; 0 when nothing is going on. */
  inUse(): number
  close(): Promise<void>
}

const sync = promisify(fdatasync)

/** More texts than the house has; lists of ids of many lengths must not fill the memory. */
const mostStatements = 500

/** Longer than any server in service takes; a call that waits for one that is away must not wait on. */
const connectMs = 3000

/**
 * `url`: `sqlite:<path>`, `sqlite::memory:` or `postgres://...`. What was committed survives a kill; what `durable`
 * confirmed survives power loss (reliability D.1). `onLost` hears of each PostgreSQL connection that broke; the next query opens a new one.
 */
export function openDatabase(url: string, onLost: (error: Error) => void = () => undefined): OpenDatabase {
  if (isPostgres(url)) return openPostgres(url, onLost)
  const path = url.replace(/^sqlite:/, '')
  if (path === ':memory:') return openMemory()
  mkdirSync(dirname(path), { recursive: true })
  const { kysely } = openSqlite(path)
  const second = new SqliteDatabase(path)
  second.pragma('query_only = ON')
  second.pragma('busy_timeout = 5000')
  const reader = new Kysely<unknown>({ dialect: new SqliteDialect({ database: withKeptStatements(second) }) })
  // SQLite writes into this very file as long as a connection is open; it may not have made it yet.
  const log = openSync(`${path}-wal`, 'a')
  return {
    kysely,
    reader,
    engine: 'sqlite',
    durable: () => sync(log),
    inUse: () => 0,
    async close() {
      closeSync(log)
      await reader.destroy()
      await kysely.destroy()
    },
  }
}

export interface MemoryDatabase extends OpenDatabase {
  /** All that it holds, for `openMemory`. */
  contents(): Buffer
}

/** Opens a database in memory; with `contents` it begins as the other one was, migrations and all, which costs next to nothing. */
export function openMemory(contents?: Buffer): MemoryDatabase {
  const { database, kysely } = openSqlite(contents ?? ':memory:')
  return {
    kysely,
    reader: kysely,
    engine: 'sqlite',
    durable: async () => undefined,
    contents: () => database.serialize(),
    inUse: () => 0,
    close: () => kysely.destroy(),
  }
}

function openSqlite(from: string | Buffer) {
  const database = new SqliteDatabase(from)
  database.pragma('journal_mode = WAL')
  // Not FULL: that syncs on this thread, and a slow disk would stop every call. `durable` syncs the same file beside it.
  database.pragma('synchronous = NORMAL')
  database.pragma('foreign_keys = ON')
  database.pragma('busy_timeout = 5000')
  database.pragma('journal_size_limit = 67108864')
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: withKeptStatements(database) }) })
  return { database, kysely }
}

/** Opens the database and asks it something. Throws ConfigError with the driver's own words, which hold no password. */
export async function reachDatabase(url: string, onLost: (error: Error) => void): Promise<OpenDatabase> {
  let database: OpenDatabase | undefined
  try {
    database = openDatabase(url, onLost)
    await sql`select 1`.execute(database.kysely)
    return database
  } catch (error) {
    await database?.close()
    throw new ConfigError(
      `DATABASE_URL / DATA_DIR: the database cannot be opened; ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** Statements are prepared once, not at each use: a tenth of the main thread's time under load. */
function withKeptStatements(database: SqliteDatabase.Database) {
  const kept = new Map<string, SqliteDatabase.Statement>()
  return {
    prepare(text: string): SqliteDatabase.Statement {
      let statement = kept.get(text)
      if (!statement) {
        if (kept.size >= mostStatements) kept.clear()
        statement = database.prepare(text)
        kept.set(text, statement)
      }
      return statement
    },
    close: () => database.close(),
  }
}

function openPostgres(url: string, onLost: (error: Error) => void): OpenDatabase {
  // int8 arrives as text otherwise; all our int8 are ms or counters well below 2^53.
  pg.types.setTypeParser(20, Number)
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: connectMs, keepAlive: true })
  // A connection at work tells its own end to nobody but this listener; without one the process would die of it.
  pool.on('connect', (client) => client.on('error', onLost))
  // The pool repeats what an idle connection has said already.
  pool.on('error', () => undefined)
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return {
    kysely,
    reader: kysely,
    engine: 'postgres',
    // The server syncs its log before it answers a commit.
    durable: async () => undefined,
    inUse: () => pool.totalCount - pool.idleCount + pool.waitingCount,
    close: () => kysely.destroy(),
  }
}

/** Says which engine a `DATABASE_URL` means. */
export function isPostgres(url: string): boolean {
  return url.startsWith('postgres://') || url.startsWith('postgresql://')
}

/**
 * Another transaction was first: the rows changed after they were read (40001), each waited for the other (40P01), or it
 * inserted the same key unseen (23505). Run again, the change sees what the other did.
 */
export function isLostRace(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ['40001', '40P01', '23505'].includes(error.code ?? '')
}

/** The server refused, broke or never gave a connection: the same may succeed when it is back. */
export function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P0)/.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const { code } = error as NodeJS.ErrnoException
  return (
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(code ?? '') ||
    /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
      error.message,
    )
  )
}

/** Brings the schema up to the newest migration. Throws with the name of the migration that failed. */
export async function migrate(database: OpenDatabase, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({ db: database.kysely, provider: { getMigrations: async () => migrations } })
  const { error, results } = await migrator.migrateToLatest()
  const failed = results?.find((result) => result.status === 'Error')
  if (error) throw new Error(`The migration ${failed?.migrationName ?? 'of the schema'} failed.`, { cause: error })
  return (results ?? []).map((result) => result.migrationName)
}
