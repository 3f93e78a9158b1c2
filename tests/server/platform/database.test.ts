import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../../migrations/all.ts'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import { createBus } from '../../../server/platform/bus.ts'
import { systemClock } from '../../../server/platform/clock.ts'
import { migrate, openDatabase } from '../../../server/platform/database.ts'
import { newId } from '../../../server/platform/id.ts'
import { silentLog } from '../../../server/platform/log.ts'
import { createStore } from '../../../server/platform/store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'database-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the database in a file', () => {
  it('lets nobody hear of a change before the log of the disk has it', async () => {
    const database = openDatabase(`sqlite:${folder}/house.db`)
    await migrate(database, migrations)
    const bus = createBus(silentLog)
    const happened: string[] = []
    bus.onAny(() => {
      happened.push('published')
    })
    const durable = async (): Promise<void> => {
      await database.durable()
      happened.push('durable')
    }
    const store = createStore({ db: database.kysely, reader: database.reader, bus, clock: systemClock(), durable })
    await store.write(async (tx) => tx.announce('passenger.created', { passengerId: newId<PassengerId>() }))
    happened.push('told')
    expect(happened).toEqual(['durable', 'published', 'told'])
    // What `durable` synced is the file that SQLite wrote to.
    expect(statSync(`${folder}/house.db-wal`).size).toBeGreaterThan(0)
    await database.close()
  })

  it('reads beside the writer, and only what is committed', async () => {
    const database = openDatabase(`sqlite:${folder}/house.db`)
    await migrate(database, migrations)
    const store = createStore({
      db: database.kysely,
      reader: database.reader,
      bus: createBus(silentLog),
      clock: systemClock(),
    })
    await store.write(async (tx) => {
      tx.announce('passenger.created', { passengerId: newId<PassengerId>() })
      expect(await store.lastSeq()).toBe(0)
    })
    expect(await store.lastSeq()).toBe(1)
    await expect(database.reader.schema.createTable('x').addColumn('id', 'text').execute()).rejects.toThrow(/readonly/)
    await database.close()
  })

  it('finds again after a restart what it held', async () => {
    for (const round of [1, 2]) {
      const database = openDatabase(`sqlite:${folder}/house.db`)
      await migrate(database, migrations)
      const store = createStore({ db: database.kysely, bus: createBus(silentLog), clock: systemClock() })
      await store.write(async (tx) => tx.announce('passenger.created', { passengerId: newId<PassengerId>() }))
      expect(await store.lastSeq()).toBe(round)
      await database.close()
    }
  })
})
