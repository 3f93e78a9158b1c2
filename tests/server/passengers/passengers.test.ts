import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { PassengerProfile, PassengerSummary } from '../../../server/contracts/passengers.ts'
import { passengersRoutes } from '../../../server/passengers/passengers.routes.ts'
import { createPassengers, type Passengers } from '../../../server/passengers/passengers.service.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { alone, somebody, trip } from './somebody.ts'

const day = 86_400_000
const agent = testUser('agent')
let house: TestHouse
let passengers: Passengers
let http: TestHttp
let looks: string[]
let blocked: Set<string>

beforeEach(async () => {
  house = await openTestHouse()
  blocked = new Set()
  passengers = createPassengers({
    ...house,
    ...alone,
    staff: { ...alone.staff, nameOf: async (id) => (id === agent.id ? '李代表' : undefined) },
    doNotCall: { hasAny: async (numbers) => numbers.some((number) => blocked.has(number)) },
    timeZone: 'Asia/Shanghai',
  })
  looks = []
  const audit = { record: async (entry: { objectId: string }) => void looks.push(entry.objectId) }
  http = await openTestHttp((app) => passengersRoutes(app, { passengers, audit }))
})
afterEach(async () => {
  await http.close()
  await house.close()
})

describe('a profile', () => {
  test('[GA-12][GA-13][CS-03][BY-16] shows static data, preferences, special needs, owner and flag', async () => {
    const id = await passengers.register(
      somebody({
        birthDate: '1980-02-29',
        employer: '云山贸易',
        address: '广州市天河路1号',
        city: '广州',
        email: 'wang@example.com',
        seat: 'aisle',
        meal: 'VGML',
        drink: '绿茶',
        specialNeeds: ['WCHR'],
        difficult: true,
        ownerId: agent.id,
        numbers: [{ e164: '+8613800138000', kind: 'mobile', shared: false }],
      }),
      [],
    )
    expect(await passengers.profile(id)).toMatchObject({
      birthDate: '1980-02-29',
      employer: '云山贸易',
      address: '广州市天河路1号',
      city: '广州',
      seat: 'aisle',
      meal: 'VGML',
      drink: '绿茶',
      specialNeeds: ['WCHR'],
      difficult: true,
      ownerName: '李代表',
      doNotCall: false,
    })
    blocked.add('+8613800138000')
    expect((await passengers.profile(id))?.doNotCall).toBe(true)
  })

  test.each([
    ['none', false],
    ['basic', false],
    ['silver', true],
    ['gold', true],
    ['platinum', true],
  ] as const)('[AC-05][AC-08] a member of tier %s is VIP: %s', async (tier, vip) => {
    const id = await passengers.register(somebody({ tier }), [])
    expect(await passengers.summary(id)).toMatchObject({ tier, vip })
  })

  test('[GA-14] has the trips to come, nearest first, and those flown, latest first', async () => {
    const now = house.clock.now()
    const times = [-30, -2, 1, 20].map((days) => trip(now + days * day, { pnr: `PNR00${days + 50}` }))
    const id = await passengers.register(somebody(), [...times, trip(now - 3_600_000, { pnr: 'INAIR1' })])
    const trips = await passengers.trips(id)
    expect(trips.next.map((t) => t.pnr)).toEqual(['INAIR1', 'PNR0051', 'PNR0070'])
    expect(trips.last.map((t) => t.pnr)).toEqual(['PNR0048', 'PNR0020'])
  })

  test("is called back on an own mobile before a home number, on a family number if need be, never on an agency's", async () => {
    const mobile = { e164: '+8613800138000', kind: 'mobile', shared: false } as const
    const home = { e164: '+862088881234', kind: 'home', shared: false } as const
    const family = { e164: '+862088885555', kind: 'home', shared: true } as const
    const agency = { e164: '+862088889999', kind: 'agency', shared: true } as const
    const best = async (numbers: PassengerProfile['numbers']) =>
      passengers.numberFor(await passengers.register(somebody({ numbers }), []))
    expect(await best([agency, family, home, mobile])).toBe(mobile.e164)
    expect(await best([agency, family, home])).toBe(home.e164)
    expect(await best([agency, family])).toBe(family.e164)
    expect(await best([agency])).toBeUndefined()
  })
})

