import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoutes } from '../../../server/app-routes.ts'
import type { IntakeReceipt } from '../../../server/contracts/api-keys.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

const request = { kind: 'query', category: 'iq-01', subject: '航班 YT3101 是否准点', details: '', flight: 'YT3101' }
let joined: JoinedHouse
let http: TestHttp
let website: TeamId
let ask: ReturnType<TestHttp['withKey']>
let made = 0

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { people, line, house, timeZone } = joined
  http = await openTestHttp(
    (app) => openRoutes(app, { people, line, now: () => house.clock.now(), timeZone, secureCookie: true }),
    (secret) => people.exchange.apiKeys.holder(secret),
  )
  website = await joined.addTeam('website')
  const admin = await joined.hire('admin', website)
  const { secret } = await people.exchange.apiKeys.create(
    { name: '官网表单', scopes: ['write:cases', 'read:cases'], teamId: website, perMinute: 6000 },
    { user: admin, ip: '127.0.0.1' },
  )
  ask = http.withKey(secret)
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const handIn = (body: object, key = `web-form-${++made}`) =>
  ask('POST', '/api/intake/cases', body, { 'idempotency-key': key })

describe('a request from the website', () => {
  test('[CT-11] becomes the same case as one by telephone, of the unit of the key, opened by its name', async () => {
    const answer = await handIn({ request })
    expect(answer).toMatchObject({ status: 201, body: { fresh: true, passengerFound: false } })
    const { caseId } = answer.body as IntakeReceipt
    const seen = await ask('GET', `/api/cases/${caseId}`)
    expect(seen).toMatchObject({
      status: 200,
      body: { subject: request.subject, teamId: website, state: 'open', events: [{ byName: '官网表单' }] },
    })
  })

  test('[CT-14] is on the work list of people and on the timeline of the passenger it is about', async () => {
    const agent = await joined.hire('agent', website)
    const { id } = await joined.people.passengers.create(
      { name: '王小明', latinName: '', number: '+8613800138000', email: '', language: 'zh', note: '' },
      agent,
    )
    const answer = await handIn({ request, passenger: { phone: '138 0013 8000' } })
    const { caseId, passengerFound } = answer.body as IntakeReceipt
    expect(passengerFound).toBe(true)
    const list = await http.as(agent)('GET', `/api/passengers/${id}/cases`)
    expect(list.body).toMatchObject([{ id: caseId, passengerName: '王小明' }])
    const timeline = await http.as(agent)('GET', `/api/passengers/${id}/timeline`)
    expect(JSON.stringify(timeline.body)).toContain(caseId)
  })

  test('[CT-11] sent again with its idempotency key is the same case, however often', async () => {
    const first = await handIn({ request }, 'order-4711-a')
    const again = await Promise.all([1, 2, 3].map(() => handIn({ request }, 'order-4711-a')))
    for (const { status, body } of again)
      expect({ status, body }).toEqual({ status: 200, body: { ...(first.body as object), fresh: false } })
  })

  test('with a used key and another body is refused', async () => {
    await handIn({ request }, 'order-4712-a')
    const other = await handIn({ request: { ...request, subject: '别的' } }, 'order-4712-a')
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } })
  })

  test.each([
    ['no idempotency key', { request }, undefined],
    ['one too short', { request }, 'short'],
    ['a leaf that is not in the catalogue', { request: { ...request, category: 'zz' } }, 'order-4713-a'],
    ['no request', {}, 'order-4714-a'],
  ])('with %s is invalid input', async (_what, body, key) => {
    const answer = await ask('POST', '/api/intake/cases', body, key ? { 'idempotency-key': key } : {})
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })
})
