import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { PassengerChange } from '../../../server/contracts/passenger-care.ts'
import type { PassengerProfile, Trip } from '../../../server/contracts/passengers.ts'
import { birthDaysOf } from '../../../server/passengers/birthday.rules.ts'
import { isStale } from '../../../server/passengers/data-age.rules.ts'
import { passengersRoutes } from '../../../server/passengers/passengers.routes.ts'
import { createPassengers, type Passengers } from '../../../server/passengers/passengers.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { alone, somebody, trip } from './somebody.ts'

const day = 86_400_000
const agent = testUser('agent')
const lead = testUser('supervisor')
let house: TestHouse
let passengers: Passengers
let http: TestHttp

beforeAll(async () => {
  house = await openTestHouse()
  passengers = createPassengers({
    ...house,
    ...alone,
    staff: {
      ...alone.staff,
      nameOf: async (id) => (id === agent.id ? '李代表' : id === lead.id ? '郑班长' : undefined),
    },
    doNotCall: { hasAny: async () => false },
    timeZone: 'Asia/Shanghai',
  })
  http = await openTestHttp((app) => passengersRoutes(app, { passengers, audit: { record: async () => undefined } }))
})
afterAll(async () => {
  await http.close()
  await house.close()
})

const patch = (id: PassengerId, edit: object) => http.as(agent)('PATCH', `/api/passengers/${id}`, edit)
const historyOf = async (id: PassengerId) =>
  ((await http.as(agent)('GET', `/api/passengers/${id}/changes`)).body as { items: PassengerChange[] }).items

describe('editing a record', () => {
  test('[CS-03][GA-29][GA-35] changes static data with several numbers and addresses, and keeps who changed what', async () => {
    const id = await passengers.register(somebody({ name: '钱小红', employer: '旧公司' }), [])
    const { body, status } = await patch(id, {
      version: 1,
      name: '钱红',
      birthDate: '1990-02-03',
      employer: '新公司',
      address: '广州市天河路 1 号',
      numbers: [
        { e164: '+8613900001111', kind: 'mobile', shared: false },
        { e164: '+862088887777', kind: 'work', shared: true },
      ],
      emails: ['a@example.com', 'b@example.com'],
      companion: '先生同行',
      documentCountry: 'CN',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: '钱红',
      emails: ['a@example.com', 'b@example.com'],
      email: 'a@example.com',
      numbers: [{ e164: '+8613900001111' }, { shared: true }],
      documentCountry: 'CN',
      version: 2,
    })
    const history = await historyOf(id)
    expect(history.find((line) => line.field === 'employer')).toMatchObject({
      from: '旧公司',
      to: '新公司',
      byName: '李代表',
    })
    expect(history.map((line) => line.field).toSorted()).toEqual(
      ['address', 'birthDate', 'companion', 'documentCountry', 'emails', 'employer', 'name', 'numbers'].toSorted(),
    )
    expect((await passengers.search({ search: '钱红', limit: 5 })).items).toMatchObject([{ id }])
    expect((await passengers.search({ search: '13900001111', limit: 5 })).items).toMatchObject([{ id }])
  })

  test('[CT-21][GA-13] keeps contact preference, emergency contact and companion', async () => {
    const id = await passengers.register(somebody(), [])
    const emergencyContact = { name: '王父', relation: '父亲', e164: '+8613900002222' }
    const contact = { contactChannel: 'wechat', contactFrom: 1_140, contactTo: 1_260, emergencyContact }
    expect((await patch(id, { version: 1, ...contact })).body).toMatchObject(contact)
    const cleared = await patch(id, { version: 2, contactChannel: null, emergencyContact: null })
    expect(cleared.body).not.toHaveProperty('emergencyContact')
  })

  test('a save that changes nothing leaves no line in the history', async () => {
    const id = await passengers.register(somebody({ seat: 'aisle' }), [])
    await patch(id, { version: 1, seat: 'aisle', name: '王小明' })
    expect(await historyOf(id)).toEqual([])
  })

  test("refuses a number that is another passenger's own, and changes nothing of the rest", async () => {
    const number = { e164: '+8613900003333', kind: 'mobile', shared: false } as const
    await passengers.register(somebody({ numbers: [number] }), [])
    const id = await passengers.register(somebody({ name: '陈某' }), [])
    expect((await patch(id, { version: 1, name: '陈二', numbers: [number] })).body).toMatchObject({
      code: 'number-taken',
    })
    expect(await passengers.profile(id)).toMatchObject({ name: '陈某', numbers: [], version: 1 })
  })

  test('a number taken off the record is still known as one that was called from', async () => {
    const number = { e164: '+8613900004444', kind: 'mobile', shared: false } as const
    const id = await passengers.register(somebody({ numbers: [number] }), [])
    await passengers.noteContact(id, number.e164, house.clock.now())
    await patch(id, { version: 1, numbers: [] })
    expect(await passengers.identify(number.e164)).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ reasons: ['called-before'] }],
    })
  })

  test.each([
    { birthDate: '1990-02-30' },
    { birthDate: '1.1.1990' },
    { documentCountry: 'China' },
    { emails: ['nobody'] },
    { numbers: [{ e164: '13800138000', kind: 'mobile', shared: false }] },
    { contactFrom: 1_441 },
    { name: ' ' },
    { emergencyContact: { name: '', e164: '+8613900002222' } },
  ])('refuses %j', async (edit) => {
    const id = await passengers.register(somebody(), [])
    expect(await patch(id, { version: 1, ...edit })).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })
})