describe('searching', () => {
  beforeEach(async () => {
    await passengers.register(
      somebody({
        memberNumber: 'CW80012345',
        email: 'Xiaoming.Wang@example.com',
        numbers: [{ e164: '+8613800138000', kind: 'mobile', shared: false }],
      }),
      [trip(house.clock.now(), { pnr: 'KX7P2M' })],
    )
    await passengers.register(somebody({ name: '欧阳娜娜', latinName: 'OUYANG NANA' }), [])
    await passengers.register(somebody({ name: '单雄信', latinName: 'SHAN XIONGXIN' }), [])
    await passengers.register(somebody({ name: 'José Müller', latinName: '', language: 'en' }), [])
  })

  test.each([
    ['王', '王小明'],
    ['小明', '王小明'],
    ['王小明', '王小明'],
    ['明', '王小明'],
    ['wang', '王小明'],
    ['wangxiaoming', '王小明'],
    ['wang xiaoming', '王小明'],
    ['XIAOMING', '王小明'],
    ['xiaom', '王小明'],
    ['wxm', '王小明'],
    ['8000', '王小明'],
    ['138 0013 8000', '王小明'],
    ['+8613800138000', '王小明'],
    ['013800138000', '王小明'],
    ['cw80012345', '王小明'],
    ['12345', '王小明'],
    ['kx7p2m', '王小明'],
    ['xiaoming.wang@example.com', '王小明'],
    ['xiaoming.w', '王小明'],
    ['ouyang', '欧阳娜娜'],
    ['nana', '欧阳娜娜'],
    ['oynn', '欧阳娜娜'],
    ['shan', '单雄信'],
    ['jose', 'José Müller'],
    ['mull', 'José Müller'],
  ])('%s finds %s and nobody else', async (search, name) => {
    const { items } = await passengers.search({ search, limit: 10 })
    expect(items.map((item) => item.name)).toEqual([name])
  })

  test.each(['王x', '赵', '%', '_', 'xiaoming.wang@example.org', "' or 1=1 --", '800', '王小明王小明'])(
    '%s finds nobody',
    async (search) => {
      expect((await passengers.search({ search, limit: 10 })).items).toEqual([])
    },
  )

  test('an empty search lists everybody in pages', async () => {
    const first = await passengers.search({ limit: 3 })
    const second = await passengers.search({ limit: 3, before: first.nextBefore })
    expect([...first.items, ...second.items].map((item) => item.name)).toEqual([
      'José Müller',
      '单雄信',
      '欧阳娜娜',
      '王小明',
    ])
    expect(second.nextBefore).toBeUndefined()
  })
})

