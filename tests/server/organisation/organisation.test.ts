import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { peopleRoutes } from '../../../server/organisation/people.routes.ts'
import { postsRoutes } from '../../../server/organisation/posts.routes.ts'
import { unitsRoutes } from '../../../server/organisation/units.routes.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

let joined: JoinedHouse
let http: TestHttp
let admin: SessionUser
let hq: TeamId
let named = 0
const nobody = async () => undefined
const openable = {
  kind: 'complaint',
  category: 'cp-04',
  subject: '行李破损',
  details: '箱子裂了',
  flight: 'YT3101',
} as const

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { organisation, auth, audit } = joined.people
  const hiring = organisation.hiring({ logins: auth, skills: joined.line.agents })
  http = await openTestHttp((app) => {
    unitsRoutes(app, { organisation, trail: audit })
    peopleRoutes(app, { organisation, hiring, trail: audit })
    postsRoutes(app, { organisation, trail: audit })
  })
  hq = (await organisation.addUnits([{ code: 'hq', kind: 'headquarters', name: { zh: '总部', en: 'HQ' } }]))[0]!.id
  admin = await joined.hire('admin', hq)
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

/** A branch with one office and a department, of this test alone. */
async function branch() {
  named += 1
  const { organisation } = joined.people
  const label = (text: string) => ({ zh: `${text}${named}`, en: `${text}${named}` })
  const [top] = await organisation.addUnits([
    { code: `branch-${named}`, kind: 'branch', name: label('B'), parentId: hq },
  ])
  const [office, desk] = await organisation.addUnits([
    { code: `office-${named}`, kind: 'sales-office', name: label('O'), parentId: top!.id },
    { code: `desk-${named}`, kind: 'department', name: label('D'), parentId: top!.id },
  ])
  return { top: top!, office: office!, desk: desk! }
}

const asLead = async (teamId: TeamId) => {
  const { organisation } = joined.people
  const lead = await joined.hire('supervisor', teamId)
  return { ...lead, ...(await organisation.reachOf(lead)) }
}

describe('who sees what', () => {
  test('[BY-07][CS-05][BY-39] a supervisor of a branch sees the units below and nothing beside, an agent the own unit, an admin all', async () => {
    const { organisation } = joined.people
    const [east, west] = [await branch(), await branch()]
    const reach = (role: SessionUser['role']) => organisation.reachOf({ role, teamId: east.top.id })
    expect(new Set((await reach('supervisor')).units)).toEqual(new Set([east.top.id, east.office.id, east.desk.id]))
    expect((await reach('agent')).units).toEqual([east.top.id])
    expect((await reach('admin')).units).toHaveLength((await organisation.units()).length)
    const seen = (await http.as(await asLead(east.top.id))('GET', '/api/units')).body as Array<{ id: TeamId }>
    expect(seen.map((unit) => unit.id)).not.toContain(west.top.id)
    expect(seen).toHaveLength(3)
  })

  test('[AC-19] people of a partner, however deep, see masked data', async () => {
    const { organisation } = joined.people
    const [partner] = await organisation.addUnits([
      { code: 'p', kind: 'partner', name: { zh: '外', en: 'P' }, parentId: hq },
    ])
    const [inside] = await organisation.addUnits([{ code: 'p-1', name: { zh: '组', en: 'T' }, parentId: partner!.id }])
    expect((await organisation.reachOf({ role: 'agent', teamId: inside!.id })).masked).toBe(true)
    expect((await organisation.reachOf({ role: 'agent', teamId: hq })).masked).toBe(false)
  })

  test('[B4-02] a supervisor gets the people of the own part only, whatever unit is asked for', async () => {
    const [east, west] = [await branch(), await branch()]
    const [mine, other] = [await joined.hire('agent', east.office.id), await joined.hire('agent', west.office.id)]
    const lead = await asLead(east.top.id)
    const namesAt = async (url: string) =>
      ((await http.as(lead)('GET', url)).body as Array<{ username: string }>).map((one) => one.username)
    expect(await namesAt('/api/users')).toEqual(expect.arrayContaining([mine.username]))
    expect(await namesAt('/api/users')).not.toContain(other.username)
    expect(await namesAt(`/api/users?teamId=${west.office.id}`)).toEqual([])
  })

  test('[B4-01] an agent reads names of units, not people; nobody reads a password', async () => {
    expect((await http.as(undefined)('GET', '/api/users')).status).toBe(401)
    expect((await http.as(testUser('agent'))('GET', '/api/users')).status).toBe(403)
    expect((await http.as(testUser('agent'))('GET', '/api/teams')).status).toBe(200)
    expect(JSON.stringify((await http.as(admin)('GET', '/api/users')).body)).not.toContain('password')
  })
})

