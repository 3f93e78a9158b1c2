/** An empty house for tests: a real SQLite in memory with every migration, its store and bus, a clock that stands still. */
import { migrations } from '../../migrations/all.ts'
import type { Fact, FactName, Facts } from '../../server/contracts/facts.ts'
import { type Bus, createBus } from '../../server/platform/bus.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { type Log, silentLog } from '../../server/platform/log.ts'
import { createStore, type Store } from '../../server/platform/store.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'

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

/** Opens the house at `start` (ms UTC; default Monday 2026-01-05 08:00 UTC). Close it at the end of the test. */
export async function openTestHouse(start?: number): Promise<TestHouse> {
  const database = openDatabase('sqlite::memory:')
  await migrate(database, migrations)
  const clock = createFakeClock(start)
  const bus = createBus(silentLog)
  const store = createStore({ db: database.kysely, bus, clock })
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
    close: () => database.close(),
  }
}
