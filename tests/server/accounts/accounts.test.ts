import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountsRoutes } from '../../../server/accounts/accounts.routes.ts'
import { type Accounts, createAccounts } from '../../../server/accounts/accounts.service.ts'
import { commitmentsRoutes } from '../../../server/accounts/commitments.routes.ts'
import type { Account, AccountSummary, NewAccount } from '../../../server/contracts/accounts.ts'
import type { PassengerId, TeamId } from '../../../server/contracts/ids.ts'
import { createPassengers, type Passengers } from '../../../server/passengers/passengers.service.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { alone, somebody } from '../passengers/somebody.ts'

const branch = newId<TeamId>()
const agent = testUser('agent')
const lead = testUser('supervisor', { teamId: branch })
const otherLead = testUser('supervisor')
const admin = testUser('admin')
let house: TestHouse
let passengers: Passengers
let accounts: Accounts
let http: TestHttp
let made = 0

beforeAll(async () => {
  house = await openTestHouse()
  const staff = {
    ...alone.staff,
    nameOf: async (id: string) => (id === agent.id ? '李代表' : id === lead.id ? '郑班长' : undefined),
  }
  accounts = createAccounts({
    ...house,
    timeZone: 'Asia/Shanghai',
    staff,
    offices: { officeFor: async ({ city }) => (city === '广州' ? branch : undefined) },
    people: { summary: (id, within) => passengers.summary(id, within) },
    cases: { openOf: async () => [] },
  })
  passengers = createPassengers({
    ...house,
    offices: alone.offices,
    staff,
    accounts,
    doNotCall: { hasAny: async () => false },
    timeZone: 'Asia/Shanghai',
  })
  http = await openTestHttp((app) => {
    accountsRoutes(app, {
      accounts,
      worksFor: (user, unitId) => user.teamId === unitId,
      isHeadquarters: async (user) => user.role === 'admin',
    })
    commitmentsRoutes(app, { accounts, people: passengers })
  })
})
afterAll(async () => {
  await http.close()
  await house.close()
})

const form = (more: Partial<NewAccount> = {}): NewAccount => ({
  kind: 'agreement',
  name: `云山贸易 ${++made}`,
  stage: 'signed',
  grade: 'B',
  customerClass: null,
  ownerId: null,
  implant: false,
  city: '广州',
  address: '',
  phone: '',
  email: '',
  agreementNumber: 'XY-2026-001',
  agreementFrom: '2026-01-01',
  agreementTo: '2026-12-31',
  agreementTerms: '全价八五折',
  revisitOn: '2026-01-05',
  note: '',
  representatives: [{ name: '周代表', role: '大客户经理', e164: '+862088881234' }],
  ...more,
})
const add = async (more: Partial<NewAccount> = {}) =>
  (await http.as(lead)('POST', '/api/accounts', form(more))).body as Account

describe('an account', () => {
  test('[AC-24][AC-25][AC-29][AC-31] holds agreement, grade, implant terminal, representatives and the day of the next call-back', async () => {
    const account = await add({ implant: true })
    expect(account).toMatchObject({
      kind: 'agreement',
      grade: 'B',
      implant: true,
      agreementTerms: '全价八五折',
      representatives: [{ name: '周代表', e164: '+862088881234' }],
      revisitOn: '2026-01-05',
      state: 'active',
    })
    const due = (await http.as(agent)('GET', '/api/accounts?revisit=due&implant=true')).body as {
      items: AccountSummary[]
    }
    expect(due.items.map((one) => one.id)).toContain(account.id)
  })

  test('[BY-17] gets the one accountable branch of its territory', async () => {
    expect(await add({ city: '广州' })).toMatchObject({ unitId: branch })
    expect(await add({ city: '哈尔滨' })).not.toHaveProperty('unitId')
  })

  test.each(['云海', 'yunhai', 'yh', 'YUNHAI', '云海 广州'])('is found by %s', async (search) => {
    const name = `云海 ${made}`
    const { id } = await add({ name })
    const { body } = await http.as(agent)('GET', `/api/accounts?search=${encodeURIComponent(search)}&grade=B`)
    expect((body as { items: AccountSummary[] }).items.map((one) => one.id)).toContain(id)
  })

  test('refuses a name that is taken in any spelling, and an agreement that ends before it begins', async () => {
    const { name } = await add({ name: 'ＡＢＣ Travel' })
    const taken = await http.as(lead)('POST', '/api/accounts', form({ name: 'abc travel' }))
    expect([name, taken.body]).toMatchObject(['ＡＢＣ Travel', { code: 'invalid-input', fields: { name: 'taken' } }])
    const backwards = form({ agreementFrom: '2026-06-01', agreementTo: '2026-05-01' })
    expect(await http.as(lead)('POST', '/api/accounts', backwards)).toMatchObject({ status: 400 })
  })

  test('[BY-27] is changed with a version and a history; a lead of another branch may not', async () => {
    const account = await add({ stage: 'introduced' })
    const edit = { ...form({ name: account.name, stage: 'approved', grade: 'A' }), unitId: branch, version: 1 }
    expect((await http.as(otherLead)('PUT', `/api/accounts/${account.id}`, edit)).status).toBe(403)
    expect((await http.as(lead)('PUT', `/api/accounts/${account.id}`, edit)).body).toMatchObject({
      stage: 'approved',
      version: 2,
    })
    expect((await http.as(lead)('PUT', `/api/accounts/${account.id}`, edit)).body).toMatchObject({
      code: 'changed-meanwhile',
    })
    const { items } = await accounts.changes(account.id, { limit: 20 })
    expect(items).toContainEqual(
      expect.objectContaining({ field: 'stage', from: 'introduced', to: 'approved', byName: '郑班长' }),
    )
  })
})