describe('the tree', () => {
  const wish = (unit: { code: string; kind: string; parentId?: TeamId }) => ({
    name: { zh: '新', en: 'New' },
    address: { zh: '', en: '' },
    city: { zh: '', en: '' },
    phone: '',
    serves: [],
    service: 'full-time',
    ...unit,
  })

  test('[BY-15][GA-02] an admin adds a unit with a full-time service team, renames and moves it; each change is on the trail', async () => {
    const [{ top }, other] = [await branch(), await branch()]
    const made = await http.as(admin)(
      'POST',
      '/api/units',
      wish({ code: 'vip-desk', kind: 'department', parentId: top.id }),
    )
    expect(made).toMatchObject({ status: 201, body: { service: 'full-time', parentId: top.id, version: 1 } })
    const { id } = made.body as { id: TeamId }
    const moved = {
      ...wish({ code: 'vip-desk', kind: 'department', parentId: other.top.id }),
      name: { zh: '要客', en: 'VIP' },
    }
    expect(await http.as(admin)('PUT', `/api/units/${id}`, { ...moved, version: 1 })).toMatchObject({
      body: { name: { zh: '要客' }, parentId: other.top.id, version: 2 },
    })
    const late = await http.as(admin)('PUT', `/api/units/${id}`, { ...moved, version: 1 })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    const { items } = await joined.people.audit.list({ limit: 5 })
    expect(items.filter((entry) => entry.objectId === id).map((entry) => entry.action)).toEqual([
      'unit-changed',
      'unit-added',
    ])
    expect((await joined.people.organisation.chainOf(id)).map((unit) => unit.id)).toEqual([id, other.top.id, hq])
  })

  test.each([
    ['a code that is taken', (b: Branch) => ({ code: b.top.code, kind: 'department', parentId: hq }), 'code'],
    [
      'a parent that is not there',
      () => ({ code: 'x1', kind: 'team', parentId: testUser('agent').teamId }),
      'parentId',
    ],
    [
      'an office below an office',
      (b: Branch) => ({ code: 'x2', kind: 'sales-office', parentId: b.office.id }),
      'parentId',
    ],
    ['a branch that stands alone', () => ({ code: 'x3', kind: 'branch' }), 'parentId'],
  ])('refuses %s', async (_what, unit, field) => {
    const answer = await http.as(admin)('POST', '/api/units', wish(unit(await branch())))
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-input', fields: { [field]: expect.any(String) } },
    })
  })

  type Branch = Awaited<ReturnType<typeof branch>>

  test('a unit cannot be moved below itself', async () => {
    const { desk } = await branch()
    const [below] = await joined.people.organisation.addUnits([
      { code: `${desk.code}-a`, kind: 'department', name: desk.name, parentId: desk.id },
    ])
    const answer = await http.as(admin)('PUT', `/api/units/${desk.id}`, {
      ...wish({ code: desk.code, kind: 'department', parentId: below!.id }),
      version: 1,
    })
    expect(answer).toMatchObject({ status: 400, body: { fields: { parentId: 'circle' } } })
  })

  test('a unit on which people, units or open cases hang is not disabled, and the refusal counts them', async () => {
    const { top, office } = await branch()
    const agent = await joined.hire('agent', office.id)
    const { passengers, cases } = joined.people
    const { id: passengerId } = await passengers.create(
      { name: '王小明', latinName: '', email: '', language: 'zh', note: '' },
      agent,
    )
    const opening = { openedBy: agent.id, teamId: office.id, passengerId }
    await cases.open({ ...openable, ...opening })
    const close = (id: TeamId) => http.as(admin)('PUT', `/api/units/${id}/disabled`, { version: 1, disabled: true })
    expect(await close(office.id)).toMatchObject({
      status: 409,
      body: { code: 'unit-in-use', details: { units: 0, people: 1, openCases: 1 } },
    })
    expect(await close(top.id)).toMatchObject({ body: { code: 'unit-in-use', details: { units: 2 } } })
  })

  test('an empty unit is disabled, left out of dispatch, and opened again', async () => {
    const { desk } = await branch()
    const { organisation } = joined.people
    const put = (body: object) => http.as(admin)('PUT', `/api/units/${desk.id}/disabled`, body)
    expect(await put({ version: 1, disabled: true })).toMatchObject({ status: 200, body: { disabled: true } })
    expect(await organisation.departmentByCode(desk.code)).toBeUndefined()
    expect(await put({ version: 2, disabled: false })).toMatchObject({ status: 200, body: { disabled: false } })
    expect((await organisation.departmentByCode(desk.code))?.id).toBe(desk.id)
  })
})

