import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { migrations } from '../../../migrations/all.ts'
import { beginBoot, endBoot, proveWritable } from '../../../server/platform/boot.ts'
import { migrate, type OpenDatabase, openDatabase } from '../../../server/platform/database.ts'

let database: OpenDatabase

beforeEach(async () => {
  database = openDatabase('sqlite::memory:')
  await migrate(database, { '0001_platform': migrations['0001_platform']! })
})
afterEach(() => database.close())

test('the first boot comes after nothing', async () => {
  expect(await beginBoot(database.kysely, 1000)).toMatchObject({ first: true, afterCrash: false })
})

test('a boot after an orderly end is not after a crash', async () => {
  const { id } = await beginBoot(database.kysely, 1000)
  await endBoot(database.kysely, id, 2000)

  expect(await beginBoot(database.kysely, 3000)).toMatchObject({ first: false, afterCrash: false })
})

test('a boot after one that never ended is after a crash, twice in a row too', async () => {
  await beginBoot(database.kysely, 1000)

  const second = await beginBoot(database.kysely, 2000)
  const third = await beginBoot(database.kysely, 3000)
  expect([second.afterCrash, third.afterCrash]).toEqual([true, true])
  expect(third.id).not.toBe(second.id)
})

test('a database that takes no writing says so, and is well again when it does', async () => {
  const { id } = await beginBoot(database.kysely, 1000)
  await sql`pragma query_only = on`.execute(database.kysely)
  await expect(proveWritable(database.kysely, id)).rejects.toThrow('readonly')

  await sql`pragma query_only = off`.execute(database.kysely)
  await expect(proveWritable(database.kysely, id)).resolves.toBeUndefined()
})
