import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsRoutes } from '../../../server/app-requests-routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { NewCase } from '../../../server/contracts/cases.ts'
import type { Problem, ProblemSummary, ProblemThresholds, ProblemTrends } from '../../../server/contracts/problems.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser
let lead: SessionUser
let stranger: SessionUser
let admin: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  const team = await joined.addTeam('desk')
  agent = await joined.hire('agent', team)
  lead = await joined.hire('supervisor', team)
  admin = await joined.hire('admin', team)
  stranger = await joined.hire('agent', await joined.addTeam('other'))
  http = await openTestHttp((app) => requestsRoutes(app, joined.people.requests))
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

let opened = 0
function open(category: string, more: Partial<NewCase> = {}) {
  opened += 1
  return joined.people.cases.open({
    kind: 'complaint',
    category,
    subject: `No. ${opened}`,
    ...more,
    openedBy: agent.id,
    teamId: agent.teamId,
  })
}
const list = async (query: string) =>
  ((await http.as(agent)('GET', `/api/problems?${query}`)).body as { items: ProblemSummary[] }).items
const get = async (id: string, as = lead) => (await http.as(as)('GET', `/api/problems/${id}`)).body as Problem
const move = (problem: { id: string; version: number }, name: string, as = lead) =>
  http.as(as)('POST', `/api/problems/${problem.id}/moves`, { version: problem.version, move: name })

/** Four complaints of one leaf and flight: one problem. */
async function common(category: string, flight: string): Promise<ProblemSummary> {
  for (let i = 0; i < 4; i++) await open(category, { flight })
  const [problem] = await list(`state=proposed&leaf=${category}`)
  return problem!
}

describe('common problems', () => {
  test('[BY-23] four similar cases within two weeks are proposed as one problem, the fifth joins it', async () => {
    for (let i = 0; i < 3; i++) await open('cp-01', { flight: 'YT101' })
    await open('cp-01', { flight: 'YT999' })
    expect(await list('leaf=cp-01')).toEqual([])
    await open('cp-01', { flight: 'YT101' })
    expect(await list('leaf=cp-01')).toMatchObject([
      { state: 'proposed', trait: 'flight', traitValue: 'YT101', cases: 4 },
    ])
    await open('cp-01', { flight: 'YT101' })
    expect(await list('leaf=cp-01')).toMatchObject([{ cases: 5 }])
  })

  test('[BY-23] a person declines it, and the same cases do not propose it again', async () => {
    const problem = await common('cp-02', 'YT102')
    expect(await move(problem, 'confirm', agent)).toMatchObject({ status: 403 })
    expect((await move(problem, 'decline')).body).toMatchObject({ state: 'declined' })
    await open('cp-02', { flight: 'YT102' })
    expect(await list('leaf=cp-02')).toEqual([])
  })

  test('[BY-24] is solved only with a cause and every action done, and opens again when it recurs', async () => {
    const proposed = await common('cp-04', 'YT104')
    const confirmed = (await move(proposed, 'confirm')).body as Problem
    const taken = (await move(confirmed, 'take')).body as Problem
    expect(taken).toMatchObject({ state: 'in-hand', ownerName: lead.displayName })
    expect(await move(taken, 'solve')).toMatchObject({ status: 409, body: { code: 'problem-not-solvable' } })
    const told = (
      await http.as(lead)('PATCH', `/api/problems/${taken.id}`, { version: taken.version, cause: '传送带卡滞' })
    ).body as Problem
    const planned = (
      await http.as(lead)('POST', `/api/problems/${taken.id}/actions`, {
        version: told.version,
        text: '更换传送带',
        ownerId: agent.id,
        dueAt: joined.house.clock.now() + 1000,
      })
    ).body as Problem
    expect(planned).toMatchObject({ openActions: 1, actions: [{ ownerName: agent.displayName }] })
    expect((await move(planned, 'solve')).status).toBe(409)
    const path = `/api/problems/${taken.id}/actions/${planned.actions[0]!.id}/done`
    expect((await http.as(stranger)('POST', path, { version: planned.version })).status).toBe(403)
    const done = (await http.as(agent)('POST', path, { version: planned.version })).body as Problem
    const solved = (await move(done, 'solve')).body as Problem
    expect(solved).toMatchObject({ state: 'solved', openActions: 0 })
    expect((await move(solved, 'watch')).body).toMatchObject({ state: 'watched' })

    await open('cp-04', { flight: 'YT104' })
    const again = await get(taken.id)
    expect(again).toMatchObject({ state: 'open', recurrences: 1, cases: 5 })
    expect(again.events.map(({ event }) => event)).toEqual([
      'proposed',
      'confirmed',
      'taken',
      'edited',
      'action',
      'action',
      'solved',
      'watched',
      'recurred',
    ])
  })

  test("[BY-53] every unit reads the register, but another unit's cases only by number", async () => {
    const problem = await common('cp-05', 'YT105')
    const own = await get(problem.id, agent)
    expect(own.linked).toHaveLength(4)
    expect(own.linked[0]).toMatchObject({ mayOpen: true, subject: expect.stringContaining('No.') })
    const foreign = await get(problem.id, stranger)
    expect(foreign.linked[0]).toMatchObject({ mayOpen: false, subject: '', number: own.linked[0]!.number })
  })

  test('a case that gets its flight later is compared then', async () => {
    for (let i = 0; i < 3; i++) await open('cp-06', { flight: 'YT106' })
    const late = await open('cp-06')
    expect(await list('leaf=cp-06')).toEqual([])
    const facts = (await joined.people.cases.facts(late.id))!
    await joined.house.store.write((tx) => joined.people.requests.follower.edited!({ ...facts, flight: 'YT106' }, tx))
    expect(await list('leaf=cp-06')).toMatchObject([{ cases: 4 }])
  })
})

