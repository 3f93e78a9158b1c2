/** For the project `postgres`: a server of our own with one migrated database, which each test house copies. */
import { migrations } from '../../migrations/all.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { findPostgres, startPostgres } from './postgres.ts'
import { copyDatabase } from './postgres-copy.ts'

/** Runs once before the project's tests; returns what runs after them. Throws when no PostgreSQL server is installed. */
export default async function setup(): Promise<() => Promise<void>> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('No PostgreSQL server is installed: apt-get install postgresql')
  const server = await startPostgres(bin)
  const model = await copyDatabase(server.url)
  const database = openDatabase(model.url)
  await migrate(database, migrations)
  await database.close()
  process.env.TEST_DATABASE_URL = model.url
  return () => server.stop()
}
