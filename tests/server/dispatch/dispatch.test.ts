import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsRoutes } from '../../../server/app-requests-routes.ts'
import { casesRoutes } from '../../../server/cases/cases.routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { CaseSummary, NewCase } from '../../../server/contracts/cases.ts'
import type {
  CaseDispatch,
  DispatchRule,
  DispatchRules,
  OrderSummary,
  WorkOrder,
} from '../../../server/contracts/dispatch.ts'
import type { CaseId, TeamId } from '../../../server/contracts/ids.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const minute = 60_000
let joined: JoinedHouse
let http: TestHttp
let desk: TeamId
let baggage: TeamId
let ground: TeamId
let asked: SessionUser
let askedLead: SessionUser
let tracer: SessionUser
let tracerLead: SessionUser
let groundMan: SessionUser
let admin: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { organisation, requests } = joined.people
  const [head] = await organisation.addUnits([
    { name: { zh: '总部', en: 'Headquarters' }, kind: 'headquarters', code: 'hq-test' },
  ])
  const [service] = await organisation.addUnits([
    {
      name: { zh: '地面服务部', en: 'Ground service' },
      kind: 'department',
      code: 'ground-service',
      parentId: head!.id,
    },
  ])
  const [lost, team] = await organisation.addUnits([
    { name: { zh: '行李查询中心', en: 'Baggage tracing' }, kind: 'department', code: 'baggage', parentId: service!.id },
    { name: { zh: '投诉组', en: 'Complaint desk' }, kind: 'team', parentId: head!.id },
  ])
  desk = team!.id
  baggage = lost!.id
  ground = service!.id
  asked = await joined.hire('agent', desk)
  askedLead = await joined.hire('supervisor', desk)
  tracer = await joined.hire('agent', baggage)
  tracerLead = await joined.hire('supervisor', baggage)
  groundMan = await joined.hire('agent', ground)
  admin = await joined.hire('admin', head!.id)
  http = await openTestHttp((app) => {
    casesRoutes(app, { cases: joined.people.cases, isAsked: (id, units) => requests.orders.isAsked(id, units) })
    requestsRoutes(app, requests)
  })
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const lostBag = {
  kind: 'complaint',
  category: 'cp-03',
  subject: '行李未到',
  details: '',
  flight: 'YT3101',
  flightDate: '2026-01-04',
  station: 'SHA',
  fields: { bagReference: 'SHAYT12345' },
} as const
const open = (more: Partial<NewCase> = {}): Promise<CaseSummary> =>
  joined.people.cases.open({ ...lostBag, ...more, openedBy: asked.id, teamId: desk })
const state = async (id: CaseId) => (await joined.people.cases.summary(id))?.state
const ofCase = async (id: CaseId, as = asked) =>
  (await http.as(as)('GET', `/api/cases/${id}/dispatch`)).body as CaseDispatch

async function dispatch(to: TeamId[] | 'by-rule' = [baggage]): Promise<{ id: CaseId; order: WorkOrder }> {
  const { id } = await open()
  const answer = await http.as(asked)(
    'POST',
    `/api/cases/${id}/dispatch`,
    to === 'by-rule' ? {} : { departmentIds: to },
  )
  expect(answer.status).toBe(201)
  return { id, order: (answer.body as CaseDispatch).orders.at(-1)! }
}
const act = (as: SessionUser, order: Pick<WorkOrder, 'id'>, what: string, body: object) =>
  http.as(as)('POST', `/api/work-orders/${order.id}/${what}`, body)
const inbox = async (as: SessionUser, query = '') =>
  ((await http.as(as)('GET', `/api/work-orders?limit=200${query}`)).body as { items: OrderSummary[] }).items
const tasksOf = async (teamId: TeamId, caseId: CaseId) =>
  (await joined.people.tasks.list({ state: 'open', units: [teamId], limit: 200 })).items
    .filter((task) => task.caseId === caseId)
    .map((task) => task.kind)