describe('people', () => {
  const fresh = (teamId: TeamId, more: object = {}) => {
    named += 1
    const who = { username: `new-${named}`, displayName: '新人', role: 'agent', teamId, language: 'zh' }
    return { ...who, title: { zh: '坐席', en: 'Agent' }, extension: '6001', ...more }
  }
  const hire = async (teamId: TeamId) => {
    const { status, body } = await http.as(admin)('POST', '/api/users', fresh(teamId))
    expect(status).toBe(201)
    return body as { user: { id: string; username: string; version: number }; password: string }
  }

  test('a newcomer logs in with the password that was told once, and must change it', async () => {
    const { user, password } = await hire(hq)
    const { auth } = joined.people
    const login = await auth.login({ username: user.username, password }, '10.0.0.9')
    expect(login.user).toMatchObject({ mustChangePassword: true })
    expect(JSON.stringify((await http.as(admin)('GET', '/api/users')).body)).not.toContain(password)
  })

  test('a user name in another width or case is taken', async () => {
    const { user } = await hire(hq)
    const again = await http.as(admin)('POST', '/api/users', fresh(hq, { username: user.username.toUpperCase() }))
    expect(again).toMatchObject({ status: 400, body: { fields: { username: 'taken' } } })
  })

  test('skills are kept with a level per queue', async () => {
    const { user } = await hire(hq)
    const skills = [
      { queueId: 'complaint', level: 1 },
      { queueId: 'query', level: 3 },
    ]
    expect(await http.as(admin)('PUT', `/api/users/${user.id}/skills`, skills)).toMatchObject({ body: { skills } })
    const people = (await http.as(admin)('GET', `/api/users?teamId=${hq}`)).body as Array<{
      id: string
      skills: unknown
    }>
    expect(people.find((one) => one.id === user.id)?.skills).toEqual(skills)
  })

  test('who is disabled or moved to another unit is logged out; enabling takes it back', async () => {
    const { user, password } = await hire(hq)
    const { auth } = joined.people
    const login = () => auth.login({ username: user.username, password }, '10.0.0.9')
    const { office } = await branch()
    let { token } = await login()
    const edit = { ...fresh(office.id), username: user.username, version: 1 }
    expect((await http.as(admin)('PUT', `/api/users/${user.id}`, edit)).status).toBe(200)
    expect(await auth.authenticate(token)).toBeUndefined()
    token = (await login()).token
    const set = (version: number, disabled: boolean) =>
      http.as(admin)('PUT', `/api/users/${user.id}/disabled`, { version, disabled })
    expect(await set(2, true)).toMatchObject({ status: 200, body: { disabled: true } })
    expect(await auth.authenticate(token)).toBeUndefined()
    expect(await set(2, false)).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    expect(await set(3, false)).toMatchObject({ status: 200, body: { disabled: false } })
    expect((await login()).user.teamId).toBe(office.id)
  })

  test('nobody disables themselves, and the last administrator stays', async () => {
    const own = { version: 1, disabled: true }
    expect(await http.as(admin)('PUT', `/api/users/${admin.id}/disabled`, own)).toMatchObject({
      body: { code: 'not-yourself' },
    })
    const other = testUser('admin')
    expect(await http.as(other)('PUT', `/api/users/${admin.id}/disabled`, own)).toMatchObject({
      body: { code: 'last-admin' },
    })
  })

  test('ending the sessions of somebody is an act of its own on the trail', async () => {
    const { user, password } = await hire(hq)
    const { auth, audit } = joined.people
    const { token } = await auth.login({ username: user.username, password }, '10.0.0.9')
    expect((await http.as(admin)('DELETE', `/api/users/${user.id}/sessions`)).status).toBe(204)
    expect(await auth.authenticate(token)).toBeUndefined()
    expect((await audit.list({ limit: 1 })).items).toMatchObject([{ action: 'sessions-ended', objectId: user.id }])
  })
})