describe('the age of contact data', () => {
  test.each([
    [undefined, 400, true],
    [undefined, 300, false],
    [366, 900, true],
    [10, 900, false],
  ])('confirmed %s days ago on a record of %i days: stale %s', (confirmed, created, stale) => {
    const now = house.clock.now()
    const data = {
      confirmedAt: confirmed === undefined ? undefined : now - confirmed * day,
      createdAt: now - created * day,
    }
    expect(isStale(data, now)).toBe(stale)
  })

  test('[GA-15] an old record asks for a refresh until somebody confirms it', async () => {
    const id = await passengers.register(somebody({ dataConfirmedAt: house.clock.now() - 500 * day }), [])
    expect(await passengers.profile(id)).toMatchObject({ contactDataStale: true })
    expect((await passengers.search({ contactData: 'stale', limit: 50 })).items.map((one) => one.id)).toContain(id)
    const { body } = await http.as(agent)('POST', `/api/passengers/${id}/confirmation`, { version: 1 })
    expect(body).toMatchObject({ contactDataStale: false, dataConfirmedAt: house.clock.now() })
    expect(await historyOf(id)).toMatchObject([{ field: 'dataConfirmedAt', to: '2026-01-05' }])
  })
})

describe('who looks after a passenger', () => {
  test('[BY-10][BY-16][BY-17] a lead sets class, flag and owner; an agent may not; the history tells it', async () => {
    const id = await passengers.register(somebody({ name: '要客' }), [])
    const care = { version: 1, customerClass: 'A', difficult: true, ownerId: agent.id, unitId: null }
    expect((await http.as(agent)('PUT', `/api/passengers/${id}/care`, care)).status).toBe(403)
    const { body } = await http.as(lead)('PUT', `/api/passengers/${id}/care`, care)
    expect(body).toMatchObject({ customerClass: 'A', difficult: true, ownerName: '李代表' })
    const fields = (await historyOf(id)).map((line) => [line.field, line.to, line.byName])
    expect(fields).toContainEqual(['ownerId', '李代表', '郑班长'])
    expect((await passengers.search({ ownerId: agent.id, customerClass: 'A', limit: 5 })).items).toMatchObject([{ id }])
  })

  test('refuses an owner who is nobody', async () => {
    const id = await passengers.register(somebody(), [])
    const care = { version: 1, customerClass: null, difficult: false, ownerId: testUser('agent').id, unitId: null }
    expect((await http.as(lead)('PUT', `/api/passengers/${id}/care`, care)).body).toMatchObject({
      fields: { ownerId: 'nobody' },
    })
  })
})

