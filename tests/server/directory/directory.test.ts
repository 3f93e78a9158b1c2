import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DirectoryEntry, NewShift } from '../../../server/contracts/directory.ts'
import type { TeamId, UserId } from '../../../server/contracts/ids.ts'
import { directoryRoutes } from '../../../server/directory/directory.routes.ts'
import { runsAt } from '../../../server/directory/duty.rules.ts'
import { closeness, keysOf } from '../../../server/directory/find.rules.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type People, plugPeople } from '../../kit/people.ts'

const everyDay = [1, 2, 3, 4, 5, 6, 7]

describe('a shift', () => {
  const night = { weekdays: [5], fromMinute: 22 * 60, toMinute: 6 * 60, zone: 'Asia/Shanghai' }
  const day = { weekdays: [1, 2, 3, 4, 5], fromMinute: 8 * 60, toMinute: 17 * 60, zone: 'Asia/Shanghai' }
  const at = (text: string) => Date.parse(text)

  test.each([
    ['Friday 22:00', night, '2026-01-09T22:00+08:00', true],
    ['Saturday 05:59, begun on Friday', night, '2026-01-10T05:59+08:00', true],
    ['Saturday 06:00, the end itself', night, '2026-01-10T06:00+08:00', false],
    ['Saturday 22:00', night, '2026-01-10T22:00+08:00', false],
    ['Friday 05:00, begun on Thursday', night, '2026-01-09T05:00+08:00', false],
    ['Monday 08:00', day, '2026-01-05T08:00+08:00', true],
    ['Monday 17:00', day, '2026-01-05T17:00+08:00', false],
    ['Sunday noon', day, '2026-01-04T12:00+08:00', false],
    ['Monday noon before it is valid', { ...day, validFrom: '2026-01-06' }, '2026-01-05T12:00+08:00', false],
    ['Monday noon after it was valid', { ...day, validUntil: '2026-01-04' }, '2026-01-05T12:00+08:00', false],
    ['the clock of another zone', { ...day, zone: 'Europe/London' }, '2026-01-05T12:00+08:00', false],
    ['summer time in London', { ...day, zone: 'Europe/London' }, '2026-07-06T07:30Z', true],
  ] as const)('[CT-02] on %s', (_when, shift, moment, runs) => {
    expect(runsAt({ ...shift, weekdays: [...shift.weekdays] }, at(moment))).toBe(runs)
  })

  test('three shifts of a day leave no minute without exactly one on duty', () => {
    const times = [
      [420, 900],
      [900, 1380],
      [1380, 420],
    ]
    const shifts = times.map(([from, to]) => ({ ...day, weekdays: everyDay, fromMinute: from!, toMinute: to! }))
    fc.assert(
      fc.property(fc.integer({ min: at('2026-01-01T00:00Z'), max: at('2027-01-01T00:00Z') }), (now) => {
        expect(shifts.filter((shift) => runsAt(shift, now))).toHaveLength(1)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a name', () => {
  const refunds = keysOf(['退票结算', 'Refunds', '退票办理', 'Refund processing'], ['80023'])
  test.each([
    '退票',
    '票结',
    '结算',
    'tuipiao',
    'tp',
    'tpjs',
    'piao',
    'refund',
    'processing',
    'Refund Proc',
    '80023',
    '0023',
    '800',
    '退 refund',
  ])('[CT-02] of the refund desk is found by %s', (search) => expect(closeness(refunds, search)).toBeGreaterThan(0))
  test.each(['行李', 'xingli', 'efund', '9', '5555', '退 baggage', ''])('is not found by "%s"', (search) =>
    expect(closeness(refunds, search)).toBe(0),
  )
  test('[CT-02] any two characters of a Chinese name in a row find it', () => {
    const names = fc.constantFrom('行李查询中心', '运行控制中心', '要客服务部', '王建国', '境外办事处')
    fc.assert(
      fc.property(names, fc.nat(10), (name, from) => {
        const start = from % (name.length - 1)
        expect(closeness(keysOf([name], []), name.slice(start, start + 2))).toBeGreaterThan(0)
      }),
    )
  })
})

describe('the directory', () => {
  let house: TestHouse
  let people: People
  let http: TestHttp
  let baggage: TeamId
  let other: TeamId
  let wang: UserId

  const add = (username: string, displayName: string, teamId: TeamId, extension: string) => {
    const title = { zh: '查询员', en: 'Tracer' }
    return people.organisation.addStaff({
      username,
      displayName,
      role: 'agent',
      teamId,
      language: 'zh',
      title,
      extension,
    })
  }
  const shift = (userId: UserId, more: Partial<NewShift> = {}): NewShift => ({
    unitId: baggage,
    userId,
    task: { zh: '夜班值班', en: 'Night duty' },
    weekdays: everyDay,
    fromMinute: 0,
    toMinute: 1440,
    zone: 'Asia/Shanghai',
    ...more,
  })
  const find = async (search: string) =>
    (await http.as(testUser('agent'))('GET', `/api/directory?search=${encodeURIComponent(search)}`))
      .body as DirectoryEntry[]

  beforeAll(async () => {
    house = await openTestHouse()
    people = plugPeople(house)
    const units = await people.organisation.addUnits([
      { code: 'baggage', kind: 'department', name: { zh: '行李查询中心', en: 'Baggage Tracing' }, phone: '80017' },
      { code: 'catering', kind: 'department', name: { zh: '航空食品公司', en: 'Catering' } },
    ])
    ;[baggage, other] = [units[0]!.id, units[1]!.id]
    wang = await add('wang', '王建国 Wang Jianguo', baggage, '4021')
    await people.directory.fill({
      handles: [{ unitId: baggage, name: { zh: '行李破损赔偿', en: 'Damaged baggage' } }],
      shifts: [],
    })
    http = await openTestHttp((app) => directoryRoutes(app, { directory: people.directory, trail: people.audit }))
  })
  afterAll(async () => {
    await http.close()
    people.auth.close()
    await house.close()
  })

  test.each(['行李', 'xingli', 'xlcx', 'baggage', '80017', '破损', 'damaged'])(
    '[IQ-08] says which department handles %s, with its number',
    async (search) => {
      expect((await find(search))[0]).toMatchObject({ kind: 'unit', id: baggage, number: '80017' })
    },
  )

  test.each(['建国', 'jianguo', 'wjg', '4021'])('[CT-02] finds a person by %s', async (search) => {
    expect(await find(search)).toMatchObject([{ kind: 'person', id: wang, number: '4021', title: { zh: '查询员' } }])
  })

  test('[CT-02] shows who is on duty now, people and units alike, and forgets them when the shift is taken off', async () => {
    const anna = await add('anna', '安娜 Anna', baggage, '4022')
    const lead = testUser('supervisor', { teamId: baggage, units: [baggage] })
    expect((await http.as(lead)('POST', '/api/rosters', shift(anna))).status).toBe(204)
    expect(await find('安娜')).toMatchObject([{ onDuty: { task: { zh: '夜班值班' }, number: '4022', toMinute: 1440 } }])
    expect((await find(''))[0]).toMatchObject({ kind: 'unit', id: baggage, onDuty: [{ name: '安娜 Anna' }] })
    const roster = (await http.as(lead)('GET', '/api/rosters')).body as Array<{ id: string; version: number }>
    const edit = { ...shift(anna), version: roster[0]!.version, weekdays: [1] }
    expect((await http.as(lead)('PUT', `/api/rosters/${roster[0]!.id}`, edit)).status).toBe(204)
    expect((await http.as(lead)('PUT', `/api/rosters/${roster[0]!.id}`, edit)).status).toBe(409)
    expect((await http.as(lead)('DELETE', `/api/rosters/${roster[0]!.id}`)).status).toBe(204)
    expect((await find('安娜'))[0]).not.toHaveProperty('onDuty')
    const { items } = await people.audit.list({ limit: 3 })
    expect(items.map((entry) => entry.action)).toEqual(['shift-removed', 'shift-changed', 'shift-added'])
  })

  test("the roster of another unit does not exist for a unit's supervisor, and agents keep none", async () => {
    const lead = testUser('supervisor', { teamId: other, units: [other] })
    expect((await http.as(lead)('POST', '/api/rosters', shift(wang))).status).toBe(404)
    expect((await http.as(lead)('PUT', `/api/units/${baggage}/responsibilities`, [])).status).toBe(404)
    expect((await http.as(testUser('agent'))('POST', '/api/rosters', shift(wang))).status).toBe(403)
  })

  test.each([
    ['zone', { zone: 'Mars/Base' }],
    ['userId', { userId: newId<UserId>() }],
    ['validUntil', { validFrom: '2026-02-01', validUntil: '2026-01-01' }],
  ])('refuses a shift with a wrong %s', async (field, more) => {
    const answer = await http.as(testUser('admin'))('POST', '/api/rosters', shift(wang, more))
    expect(answer).toMatchObject({ status: 400, body: { fields: { [field]: expect.any(String) } } })
  })

  test('[IQ-08] a supervisor writes what the unit answers for, and it is found at once', async () => {
    const lead = testUser('supervisor', { teamId: other, units: [other] })
    const names = [{ zh: '清真餐食', en: 'Halal meals' }]
    expect((await http.as(lead)('PUT', `/api/units/${other}/responsibilities`, names)).status).toBe(204)
    expect((await http.as(lead)('GET', `/api/units/${other}/responsibilities`)).body).toEqual(names)
    expect((await find('清真'))[0]).toMatchObject({ kind: 'unit', id: other, handles: names })
  })

  test('[CT-02] among 5,000 people the answer takes less than 50 ms', async () => {
    const family = '王李张刘陈杨黄赵周吴'
    const first = '建国志强秀英丽华海燕国栋晓东雪梅文斌玉兰'
    const many = Array.from({ length: 5_000 }, (_, n) => ({
      id: newId<UserId>(),
      username: `many-${n}`,
      displayName: `${family[n % 10]}${first[n % 20]}${first[(n * 7) % 20]}`,
      role: 'agent' as const,
      teamId: other,
      language: 'zh' as const,
      extension: String(10_000 + n),
    }))
    await people.organisation.addManyStaff(many)
    await people.directory.search('建国', 20)
    const times: number[] = []
    for (const search of ['建国', 'zhangjg', 'wang', '1234', '行李', 'nobody here', '李 英', 'lz']) {
      const begin = performance.now()
      await people.directory.search(search, 20)
      times.push(performance.now() - begin)
    }
    expect(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]).toBeLessThan(50)
  })
})
