import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAirlineFlights } from '../../../server/airline-simulator/airline-flights.ts'
import { flightRoomRoutes } from '../../../server/app-flights.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { Disruption, DisruptionDetail, KeptOrder, LiveTrips } from '../../../server/contracts/flights.ts'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { Tier } from '../../../server/contracts/passengers.ts'
import { nextTryAt } from '../../../server/flights/order-retry.rules.ts'
import { createOrders } from '../../../server/flights/orders.service.ts'
import { createSource } from '../../../server/flights/source.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const start = Date.UTC(2026, 10, 25, 1)
const hourMs = 3_600_000
const airline = createAirlineFlights()
let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser
let lead: SessionUser
let registered = 0

beforeAll(async () => {
  joined = await openJoinedHouse(start)
  http = await openTestHttp((app) => flightRoomRoutes(app, joined.people))
  const team = await joined.addTeam('service')
  agent = await joined.hire('agent', team)
  lead = await joined.hire('supervisor', team)
})
afterAll(async () => {
  await http.close()
  await joined.people.closeFlights()
  await joined.close()
})

type Leg = ReturnType<typeof airline.leg>

/** A passenger with one trip on a flight. */
async function book(leg: Leg, more: { tier?: Tier; name?: string } = {}): Promise<{ id: PassengerId; pnr: string }> {
  registered += 1
  const pnr = `TEST${String(registered).padStart(2, '0')}`
  const { tier = 'basic', name = `旅客${registered}` } = more
  const e164 = `+86138001400${String(registered).padStart(2, '0')}`
  const record = { name, latinName: `TEST ${registered}`, tier, language: 'zh' as const, timeZone: 'Asia/Shanghai' }
  const numbers = [{ e164, kind: 'mobile' as const, shared: false }]
  const trip = { ...leg, pnr, cabin: 'economy' as const, status: 'booked' as const }
  const id = await joined.people.passengers.register({ ...record, miles: 1, segments: 1, numbers }, [trip])
  return { id, pnr }
}

const troubled = () => airline.inTrouble(joined.house.clock.now())
const quiet = () => airline.leg('YT301', start + 10 * 24 * hourMs)

describe('a question to the airline', () => {
  test('[IQ-01] [IQ-06] a flight is told with times, gate and state, by number and by route', async () => {
    const flight = await http.as(agent)('GET', '/api/flights/YT661/2026-11-25')
    expect(flight).toMatchObject({
      status: 200,
      body: { freshness: 'fresh', asOf: start, value: { from: 'CAN', to: 'LHR' } },
    })
    const route = await http.as(agent)('GET', '/api/flights?from=CAN&to=PVG&date=2026-11-25')
    expect((route.body as { value: unknown[] }).value).toHaveLength(2)
    expect((await http.as(agent)('GET', '/api/flights?date=tomorrow')).status).toBe(400)
  })

  test('[IQ-05] a delay or cancellation is told with its cause', async () => {
    const [worst] = troubled()
    const date = new Date(worst!.departsAt + 8 * hourMs).toISOString().slice(0, 10)
    const { body } = await http.as(agent)('GET', `/api/flights/${worst!.flight}/${date}`)
    expect(body).toMatchObject({ value: { cause: expect.any(String), announcedAt: expect.any(Number) } })
  })

  test('[GA-14] [IQ-04] the live trips of a passenger hold status and bags beside what is on record', async () => {
    const { id } = await book(quiet())
    const { body } = await http.as(agent)('GET', `/api/passengers/${id}/live-trips`)
    const { next } = body as LiveTrips
    expect(next[0]).toMatchObject({
      trip: { flight: 'YT301' },
      status: { freshness: 'fresh', value: { state: 'scheduled' } },
      bags: { freshness: 'fresh', value: [] },
    })
  })

  test('[GA-30] a look at a booking or ticket is audited, and an unknown one is no error', async () => {
    const { pnr } = await book(quiet())
    const seen = await http.as(agent)('GET', `/api/pnrs/${pnr}`)
    const ticket = (seen.body as { value: { passengers: Array<{ ticket: string }> } }).value.passengers[0]!.ticket
    expect((await http.as(agent)('GET', `/api/e-tickets/${ticket}`)).body).toMatchObject({ value: { locator: pnr } })
    const actions = (await joined.people.audit.list({ limit: 5 })).items.map((one) => `${one.action} ${one.objectId}`)
    expect(actions).toEqual(expect.arrayContaining([`pnr.viewed ${pnr}`, `e-ticket.viewed ${ticket}`]))
    const nobody = await http.as(agent)('GET', '/api/pnrs/ZZZZZ2')
    expect(nobody).toMatchObject({ status: 200, body: { freshness: 'fresh' } })
  })

  test('the state of the source is there for everybody', async () => {
    const { body } = await http.as(agent)('GET', '/api/passenger-service')
    expect(body).toMatchObject({ adapter: 'simulator', state: 'up', lastAnswerAt: expect.any(Number) })
  })
})

