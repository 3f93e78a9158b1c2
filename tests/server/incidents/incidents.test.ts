import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UserId } from '../../../server/contracts/ids.ts'
import type { Incident } from '../../../server/contracts/incidents.ts'
import { incidentsRoutes } from '../../../server/incidents/incidents.routes.ts'
import { createIncidents } from '../../../server/incidents/incidents.service.ts'
import { newsOf } from '../../../server/realtime/news.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const hourMs = 3_600_000
const lead = testUser('supervisor')
const agent = testUser('agent')
const recorded: string[] = []
let house: TestHouse
let http: TestHttp

beforeAll(async () => {
  house = await openTestHouse()
  const staff = { namesOf: async (ids: UserId[]) => new Map(ids.map((id) => [id, '郑敏'])) }
  const audit = { record: async ({ action }: { action: string }) => void recorded.push(action) }
  const incidents = createIncidents({ ...house, staff, audit })
  http = await openTestHttp((app) => incidentsRoutes(app, { incidents }))
})
afterAll(async () => {
  await http.close()
  await house.close()
})

const fresh = (hours: number) => ({
  level: 'emergency',
  text: { zh: '广州机场关闭', en: 'Guangzhou airport is closed' },
  script: { zh: '请旅客勿前往机场。', en: 'Ask passengers not to go to the airport.' },
  endsAt: house.clock.now() + hours * hourMs,
})
const current = async () => (await http.as(agent)('GET', '/api/incidents')).body as Incident[]

test('[BY-28] [GA-40] what a supervisor posts is on every screen in both languages, with what to say, until its end', async () => {
  const posted = await http.as(lead)('POST', '/api/incidents', fresh(2))
  expect(posted.status).toBe(200)
  const [on] = await current()
  expect(on).toMatchObject({ text: { en: 'Guangzhou airport is closed' }, postedByName: '郑敏', level: 'emergency' })
  const fact = house.facts.find((one) => one.name === 'incident.changed')!
  const news = await newsOf(fact, {} as Parameters<typeof newsOf>[1])
  expect(news).toEqual([{ event: 'incident:changed', message: {}, rooms: ['everybody'] }])
  await house.clock.advance(2 * hourMs)
  expect(await current()).toEqual([])
  expect(recorded).toContain('incident.posted')
})

test('[BY-28] is taken down before its time, once', async () => {
  const { body } = await http.as(lead)('POST', '/api/incidents', fresh(5))
  const { id, version } = body as Incident
  expect((await http.as(lead)('POST', `/api/incidents/${id}/end`, { version: 9 })).body).toMatchObject({
    code: 'changed-meanwhile',
  })
  expect((await http.as(lead)('POST', `/api/incidents/${id}/end`, { version })).status).toBe(200)
  expect(await current()).toEqual([])
  const again = await http.as(lead)('POST', `/api/incidents/${id}/end`, { version: version + 1 })
  expect(again).toMatchObject({ status: 409, body: { code: 'already-closed' } })
})

test.each([
  ['in one language only', () => ({ ...fresh(1), text: { zh: '关闭', en: '' } })],
  ['with an end that is past', () => fresh(-1)],
  ['for longer than a week', () => fresh(24 * 8)],
])('an incident %s is refused', async (_what, bad) => {
  expect(await http.as(lead)('POST', '/api/incidents', bad())).toMatchObject({
    status: 400,
    body: { code: 'invalid-input' },
  })
})

test('an agent posts none', async () => {
  expect((await http.as(agent)('POST', '/api/incidents', fresh(1))).status).toBe(403)
})