describe('the way of a work order', () => {
  test('[CT-08] goes to the department of the leaf, is accepted, answered and settled, each with person and time', async () => {
    const { id, order } = await dispatch('by-rule')
    expect(order).toMatchObject({
      departmentId: baggage,
      state: 'dispatched',
      ruleName: { en: 'Complaint on the phone, by leaf' },
    })
    expect(await state(id)).toBe('dispatched')
    expect(await inbox(tracer, '&state=new')).toContainEqual(
      expect.objectContaining({ id: order.id, subject: '行李未到' }),
    )

    await joined.house.clock.advance(minute)
    const accepted = await act(tracer, order, 'acceptance', { version: 1 })
    expect(accepted.body).toMatchObject({ state: 'accepted', holderName: tracer.displayName })
    expect(await state(id)).toBe('accepted')
    await act(tracer, order, 'answer', { version: 2, text: '行李已找到，今晚送达。' })
    expect(await state(id)).toBe('answered')
    expect(await tasksOf(desk, id)).toEqual(['answered-order'])

    const { version } = (await joined.people.cases.get(id))!
    await joined.people.cases.close(id, { version, resolution: '已送达', byId: asked.id })
    const told = await ofCase(id)
    expect(told.orders[0]?.events.map(({ event, byName }) => [event, byName])).toEqual([
      ['dispatched', asked.displayName],
      ['accepted', tracer.displayName],
      ['answered', tracer.displayName],
      ['settled', asked.displayName],
    ])
    const [first, second] = told.orders[0]!.events
    expect(second!.at - first!.at).toBe(minute)
  })

  test('[CT-10] comes back with its reason, which is asked for, and goes on to another department', async () => {
    const { id, order } = await dispatch()
    for (const body of [{ version: 1 }, { version: 1, reason: 'no idea' }, { version: 1, reason: 'other' }])
      expect((await act(tracer, order, 'return', body)).status).toBe(400)
    const back = await act(tracer, order, 'return', { version: 1, reason: 'wrong-department', text: '属地面服务' })
    expect(back.body).toMatchObject({
      state: 'returned',
      events: [{}, { event: 'returned', reason: 'wrong-department' }],
    })
    expect(await state(id)).toBe('returned')
    expect(await tasksOf(desk, id)).toEqual(['returned-order'])
    await http.as(asked)('POST', `/api/cases/${id}/dispatch`, { departmentIds: [ground] })
    expect(await state(id)).toBe('dispatched')
  })

  test('[CS-18] of several departments at once each has its own order, and the case is answered when all have answered', async () => {
    const { id } = await dispatch([baggage, ground])
    const [first, second] = (await ofCase(id)).orders
    await act(tracer, first!, 'acceptance', { version: 1 })
    await act(tracer, first!, 'answer', { version: 2, text: '已找到' })
    expect(await state(id)).toBe('accepted')
    await act(groundMan, second!, 'acceptance', { version: 1 })
    await act(groundMan, second!, 'answer', { version: 2, text: '已致歉' })
    expect(await state(id)).toBe('answered')
    expect(await tasksOf(desk, id)).toEqual(['answered-order'])
  })

  test('[BY-38] an answer that is not good enough goes back with the reason, to the same hands', async () => {
    const { id, order } = await dispatch()
    await act(tracer, order, 'acceptance', { version: 1 })
    await act(tracer, order, 'answer', { version: 2, text: '不清楚' })
    const again = await act(askedLead, order, 'redo', { version: 3, text: '请说明原因' })
    expect(again.body).toMatchObject({ state: 'accepted', redos: 1, holderName: tracer.displayName })
    expect(await state(id)).toBe('accepted')
    await act(tracer, order, 'answer', { version: 4, text: '分拣差错' })
    expect(await state(id)).toBe('answered')
  })

  test('first-asked responsibility: the unit asked first is named until a department accepts', async () => {
    const { id, order } = await dispatch()
    expect(await ofCase(id)).toMatchObject({
      firstAsked: { unitId: desk, personName: asked.displayName },
      inHandsOf: { en: 'Complaint desk' },
    })
    await act(tracer, order, 'acceptance', { version: 1 })
    expect(await ofCase(id)).toMatchObject({ inHandsOf: { en: 'Baggage tracing' } })
  })

  test('a second hand-over to the same department, a stale page and a late return change nothing', async () => {
    const { id, order } = await dispatch()
    const twice = await http.as(asked)('POST', `/api/cases/${id}/dispatch`, { departmentIds: [baggage] })
    expect(twice).toMatchObject({ status: 409, body: { code: 'already-dispatched' } })
    await act(tracer, order, 'acceptance', { version: 1 })
    expect(await act(tracerLead, order, 'answer', { version: 1, text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'changed-meanwhile' },
    })
    await act(tracer, order, 'return', { version: 2, reason: 'duplicate' })
    const before = await ofCase(id)
    for (const [what, body] of [
      ['return', { version: 3, reason: 'duplicate' }],
      ['answer', { version: 3, text: 'x' }],
      ['acceptance', { version: 3 }],
    ] as const)
      expect(await act(tracer, order, what, body)).toMatchObject({ status: 409, body: { code: 'order-not-open' } })
    expect(await ofCase(id)).toEqual(before)
  })

  test('whatever people do, in any order: no order is in two hands, and the case stands where its orders say', async () => {
    const steps = fc.array(
      fc.record({ which: fc.nat({ max: 1 }), move: fc.constantFrom('accept', 'return', 'answer', 'redo', 'withdraw') }),
      { maxLength: 10 },
    )
    await fc.assert(
      fc.asyncProperty(steps, async (path) => {
        const { id } = await open()
        const { requests, cases } = joined.people
        const rows = await requests.dispatch.dispatch(id, {
          departmentIds: [baggage, ground],
          text: '',
          byId: asked.id,
        })
        for (const { which, move } of path) {
          const { version } = await requests.orders.get(rows[which]!.id, {
            id: admin.id,
            isLead: true,
            sees: () => true,
          })
          await requests.dispatch
            .move(rows[which]!.id, move as 'accept', { version, byId: tracer.id, text: 'x', reason: 'other' })
            .catch(() => undefined)
        }
        const { orders } = await requests.dispatch.ofCase(id, { id: admin.id, isLead: true, sees: () => true })
        const accepted = orders.filter((order) => order.state === 'accepted')
        if (accepted.some((order) => order.holderName === undefined)) return false
        const now = (await cases.summary(id))?.state
        if (accepted.length > 0) return now === 'accepted'
        return now !== 'closed'
      }),
      { numRuns: 15 },
    )
  })
})

