/** The whole house on PostgreSQL: alone on its database, patient while the server is away, nothing lost by kill -9. */
import { rm } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Wallboard } from '../../server/contracts/supervision.ts'
import type { Phone } from '../../sip/phone/phone.ts'
import { logIn } from '../kit/api-client.ts'
import { passengerPhone, ringHotline } from '../kit/passenger.ts'
import { findPostgres, startPostgres, type TestPostgres } from '../kit/postgres.ts'
import { readyzSays, refusedStart, settingsOf, startHouse, type WholeHouse } from '../kit/whole-house.ts'
import { cast } from './cast.ts'

let postgres: TestPostgres
let house: WholeHouse
let phone: Phone

beforeAll(async () => {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('No PostgreSQL server is installed: apt-get install postgresql')
  postgres = await startPostgres(bin)
  house = await startHouse({ env: { DATABASE_URL: postgres.url } })
  phone = await passengerPhone(house)
})

afterAll(async () => {
  await phone?.close()
  await house?.close()
  await postgres?.stop()
})

async function rows<Row extends object>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  try {
    return (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
}

test('a second house on the same database is refused with a sentence', async () => {
  const settings = await settingsOf({ env: { DATABASE_URL: postgres.url } })
  const { code, said } = await refusedStart(settings)
  await rm(settings.DATA_DIR, { recursive: true, force: true })

  expect(code).toBe(1)
  expect(said).toContain('another contact centre is running on this database')
  expect(said).not.toMatch(/^\s+at /m)
})

test('while the server is away the house says it is not ready and refuses calls, and lives on', async () => {
  const agent = await logIn(house.url, cast.agent)
  await postgres.halt()

  expect(await readyzSays(house.url, 503)).toContain('The data directory or the database cannot be written.')
  expect(await agent.statusOf('GET', '/cases')).toBe(503)
  const call = await phone.call(house.hotline, { from: cast.known.number })
  await expect(call.answered).rejects.toThrow('503')
})

test('when the server is back, so is the house', async () => {
  await postgres.startAgain()
  await readyzSays(house.url, 200)
  const agent = await logIn(house.url, cast.agent)

  expect(await agent.statusOf('GET', '/cases')).toBe(200)
})

test('after kill -9 in mid-call the contact is closed as interrupted and the passenger is owed a call', async () => {
  const call = await ringHotline(phone, house, cast.known.number, '12')
  const supervisor = await logIn(house.url, cast.supervisor)
  const waiting = async () => rows<{ id: string }>(`select id from queue_entries where state = 'waiting'`)
  await supervisor.until('/wallboard', Wallboard, ({ waiting: callers }) => callers.length === 1, 15_000)
  expect(await waiting()).toHaveLength(1)

  await house.kill()
  await house.startAgain()

  expect(await call.ended).toMatchObject({ by: 'them' })
  const [contact] = await rows<{ id: string; state: string }>(
    'select id, state from interactions order by opened_at desc limit 1',
  )
  expect(contact?.state).toBe('interrupted')
  expect(await waiting()).toEqual([])
  // Nobody had taken the call: the task is the first team's.
  const tasks = await rows<{ kind: string }>(`select kind from task where interaction_id = '${contact?.id}'`)
  expect(tasks).toEqual([{ kind: 'call-back-interrupted' }])
})
