import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from '../../../migrations/all.ts'
import type { Fact } from '../../../server/contracts/facts.ts'
import { type Bus, createBus } from '../../../server/platform/bus.ts'
import { systemClock } from '../../../server/platform/clock.ts'
import { migrate, type OpenDatabase, openDatabase } from '../../../server/platform/database.ts'
import { silentLog } from '../../../server/platform/log.ts'
import { createStore, type Store, type Write } from '../../../server/platform/store.ts'

let database: OpenDatabase
let bus: Bus
let store: Store
let published: Fact[]

beforeEach(async () => {
  database = openDatabase('sqlite::memory:')
  await migrate(database, { '0001_platform': migrations['0001_platform']! })
  await sql`create table note (text text not null)`.execute(database.kysely)
  bus = createBus(silentLog)
  published = []
  bus.onAny((fact) => void published.push(fact))
  store = createStore({ db: database.kysely, bus, clock: { ...systemClock(), now: () => 1000 } })
})

afterEach(() => database.close())

const notes = async (db: Kysely<unknown> = database.kysely): Promise<string[]> =>
  (await sql<{ text: string }>`select text from note`.execute(db)).rows.map(({ text }) => text)

async function note(tx: Write, text: string): Promise<void> {
  await sql`insert into note (text) values (${text})`.execute(tx.db)
  tx.announce('campaign.changed', { campaignId: 'complaint-satisfaction' })
}

test('gives what the change returned, and numbers its facts from 1', async () => {
  const value = await store.write(async (tx) => {
    await note(tx, 'a')
    await note(tx, 'b')
    return 'done'
  })

  expect(value).toBe('done')
  expect(published.map(({ seq, at, name }) => ({ seq, at, name }))).toEqual([
    { seq: 1, at: 1000, name: 'campaign.changed' },
    { seq: 2, at: 1000, name: 'campaign.changed' },
  ])
  expect(await store.factsAfter(0, 10)).toEqual(published)
  expect(await store.lastSeq()).toBe(2)
})

test('publishes nothing before the rows are committed', async () => {
  let seen: Promise<string[]> | undefined
  bus.on('campaign.changed', () => {
    seen = notes()
  })

  await store.write(async (tx) => {
    await note(tx, 'a')
    expect(published).toEqual([])
  })

  expect(await seen).toEqual(['a'])
})

test('leaves no row, no fact and no hole in the numbers when the change fails', async () => {
  await store.write((tx) => note(tx, 'first'))
  await expect(
    store.write(async (tx) => {
      await note(tx, 'lost')
      throw new Error('changed my mind')
    }),
  ).rejects.toThrow('changed my mind')
  await store.write((tx) => note(tx, 'second'))

  expect(await notes()).toEqual(['first', 'second'])
  expect(published.map(({ seq }) => seq)).toEqual([1, 2])
  expect((await store.factsAfter(0, 10)).map(({ seq }) => seq)).toEqual([1, 2])
})

test('keeps the numbers without a gap and the news in order when many write at once', async () => {
  await Promise.all(Array.from({ length: 30 }, (_, i) => store.write((tx) => note(tx, `${i}`))))

  expect(published.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
})

test('refuses a transaction opened inside another one', async () => {
  const nested = store.write(async () => {
    await store.write(async () => undefined)
  })

  await expect(nested).rejects.toMatchObject({ name: 'InvalidState' })
})

test('lets a listener write: it stands after the commit', async () => {
  const listened = new Promise<void>((done, fail) => {
    const leave = bus.on('campaign.changed', async () => {
      leave()
      await store.write((tx) => note(tx, 'by the listener')).then(done, fail)
    })
  })

  await store.write((tx) => note(tx, 'first'))
  await listened

  expect(await notes()).toEqual(['first', 'by the listener'])
})

test('joins the transaction that is handed over: both changes stand or fall together', async () => {
  await expect(
    store.write(async (tx) => {
      await store.write((same) => note(same, 'inner'), tx)
      throw new Error('outer failed')
    }),
  ).rejects.toThrow('outer failed')

  expect(await notes()).toEqual([])
  expect(published).toEqual([])
})

test('gives the facts after a number, oldest first, no more than asked for', async () => {
  for (const text of ['a', 'b', 'c', 'd']) await store.write((tx) => note(tx, text))

  expect((await store.factsAfter(1, 2)).map(({ seq }) => seq)).toEqual([2, 3])
})
