import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import { ErrorBody, type ErrorCode, errorSentences } from '../../../server/contracts/error-codes.ts'
import { Refusal } from '../../../server/platform/errors.ts'
import { createHttp, type Http, userOf } from '../../../server/platform/http.ts'
import { createLog } from '../../../server/platform/log.ts'

let app: Http
let logged: string[]

const user = (role: SessionUser['role']): SessionUser => ({ role }) as SessionUser

beforeEach(async () => {
  logged = []
  app = await createHttp({
    log: createLog('error', { write: (line) => logged.push(line) }),
    authenticate: async ({ headers }) => {
      const role = headers['x-role']
      return role === 'agent' || role === 'supervisor' || role === 'admin' ? user(role) : undefined
    },
    allowedOrigins: () => ['https://cc.example.com'],
  })
  const answer = async () => ({ ok: true })
  app.get('/open', { config: { access: 'public' } }, answer)
  app.get('/anyone', { config: { access: 'logged-in' } }, async (request) => ({ role: userOf(request).role }))
  app.get('/chief', { config: { access: ['supervisor', 'admin'] } }, answer)
  app.post('/open', { config: { access: 'public' } }, answer)
  app.post(
    '/form',
    {
      config: { access: 'public' },
      schema: { body: z.object({ name: z.string().min(2), trip: z.object({ no: z.int() }) }) },
    },
    answer,
  )
  app.get('/trips/:id', { config: { access: 'public' } }, answer)
  app.get('/refused', { config: { access: 'public' } }, async () => {
    throw new Refusal('changed-meanwhile', { version: 3 }, { name: 'taken' })
  })
  app.get('/broken', { config: { access: 'public' } }, async () => {
    throw new Error('the table passenger_secret has no such column')
  })
})

afterEach(() => app.close())

function expectRefusal(response: { statusCode: number; json(): unknown }, status: number, code: ErrorCode) {
  expect(response.statusCode).toBe(status)
  expect(ErrorBody.parse(response.json())).toMatchObject({ code, sentence: errorSentences[code] })
}

describe('access', () => {
  test('a route that declares none is refused before it exists', async () => {
    expect(() => app.get('/forgotten', async () => 'open to all')).toThrow(
      'The route GET /forgotten declares no access.',
    )
  })

  test('a public route answers a stranger', async () => {
    expect((await app.inject('/open')).statusCode).toBe(200)
  })

  test('a stranger must log in', async () => {
    expectRefusal(await app.inject('/anyone'), 401, 'not-logged-in')
    expectRefusal(await app.inject('/chief'), 401, 'not-logged-in')
  })

  test('whoever is logged in reaches a route for all of them', async () => {
    const response = await app.inject({ url: '/anyone', headers: { 'x-role': 'agent' } })

    expect(response.json()).toEqual({ role: 'agent' })
  })

  test.each([
    ['agent', 403],
    ['supervisor', 200],
    ['admin', 200],
  ])('a route for supervisors and admins answers the %s with %d', async (role, status) => {
    expect((await app.inject({ url: '/chief', headers: { 'x-role': role } })).statusCode).toBe(status)
  })

  test('a HEAD request needs the role of its GET', async () => {
    expect((await app.inject({ method: 'HEAD', url: '/chief', headers: { 'x-role': 'agent' } })).statusCode).toBe(403)
  })

  test('an unknown address is not found, for strangers too', async () => {
    expectRefusal(await app.inject('/nowhere'), 404, 'not-found')
  })
})

describe('the origin of a change', () => {
  const post = (origin?: string, host = '127.0.0.1:3000') =>
    app.inject({ method: 'POST', url: '/open', headers: { host, ...(origin === undefined ? {} : { origin }) } })

  test.each([undefined, 'https://cc.example.com', 'http://127.0.0.1:3000'])('is ours when it is %s', async (origin) => {
    expect((await post(origin)).statusCode).toBe(200)
  })

  test.each(['https://evil.example', 'http://127.0.0.1:3001', 'null', 'https://cc.example.com.evil.example'])(
    'is foreign when it is %s',
    async (origin) => {
      expectRefusal(await post(origin), 403, 'foreign-origin')
    },
  )

  test('does not matter for reading', async () => {
    const response = await app.inject({ url: '/open', headers: { origin: 'https://evil.example' } })

    expect(response.statusCode).toBe(200)
    expect(response.headers['access-control-allow-origin']).toBeUndefined()
  })
})

describe('what bad input gets', () => {
  test('each wrong field is named', async () => {
    const response = await app.inject({ method: 'POST', url: '/form', payload: { name: 'x', trip: { no: 'one' } } })

    expectRefusal(response, 400, 'invalid-input')
    expect(Object.keys(response.json().fields).sort()).toEqual(['name', 'trip.no'])
  })

  test('a body that is no JSON is invalid input', async () => {
    const headers = { 'content-type': 'application/json' }

    expectRefusal(await app.inject({ method: 'POST', url: '/form', headers, payload: '{"name"' }), 400, 'invalid-input')
  })

  test('a body in a form nobody reads is refused, not a failure of ours', async () => {
    const headers = { 'content-type': 'text/csv' }
    const response = await app.inject({ method: 'POST', url: '/form', headers, payload: 'a,b' })

    expect(response.statusCode).toBe(415)
    expect(ErrorBody.parse(response.json()).code).toBe('invalid-input')
  })

  test('more than 256 KiB is too large', async () => {
    expectRefusal(
      await app.inject({ method: 'POST', url: '/form', payload: { name: 'x'.repeat(262_144) } }),
      413,
      'too-large',
    )
  })

  test.each([
    ['cannot be decoded', '/trips/%ZZ', 400],
    ['is cut in the middle of a character', '/trips/%E0%A4%A', 400],
    ['names a record with a page of text', `/trips/${'x'.repeat(5000)}`, 414],
  ])('an address that %s is refused in our words, without its echo', async (_what, url, status) => {
    const response = await app.inject(url)

    expectRefusal(response, status, 'invalid-input')
    expect(response.body).not.toContain('/trips')
  })

  test('a refusal carries its details and fields', async () => {
    const response = await app.inject('/refused')

    expectRefusal(response, 409, 'changed-meanwhile')
    expect(response.json()).toMatchObject({ details: { version: 3 }, fields: { name: 'taken' } })
  })

  test('a failure of ours shows nothing of its inside, and is logged', async () => {
    const response = await app.inject('/broken')

    expectRefusal(response, 500, 'internal-error')
    expect(response.body).not.toContain('passenger_secret')
    expect(logged.join()).toContain('passenger_secret')
  })
})

test('every answer forbids foreign scripts, frames and sniffing', async () => {
  const { headers } = await app.inject('/open')

  expect(headers['content-security-policy']).toContain("default-src 'self'")
  expect(headers['content-security-policy']).toContain("script-src 'self';")
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
  expect(headers['x-content-type-options']).toBe('nosniff')
})
