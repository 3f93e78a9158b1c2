/** PostgreSQL lets changes run side by side; the store keeps what one connection gave for nothing: no lost change, one order. */
import { type Kysely, sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../migrations/all.ts'
import type { CallId, InteractionId, OfferId } from '../../server/contracts/ids.ts'
import { migrate, openDatabase } from '../../server/platform/database.ts'
import { newId } from '../../server/platform/id.ts'
import type { Write } from '../../server/platform/store.ts'
import { openTestHouse, type TestHouse } from '../kit/house.ts'
import { openLiveHouse } from '../kit/live-house.ts'
import { plugPeople } from '../kit/people.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { copyDatabase } from '../kit/postgres-copy.ts'

const bin = findPostgres()
if (bin === undefined) throw new Error('No PostgreSQL server is installed: apt-get install postgresql')

let server: TestPostgres
let house: TestHouse

beforeAll(async () => {
  server = await startPostgres(bin)
  const model = await copyDatabase(server.url)
  const database = openDatabase(model.url)
  await migrate(database, migrations)
  await sql`create table counter (id integer primary key, n integer not null)`.execute(database.kysely)
  await sql`insert into counter values (1, 0), (2, 0)`.execute(database.kysely)
  await database.close()
  process.env.TEST_DATABASE_URL = model.url
})
afterAll(async () => {
  delete process.env.TEST_DATABASE_URL
  await server.stop()
})
beforeEach(async () => {
  house = await openTestHouse()
})
afterEach(() => house.close())

const read = async (db: Kysely<unknown>, id: number): Promise<number> =>
  (await sql<{ n: number }>`select n from counter where id = ${id}`.execute(db)).rows[0]?.n ?? 0
const set = (db: Kysely<unknown>, id: number, n: number) =>
  sql`update counter set n = ${n} where id = ${id}`.execute(db)
const news = (tx: Write) => tx.announce('campaign.changed', { campaignId: 'complaint-satisfaction' })

/** Resolves for everybody when `count` have come. */
function meeting(count: number): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  let come = 0
  return () => {
    come += 1
    if (come === count) resolve()
    return promise
  }
}

