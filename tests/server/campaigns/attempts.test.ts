import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { campaignsRoutes } from '../../../server/campaigns/campaigns.routes.ts'
import { campaignDefaults } from '../../../server/campaigns/campaigns.service.ts'
import type { Attempt, CampaignSettings } from '../../../server/contracts/campaigns.ts'
import type { CaseId, PassengerId, TeamId, UserId } from '../../../server/contracts/ids.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { hireAgent, type People, plugPeople } from '../../kit/people.ts'
import { somebody } from '../passengers/somebody.ts'

const hour = 3_600_000
// Monday 16:00 in Shanghai.
const start = Date.UTC(2026, 0, 5, 8)
const mobile = '+8613800138000'
let house: TestHouse
let people: People
let agentId: UserId
let teamId: TeamId

beforeEach(async () => {
  house = await openTestHouse(start)
  people = plugPeople(house)
  await people.campaigns.start()
  ;({ agentId, teamId } = await hireAgent(people))
})
afterEach(async () => {
  people.auth.close()
  await house.close()
})

const attempts = () => people.campaigns.attempts
const own = (e164: string) => [{ e164, kind: 'mobile' as const, shared: false }]
const register = (more: object = {}) => people.passengers.register(somebody({ numbers: own(mobile), ...more }), [])

async function closeComplaint(passengerId: PassengerId): Promise<CaseId> {
  const { id } = await people.cases.open({
    kind: 'complaint',
    category: 'cp-04',
    subject: '行李',
    details: '',
    flight: '',
    passengerId,
    openedBy: agentId,
    teamId,
  })
  await people.cases.close(id, { version: 1, resolution: '已赔偿', byId: agentId })
  return id
}
async function all(): Promise<Attempt[]> {
  return (await attempts().list({ limit: 50 })).items.toSorted((a, b) => a.n - b.n)
}
async function change(settings: Partial<CampaignSettings>): Promise<void> {
  const { version, settings: now } = await people.campaigns.get('complaint-satisfaction')
  await people.campaigns.edit('complaint-satisfaction', { version, settings: { ...now, ...settings } })
}
async function scheduled(more: object = {}): Promise<Attempt> {
  await closeComplaint(await register(more))
  return (await all()).at(-1)!
}

describe('scheduling', () => {
  test('[GA-04] an hour after the closing of a complaint, with the number masked in lists', async () => {
    expect(await scheduled()).toMatchObject({
      state: 'scheduled',
      n: 1,
      dueAt: start + hour,
      number: '+86 138****8000',
      caseNumber: 'C-000001',
    })
    expect(house.factsOf('attempt.changed')).toMatchObject([{ to: 'scheduled' }])
  })

  test("in the calling window of the passenger's zone", async () => {
    expect((await scheduled({ timeZone: 'America/New_York' })).dueAt).toBe(Date.UTC(2026, 0, 5, 14))
  })

  test('once for a closing, however often it is asked', async () => {
    const caseId = await closeComplaint(await register())
    await people.campaigns.scheduleFor(caseId, start)
    expect(await all()).toHaveLength(1)
  })

  test.each([
    ['no-number', { numbers: [] }],
    ['number-not-allowed', { numbers: own('+12025550123') }],
  ])('says at once why nobody will be called: %s', async (reason, more) => {
    expect(await scheduled(more)).toMatchObject({ state: 'given-up', givenUpReason: reason })
  })

  test('not for somebody on the do-not-call list, nor while the campaign is off', async () => {
    await people.doNotCall.add({ e164: mobile, reason: '', by: { id: agentId, displayName: '安娜' } })
    expect(await scheduled()).toMatchObject({ state: 'given-up', givenUpReason: 'do-not-call' })
    await people.doNotCall.remove(mobile)
    await change({ enabled: false })
    await closeComplaint(await register())
    expect((await attempts().list({ limit: 9, state: 'given-up' })).items[0]).toMatchObject({
      givenUpReason: 'campaign-off',
    })
  })
})

