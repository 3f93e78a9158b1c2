import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { apiKeysRoutes } from '../../../server/api-keys/api-keys.routes.ts'
import { type ApiKeys, createApiKeys } from '../../../server/api-keys/api-keys.service.ts'
import { type Bucket, take } from '../../../server/api-keys/key-rate.rules.ts'
import { type Audit, createAudit } from '../../../server/audit/audit.service.ts'
import type { FreshApiKey } from '../../../server/contracts/api-keys.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

const admin = testUser('admin', { displayName: '系统管理员' })
const unit = newId<TeamId>()
let house: TestHouse
let audit: Audit
let apiKeys: ApiKeys
let http: TestHttp

beforeAll(async () => {
  house = await openTestHouse()
  audit = createAudit({ ...house, staff: { namesOf: async () => new Map() } })
  const units = {
    unitOf: async (id: TeamId) =>
      id === unit ? { name: { zh: '网站', en: 'Website' }, units: [unit], masked: false } : undefined,
  }
  apiKeys = createApiKeys({ ...house, audit, units })
  http = await openTestHttp(
    (app) => {
      apiKeysRoutes(app, { apiKeys })
      app.route({
        method: 'GET',
        url: '/api/scoped',
        config: { access: ['admin'], scope: 'read:cases' },
        handler: (request) => ({ id: request.user?.id, teamId: request.user?.teamId }),
      })
    },
    (secret) => apiKeys.holder(secret),
  )
})
afterAll(async () => {
  await http.close()
  await house.close()
})

async function make(more: object = {}): Promise<FreshApiKey> {
  const answer = await http.as(admin)('POST', '/api/keys', {
    name: '官网',
    scopes: ['read:cases'],
    teamId: unit,
    ...more,
  })
  expect(answer.status).toBe(201)
  return answer.body as FreshApiKey
}

describe('an API key', () => {
  test('[CS-13] is shown once, and only its hash is kept', async () => {
    const { key, secret } = await make()
    expect(secret).toMatch(/^cck_[\w-]{43}$/)
    expect(key).toMatchObject({ name: '官网', ending: secret.slice(-4), scopes: ['read:cases'], perMinute: 120 })
    const listed = await http.as(admin)('GET', '/api/keys')
    expect(JSON.stringify(listed.body)).not.toContain(secret)
    const rows = JSON.stringify(
      await house.store.db
        .selectFrom('api_key' as never)
        .selectAll()
        .execute(),
    )
    expect(rows).not.toContain(secret.slice(4))
  })

  test('[CS-13] stands for its unit on a route with its scope', async () => {
    const { key, secret } = await make()
    const used = await http.withKey(secret)('GET', '/api/scoped')
    expect(used).toMatchObject({ status: 200, body: { id: key.id, teamId: unit } })
    expect((await apiKeys.list()).find((one) => one.id === key.id)?.lastUsedAt).toBe(house.clock.now())
  })

  test('without the scope it is told which one is missing', async () => {
    const { secret } = await make({ scopes: ['write:cases'] })
    expect(await http.withKey(secret)('GET', '/api/scoped')).toMatchObject({
      status: 403,
      body: { code: 'scope-missing', details: { needed: 'read:cases' } },
    })
  })

  test('never opens what is for people only', async () => {
    const { secret } = await make()
    expect(await http.withKey(secret)('GET', '/api/keys')).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
  })

  test.each(['', 'x', 'cck_', `cck_${'A'.repeat(43)}`, 'cck_ü', 'Bearer'])('%j is no key', async (secret) => {
    expect(await http.withKey(secret)('GET', '/api/scoped')).toMatchObject({
      status: 401,
      body: { code: 'key-not-valid' },
    })
  })

  test('[CS-13] is refused from the moment it is revoked, and cannot be revoked twice', async () => {
    const { key, secret } = await make()
    expect((await http.as(admin)('DELETE', `/api/keys/${key.id}`)).body).toMatchObject({
      revokedAt: house.clock.now(),
    })
    expect((await http.withKey(secret)('GET', '/api/scoped')).status).toBe(401)
    expect((await http.as(admin)('DELETE', `/api/keys/${key.id}`)).body).toMatchObject({ code: 'already-closed' })
  })

  test('is refused when its time is over', async () => {
    const { secret } = await make({ expiresAt: house.clock.now() + 1000 })
    expect((await http.withKey(secret)('GET', '/api/scoped')).status).toBe(200)
    await house.clock.advance(1000)
    expect((await http.withKey(secret)('GET', '/api/scoped')).status).toBe(401)
  })

  test('that asks too often is told when to come again, and others are not slowed', async () => {
    const { secret } = await make({ perMinute: 2 })
    const other = await make()
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await http.withKey(secret)('GET', '/api/scoped')).status)
    expect(statuses).toEqual([200, 200, 429])
    const refused = await http.withKey(secret)('GET', '/api/scoped')
    expect(refused).toMatchObject({ body: { code: 'too-many-requests' }, headers: { 'retry-after': '30' } })
    expect((await http.withKey(other.secret)('GET', '/api/scoped')).status).toBe(200)
    await house.clock.advance(30_000)
    expect((await http.withKey(secret)('GET', '/api/scoped')).status).toBe(200)
  })

  test('making and revoking stand in the audit trail, without the secret', async () => {
    const { key, secret } = await make()
    await http.as(admin)('DELETE', `/api/keys/${key.id}`)
    const { items } = await audit.list({ limit: 200 })
    expect(items.filter((entry) => entry.objectId === key.id).map((entry) => entry.action)).toEqual([
      'api-key-revoked',
      'api-key-created',
    ])
    expect(JSON.stringify(items)).not.toContain(secret)
  })

  test('belongs to a unit that exists', async () => {
    const answer = await http.as(admin)('POST', '/api/keys', {
      name: 'x',
      scopes: ['read:cases'],
      teamId: newId<TeamId>(),
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input', fields: { teamId: 'no such unit' } } })
  })
})

test('however requests come, a key never makes more than its rate and one burst', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 300 }),
      (perMinute, pauses) => {
        let bucket: Bucket | undefined
        let now = 0
        let made = 0
        for (const pause of pauses) {
          now += pause
          const taken = take(bucket, perMinute, now)
          bucket = taken.bucket
          if (taken.waitMs === undefined) made++
          else expect(take(bucket, perMinute, now + taken.waitMs).waitMs).toBeUndefined()
        }
        return made <= perMinute + (now * perMinute) / 60_000 + 1e-6
      },
    ),
  )
})
