import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CaseMove, moveCase } from '../../../server/cases/case.machine.ts'
import { casesRoutes } from '../../../server/cases/cases.routes.ts'
import { type Cases, createCases } from '../../../server/cases/cases.service.ts'
import { type Case, CaseKind, CaseState, type CaseSummary } from '../../../server/contracts/cases.ts'
import { leaves } from '../../../server/contracts/catalogue.ts'
import type { AttemptId, CaseId, PassengerId, TeamId, UserId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { createTasks, type Tasks } from '../../../server/tasks/tasks.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const wang = newId<PassengerId>()
const team = newId<TeamId>()
const agent = testUser('agent', { teamId: team, displayName: '李代表' })
const complaint = {
  kind: 'complaint',
  category: 'cp-04',
  subject: '行李破损',
  details: '箱子裂了',
  flight: 'YT3101',
} as const
let house: TestHouse
let tasks: Tasks
let cases: Cases
let http: TestHttp
let callbacks: Array<[CaseId, PassengerId, number]>

beforeEach(async () => {
  house = await openTestHouse()
  callbacks = []
  const passengers = { nameOf: async (id: PassengerId) => (id === wang ? '王小明' : undefined) }
  const staff = { nameOf: async (id: UserId) => (id === agent.id ? agent.displayName : undefined) }
  tasks = createTasks({ ...house, passengers, staff })
  cases = createCases({
    ...house,
    passengers,
    staff,
    tasks,
    onComplaintClosed: async (...[caseId, passengerId, at]) => void callbacks.push([caseId, passengerId, at]),
  })
  http = await openTestHttp((app) => casesRoutes(app, { cases }))
})
afterEach(async () => {
  await http.close()
  await house.close()
})

const open = (more: object = {}) =>
  cases.open({ ...complaint, passengerId: wang, openedBy: agent.id, teamId: team, ...more })
async function openAndClose(more: object = {}): Promise<Case> {
  const { id } = await open(more)
  return cases.close(id, { version: 1, resolution: '已赔偿', byId: agent.id })
}

describe('the law of a case', () => {
  const moves: CaseMove[] = ['dispatch', 'accept', 'return', 'answer', 'redo', 'close', 'reopen']
  const table: Record<CaseState, Partial<Record<CaseMove, CaseState>>> = {
    open: { dispatch: 'dispatched', close: 'closed' },
    dispatched: { accept: 'accepted', return: 'returned' },
    accepted: { answer: 'answered', return: 'returned' },
    returned: { dispatch: 'dispatched', close: 'closed' },
    answered: { close: 'closed', redo: 'dispatched' },
    closed: { reopen: 'reopened' },
    reopened: { dispatch: 'dispatched', close: 'closed' },
  }

  test.each(CaseState.options.flatMap((state) => moves.map((move) => [state, move, table[state][move]] as const)))(
    'from %s, %s leads to %s',
    (state, move, next) => {
      expect(moveCase(state, move)).toBe(next)
    },
  )

  test('[CT-10] never leaves a case that cannot be closed any more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves)), (path) => {
        const state = path.reduce<CaseState>((at, move) => moveCase(at, move) ?? at, 'open')
        const reach = new Set<CaseState>([state])
        for (const from of reach) for (const move of moves) reach.add(moveCase(from, move) ?? from)
        return reach.has('closed')
      }),
    )
  })
})