describe('beginning to dial', () => {
  const begin = async (attempt: Attempt) => {
    await house.clock.advance(attempt.dueAt - house.clock.now())
    return attempts().beginDial(attempt.id)
  }

  test('commits the row first, with a SIP Call-ID that is always the same for the attempt', async () => {
    const attempt = await scheduled()
    const order = await begin(attempt)
    expect(order).toMatchObject({
      to: mobile,
      language: 'zh',
      ringMs: 30_000,
      sipCallId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await attempts().get(attempt.id)).toMatchObject({ state: 'dialling', startedAt: start + hour })
    expect(await attempts().beginDial(attempt.id)).toBeUndefined()
  })

  test('refuses before the time', async () => {
    const attempt = await scheduled()
    expect(await attempts().beginDial(attempt.id)).toBeUndefined()
    expect(await attempts().get(attempt.id)).toMatchObject({ state: 'scheduled' })
  })

  test('asks the do-not-call list once more', async () => {
    const attempt = await scheduled()
    await people.doNotCall.add({ e164: mobile, reason: '', by: { id: agentId, displayName: '安娜' } })
    expect(await begin(attempt)).toBeUndefined()
    expect(await attempts().get(attempt.id)).toMatchObject({ state: 'given-up', givenUpReason: 'do-not-call' })
  })

  test('calls nobody about a case that was reopened meanwhile, even if it is closed again', async () => {
    const attempt = await scheduled()
    await people.cases.reopen(attempt.caseId, { score: 1, attemptId: attempt.id })
    const { version } = (await people.cases.get(attempt.caseId))!
    await people.cases.close(attempt.caseId, { version, resolution: '再次', byId: agentId })
    expect(await begin(attempt)).toBeUndefined()
    expect(await attempts().get(attempt.id)).toMatchObject({ state: 'given-up', givenUpReason: 'case-reopened' })
    expect((await attempts().list({ limit: 9, state: 'scheduled' })).items).toHaveLength(1)
  })

  test('waits when the window was narrowed meanwhile', async () => {
    const attempt = await scheduled()
    await change({ windowFrom: 600, windowTo: 660 })
    expect(await begin(attempt)).toBeUndefined()
    expect(await attempts().get(attempt.id)).toMatchObject({ state: 'scheduled', dueAt: Date.UTC(2026, 0, 6, 2) })
  })

  test('does not ring the same number twice within the shorter retry delay', async () => {
    const passengerId = await register()
    await closeComplaint(passengerId)
    await closeComplaint(passengerId)
    const [first, second] = await all()
    expect(await begin(first!)).toBeDefined()
    expect(await begin(second!)).toBeUndefined()
    expect(await attempts().get(second!.id)).toMatchObject({
      state: 'scheduled',
      dueAt: start + hour + campaignDefaults.retryBusyMs,
    })
  })

  test.each([
    ['busy', campaignDefaults.retryBusyMs],
    ['no-answer', campaignDefaults.retryNoAnswerMs],
  ] as const)('after %s the next try is a new row, inside the window', async (cause, delay) => {
    const attempt = await scheduled()
    await begin(attempt)
    await attempts().settle(attempt.id, { cause })
    await attempts().settle(attempt.id, { cause })
    const [first, second, ...more] = await all()
    expect(more).toEqual([])
    expect(first).toMatchObject({ state: 'retry-at', cause })
    // 17:00 in Shanghai plus four hours is past eight in the evening.
    const at = start + hour + delay
    expect(second).toMatchObject({
      n: 2,
      state: 'scheduled',
      dueAt: at < Date.UTC(2026, 0, 5, 12) ? at : Date.UTC(2026, 0, 6, 1),
    })
    expect(second).not.toHaveProperty('startedAt', expect.any(Number))
  })

  test('gives up after the last try', async () => {
    await change({ maxAttempts: 2 })
    let attempt = await scheduled()
    for (let n = 1; n <= 2; n++) {
      expect(await begin(attempt)).toBeDefined()
      await attempts().settle(attempt.id, { cause: 'busy' })
      attempt = (await all()).at(-1)!
    }
    expect((await all()).map((one) => [one.n, one.state, one.givenUpReason])).toEqual([
      [1, 'retry-at', undefined],
      [2, 'given-up', 'no-more-attempts'],
    ])
  })

  describe('and then the house dies', () => {
    test('the attempt is unknown, counted, retried by the normal rule and never at once; a second start changes nothing', async () => {
      const attempt = await scheduled()
      await begin(attempt)
      const again = plugPeople(house, 'boot-2')
      await again.campaigns.start()
      await again.campaigns.start()
      const [first, second, ...more] = await all()
      expect(first).toMatchObject({ state: 'unknown', cause: 'server-restart' })
      expect(second).toMatchObject({ n: 2, state: 'scheduled' })
      expect(second!.dueAt).toBeGreaterThanOrEqual(house.clock.now() + campaignDefaults.retryNoAnswerMs)
      expect(more).toEqual([])
    })

    test('a score that was kept counts: nobody is asked twice', async () => {
      const attempt = await scheduled()
      const order = await begin(attempt)
      await attempts().markAnswered(attempt.id)
      await people.surveys.score(order!, 4)
      await plugPeople(house, 'boot-2').campaigns.start()
      expect(await all()).toMatchObject([{ state: 'surveyed', score: 4 }])
    })

    test('an attempt of the running boot is left alone', async () => {
      const attempt = await scheduled()
      await begin(attempt)
      await people.campaigns.start()
      expect(await all()).toMatchObject([{ state: 'dialling' }])
    })
  })
})

describe('over HTTP', () => {
  let http: TestHttp
  let trail: string[]
  const url = '/api/campaigns/complaint-satisfaction'
  const supervisor = () => http.as(testUser('supervisor', { teamId }))
  beforeEach(async () => {
    trail = []
    const audit = { record: async (entry: { action: string }) => void trail.push(entry.action) }
    http = await openTestHttp((app) => campaignsRoutes(app, { ...people, audit }))
  })
  afterEach(() => http.close())

  test('shows settings, counts of every state and scores', async () => {
    await scheduled()
    const shown = (scheduled: number) => [
      { id: 'complaint-satisfaction', version: 1, counts: { scheduled, surveyed: 0 }, scores: { count: 0, low: 0 } },
    ]
    // A number opens its rows: whoever may not see another team's attempts does not count them either.
    expect((await supervisor()('GET', '/api/campaigns')).body).toMatchObject(shown(1))
    expect((await http.as(testUser('admin'))('GET', '/api/campaigns')).body).toMatchObject(shown(1))
    expect((await http.as(testUser('agent'))('GET', '/api/campaigns')).body).toMatchObject(shown(0))
  })

  test('changes settings by version and leaves a trail', async () => {
    const settings = { ...campaignDefaults, delayMs: 5000 }
    expect((await supervisor()('PUT', url, { version: 1, settings })).body).toMatchObject({
      version: 2,
      settings: { delayMs: 5000 },
    })
    const late = await supervisor()('PUT', url, { version: 1, settings })
    expect([late.status, late.body]).toMatchObject([409, { code: 'changed-meanwhile' }])
    expect(trail).toEqual(['campaign-changed'])
    expect(house.factsOf('campaign.changed')).toHaveLength(1)
  })

  test.each([
    { windowFrom: 1200, windowTo: 540 },
    { windowFrom: 600, windowTo: 600 },
    { windowTo: 1441 },
    { weekdays: [] },
    { weekdays: [8] },
    { retryBusyMs: 0 },
    { maxAttempts: 11 },
    { maxConcurrent: 0 },
    { delayMs: -1 },
    { reopenAtOrBelow: 6 },
  ])('refuses the settings %j', async (wrong) => {
    const answer = await supervisor()('PUT', url, { version: 1, settings: { ...campaignDefaults, ...wrong } })
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid-input' }])
  })

  test('[B4-02] a supervisor sees the attempts of the own team only', async () => {
    await scheduled()
    expect((await supervisor()('GET', `${url}/attempts`)).body).toMatchObject({ items: [{ n: 1 }] })
    expect((await http.as(testUser('supervisor'))('GET', `${url}/attempts`)).body).toEqual({ items: [] })
    expect((await http.as(testUser('admin'))('GET', `${url}/attempts?state=scheduled`)).body).toMatchObject({
      items: [{ n: 1 }],
    })
    expect((await http.as(testUser('admin'))('GET', `${url}/attempts?state=x`)).status).toBe(400)
  })

  test('keeps the do-not-call list: added by anybody, once; taken off by a supervisor', async () => {
    const agent = http.as(testUser('agent', { id: agentId, displayName: '安娜' }))
    expect((await agent('POST', '/api/do-not-call', { e164: mobile, reason: '<b>' })).status).toBe(201)
    expect((await agent('POST', '/api/do-not-call', { e164: mobile })).body).toMatchObject({ code: 'already-listed' })
    expect((await agent('GET', '/api/do-not-call')).body).toMatchObject([
      { e164: mobile, addedByName: '安娜', reason: '<b>' },
    ])
    const path = `/api/do-not-call/${encodeURIComponent(mobile)}`
    expect((await agent('DELETE', path)).status).toBe(403)
    expect((await supervisor()('DELETE', path)).status).toBe(204)
    expect((await supervisor()('DELETE', path)).status).toBe(404)
    expect((await agent('POST', '/api/do-not-call', { e164: '138' })).status).toBe(400)
    expect(trail).toEqual(['do-not-call-added', 'do-not-call-removed'])
  })

  test('[B4-01] is closed to strangers, and partly to agents', async () => {
    const routes = [
      ['GET', '/api/campaigns', 401, 200],
      ['PUT', url, 401, 403],
      ['GET', `${url}/attempts`, 401, 403],
      ['GET', '/api/do-not-call', 401, 200],
      ['DELETE', '/api/do-not-call/+8613800138000', 401, 403],
    ] as const
    for (const [method, path, stranger, agent] of routes) {
      const body = method === 'PUT' ? { version: 1, settings: campaignDefaults } : undefined
      expect([path, (await http.as(undefined)(method, path, body)).status]).toEqual([path, stranger])
      expect([path, (await http.as(testUser('agent'))(method, path, body)).status]).toEqual([path, agent])
    }
  })
})