describe('a prospect', () => {
  test('[BY-09][BY-57] becomes a customer with a card, once', async () => {
    const { id } = await passengers.create({ name: '孙潜', latinName: '', email: '', language: 'zh', note: '' }, agent)
    expect((await passengers.search({ prospect: 'true', search: '孙潜', limit: 5 })).items).toHaveLength(1)
    const answer = await http.as(agent)('POST', `/api/passengers/${id}/conversion`, {
      version: 1,
      memberNumber: 'CW90000001',
    })
    expect(answer.body).toMatchObject({
      prospect: false,
      tier: 'basic',
      memberNumber: 'CW90000001',
      memberSince: '2026-01-05',
    })
    const again = await http.as(agent)('POST', `/api/passengers/${id}/conversion`, { version: 2 })
    expect(again).toMatchObject({ status: 409, body: { code: 'not-a-prospect' } })
    expect((await passengers.search({ search: 'CW90000001', limit: 5 })).items).toHaveLength(1)
  })
})

describe('a trip', () => {
  test('[CS-04][CS-06] takes what a contact learns: purchase, way to the airport, seat, meal, drink, baggage', async () => {
    const id = await passengers.register(somebody(), [
      trip(house.clock.now() + day, { fareClass: 'Y', fare: 128_000, purchaseMode: 'agency' }),
    ])
    const before = (await passengers.trips(id)).next[0] as Trip
    expect(before).toMatchObject({ fareClass: 'Y', purchaseMode: 'agency', baggagePieces: 0 })
    const learnt = {
      airportTransport: 'metro',
      seat: '32A',
      meal: 'VGML',
      drink: '茶',
      baggage: 'declared',
      baggagePieces: 2,
    }
    const { body } = await http.as(agent)('PATCH', `/api/trips/${before.id}`, { version: before.version, ...learnt })
    expect(body).toMatchObject(learnt)
    expect((await historyOf(id)).map((line) => line.field)).toContain('trip.baggage YT3101')
    const late = await http.as(agent)('PATCH', `/api/trips/${before.id}`, { version: before.version, seat: '1A' })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
  })
})

describe('birthdays', () => {
  test.each([
    ['2026-06-18', ['06-18']],
    ['2027-02-28', ['02-28', '02-29']],
    ['2028-02-28', ['02-28']],
    ['2028-02-29', ['02-29']],
    ['2100-02-28', ['02-28', '02-29']],
  ])('on %s are those of %j', (today, days) => {
    expect(birthDaysOf(today)).toEqual(days)
  })

  test('[GA-08] the list of the day follows the calendar of the house', async () => {
    const id = await passengers.register(somebody({ name: '寿星', birthDate: '1970-01-05' }), [])
    await passengers.register(somebody({ birthDate: '1970-01-06' }), [])
    const { items } = await passengers.search({ birthday: 'today', limit: 10 })
    expect(items.map((one) => one.id)).toEqual([id])
    await house.clock.advance(9 * 3_600_000)
    expect((await passengers.search({ birthday: 'today', limit: 10 })).items).not.toContainEqual(
      expect.objectContaining({ id }),
    )
  })
})

test("a profile that is nobody's has no history", async () => {
  const { id } = (await passengers.create(
    { name: '某', latinName: '', email: '', language: 'zh', note: '' },
    agent,
  )) as PassengerProfile
  const nobody = id.replace(/^......../, 'ffffffff')
  expect((await http.as(agent)('GET', `/api/passengers/${nobody}/changes`)).status).toBe(404)
})