describe('supervision', () => {
  test('[CS-15] five complaints of a leaf in a day where there were none are a spike, told once and marked seen', async () => {
    for (let i = 0; i < 6; i++) await open('cp-12')
    const told = joined.house.factsOf('problem.spike-seen').filter(({ leaf }) => leaf === 'cp-12')
    expect(told).toEqual([{ leaf: 'cp-12', count: 5 }])
    const trends = (await http.as(agent)('GET', '/api/problem-trends')).body as ProblemTrends
    const spike = trends.spikes.find(({ leaf }) => leaf === 'cp-12')!
    expect(trends.leaves.find(({ leaf }) => leaf === 'cp-12')).toMatchObject({ total: 6 })
    const seen = { leaf: spike.leaf, day: spike.day }
    expect((await http.as(lead)('POST', '/api/problem-spikes/seen', seen)).status).toBe(204)
    const after = (await http.as(agent)('GET', '/api/problem-trends')).body as ProblemTrends
    expect(after.spikes.find(({ leaf }) => leaf === 'cp-12')).toMatchObject({ seenByName: lead.displayName })
  })

  test('thresholds are data: an administrator changes them, a stale page does not', async () => {
    const now = (await http.as(lead)('GET', '/api/problem-thresholds')).body as ProblemThresholds
    expect((await http.as(lead)('PUT', '/api/problem-thresholds', now)).status).toBe(403)
    const saved = (await http.as(admin)('PUT', '/api/problem-thresholds', { ...now, cases: 2 }))
      .body as ProblemThresholds
    expect(saved).toMatchObject({ cases: 2, version: now.version + 1 })
    expect((await http.as(admin)('PUT', '/api/problem-thresholds', { ...now, cases: 9 })).status).toBe(409)
    await open('cp-14', { flight: 'YT114' })
    await open('cp-14', { flight: 'YT114' })
    expect(await list('leaf=cp-14')).toMatchObject([{ cases: 2 }])
    await http.as(admin)('PUT', '/api/problem-thresholds', { ...saved, cases: 4 })
  })
})