describe('the people of an account', () => {
  test('[BY-35][AC-03][EC-06] stand on its page, and the company stands on theirs', async () => {
    const account = await add({ kind: 'agency', grade: null })
    const id = await passengers.register(somebody({ name: '票务小周' }), [])
    const put = await http.as(agent)('PUT', `/api/accounts/${account.id}/contacts/${id}`, { role: '票务', main: true })
    expect(put.body).toMatchObject({
      contacts: 1,
      people: [{ passenger: { name: '票务小周' }, role: '票务', main: true }],
    })
    expect((await passengers.profile(id))?.account).toEqual({ id: account.id, name: account.name, kind: 'agency' })
    expect((await passengers.search({ search: '票务小周', limit: 5 })).items).toMatchObject([
      { accountName: account.name },
    ])
    expect(house.factsOf('account.member-changed')).toContainEqual({ accountId: account.id, passengerId: id })
    const gone = await http.as(agent)('DELETE', `/api/accounts/${account.id}/contacts/${id}`)
    expect(gone.body).toMatchObject({ people: [] })
    expect((await passengers.profile(id))?.account).toBeUndefined()
  })

  test('have one main contact at most', async () => {
    const account = await add()
    const ids = [await passengers.register(somebody(), []), await passengers.register(somebody(), [])]
    for (const id of ids) await http.as(agent)('PUT', `/api/accounts/${account.id}/contacts/${id}`, { main: true })
    const { people } = await accounts.get(account.id)
    expect(people.filter((one) => one.main).map((one) => one.passenger.id)).toEqual([ids[1]])
  })

  test('cannot be somebody who is nobody', async () => {
    const account = await add()
    const answer = await http.as(agent)('PUT', `/api/accounts/${account.id}/contacts/${newId<PassengerId>()}`, {})
    expect(answer.status).toBe(404)
  })
})

describe('the end of a relationship', () => {
  const wish = { version: 1, cause: 'competitor', analysis: '对手票价低 8%', solution: '提出同价方案，客户未接受' }

  test('[BY-31] needs headquarters: asked by the branch, approved there, and nothing can be changed after', async () => {
    const account = await add()
    const url = `/api/accounts/${account.id}`
    const asked = await http.as(lead)('POST', `${url}/termination`, wish)
    expect(asked.body).toMatchObject({
      state: 'ending',
      terminations: [{ cause: 'competitor', askedByName: '郑班长' }],
    })
    expect((await http.as(lead)('POST', `${url}/termination-decision`, { decision: 'approved' })).status).toBe(403)
    const decided = await http.as(admin)('POST', `${url}/termination-decision`, { decision: 'approved' })
    expect(decided.body).toMatchObject({ state: 'ended', terminations: [{ decision: 'approved' }] })
    const edit = { ...form({ name: account.name }), unitId: branch, version: 3 }
    expect((await http.as(lead)('PUT', url, edit)).body).toMatchObject({ code: 'account-terminated' })
  })

  test('[BY-31] goes on when headquarters refuses', async () => {
    const account = await add()
    await accounts.askTermination(account.id, { ...wish, cause: 'price' }, lead)
    await accounts.decideTermination(account.id, { decision: 'refused', remark: '再谈一次' }, admin)
    expect(await accounts.get(account.id)).toMatchObject({ state: 'active', terminations: [{ remark: '再谈一次' }] })
  })

  test.each(['cause', 'analysis', 'solution'])('[BY-32] cannot be asked for without %s', async (field) => {
    const account = await add()
    const answer = await http.as(lead)('POST', `/api/accounts/${account.id}/termination`, { ...wish, [field]: '' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })

  test('cannot be asked for twice, nor decided when nobody asked', async () => {
    const account = await add()
    await accounts.askTermination(account.id, { ...wish, cause: 'price' }, lead)
    const again = await http.as(lead)('POST', `/api/accounts/${account.id}/termination`, { ...wish, version: 2 })
    expect(again.body).toMatchObject({ code: 'termination-open' })
    const other = await add()
    const early = await http.as(admin)('POST', `/api/accounts/${other.id}/termination-decision`, {
      decision: 'approved',
    })
    expect(early.body).toMatchObject({ code: 'no-termination' })
  })
})

describe('commitments', () => {
  test('[BY-36] towards a passenger and the company of the passenger are known to whoever takes the next call, until they are kept', async () => {
    const account = await add()
    const id = await passengers.register(somebody(), [])
    await accounts.addContact(account.id, { passengerId: id, role: '', main: false }, agent)
    await http.as(agent)('POST', `/api/accounts/${account.id}/commitments`, {
      kind: 'plan',
      words: '三月起包机方案',
      dueOn: '2026-03-01',
    })
    const own = await http.as(agent)('POST', `/api/passengers/${id}/commitments`, {
      kind: 'commitment',
      words: '周五前回复升舱',
      dueOn: '2026-01-09',
    })
    expect((await accounts.openTowards(id)).map((one) => one.words)).toEqual(['周五前回复升舱', '三月起包机方案'])
    const { id: commitmentId } = own.body as { id: string }
    await http.as(agent)('POST', `/api/commitments/${commitmentId}/done`)
    expect((await accounts.openTowards(id)).map((one) => one.words)).toEqual(['三月起包机方案'])
    expect((await http.as(agent)('POST', `/api/commitments/${commitmentId}/done`)).body).toMatchObject({
      code: 'already-closed',
    })
    expect(await accounts.ofPassenger(id)).toMatchObject([{ doneByName: '李代表' }])
  })
})