describe('the life of a case', () => {
  test('[BY-22] has a number that a person can say, its opener as owner, and its first event', async () => {
    const first = await open()
    const second = await open()
    expect([first.number, second.number]).toEqual(['C-000001', 'C-000002'])
    expect(first).toMatchObject({ state: 'open', passengerName: '王小明', ownerName: '李代表', teamId: team })
    expect((await cases.get(first.id))?.events).toMatchObject([{ seq: 1, event: 'opened', byName: '李代表' }])
    expect(house.factsOf('case.opened')[0]).toEqual({
      caseId: first.id,
      kind: 'complaint',
      teamId: team,
      passengerId: wang,
    })
  })

  test('gives a number back when its transaction rolls back', async () => {
    const failed = house.store.write(async (tx) => {
      await cases.open({ ...complaint, openedBy: agent.id, teamId: team }, tx)
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    expect((await open()).number).toBe('C-000001')
    expect(house.factsOf('case.opened')).toHaveLength(1)
  })

  test('[GA-04] closing a complaint asks for a call-back in the same commit', async () => {
    const closed = await openAndClose()
    expect(closed).toMatchObject({ state: 'closed', resolution: '已赔偿', closedAt: house.clock.now(), version: 2 })
    expect(callbacks).toEqual([[closed.id, wang, house.clock.now()]])
    expect(await cases.callbackView(closed.id)).toMatchObject({ closing: 1, state: 'closed', passengerId: wang })
  })

  test('closing a query asks for none, nor does a complaint of nobody known', async () => {
    await openAndClose({ kind: 'query', category: 'iq-01' })
    await openAndClose({ passengerId: undefined })
    expect(callbacks).toEqual([])
  })

  test('a closing whose call-back cannot be kept is no closing', async () => {
    const failing = createCases({
      ...house,
      passengers: { nameOf: async () => '王小明' },
      staff: { nameOf: async () => undefined },
      tasks,
      onComplaintClosed: async () => {
        throw new Error('disk full')
      },
    })
    const { id } = await open()
    await expect(failing.close(id, { version: 1, resolution: 'x', byId: agent.id })).rejects.toThrow('disk full')
    expect(await cases.get(id)).toMatchObject({ state: 'open', version: 1, events: [{ event: 'opened' }] })
  })

  test('[CT-10] a low score reopens it, with the score as event and a task for its team', async () => {
    const { id } = await openAndClose()
    const reopened = await cases.reopen(id, { score: 2, attemptId: newId<AttemptId>() })
    expect(reopened).toMatchObject({ state: 'reopened', lastScore: 2, reopenedAt: house.clock.now() })
    expect((await cases.get(id))?.events.at(-1)).toMatchObject({ event: 'reopened', score: 2 })
    expect(house.factsOf('case.reopened')).toEqual([
      { caseId: id, kind: 'complaint', teamId: team, passengerId: wang, score: 2, ownerId: agent.id },
    ])
    const { items } = await tasks.list({ state: 'open', units: [team], limit: 5 })
    expect(items).toMatchObject([{ kind: 'reopened-case', caseId: id, passengerName: '王小明' }])
  })

  test('closed a second time it may be called back a second time', async () => {
    const { id } = await openAndClose()
    const attemptId = newId<AttemptId>()
    await cases.reopen(id, { score: 1, attemptId })
    await cases.reopen(id, { score: 1, attemptId })
    const { version } = (await cases.get(id))!
    await cases.close(id, { version, resolution: '再次处理', byId: agent.id })
    expect((await cases.callbackView(id))?.closing).toBe(2)
    expect(house.factsOf('case.reopened')).toHaveLength(1)
    expect((await cases.get(id))?.events.map((event) => event.event)).toEqual([
      'opened',
      'closed',
      'reopened',
      'closed',
    ])
  })

  test('a good score is kept on the closed case', async () => {
    const { id } = await openAndClose()
    await cases.keepScore(id, 5)
    expect(await cases.summary(id)).toMatchObject({ state: 'closed', lastScore: 5 })
  })
})

describe('the work list', () => {
  test('[BY-34] has the oldest unfinished first, in pages without gap or double', async () => {
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      if (i % 2 === 0) await house.clock.advance(1000)
      ids.push((await open()).id)
    }
    await openAndClose()
    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await cases.list({ state: 'unfinished', limit: 2, before })
      seen.push(...page.items.map((item) => item.id))
      before = page.nextBefore
    } while (before)
    expect(seen).toEqual(ids)
    expect((await cases.list({ state: 'closed', limit: 9 })).items).toHaveLength(1)
  })

  test.each([
    ['C-000001', 1],
    ['c-000001', 1],
    ['行李', 1],
    ['王小', 1],
    ['Wheel', 1],
    ['WHEEL', 1],
    ['%', 0],
    ['_', 0],
    ["' or '1'='1", 0],
  ])('searches number, subject and name: %s', async (search, count) => {
    await open()
    await open({ subject: 'Broken WHEEL', passengerId: undefined })
    expect((await cases.list({ state: 'all', search, limit: 9 })).items).toHaveLength(count)
  })

  test('shows the open cases of a passenger of every team', async () => {
    await open()
    await open({ teamId: newId<TeamId>() })
    await openAndClose()
    expect(await cases.openOf(wang)).toHaveLength(2)
  })
})

