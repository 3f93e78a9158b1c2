import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAudit } from '../../../server/audit/audit.service.ts'
import { authRoutes } from '../../../server/auth/auth.routes.ts'
import { type Auth, createAuth, sessionIdOf } from '../../../server/auth/auth.service.ts'
import type { EndedSession } from '../../../server/auth/session-end.ts'
import type { UserId } from '../../../server/contracts/ids.ts'
import { createOrganisation, type Organisation } from '../../../server/organisation/organisation.service.ts'
import { createHttp, type Http } from '../../../server/platform/http.ts'
import { newId } from '../../../server/platform/id.ts'
import { createLog } from '../../../server/platform/log.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'

const hour = 3_600_000
const right = { username: 'anna', password: 'a long enough secret' }
const wrong = { username: 'anna', password: 'guess' }
let house: TestHouse
let organisation: Organisation
let auth: Auth
let anna: UserId

beforeEach(async () => {
  house = await openTestHouse()
  organisation = createOrganisation(house)
  auth = createAuth({ ...house, staff: organisation, audit: createAudit({ ...house, staff: organisation }) })
  const team = await organisation.addTeam({ zh: '北区', en: 'North' })
  anna = await organisation.addStaff({
    username: 'anna',
    displayName: '安娜',
    role: 'agent',
    teamId: team.id,
    language: 'zh',
  })
  await auth.setPasswords([{ userId: anna, password: right.password, demo: false }])
})
afterEach(async () => {
  auth.close()
  await house.close()
})

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'let in',
    (error: { code: string }) => error.code,
  )

async function guess(times: number, from: string, as = wrong): Promise<void> {
  for (let i = 0; i < times; i++) await codeOf(auth.login(as, from))
}

describe('a session', () => {
  test('knows its user by the cookie, while the database knows only a hash', async () => {
    const { token } = await auth.login(right, '10.0.0.1')
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(await auth.authenticate(token)).toMatchObject({ id: anna, role: 'agent', displayName: '安娜' })
    const { rows } = await sql`select * from session`.execute(house.store.db)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test('ends after 12 idle hours and tells who listens', async () => {
    const ended: EndedSession[] = []
    auth.onSessionEnded((news) => ended.push(news))
    const { token } = await auth.login(right, '10.0.0.1')
    await house.clock.advance(12 * hour - 1)
    expect(ended).toEqual([])
    await house.clock.advance(1)
    expect(ended).toEqual([{ sessionId: sessionIdOf(token), userId: anna, why: 'expired' }])
    expect(await auth.authenticate(token)).toBeUndefined()
  })

  test('lives on with use, but never beyond 24 hours', async () => {
    const { token } = await auth.login(right, '10.0.0.1')
    for (let i = 0; i < 3; i++) {
      await house.clock.advance(7 * hour)
      expect(await auth.authenticate(token)).toBeDefined()
    }
    await house.clock.advance(3 * hour)
    expect(await auth.authenticate(token)).toBeUndefined()
  })

  test('[B4-05] ends with the logout, and its sockets hear of it', async () => {
    const ended: EndedSession[] = []
    auth.onSessionEnded((news) => ended.push(news))
    const { token } = await auth.login(right, '10.0.0.1')
    await auth.logout(token, '10.0.0.1')
    expect(await auth.authenticate(token)).toBeUndefined()
    expect(ended).toMatchObject([{ why: 'logged-out' }])
  })

  test('is worth nothing once its user is disabled', async () => {
    const { token } = await auth.login(right, '10.0.0.1')
    await organisation.setDisabled(anna, { version: 1, disabled: true, byId: newId() }, async () => undefined)
    expect(await auth.authenticate(token)).toBeUndefined()
    expect(await codeOf(auth.login(right, '10.0.0.1'))).toBe('wrong-credentials')
  })

  test.each([undefined, '', 'x', 'A'.repeat(5000)])('does not open for the cookie %s', async (token) => {
    expect(await auth.authenticate(token)).toBeUndefined()
  })
})

describe('guessing', () => {
  test('[B4-07] gets the same answer for a wrong password and an unknown user', async () => {
    expect(await codeOf(auth.login(wrong, '10.0.0.1'))).toBe('wrong-credentials')
    expect(await codeOf(auth.login({ ...wrong, username: 'nobody' }, '10.0.0.1'))).toBe('wrong-credentials')
  })

  test('[B4-06] is refused from the eleventh try on, even with the right password', async () => {
    await guess(10, '10.0.0.1')
    expect(await codeOf(auth.login(wrong, '10.0.0.2'))).toBe('too-many-attempts')
    expect(await codeOf(auth.login(right, '10.0.0.2'))).toBe('too-many-attempts')
    await house.clock.advance(15 * 60_000)
    expect(await codeOf(auth.login(right, '10.0.0.2'))).toBe('let in')
  })

  test('[B4-06] is refused per source, over many accounts', async () => {
    for (let i = 0; i < 10; i++) await guess(1, '10.0.0.1', { username: `nobody${i}`, password: 'x' })
    expect(await codeOf(auth.login(right, '10.0.0.1'))).toBe('too-many-attempts')
    expect(await codeOf(auth.login(right, '10.0.0.2'))).toBe('let in')
  })

  test('[B4-06] does not lock a person out of the device they are logged in on', async () => {
    await auth.login(right, '10.0.0.7')
    await guess(10, '10.0.0.1')
    expect(await codeOf(auth.login(right, '10.0.0.7'))).toBe('let in')
  })

  test('leaves a trail', async () => {
    await guess(1, '10.0.0.1')
    await auth.login(right, '10.0.0.1')
    const { rows } = await sql<{ action: string }>`select action from audit_entry order by seq`.execute(house.store.db)
    expect(rows.map((row) => row.action)).toEqual(['login-refused', 'login'])
  })
})

test('a published demo password is known as such until it is replaced', async () => {
  expect(await auth.hasDemoLogins()).toBe(false)
  await auth.setPasswords([{ userId: anna, password: 'demo-anna', demo: true }])
  expect(await auth.hasDemoLogins()).toBe(true)
  await auth.setPasswords([{ userId: anna, password: 'her own', demo: false }])
  expect(await auth.hasDemoLogins()).toBe(false)
})

describe('over HTTP', () => {
  let app: Http
  beforeEach(async () => {
    app = await createHttp({
      log: createLog('silent'),
      authenticate: (request) => auth.authenticate(request.cookies.cc_session),
      allowedOrigins: () => [],
    })
    authRoutes(app, { auth, staff: organisation, secureCookie: true })
  })
  afterEach(() => app.close())

  const logIn = () => app.inject({ method: 'POST', url: '/api/session', payload: right })

  test('the cookie is closed to scripts and other sites', async () => {
    const answer = await logIn()
    expect(answer.statusCode).toBe(200)
    expect(answer.cookies[0]).toMatchObject({
      name: 'cc_session',
      httpOnly: true,
      sameSite: 'Lax',
      secure: true,
      path: '/',
    })
    expect(answer.body).not.toContain(answer.cookies[0]!.value)
  })

  test('login, look, change of language, logout', async () => {
    const cookies = { cc_session: (await logIn()).cookies[0]!.value }
    expect((await app.inject({ url: '/api/session', cookies })).json()).toMatchObject({
      username: 'anna',
      language: 'zh',
    })
    const changed = await app.inject({
      method: 'PUT',
      url: '/api/session/preferences',
      cookies,
      payload: { language: 'en' },
    })
    expect(changed.json()).toMatchObject({ language: 'en' })
    expect((await app.inject({ url: '/api/session', cookies })).json()).toMatchObject({ language: 'en' })
    expect((await app.inject({ method: 'DELETE', url: '/api/session', cookies })).statusCode).toBe(204)
    expect((await app.inject({ url: '/api/session', cookies })).statusCode).toBe(401)
  })

  test('[B4-05] a new login ends the session the browser came with', async () => {
    const first = (await logIn()).cookies[0]!.value
    await app.inject({ method: 'POST', url: '/api/session', payload: right, cookies: { cc_session: first } })
    expect(await auth.authenticate(first)).toBeUndefined()
  })

  test.each([
    {},
    { username: '', password: 'x' },
    { username: 'a', password: 'x'.repeat(257) },
    { username: ['a'], password: 'x' },
  ])('refuses the body %j', async (payload) => {
    const answer = await app.inject({ method: 'POST', url: '/api/session', payload })
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'invalid-input' })
  })

  test('[B4-04] a page of another origin cannot log in', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/session',
      payload: right,
      headers: { origin: 'https://evil.example' },
    })
    expect(answer.json()).toMatchObject({ code: 'foreign-origin' })
  })
})