describe('an order to a PNR', () => {
  const order = { kind: 'ssr', code: 'WCHR', text: '' } as const

  test('[GA-30] [CS-19] is kept, done, and its result stands beside it', async () => {
    const { id, pnr } = await book(quiet())
    const fresh = { id: crypto.randomUUID(), order, passengerId: id }
    const kept = await http.as(agent)('POST', `/api/pnrs/${pnr}/orders`, fresh)
    expect(kept).toMatchObject({ status: 200, body: { state: 'waiting' } })
    await joined.people.orders.sendNow()
    const { body } = await http.as(agent)('GET', `/api/pnrs/${pnr}/orders`)
    expect(body).toMatchObject([{ id: fresh.id, state: 'done', tries: 1, byName: agent.displayName }])
    const seen = await http.as(agent)('GET', `/api/pnrs/${pnr}`)
    expect(seen.body).toMatchObject({ value: { ssrs: [{ code: 'WCHR' }] } })
  })

  test('sent twice by a nervous hand is one order', async () => {
    const { pnr } = await book(quiet())
    const fresh = { id: crypto.randomUUID(), order: { kind: 'remark', text: 'CALLED' } }
    await Promise.all([1, 2].map(() => http.as(agent)('POST', `/api/pnrs/${pnr}/orders`, fresh)))
    await joined.people.orders.sendNow()
    expect((await http.as(agent)('GET', `/api/pnrs/${pnr}/orders`)).body).toHaveLength(1)
    const other = await http.as(agent)('POST', '/api/pnrs/ZZZZZ3/orders', fresh)
    expect(other).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })

  test('[CS-19] waits while the airline cannot be reached, is tried again with the same id, and given up after a day', async () => {
    const { house, people } = joined
    const ids: string[] = []
    let away = true
    const service = {
      write: async (_pnr: string, id: string) => {
        ids.push(id)
        if (away) throw new Error('away')
        return { done: false, reason: 'The flight has left.' }
      },
    }
    const source = createSource({ ...house, limits: { failures: 1_000 } })
    const staff = people.organisation
    const orders = createOrders({ ...house, service, source, staff, audit: people.audit })
    const actor = { id: agent.id, role: agent.role, ip: '::1' }
    const first = await orders.add('TESTX1', { id: crypto.randomUUID(), order }, actor)
    await orders.sendNow()
    expect((await orders.of('TESTX1'))[0]).toMatchObject({ state: 'waiting', tries: 1 })
    await orders.sendNow()
    expect(ids).toEqual([first.id])
    await house.clock.advance(5_000)
    away = false
    await orders.sendNow()
    expect(ids).toEqual([first.id, first.id])
    expect((await orders.of('TESTX1'))[0]).toMatchObject({ state: 'refused', reason: 'The flight has left.', tries: 2 })
    expect(nextTryAt({ createdAt: 0, tries: 3 }, 24 * hourMs)).toBeUndefined()
  })

  test.each([
    ['an SSR that nobody knows', { kind: 'ssr', code: 'GOLD', text: '' }],
    ['an empty remark', { kind: 'remark', text: '' }],
    ['an unknown queue', { kind: 'queue', queue: 'first-class' }],
  ])('%s is refused at the door', async (_what, bad) => {
    const answer = await http.as(agent)('POST', '/api/pnrs/TEST01/orders', { id: crypto.randomUUID(), order: bad })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })
})

describe('flight events', () => {
  test('[EC-17] become facts once, and the trips of the passengers know', async () => {
    const { house, people } = joined
    await people.flightFeed.readNow()
    const soon = airline.leg('YT3441', start)
    const { id } = await book(soon)
    await house.clock.advance(soon.arrivesAt - house.clock.now() + 12 * hourMs)
    await people.flightFeed.readNow()
    const mine = house
      .factsOf('flight.changed')
      .filter((fact) => fact.flight === 'YT3441' && fact.date === '2026-11-25')
    expect(mine.map((fact) => fact.kind)).toEqual(expect.arrayContaining(['boarding', 'departed', 'arrived']))
    expect((await people.passengers.trips(id)).last[0]).toMatchObject({
      status: 'flown',
      estimatedArrivesAt: expect.any(Number),
    })
    const before = house.factsOf('flight.changed').length
    await people.flightFeed.readNow()
    expect(house.factsOf('flight.changed')).toHaveLength(before)
  })
})

