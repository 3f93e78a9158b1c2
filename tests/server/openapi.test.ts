import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoutes } from '../../server/app-routes.ts'
import { ApiScope } from '../../server/contracts/api-keys.ts'
import { operationsRoutes } from '../../server/operations/operations.routes.ts'
import { openTestHttp, type TestHttp } from '../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../kit/joined-house.ts'

interface Operation {
  summary?: string
  tags?: string[]
  operationId?: string
  security?: object[]
  responses?: Record<string, unknown>
  'x-scope'?: string
}

let joined: JoinedHouse
let http: TestHttp
let document: { openapi: string; paths: Record<string, Record<string, Operation>> }
let operations: Array<[name: string, operation: Operation]>

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { people, line, house, timeZone } = joined
  http = await openTestHttp((app) => {
    openRoutes(app, { people, line, now: () => house.clock.now(), timeZone, secureCookie: true })
    const metrics = {
      contentType: 'text/plain',
      text: async () => '',
      popPainted: () => undefined,
      request: () => undefined,
      close: () => undefined,
    }
    operationsRoutes(app, { metrics, notReady: async () => [] })
  })
  document = (await http.as(undefined)('GET', '/openapi.json')).body as typeof document
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  )
}, 60_000)
afterAll(async () => {
  await http.close()
  await joined.close()
})

describe('the description of the API', () => {
  test('[CS-13] is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(document)
    expect(errors ?? '').toEqual('')
    expect(valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  test('[CS-13] says of every route what it does', () => {
    expect(operations.length).toBeGreaterThan(50)
    expect(operations.filter(([, { summary }]) => !summary).map(([name]) => name)).toEqual([])
  })

  test('every route has a tag, an id of its own and the shape of its refusals', () => {
    for (const [name, { tags, operationId, responses }] of operations) {
      expect(tags, name).toHaveLength(1)
      expect(operationId, name).toMatch(/^[a-z]+[A-Z]\w*$/)
      expect(responses?.['4XX'], name).toMatchObject({
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      })
    }
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('both ways to prove who asks are described, and each scope belongs to a route', () => {
    expect(document).toMatchObject({
      components: { securitySchemes: { session: { in: 'cookie' }, key: { scheme: 'bearer' } } },
    })
    const scopes = new Set(operations.flatMap(([, operation]) => operation['x-scope'] ?? []))
    expect([...scopes].sort()).toEqual([...ApiScope.options].sort())
    for (const [name, { security, 'x-scope': scope }] of operations)
      if (scope) expect(security, name).toEqual([{ session: [] }, { key: [] }])
    expect(document.paths['/api/session']?.post?.security).toEqual([])
    expect(document.paths['/api/session']?.get?.security).toEqual([{ session: [] }])
  })
})