describe('over HTTP', () => {
  const prospect = { name: '赵六', number: '+8613900000009', language: 'zh' }

  test('[BY-57] an unknown number becomes a prospect, and is known from then on', async () => {
    const answer = await http.as(agent)('POST', '/api/passengers', prospect)
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({ prospect: true, tier: 'none', vip: false, version: 1 })
    const { id } = answer.body as PassengerProfile
    expect(await passengers.identify('013900000009')).toEqual({ kind: 'known', passengerId: id })
    expect((await passengers.search({ search: 'zhaoliu', limit: 5 })).items).toMatchObject([{ id }])
    expect(house.factsOf('passenger.created')).toEqual([{ passengerId: id }])
  })

  test("refuses a number that is somebody else's own, but not one that is shared", async () => {
    await http.as(agent)('POST', '/api/passengers', prospect)
    expect((await http.as(agent)('POST', '/api/passengers', prospect)).body).toMatchObject({ code: 'number-taken' })
    const shared = '+862088881234'
    await passengers.register(somebody({ numbers: [{ e164: shared, kind: 'agency', shared: true }] }), [])
    expect((await http.as(agent)('POST', '/api/passengers', { ...prospect, number: shared })).status).toBe(201)
  })

  test('[B4-14] keeps markup as the text it is', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const { body } = await http.as(agent)('POST', '/api/passengers', { ...prospect, name, note: '</script>' })
    expect(body).toMatchObject({ name })
    expect((await passengers.search({ search: 'img', limit: 5 })).items).toMatchObject([{ name }])
  })

  test('an edit with an old version is refused and changes nothing', async () => {
    const id = await passengers.register(somebody(), [])
    const first = await http.as(agent)('PATCH', `/api/passengers/${id}`, {
      version: 1,
      seat: 'window',
      email: 'w@example.com',
    })
    expect(first.body).toMatchObject({ seat: 'window', version: 2 })
    const second = await http.as(agent)('PATCH', `/api/passengers/${id}`, { version: 1, seat: 'aisle' })
    expect(second.status).toBe(409)
    expect(second.body).toMatchObject({ code: 'changed-meanwhile', details: { version: 2 } })
    expect(await passengers.profile(id)).toMatchObject({ seat: 'window', email: 'w@example.com' })
    expect((await passengers.search({ search: 'w@example.com', limit: 5 })).items).toHaveLength(1)
    expect(house.factsOf('passenger.changed')).toEqual([{ passengerId: id }])
  })

  test('an edit can take a preference away', async () => {
    const id = await passengers.register(somebody({ seat: 'aisle', email: 'w@example.com' }), [])
    const { body } = await http.as(agent)('PATCH', `/api/passengers/${id}`, { version: 1, seat: null, email: '' })
    expect(body).not.toHaveProperty('seat')
    expect(body).not.toHaveProperty('email')
  })

  test('[B4-03] an edit cannot raise the tier', async () => {
    const id = await passengers.register(somebody(), [])
    await http.as(agent)('PATCH', `/api/passengers/${id}`, { version: 1, tier: 'platinum', miles: 1e6 })
    expect(await passengers.profile(id)).toMatchObject({ tier: 'basic', miles: 0 })
  })

  test('[B4-21] each look at a profile leaves a trail, a list does not', async () => {
    const id = await passengers.register(somebody(), [])
    const { body } = await http.as(agent)('GET', '/api/passengers')
    expect((body as { items: PassengerSummary[] }).items).toHaveLength(1)
    expect(looks).toEqual([])
    await http.as(agent)('GET', `/api/passengers/${id}`)
    expect(looks).toEqual([id])
  })

  test.each([
    'GET /api/passengers',
    'GET /api/passengers/:id',
    'PATCH /api/passengers/:id',
    'GET /api/passengers/:id/trips',
    'POST /api/passengers',
  ])('[B4-01] %s is closed to strangers', async (route) => {
    const [method, url] = route.split(' ') as ['GET', string]
    const path = url.replace(':id', newId<PassengerId>())
    expect((await http.as(undefined)(method, path, method === 'GET' ? undefined : {})).status).toBe(401)
  })

  test("an id that is nobody's answers 404, a malformed one 400", async () => {
    const nobody = newId<PassengerId>()
    for (const path of [nobody, `${nobody}/trips`])
      expect((await http.as(agent)('GET', `/api/passengers/${path}`)).status).toBe(404)
    expect((await http.as(agent)('PATCH', `/api/passengers/${nobody}`, { version: 1 })).status).toBe(404)
    expect((await http.as(agent)('GET', '/api/passengers/1%20or%201')).status).toBe(400)
  })

  test.each([
    {},
    { ...prospect, name: '' },
    { ...prospect, name: '   ' },
    { ...prospect, name: 'x'.repeat(81) },
    { ...prospect, name: 'a\u0000b' },
    { ...prospect, number: '13900000009' },
    { ...prospect, email: 'not an address' },
    { ...prospect, language: 'fr' },
  ])('refuses the prospect %j', async (body) => {
    const answer = await http.as(agent)('POST', '/api/passengers', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid-input' })
  })
})
