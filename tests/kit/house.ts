/** An empty house for tests: a real database with every migration, its store and bus, a clock that stands still. */
import { migrations } from '../../migrations/all.ts'
import type { Fact, FactName, Facts } from '../../server/contracts/facts.ts'
import { type Bus, createBus } from '../../server/platform/bus.ts'
import { migrate, type OpenDatabase, openDatabase, openMemory } from '../../server/platform/database.ts'
import { type Log, silentLog } from '../../server/platform/log.ts'
import { createStore, type Store } from '../../server/platform/store.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { copyDatabase } from './postgres-copy.ts'

export interface TestHouse {
  store: Store
  bus: Bus
  clock: FakeClock
  log: Log
  /** Every fact published so far, oldest first. */
  facts: Fact[]
  /** Data of the facts of one name, oldest first. */
  factsOf<N extends FactName>(name: N): Array<Facts[N]>
  close(): Promise<void>
}

/**
 * Opens the house at `start` (ms UTC; default Monday 2026-01-05 08:00 UTC). Close it at the end of the test.
 * It stands on SQLite in memory, or on a PostgreSQL database of its own when TEST_DATABASE_URL names a migrated one to copy.
 */
export async function openTestHouse(start?: number): Promise<TestHouse> {
  const { database, drop } = await openTestDatabase(process.env.TEST_DATABASE_URL)
  const clock = createFakeClock(start, () => database.inUse() > 0)
  const bus = createBus(silentLog)
  const store = createStore({ db: database.kysely, bus, clock, together: database.engine === 'sqlite' })
  const facts: Fact[] = []
  function factsOf<N extends FactName>(name: N): Array<Facts[N]> {
    return facts.filter((fact) => fact.name === name).map((fact) => fact.data as Facts[N])
  }
  bus.onAny((fact) => {
    facts.push(fact)
  })
  return {
    store,
    bus,
    clock,
    log: silentLog,
    facts,
    factsOf,
    async close() {
      await database.close()
      await drop()
    },
  }
}

async function openTestDatabase(
  url: string | undefined,
): Promise<{ database: OpenDatabase; drop: () => Promise<void> }> {
  if (url !== undefined) {
    const copy = await copyDatabase(url)
    return { database: openDatabase(copy.url), drop: copy.drop }
  }
  model ??= migratedContents()
  return { database: openMemory(await model), drop: async () => undefined }
}

/** Migrated once in a worker; every house begins as a copy of it. */
let model: Promise<Buffer> | undefined

async function migratedContents(): Promise<Buffer> {
  const database = openMemory()
  await migrate(database, migrations)
  const contents = database.contents()
  await database.close()
  return contents
}