describe('who may do what', () => {
  test('[CS-24] a department sees what it was asked, although the case is of another unit; others get 404', async () => {
    const { id, order } = await dispatch()
    expect((await http.as(tracer)('GET', `/api/work-orders/${order.id}`)).status).toBe(200)
    expect((await http.as(tracer)('GET', `/api/cases/${id}`)).status).toBe(200)
    expect((await http.as(tracer)('GET', `/api/cases/${id}/dispatch`)).status).toBe(200)
    expect((await http.as(groundMan)('GET', `/api/work-orders/${order.id}`)).status).toBe(404)
    expect((await http.as(groundMan)('GET', `/api/cases/${id}/dispatch`)).status).toBe(404)
    expect(await act(groundMan, order, 'acceptance', { version: 1 })).toMatchObject({ status: 404 })
    expect((await inbox(groundMan, '&state=all')).map((one) => one.id)).not.toContain(order.id)
  })

  test('who was asked first cannot accept for the department, and the department cannot judge its own answer', async () => {
    const { order } = await dispatch()
    expect(await act(asked, order, 'acceptance', { version: 1 })).toMatchObject({ body: { code: 'not-your-order' } })
    await act(tracer, order, 'acceptance', { version: 1 })
    await act(tracer, order, 'answer', { version: 2, text: 'x' })
    expect(await act(tracer, order, 'redo', { version: 3, text: 'x' })).toMatchObject({
      body: { code: 'not-your-order' },
    })
  })

  test("a department cannot close somebody else's case, and nobody while it is in a department's hands", async () => {
    const { id, order } = await dispatch()
    const closing = async (as: SessionUser) => {
      const { version } = (await joined.people.cases.get(id))!
      return http.as(as)('POST', `/api/cases/${id}/closing`, { version, resolution: 'x' })
    }
    expect((await closing(asked)).status).toBe(409)
    await act(tracer, order, 'acceptance', { version: 1 })
    await act(tracer, order, 'answer', { version: 2, text: 'x' })
    expect(await closing(tracer)).toMatchObject({ status: 409, body: { code: 'not-your-case' } })
    expect((await closing(asked)).status).toBe(200)
  })

  test('[BY-49] an order for one person is for that person, or for a lead who stands in', async () => {
    const { id } = await open()
    const answer = await http.as(askedLead)('POST', `/api/cases/${id}/dispatch`, { personId: tracerLead.id })
    const [order] = (answer.body as CaseDispatch).orders
    expect(order).toMatchObject({ level: 'person', personName: tracerLead.displayName, departmentId: baggage })
    expect(await act(tracer, order!, 'acceptance', { version: 1 })).toMatchObject({ body: { code: 'not-your-order' } })
    expect((await act(tracerLead, order!, 'acceptance', { version: 1 })).status).toBe(200)
  })

  test('a unit that may only look cannot hand over', async () => {
    const { id } = await dispatch()
    const answer = await http.as(tracer)('POST', `/api/cases/${id}/dispatch`, { departmentIds: [ground] })
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-your-case' } })
  })
})

