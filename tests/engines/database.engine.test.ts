import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../migrations/all.ts'
import type { Fact } from '../../server/contracts/facts.ts'
import type { PassengerId } from '../../server/contracts/ids.ts'
import { createBus } from '../../server/platform/bus.ts'
import { systemClock } from '../../server/platform/clock.ts'
import { migrate, type OpenDatabase, openDatabase } from '../../server/platform/database.ts'
import { newId } from '../../server/platform/id.ts'
import { silentLog } from '../../server/platform/log.ts'
import { createStore, type Store } from '../../server/platform/store.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../kit/postgres.ts'

const bin = findPostgres()
const engines = bin === undefined ? ['sqlite'] : ['sqlite', 'postgres']
if (bin === undefined) console.log('The database suite runs on SQLite only: no PostgreSQL server is installed here.')

describe.each(engines)('the store on %s', (engine) => {
  let postgres: TestPostgres | undefined
  let database: OpenDatabase
  let store: Store
  let published: Fact[]

  beforeAll(async () => {
    if (engine === 'postgres' && bin !== undefined) postgres = await startPostgres(bin)
  })
  afterAll(() => postgres?.stop())
  beforeEach(async () => {
    database = openDatabase(postgres?.url ?? 'sqlite::memory:')
    await migrate(database, migrations)
    published = []
    const bus = createBus(silentLog)
    bus.onAny((fact) => {
      published.push(fact)
    })
    store = createStore({ db: database.kysely, bus, clock: systemClock(), together: engine === 'sqlite' })
  })
  afterEach(async () => {
    if (postgres) {
      await sql`drop schema public cascade`.execute(database.kysely)
      await sql`create schema public`.execute(database.kysely)
    }
    await database.close()
  })
  const announce = () =>
    store.write(async (tx) => tx.announce('passenger.created', { passengerId: newId<PassengerId>() }))

  it('runs every migration, and none a second time', async () => {
    expect(await migrate(database, migrations)).toEqual([])
  })

  it('numbers facts without a gap, also when writers race and some roll back', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, (_, i) =>
        store.write(async (tx) => {
          tx.announce('passenger.created', { passengerId: newId<PassengerId>() })
          if (i % 3 === 0) throw new Error('rolled back')
        }),
      ),
    )
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(20)
    const facts = await store.factsAfter(0, 100)
    expect(facts.map((fact) => fact.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
    expect(await store.lastSeq()).toBe(20)
  })

  it('publishes in the order of the numbers, and only what was committed', async () => {
    for (let i = 0; i < 5; i++) await announce()
    await store
      .write(async (tx) => {
        tx.announce('passenger.created', { passengerId: newId<PassengerId>() })
        throw new Error('no')
      })
      .catch(() => undefined)
    await announce()
    expect(published.map((fact) => fact.seq)).toEqual([1, 2, 3, 4, 5, 6])
  })
})