describe('changes that race on PostgreSQL', () => {
  it('lose nothing: who read a row that another changed meanwhile runs again on the new one', async () => {
    const met = meeting(8)
    let runs = 0
    const addOne = () => {
      let first = true
      return house.store.write(async (tx) => {
        runs += 1
        const n = await read(tx.db, 1)
        if (first) await met()
        first = false
        await set(tx.db, 1, n + 1)
        news(tx)
      })
    }
    await Promise.all(Array.from({ length: 8 }, addOne))

    expect(await read(house.store.db, 1)).toBe(8)
    expect(runs).toBeGreaterThan(8)
    expect(house.facts.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('survive waiting for each other: the one that the server picks runs again', async () => {
    const met = meeting(2)
    const cross = (mine: number, other: number) => {
      let first = true
      return house.store.write(async (tx) => {
        await set(tx.db, mine, (await read(tx.db, mine)) + 1)
        if (first) await met()
        first = false
        await set(tx.db, other, (await read(tx.db, other)) + 1)
      })
    }
    await Promise.all([cross(1, 2), cross(2, 1)])

    expect([await read(house.store.db, 1), await read(house.store.db, 2)]).toEqual([2, 2])
  })

  it('leave no trace of the run that was lost', async () => {
    const met = meeting(2)
    const traces: string[] = []
    const change = (name: string) => {
      let run = 0
      return house.store.write(async (tx) => {
        run += 1
        const said = `${name} ${run}`
        tx.committed(() => traces.push(said))
        const n = await read(tx.db, 1)
        if (run === 1) await met()
        await set(tx.db, 1, n + 1)
        news(tx)
      })
    }
    await Promise.all([change('a'), change('b')])

    expect(traces).toHaveLength(2)
    expect(new Set(traces.map((trace) => trace.at(-1)))).toEqual(new Set(['1', '2']))
    expect(house.facts).toHaveLength(2)
  })

  it('that insert the same key: the second one finds the row of the first', async () => {
    const met = meeting(2)
    const open = () => {
      let first = true
      return house.store.write(async (tx) => {
        const { rows } = await sql`select 1 from counter where id = 7`.execute(tx.db)
        if (first) await met()
        first = false
        if (rows.length > 0) return 'found'
        await sql`insert into counter values (7, 0)`.execute(tx.db)
        return 'made'
      })
    }

    expect(new Set(await Promise.all([open(), open()]))).toEqual(new Set(['found', 'made']))
  })

  it('give up with the error of the database when the same key is taken for good', async () => {
    const insert = house.store.write((tx) => sql`insert into counter values (1, 0)`.execute(tx.db))

    await expect(insert).rejects.toMatchObject({ code: '23505' })
  })
})

describe('the news of changes that run side by side', () => {
  it('comes in the order of the numbers and without a gap, whoever is slow and whoever fails', async () => {
    const waits = Array.from({ length: 60 }, (_, i) => (i * 37) % 11)
    const outcomes = await Promise.allSettled(
      waits.map((wait, i) =>
        house.store.write(async (tx) => {
          news(tx)
          await sql`select pg_sleep(${wait / 500})`.execute(tx.db)
          if (i % 4 === 0) throw new Error('rolled back')
          if (i % 2 === 1) news(tx)
        }),
      ),
    )

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(45)
    expect(house.facts.map(({ seq }) => seq)).toEqual(Array.from({ length: 75 }, (_, i) => i + 1))
    expect((await house.store.factsAfter(0, 100)).map(({ seq }) => seq)).toEqual(house.facts.map(({ seq }) => seq))
  })

  it('goes on with the next number after a commit that broke', async () => {
    await house.store.write(async (tx) => news(tx))
    await sql`create function refuse() returns trigger language plpgsql as 'begin raise exception ''broken''; end'`.execute(
      house.store.db,
    )
    // Deferred: it fails at the commit itself, when the numbers are given already.
    await sql`create constraint trigger at_commit after insert on event_log deferrable initially deferred
      for each row when (new.seq = 2) execute function refuse()`.execute(house.store.db)
    await expect(house.store.write(async (tx) => news(tx))).rejects.toThrow('broken')
    await sql`drop trigger at_commit on event_log`.execute(house.store.db)
    await Promise.all(Array.from({ length: 12 }, () => house.store.write(async (tx) => news(tx))))

    expect(house.facts.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, i) => i + 1))
  })
})

describe('the rooms under a race', () => {
  it('one agent is reserved once, however many callers want them', async () => {
    const live = await openLiveHouse()
    const agent = await live.readyAgent()
    const wish = () => ({
      offerId: newId<OfferId>(),
      callId: newId<CallId>(),
      interactionId: newId<InteractionId>(),
    })
    const won = await Promise.all(
      Array.from({ length: 10 }, () => live.house.store.write((tx) => live.agents.reserve(agent.id, wish(), tx))),
    )
    expect(won.filter(Boolean)).toHaveLength(1)
    await live.close()
  })

  it('an agent whose activity and presence move at once gets both moves', async () => {
    const live = await openLiveHouse()
    const agent = await live.readyAgent()
    const reservation = { offerId: newId<OfferId>(), callId: newId<CallId>(), interactionId: newId<InteractionId>() }
    await Promise.all([
      live.house.store.write((tx) => live.agents.reserve(agent.id, reservation, tx)),
      live.agents.setNotReady(agent.id, 'no-answer'),
    ])
    const { presence } = await live.agents.state(agent.id)
    expect(presence).toBe('not-ready')
    await live.close()
  })

  it('entries of the audit trail keep their chain', async () => {
    const { audit } = plugPeople(house)
    const look = { ip: '127.0.0.1', action: 'look', objectType: 'passenger', objectId: 'p' }
    await Promise.all(Array.from({ length: 20 }, () => audit.record(look)))

    expect(await audit.verify()).toEqual({ ok: true, entries: 20 })
  })
})