describe('what nobody does', () => {
  test('[CS-15] goes up the organisation: once not accepted in time, once before the answer is due, each step once', async () => {
    const { id, order } = await dispatch()
    const { escalations } = joined.people.requests
    expect(await escalations.nextAt()).toBeLessThanOrEqual(order.acceptDueAt)
    await joined.house.clock.advance(61 * minute)
    await escalations.ring()
    await escalations.ring()
    const told = (await ofCase(id)).orders[0]!
    const steps = told.events.filter(({ event }) => event === 'escalated')
    expect(steps.map(({ trigger, level, unitName }) => [trigger, level, unitName?.en])).toEqual([
      ['not-accepted', 0, 'Baggage tracing'],
      ['not-accepted', 1, 'Ground service'],
    ])
    expect(told.escalatedTo).toBe(1)
    expect(await tasksOf(ground, id)).toEqual(['escalated-order'])
    const ended = await act(askedLead, order, 'withdrawal', { version: told.version, text: '误派' })
    expect(ended.body).toMatchObject({ state: 'withdrawn' })
  })

  test('an alarm sleeps until the next step and needs no look in between', async () => {
    const { house, people } = joined
    await people.requests.start(house.bus)
    const { id } = await dispatch()
    await house.clock.advance(29 * minute)
    expect((await ofCase(id)).orders[0]?.escalatedTo).toBeUndefined()
    await house.clock.advance(2 * minute)
    expect((await ofCase(id)).orders[0]?.escalatedTo).toBe(0)
    people.requests.close()
  })

  test('[CS-24] a warning of a clock goes to the unit that has the case, once a level', async () => {
    const { id, order } = await dispatch()
    await act(tracer, order, 'acceptance', { version: 1 })
    const warning = {
      clockId: `clock-${id}`,
      caseId: id,
      clock: { zh: '半日办结', en: 'Half a day' },
      trigger: 'before-due',
      level: 1,
    } as const
    for (let i = 0; i < 2; i++)
      await joined.house.store.write((tx) => joined.people.requests.escalations.clockWarned(warning, tx))
    expect((await ofCase(id)).escalations).toMatchObject([{ level: 1, unitName: { en: 'Ground service' } }])
  })
})