describe('flights in trouble', () => {
  async function worst(): Promise<{ disruption: Disruption; people: PassengerId[] }> {
    const leg = troubled().find((one) => one.departsAt > joined.house.clock.now())!
    const gold = await book(leg, { tier: 'gold', name: '金' })
    const basic = await book(leg, { name: '普' })
    const platinum = await book(leg, { tier: 'platinum', name: '铂' })
    const status = await joined.people.flights.status(leg.flight, dateOf(leg))
    await joined.house.store.write((tx) => joined.people.disruptions.changed(status.value!, tx))
    const { body } = await http.as(agent)('GET', '/api/disruptions')
    const disruption = (body as Disruption[]).find((one) => one.flight === leg.flight && one.date === dateOf(leg))!
    return { disruption, people: [platinum.id, gold.id, basic.id] }
  }
  const dateOf = (leg: Leg) =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone: leg.fromZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(leg.departsAt)

  test('[BK-12] [BK-13] the affected passengers stand there with contacts, the highest tier first, and all get a task', async () => {
    const { disruption, people } = await worst()
    expect(disruption).toMatchObject({ affected: 3, valued: 2, tasks: 0 })
    const path = `/api/disruptions/${disruption.flight}/${disruption.date}`
    expect((await http.as(agent)('POST', `${path}/notices`)).status).toBe(403)
    const { body } = await http.as(lead)('POST', `${path}/notices`)
    const detail = body as DisruptionDetail
    expect(detail.passengers.map((one) => one.passenger.id)).toEqual(people)
    for (const one of detail.passengers)
      expect(one).toMatchObject({ number: expect.stringMatching(/^\+86/), taskId: expect.any(String) })
    expect(detail).toMatchObject({ tasks: 3, tasksDone: 0, caseNumber: expect.stringMatching(/^C-/) })
    const category = disruption.trouble === 'oversold' ? 'bk-13' : 'bk-12'
    expect(await joined.people.cases.get(detail.caseId!)).toMatchObject({ kind: 'booking', category })
    const again = await http.as(lead)('POST', `${path}/notices`)
    expect(again).toMatchObject({ status: 409, body: { code: 'nobody-to-notify' } })
    await joined.people.tasks.done(detail.passengers[0]!.taskId!, agent.id)
    expect((await http.as(agent)('GET', path)).body).toMatchObject({ tasks: 3, tasksDone: 1 })
  })

  test('[BK-12] whoever is booked later gets a task of their own and no second request', async () => {
    const { disruption } = await worst()
    const path = `/api/disruptions/${disruption.flight}/${disruption.date}`
    const { body } = await http.as(lead)('POST', `${path}/notices`)
    const detail = body as DisruptionDetail
    expect(detail.tasks).toBe(detail.affected)
    expect(new Set(detail.passengers.map((one) => one.taskId)).size).toBe(detail.affected)
  })

  test('a flight that is well again is in no list', async () => {
    const { disruption } = await worst()
    const well = { ...disruption.status, state: 'scheduled' as const, booked: 1 }
    const onTime = { ...well, estimatedArrivesAt: well.scheduledArrivesAt, divertedTo: undefined }
    await joined.house.store.write((tx) => joined.people.disruptions.changed(onTime as typeof well, tx))
    const gone = await http.as(agent)('GET', `/api/disruptions/${disruption.flight}/${disruption.date}`)
    expect(gone.status).toBe(404)
  })
})

test('the orders waiting are counted for the banner', async () => {
  expect((await joined.people.flights.sourceState()).waitingOrders).toBe(0)
  await http.as(agent)('POST', '/api/pnrs/TEST01/orders', {
    id: crypto.randomUUID(),
    order: { kind: 'remark', text: 'X' },
  })
  expect(((await http.as(agent)('GET', '/api/pnrs/TEST01/orders')).body as KeptOrder[])[0]).toMatchObject({
    state: 'waiting',
  })
  expect((await joined.people.flights.sourceState()).waitingOrders).toBe(1)
})

test('[CP-07] what is wrong with a flight on its day is there for whoever proposes the leaf', async () => {
  const [cancelled] = airline.inTrouble(joined.house.clock.now())
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: cancelled!.fromZone }).format(cancelled!.departsAt)
  expect(await joined.people.flights.onDay(cancelled!.flight, date)).toEqual({
    origin: cancelled!.from,
    destination: cancelled!.to,
    trouble: 'cancelled',
  })
  expect(await joined.people.flights.onDay('YT9', '2026-11-25')).toBeUndefined()
})
