import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { airportsRoutes } from '../../../server/airports/airports.routes.ts'
import { type Airports, createAirports } from '../../../server/airports/airports.service.ts'
import type { Airport } from '../../../server/contracts/airports.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const recorded: string[] = []
let house: TestHouse
let airports: Airports
let http: TestHttp

beforeAll(async () => {
  house = await openTestHouse()
  const audit = {
    record: async ({ action, objectId }: { action: string; objectId: string }) => {
      recorded.push(`${action} ${objectId}`)
    },
  }
  airports = createAirports({ store: house.store, audit })
  http = await openTestHttp((app) => airportsRoutes(app, { airports }))
})
afterAll(async () => {
  await http.close()
  await house.close()
})

describe('the table of airports', () => {
  test('has at least 120, each with a zone that exists and a place on the globe', async () => {
    const all = await airports.list()
    expect(all.length).toBeGreaterThanOrEqual(120)
    for (const airport of all) {
      expect(() => new Intl.DateTimeFormat('en', { timeZone: airport.zone })).not.toThrow()
      expect(Math.abs(airport.latitude)).toBeLessThan(70)
      expect(Math.abs(airport.longitude)).toBeLessThanOrEqual(180)
      expect(airport.name.zh).not.toBe('')
    }
  })

  test('is asked by three letters in any case', async () => {
    expect(await airports.get('lhr')).toMatchObject({
      iata: 'LHR',
      city: { zh: '伦敦', en: 'London' },
      country: 'GB',
      zone: 'Europe/London',
      latitude: 51.47,
      longitude: -0.4543,
    })
    expect(await airports.get('XXX')).toBeUndefined()
  })
})

describe('the class of a station', () => {
  test('[CP-09] [CP-11] is an outstation without base at home and overseas abroad, until somebody says otherwise', async () => {
    expect((await airports.get('MXZ'))?.stationClass).toBe('outstation-none')
    expect((await airports.get('CDG'))?.stationClass).toBe('overseas')
  })

  test.each([
    ['[CP-07]', 'CAN', 'home'],
    ['[CP-08]', 'PEK', 'outstation-base'],
    ['[CP-10]', 'KMG', 'outstation-office'],
  ] as const)('%s is edited by an administrator, audited and told: %s becomes %s', async (_id, iata, stationClass) => {
    const before = (await airports.get(iata))!
    const edited = await http.as(testUser('admin'))('PATCH', `/api/airports/${iata}`, {
      version: before.version,
      stationClass,
    })
    expect(edited).toMatchObject({ status: 200, body: { iata, stationClass, version: before.version + 1 } })
    expect(recorded).toContain(`airport.classified ${iata}`)
    expect(house.factsOf('airport.changed')).toContainEqual({ iata })
  })

  test('two administrators: the later one is told that the row changed', async () => {
    const { version } = (await airports.get('HGH'))!
    const edit = { version, stationClass: 'outstation-base' }
    const admin = http.as(testUser('admin'))
    expect((await admin('PATCH', '/api/airports/HGH', edit)).status).toBe(200)
    expect(await admin('PATCH', '/api/airports/HGH', edit)).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    })
  })

  test('an agent reads it and may not change it', async () => {
    const agent = http.as(testUser('agent'))
    expect((await agent('GET', '/api/airports/SIN')).body).toMatchObject({ stationClass: 'overseas' })
    expect((await agent('GET', '/api/airports')).body as Airport[]).toHaveLength((await airports.list()).length)
    expect((await agent('PATCH', '/api/airports/SIN', { version: 1, stationClass: 'home' })).status).toBe(403)
    expect((await agent('GET', '/api/airports/XXX')).status).toBe(404)
  })
})
