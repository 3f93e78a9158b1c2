import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAirlineFlights } from '../../../server/airline-simulator/airline-flights.ts'
import { flightRoomRoutes } from '../../../server/app-flights.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { EntitlementCard } from '../../../server/contracts/entitlements.ts'
import { createEntitlements } from '../../../server/entitlements/entitlements.service.ts'
import { forgetTellings, handOverTellings, tellTellings } from '../../../server/entitlements/person.repository.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const start = Date.UTC(2026, 10, 25, 1)
const airline = createAirlineFlights()
let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser
let registered = 0

beforeAll(async () => {
  joined = await openJoinedHouse(start)
  http = await openTestHttp((app) => flightRoomRoutes(app, joined.people))
  agent = await joined.hire('agent', await joined.addTeam('service'))
})
afterAll(async () => {
  await http.close()
  await joined.people.closeFlights()
  await joined.close()
})

async function travel(leg: ReturnType<typeof airline.leg>, tier: 'none' | 'gold' = 'gold') {
  registered += 1
  const record = { name: `旅客${registered}`, latinName: 'TEST', language: 'zh' as const, timeZone: 'Asia/Shanghai' }
  const trip = { ...leg, pnr: `ENTI0${registered}`, cabin: 'economy' as const, status: 'booked' as const }
  const id = await joined.people.passengers.register({ ...record, tier, miles: 1, segments: 1, numbers: [] }, [trip])
  const { next, last } = await joined.people.passengers.trips(id)
  return { id, trip: [...next, ...last][0]! }
}
const cardOf = async (id: string, query: string) => {
  const answer = await http.as(agent)('GET', `/api/passengers/${id}/entitlements?${query}`)
  return { status: answer.status, card: answer.body as EntitlementCard }
}

describe('the entitlement card', () => {
  test('[GA-22] [GA-23] [AC-28] is worked out for the flight in trouble of a member, with reasons and sources', async () => {
    const [worst] = airline.inTrouble(start)
    const { id, trip } = await travel(worst!)
    const { status, card } = await cardOf(id, `tripId=${trip.id}`)
    expect(status).toBe(200)
    expect(card).toMatchObject({ freshness: 'fresh', flight: worst!.flight, distanceKm: expect.any(Number) })
    expect(card.items[0]?.verdict).toBe('owed')
    const rules = card.items.map((item) => item.rule)
    expect(rules).toEqual(expect.arrayContaining(['house-delay', 'tier-lounge']))
  })

  test('[GA-23] by flight and date it is there for a flight that is no trip on record', async () => {
    const { id } = await travel(airline.leg('YT301', start), 'none')
    const { card } = await cardOf(id, 'flight=YT332&date=2026-11-25')
    expect(card.items.map((item) => item.rule)).toContain('eu261-compensation')
    expect(card.tripId).toBeUndefined()
  })

  test('an unknown passenger or trip is not found, and half a question is refused', async () => {
    const { id } = await travel(airline.leg('YT301', start))
    expect((await cardOf(crypto.randomUUID(), 'flight=YT332&date=2026-11-25')).status).toBe(404)
    expect((await cardOf(id, `tripId=${crypto.randomUUID()}`)).status).toBe(404)
    expect((await cardOf(id, 'flight=YT332')).status).toBe(400)
  })

  test('[CS-13] while the airline cannot be asked it is worked out from the record of the house', async () => {
    const { house, people } = joined
    const { id, trip } = await travel(airline.leg('YT332', start))
    const away = async () => ({ freshness: 'away' as const })
    const entitlements = createEntitlements({
      ...house,
      passengers: people.passengers,
      flights: { status: away, bagsOf: away, fareOf: away },
      airports: people.airports,
      benefits: async () => [],
      staff: people.organisation,
      audit: people.audit,
      carrierCountry: 'CN',
    })
    const card = await entitlements.card(id, { tripId: trip.id })
    expect(card.freshness).toBe('away')
    expect(card.items.find((item) => item.rule === 'eu261-compensation')?.verdict).toBe('not-owed')
  })
})

describe('what was told', () => {
  test('[GA-22] is kept once with who and when, audited, and a fact of the house', async () => {
    const { id, trip } = await travel(airline.leg('YT332', start))
    const [date] = ['2026-11-25']
    const telling = { flight: trip.flight, date, rule: 'tier-lounge' }
    const told = await http.as(agent)('POST', `/api/passengers/${id}/entitlements/told`, telling)
    const mark = (told.body as EntitlementCard).items.find((item) => item.rule === 'tier-lounge')?.told
    expect(mark).toEqual({ at: joined.house.clock.now(), byName: agent.displayName })
    await http.as(agent)('POST', `/api/passengers/${id}/entitlements/told`, telling)
    const facts = joined.house.factsOf('entitlement.told').filter((fact) => fact.passengerId === id)
    expect(facts).toEqual([{ passengerId: id, ...telling }])
    const trail = (await joined.people.audit.list({ limit: 3 })).items
    expect(trail.filter((one) => one.action === 'entitlement.told' && one.objectId === id)).toHaveLength(1)
    const { card } = await cardOf(id, `tripId=${trip.id}`)
    expect(card.items.find((item) => item.rule === 'tier-lounge')?.told).toEqual(mark)
  })

  test('a rule that is not on the card cannot be told', async () => {
    const { id, trip } = await travel(airline.leg('YT301', start))
    const telling = { flight: trip.flight, date: '2026-11-25', rule: 'us-refund' }
    expect((await http.as(agent)('POST', `/api/passengers/${id}/entitlements/told`, telling)).status).toBe(404)
  })
})

test('[GA-22] what was told stays with the person when two records become one, and is forgotten with the person', async () => {
  const one = await travel(airline.leg('YT332', start))
  const other = await travel(airline.leg('YT332', start))
  const telling = { flight: 'YT332', date: '2026-11-25', rule: 'tier-lounge' }
  await http.as(agent)('POST', `/api/passengers/${one.id}/entitlements/told`, telling)
  const { store } = joined.house
  await store.write((tx) => handOverTellings(tx.db, one.id, other.id))
  expect(await tellTellings(store.db, other.id)).toMatchObject([{ flight: 'YT332', rule: 'tier-lounge' }])
  expect(await store.write((tx) => forgetTellings(tx.db, other.id))).toBe(1)
  expect(await tellTellings(store.db, other.id)).toEqual([])
})