describe('over HTTP', () => {
  const body = { ...complaint, passengerId: wang }

  test('[BY-22] opens, notes and closes a case', async () => {
    const as = http.as(agent)
    const opened = await as('POST', '/api/cases', body)
    expect(opened.status).toBe(201)
    const { id } = opened.body as Case
    const noted = await as('POST', `/api/cases/${id}/notes`, { text: '已联系行李组' })
    expect(noted.body).toMatchObject({
      version: 2,
      events: [{ event: 'opened' }, { event: 'noted', text: '已联系行李组' }],
    })
    const closed = await as('POST', `/api/cases/${id}/closing`, { version: 2, resolution: '已赔偿' })
    expect(closed.body).toMatchObject({ state: 'closed' })
    const again = await as('POST', `/api/cases/${id}/closing`, { version: 3, resolution: '再次' })
    expect([again.status, again.body]).toMatchObject([409, { code: 'already-closed' }])
    expect((await as('GET', `/api/passengers/${wang}/cases`)).body).toMatchObject([{ id }])
  })

  test("refuses to close over somebody else's note", async () => {
    const { id } = await open()
    await cases.note(id, { text: 'x', byId: agent.id })
    const answer = await http.as(agent)('POST', `/api/cases/${id}/closing`, { version: 1, resolution: 'y' })
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'changed-meanwhile', details: { version: 2 } }])
    expect(await cases.summary(id)).toMatchObject({ state: 'open' })
  })

  test("[B4-02] another team's case does not exist, an admin sees all", async () => {
    const { id } = await open()
    const stranger = http.as(testUser('agent'))
    const supervisor = http.as(testUser('supervisor'))
    for (const as of [stranger, supervisor]) {
      expect((await as('GET', `/api/cases/${id}`)).status).toBe(404)
      expect((await as('POST', `/api/cases/${id}/notes`, { text: 'x' })).status).toBe(404)
      expect((await as('POST', `/api/cases/${id}/closing`, { version: 1, resolution: 'x' })).status).toBe(404)
      expect((await as('GET', '/api/cases?state=all')).body).toMatchObject({ items: [] })
      expect((await as('GET', `/api/passengers/${wang}/cases`)).body).toEqual([])
    }
    expect((await http.as(testUser('admin'))('GET', `/api/cases/${id}`)).status).toBe(200)
    expect((await http.as(testUser('supervisor', { teamId: team }))('GET', `/api/cases/${id}`)).status).toBe(200)
  })

  test('[B4-01] is closed to strangers', async () => {
    const as = http.as(undefined)
    const id = newId<CaseId>()
    const answers = [
      await as('GET', '/api/cases'),
      await as('GET', `/api/cases/${id}`),
      await as('POST', '/api/cases', body),
      await as('POST', `/api/cases/${id}/closing`, {}),
      await as('POST', `/api/cases/${id}/notes`, {}),
      await as('GET', `/api/passengers/${wang}/cases`),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([401, 401, 401, 401, 401, 401])
  })

  test('[B4-14] keeps markup as the text it is', async () => {
    const subject = '<script>alert(1)</script>'
    const answer = await http.as(agent)('POST', '/api/cases', { ...body, subject })
    expect(answer.body).toMatchObject({ subject })
    const list = await http.as(agent)('GET', '/api/cases?search=%3Cscript')
    expect((list.body as { items: CaseSummary[] }).items).toMatchObject([{ subject }])
  })

  test.each([
    {},
    { ...body, kind: 'praise' },
    { ...body, kind: 'gossip' },
    { ...body, category: 'bk-01' },
    { ...body, category: 'nowhere' },
    { ...body, subject: '' },
    { ...body, subject: 'x'.repeat(121) },
    { ...body, details: 'x'.repeat(4001) },
    { ...body, details: 'a\u0007b' },
    { ...complaint },
    { ...body, passengerId: 'x' },
  ])('refuses the case %j', async (wrong) => {
    const answer = await http.as(agent)('POST', '/api/cases', wrong)
    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid-input' }])
  })

  test('refuses a case for a passenger who does not exist', async () => {
    expect((await http.as(agent)('POST', '/api/cases', { ...body, passengerId: newId() })).status).toBe(404)
  })

  test.each(['state=x', 'kind=x', 'limit=0', 'limit=201', 'before=x', `before=1_${'x'.repeat(36)}`])(
    'refuses the list with %s',
    async (query) => {
      expect((await http.as(agent)('GET', `/api/cases?${query}`)).status).toBe(400)
    },
  )
})

test('every kind of case has leaves to choose from, each id once', () => {
  for (const kind of CaseKind.options)
    expect(
      leaves.some((leaf) => leaf.kind === kind),
      kind,
    ).toBe(true)
  expect(new Set(leaves.map((leaf) => leaf.id)).size).toBe(leaves.length)
})