describe('accountable posts', () => {
  const head = (unitId: TeamId, holders: string[], deputies: string[] = []) => ({
    unitId,
    template: 'head',
    title: { zh: '负责人', en: 'Head' },
    accountable: true,
    holders,
    deputies,
  })

  test('[CS-24] the nearest accountable post with somebody on it answers, and it climbs along the tree', async () => {
    const { organisation } = joined.people
    const { top, office } = await branch()
    const [boss, deputy] = [await joined.hire('supervisor', top.id), await joined.hire('supervisor', office.id)]
    expect(await organisation.accountablePost(office.id)).toBeUndefined()
    await http.as(admin)('POST', '/api/posts', head(top.id, [boss.id]))
    expect(await organisation.accountablePost(office.id)).toMatchObject({ unitId: top.id, holders: [boss.id] })
    const made = await http.as(admin)('POST', '/api/posts', head(office.id, [], [deputy.id]))
    expect(await organisation.accountablePost(office.id)).toMatchObject({ unitId: office.id, deputies: [deputy.id] })
    expect((await organisation.escalationOf(office.id)).map((step) => step.unitId)).toEqual([office.id, top.id])
    // The chair is empty again: the branch answers.
    await joined.people.organisation.setDisabled(deputy.id, { version: 1, disabled: true, byId: admin.id }, nobody)
    expect(await organisation.accountablePost(office.id)).toMatchObject({ unitId: top.id })
    const { id } = made.body as { id: string }
    const shown = await http.as(admin)('GET', `/api/units/${office.id}/escalation`)
    expect(shown.body).toMatchObject([{ unitId: top.id, names: [boss.displayName] }])
    expect(id).toBeTruthy()
  })

  test('[BY-61] a post is made from one of seven templates, filled, renamed and closed; a later save is told', async () => {
    const { desk } = await branch()
    const anna = await joined.hire('supervisor', desk.id)
    const made = await http.as(admin)('POST', '/api/posts', {
      ...head(desk.id, [anna.id]),
      template: 'quality-supervisor',
      accountable: false,
    })
    expect(made).toMatchObject({ status: 201, body: { template: 'quality-supervisor', holders: [{ id: anna.id }] } })
    const { id } = made.body as { id: string }
    const edit = {
      title: { zh: '质检', en: 'Quality' },
      accountable: true,
      holders: [],
      deputies: [anna.id],
      disabled: true,
    }
    expect(await http.as(admin)('PUT', `/api/posts/${id}`, { ...edit, version: 1 })).toMatchObject({
      body: { title: edit.title, disabled: true, deputies: [{ name: anna.displayName }], version: 2 },
    })
    expect(await http.as(admin)('PUT', `/api/posts/${id}`, { ...edit, version: 1 })).toMatchObject({ status: 409 })
  })

  test('nobody who does not work here can hold a post', async () => {
    const { desk } = await branch()
    const answer = await http.as(admin)('POST', '/api/posts', head(desk.id, [testUser('agent').id]))
    expect(answer).toMatchObject({ status: 400, body: { fields: { holders: 'unknown person' } } })
  })

  test("[CS-24] another branch's posts do not exist for a supervisor", async () => {
    const [east, west] = [await branch(), await branch()]
    await http.as(admin)('POST', '/api/posts', head(west.top.id, []))
    const lead = await asLead(east.top.id)
    expect((await http.as(lead)('GET', '/api/posts')).body).toEqual([])
    expect((await http.as(lead)('GET', `/api/units/${west.top.id}/escalation`)).status).toBe(404)
  })
})