describe('the rules', () => {
  const rule = (more: Partial<DispatchRule>): DispatchRule => ({
    id: 'web',
    name: { zh: '网上投诉', en: 'Complaint on the web' },
    enabled: true,
    kinds: ['complaint'],
    leaves: [],
    stations: [],
    channels: ['web'],
    level: 'department',
    targets: [{ how: 'leaf-department' }, { how: 'unit', code: 'ground-service' }],
    automatic: true,
    acceptMinutes: 30,
    answerMinutes: 240,
    steps: [],
    ...more,
  })

  test('[BY-50] are saved as versions; an automatic one sends a case in the commit that opens it', async () => {
    const current = (await http.as(admin)('GET', '/api/dispatch/rules')).body as DispatchRules
    const body = { version: current.version, rules: [rule({}), ...current.rules] }
    expect((await http.as(askedLead)('PUT', '/api/dispatch/rules', body)).status).toBe(403)
    const saved = await http.as(admin)('PUT', '/api/dispatch/rules', body)
    expect(saved.body).toMatchObject({ version: current.version + 1, savedByName: admin.displayName })
    expect((await http.as(admin)('PUT', '/api/dispatch/rules', body)).status).toBe(409)
    const { id, state: at } = await open({ channel: 'web' })
    expect(at).toBe('dispatched')
    const told = await ofCase(id)
    expect(told.orders.map((order) => [order.departmentName.en, order.rulesVersion])).toEqual([
      ['Baggage tracing', current.version + 1],
      ['Ground service', current.version + 1],
    ])
    expect((await http.as(admin)('GET', `/api/dispatch/rules?version=${current.version}`)).body).toMatchObject({
      rules: current.rules,
    })
  })

  test('[BY-49] a trial says which rule would fire and why the others would not', async () => {
    const answer = await http.as(askedLead)('POST', '/api/dispatch/rules/trial', { kind: 'complaint', leaf: 'cp-03' })
    expect(answer.body).toMatchObject({ ruleId: 'complaint', places: [{ unitName: { en: 'Baggage tracing' } }] })
    expect((answer.body as CaseDispatch['proposal']).tried.map(({ outcome }) => outcome)).toContain('other-channel')
  })
})

test('[BY-51] the board counts by department and state, and every count opens its orders', async () => {
  const { order } = await dispatch()
  await act(tracer, order, 'acceptance', { version: 1 })
  const lines = (await http.as(admin)('GET', '/api/dispatch/board')).body as Array<{
    departmentId: TeamId
    counts: Record<string, number>
  }>
  const line = lines.find(({ departmentId }) => departmentId === baggage)!
  for (const which of ['new', 'accepted', 'late', 'escalated', 'answered'] as const)
    expect(await inbox(admin, `&state=${which}&departmentId=${baggage}`), which).toHaveLength(line.counts[which]!)
  expect(line.counts.accepted).toBeGreaterThan(0)
  expect(await inbox(admin, `&state=returned-today&departmentId=${baggage}`)).toHaveLength(line.counts.returned!)
  expect((await http.as(tracer)('GET', '/api/dispatch/board')).status).toBe(403)
})

test('an inbox has the oldest first, in pages without gap or double', async () => {
  const seen: string[] = []
  let before: string | undefined
  do {
    const answer = await http.as(tracer)(
      'GET',
      `/api/work-orders?state=all&limit=3${before ? `&before=${before}` : ''}`,
    )
    const { items, nextBefore } = answer.body as { items: OrderSummary[]; nextBefore?: string }
    seen.push(...items.map((item) => item.id))
    before = nextBefore
  } while (before)
  const all = await inbox(tracer, '&state=all')
  expect(seen).toEqual(all.map((order) => order.id))
  expect(all.map((order) => order.dispatchedAt)).toEqual(
    all.map((order) => order.dispatchedAt).toSorted((a, b) => a - b),
  )
})