describe('a password that somebody else gave', () => {
  const given = async () => {
    const hashed = await auth.hashAll([{ userId: anna, password: 'abcd-efgh-jkmn-pqrs', demo: false }])
    await auth.savePasswords(hashed.map((one) => ({ ...one, initial: true })))
    return auth.login({ username: 'anna', password: 'abcd-efgh-jkmn-pqrs' }, '10.0.0.1')
  }

  test('opens nothing but the way to a password of one’s own', async () => {
    const { token, user } = await given()
    expect(user.mustChangePassword).toBe(true)
    expect((await auth.authenticate(token))?.mustChangePassword).toBe(true)
    const other = await auth.login({ username: 'anna', password: 'abcd-efgh-jkmn-pqrs' }, '10.0.0.2')
    const change = { current: 'abcd-efgh-jkmn-pqrs', next: 'a long walk home' }
    await auth.changeOwnPassword(user, change, { token, ip: '10.0.0.1' })
    expect((await auth.authenticate(token))?.mustChangePassword).toBe(false)
    expect(await auth.authenticate(other.token)).toBeUndefined()
    expect((await auth.login({ username: 'anna', password: change.next }, '10.0.0.1')).user.mustChangePassword).toBe(
      false,
    )
  })

  test.each([
    ['the same again', 'abcd-efgh-jkmn-pqrs', 'abcd-efgh-jkmn-pqrs', 'invalid-input'],
    ['one that holds the user name', 'abcd-efgh-jkmn-pqrs', 'anna anna anna', 'invalid-input'],
    ['a new one without the old', 'guess', 'a long walk home', 'wrong-credentials'],
  ])('is not changed to %s', async (_what, current, next, code) => {
    const { token, user } = await given()
    expect(await codeOf(auth.changeOwnPassword(user, { current, next }, { token, ip: '10.0.0.1' }))).toBe(code)
    expect((await auth.authenticate(token))?.mustChangePassword).toBe(true)
  })
})
