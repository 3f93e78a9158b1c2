import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsRoutes } from '../../../server/app-requests-routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { Digest, DigestSchedule, DigestSummary } from '../../../server/contracts/digests.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const dayMs = 86_400_000
let joined: JoinedHouse
let http: TestHttp
let baggage: TeamId
let branch: TeamId
let agent: SessionUser
let tracer: SessionUser
let branchLead: SessionUser
let admin: SessionUser

beforeAll(async () => {
  // Wednesday 2026-01-28, ten in the morning in Shanghai.
  joined = await openJoinedHouse(Date.UTC(2026, 0, 28, 2))
  const { organisation, requests } = joined.people
  const [head] = await organisation.addUnits([{ name: { zh: '总部', en: 'Headquarters' }, kind: 'headquarters' }])
  const [lost, south] = await organisation.addUnits([
    { name: { zh: '行李查询中心', en: 'Baggage' }, kind: 'department', code: 'baggage', parentId: head!.id },
    { name: { zh: '华南分公司', en: 'South branch' }, kind: 'branch', parentId: head!.id },
  ])
  const [desk] = await organisation.addUnits([
    { name: { zh: '广州营业部', en: 'Guangzhou office' }, kind: 'sales-office', parentId: south!.id },
  ])
  baggage = lost!.id
  branch = south!.id
  agent = await joined.hire('agent', desk!.id)
  tracer = await joined.hire('agent', baggage)
  branchLead = await joined.hire('supervisor', branch)
  admin = await joined.hire('admin', head!.id)
  http = await openTestHttp((app) => requestsRoutes(app, requests))
  await requests.start(joined.house.bus)
})
afterAll(async () => {
  joined.people.requests.close()
  await http.close()
  await joined.close()
})

const list = async (as: SessionUser) =>
  ((await http.as(as)('GET', '/api/digests')).body as { items: DigestSummary[] }).items
const get = async (id: string, as: SessionUser) => (await http.as(as)('GET', `/api/digests/${id}`)).body as Digest

async function complain(kind: 'complaint' | 'suggestion' = 'complaint', category = 'cp-03'): Promise<void> {
  const { id } = await joined.people.cases.open({
    kind,
    category,
    subject: '行李',
    openedBy: agent.id,
    teamId: agent.teamId,
  })
  await joined.people.requests.dispatch.dispatch(id, { departmentIds: [baggage], text: '', byId: agent.id })
}

describe('what departments and branches get', () => {
  test('[EC-12] on Monday at eight the department has what passengers said to it, with open orders and top leaves', async () => {
    await complain()
    await complain()
    expect(await list(tracer)).toEqual([])
    await joined.house.clock.advance(5 * dayMs)
    const [made] = await list(tracer)
    expect(made).toMatchObject({ kind: 'department', unitId: baggage })
    const digest = await get(made!.id, tracer)
    expect(digest.body).toMatchObject({
      received: 2,
      open: 2,
      late: 2,
      byKind: { complaint: 2 },
      leaves: [{ leaf: 'cp-03', count: 2 }],
      rising: [{ leaf: 'cp-03', count: 2, before: 0 }],
    })
    expect(digest.body.openOrders).toHaveLength(2)
  })

  test('[GA-38] is marked read by the department, once, and is nobody else’s', async () => {
    const [made] = await list(tracer)
    expect((await http.as(branchLead)('GET', `/api/digests/${made!.id}`)).status).toBe(404)
    const read = () => http.as(tracer)('POST', `/api/digests/${made!.id}/reading`, { version: made!.version })
    expect((await read()).body).toMatchObject({ readByName: tracer.displayName, may: [] })
    expect((await read()).status).toBe(409)
  })

  test('[BY-21] on the 1st each branch has its month with records; analysis and solutions are asked for, late after the 5th', async () => {
    const [pack] = (await list(branchLead)).filter(({ kind }) => kind === 'branch-month')
    expect(pack).toMatchObject({ unitId: branch, late: false, fromAt: Date.UTC(2025, 11, 31, 16) })
    const whole = await get(pack!.id, branchLead)
    expect(whole).toMatchObject({ body: { received: 2, byKind: { complaint: 2 } }, may: ['write', 'send'] })
    const send = (version: number) => http.as(branchLead)('POST', `/api/digests/${pack!.id}/sending`, { version })
    expect(await send(whole.version)).toMatchObject({ status: 409, body: { code: 'pack-incomplete' } })
    const written = (
      await http.as(branchLead)('PUT', `/api/digests/${pack!.id}/pack`, {
        version: whole.version,
        analysis: '行李分拣差错增多。',
        solutions: '增派复核人员。',
      })
    ).body as Digest
    await joined.house.clock.advance(5 * dayMs)
    expect((await get(pack!.id, branchLead)).late).toBe(true)
    expect((await send(written.version)).body).toMatchObject({ sentByName: branchLead.displayName, late: true })
    const sent = await get(pack!.id, admin)
    expect(sent).toMatchObject({ may: ['read'], solutions: '增派复核人员。' })
    const again = { version: sent.version, analysis: 'x', solutions: 'x' }
    expect((await http.as(branchLead)('PUT', `/api/digests/${pack!.id}/pack`, again)).status).toBe(409)
  })

  test('[EC-12] a digest is made once, also when the house looks twice', async () => {
    const count = (await list(admin)).length
    await joined.people.requests.digests.make(
      { unit_id: branch, kind: 'branch-month', cadence: 'monthly' },
      Date.UTC(2026, 1, 1, 0),
    )
    expect(await list(admin)).toHaveLength(count)
  })

  test('[EC-12] an administrator says when; a pack stays monthly', async () => {
    const all = (await http.as(admin)('GET', '/api/digest-schedules')).body as DigestSchedule[]
    const own = all.find(({ unitId }) => unitId === baggage)!
    const path = `/api/digest-schedules/${baggage}/department`
    const daily = { cadence: 'daily', weekday: 1, hour: 9, version: own.version }
    expect((await http.as(branchLead)('PUT', path, daily)).status).toBe(403)
    expect((await http.as(admin)('PUT', path, daily)).status).toBe(200)
    await complain('suggestion', 'sg-01')
    const before = (await list(tracer)).length
    await joined.house.clock.advance(dayMs)
    expect((await list(tracer)).length).toBe(before + 1)
    const pack = all.find(({ kind }) => kind === 'branch-month')!
    const wrong = { cadence: 'daily', weekday: 1, hour: 9, version: pack.version }
    expect((await http.as(admin)('PUT', `/api/digest-schedules/${branch}/branch-month`, wrong)).status).toBe(400)
  })
})
