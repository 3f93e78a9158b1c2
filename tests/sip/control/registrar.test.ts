import { beforeEach, describe, expect, it } from 'vitest'
import { createCredentials } from '../../../sip/control/credentials.ts'
import { digestResponse, digestSecret } from '../../../sip/control/digest.ts'
import { createNonces } from '../../../sip/control/nonces.ts'
import { createRegistrar } from '../../../sip/control/registrar.ts'
import { createRegistration } from '../../../sip/control/registration.ts'
import { type FakeResponse, fakeRequest, fakeResponse } from '../../kit/fake-srf.ts'

const realm = 'centre'

function house() {
  const news: string[] = []
  const time = { now: 1_000_000 }
  const registrar = createRegistrar(({ phone, registered, why }) =>
    news.push(`${phone} ${registered ? 'on' : 'off'} ${why}`),
  )
  const credentials = createCredentials(realm)
  const handle = createRegistration({
    realm,
    credentials,
    nonces: createNonces(),
    registrar,
    transportOf: () => 'ws',
    now: () => time.now,
  })
  const register = (headers: Record<string, string>, source = '127.0.0.1:4000'): FakeResponse => {
    const response = fakeResponse()
    const via = { Via: 'SIP/2.0/WS x.invalid;branch=z9hG4bK1', To: '<sip:7001@centre>' }
    handle(fakeRequest('REGISTER', { uri: 'sip:centre', headers: { ...via, ...headers }, source }), response)
    return response
  }
  const nonceOf = (response: FakeResponse) =>
    /nonce="([^"]+)"/.exec(response.sentHeaders['WWW-Authenticate'] ?? '')?.[1] ?? ''
  const claim = (password: string, nonce: string, change: { user?: string; uri?: string; nc?: string } = {}) => {
    const fields = {
      username: change.user ?? '7001',
      realm,
      nonce,
      uri: change.uri ?? 'sip:centre',
      cnonce: 'c',
      nc: change.nc ?? '00000001',
    }
    const response = digestResponse(
      { ...fields, algorithm: 'MD5' },
      'REGISTER',
      digestSecret(fields.username, realm, password),
    )
    const quoted = ['username', 'realm', 'nonce', 'uri', 'cnonce'].map(
      (name) => `${name}="${fields[name as 'username']}"`,
    )
    return `Digest ${quoted.join(', ')}, nc=${fields.nc}, qop=auth, response="${response}"`
  }
  /** Challenge, then credentials. */
  const registerAs = (password: string, headers: Record<string, string>, change = {}) =>
    register({ ...headers, Authorization: claim(password, nonceOf(register({})), change) })
  return { news, time, registrar, credentials, register, registerAs, claim, nonceOf }
}

describe('REGISTER', () => {
  let it7001: ReturnType<typeof house>
  let password: string
  const contact = { Contact: '<sip:a@x.invalid;transport=ws>', Expires: '600' }

  beforeEach(() => {
    it7001 = house()
    password = it7001.credentials.issue('7001', 3_600_000, it7001.time.now).password
  })

  it('is always challenged first', () => {
    const response = it7001.register(contact)
    expect(response.sent).toEqual([401])
    expect(it7001.news).toEqual([])
  })

  it('binds the phone for a minute at most', () => {
    const response = it7001.registerAs(password, contact)
    expect(response.sent).toEqual([200])
    expect(response.sentHeaders.Contact).toBe('<sip:a@x.invalid;transport=ws>;expires=60')
    expect(it7001.news).toEqual(['7001 on registered'])
    expect(it7001.registrar.bindingOf('7001', it7001.time.now)).toMatchObject({
      transport: 'ws',
      source: '127.0.0.1:4000',
    })
  })

  it('gets the same answer for a wrong password as for an unknown phone', () => {
    const shape = (response: FakeResponse) => [
      response.sent,
      response.sentHeaders['WWW-Authenticate']?.replace(/nonce="[^"]+"/g, ''),
    ]
    const wrong = it7001.registerAs('wrong', contact)
    const unknown = it7001.registerAs('wrong', contact, { user: '7999' })
    expect(shape(wrong)).toEqual(shape(unknown))
    expect(wrong.sent).toEqual([401])
    expect(wrong.sentHeaders['WWW-Authenticate']).not.toContain('stale')
  })

  it('cannot bind another phone', () => {
    expect(it7001.registerAs(password, { ...contact, To: '<sip:7002@centre>' }).sent).toEqual([403])
    expect(it7001.news).toEqual([])
  })

  it('cannot be replayed, from the same place or another', () => {
    const authorization = it7001.claim(password, it7001.nonceOf(it7001.register({})))
    expect(it7001.register({ ...contact, Authorization: authorization }).sent).toEqual([200])
    const again = it7001.register({ ...contact, Authorization: authorization })
    expect([again.sent, again.sentHeaders['WWW-Authenticate']?.includes('stale=true')]).toEqual([[401], true])
    expect(it7001.register({ ...contact, Authorization: authorization }, '127.0.0.1:4001').sent).toEqual([401])
  })

  it('may use a nonce again with the next count', () => {
    const nonce = it7001.nonceOf(it7001.register({}))
    const statuses = ['00000001', '00000002'].map(
      (nc) => it7001.register({ ...contact, Authorization: it7001.claim(password, nonce, { nc }) }).sent[0],
    )
    expect(statuses).toEqual([200, 200])
  })

  it('is asked again, as stale, when its nonce is too old', () => {
    const nonce = it7001.nonceOf(it7001.register({}))
    it7001.time.now += 61_000
    const response = it7001.register({ ...contact, Authorization: it7001.claim(password, nonce) })
    expect(response.sentHeaders['WWW-Authenticate']).toContain('stale=true')
  })

  it('must have signed the URI it asks for', () => {
    expect(it7001.registerAs(password, contact, { uri: 'sip:elsewhere' }).sent).toEqual([401])
  })

  it.each([
    ['two contacts', { Contact: '<sip:a@x>, <sip:b@x>' }, 400],
    ['a contact that is no SIP URI', { Contact: '<http://x>' }, 400],
    ['a star without Expires 0', { Contact: '*', Expires: '60' }, 400],
    ['an expiry below ten seconds', { Contact: '<sip:a@x>', Expires: '5' }, 423],
    ['an expiry that is no number', { Contact: '<sip:a@x>', Expires: '1e30' }, 200],
    ['no contact at all, a question', { Contact: '' }, 200],
  ])('with %s', (_what, headers, status) => {
    expect(it7001.registerAs(password, headers).sent).toEqual([status])
  })

  it('of another contact replaces the old one, and the old one can no longer remove it', () => {
    it7001.registerAs(password, contact)
    it7001.registerAs(password, { Contact: '<sip:b@y.invalid;transport=ws>' })
    it7001.registerAs(password, { Contact: '<sip:a@x.invalid;transport=ws>;expires=0' })
    expect(it7001.news).toEqual(['7001 on registered', '7001 off replaced', '7001 on registered'])
    expect(it7001.registrar.bindingOf('7001', it7001.time.now)?.contact).toBe('sip:b@y.invalid;transport=ws')
  })

  it('that refreshes is no news', () => {
    it7001.registerAs(password, contact)
    it7001.registerAs(password, contact)
    expect(it7001.news).toEqual(['7001 on registered'])
  })

  it.each([
    { Contact: '*', Expires: '0' },
    { Contact: '<sip:a@x.invalid;transport=ws>', Expires: '0' },
  ])('with %j unregisters', (headers) => {
    it7001.registerAs(password, contact)
    expect(it7001.registerAs(password, headers).sent).toEqual([200])
    expect(it7001.news).toEqual(['7001 on registered', '7001 off unregistered'])
  })
})

describe('bindings', () => {
  const place = { phone: '7001', contact: 'sip:a@x.invalid', transport: 'ws', source: '127.0.0.1:4000' }

  it('expire, are reported once, and are not used between expiry and sweep', () => {
    const { registrar, news } = house()
    registrar.bind(place, 60, 0)
    expect(registrar.bindingOf('7001', 60_000)).toBeUndefined()
    registrar.sweep(60_000, 20_000)
    registrar.sweep(61_000, 20_000)
    expect(news).toEqual(['7001 on registered', '7001 off expired'])
  })

  it('that were silent are named for a probe once per period', () => {
    const { registrar } = house()
    registrar.bind(place, 60, 0)
    expect([19_999, 20_000, 21_000, 40_000].map((now) => registrar.sweep(now, 20_000).length)).toEqual([0, 1, 0, 1])
  })

  it('are lost by their own failure, not by that of one they replaced', () => {
    const { registrar, news } = house()
    registrar.bind(place, 60, 0)
    const old = registrar.bindingOf('7001', 1)!
    registrar.bind({ ...place, contact: 'sip:b@y.invalid' }, 60, 1)
    registrar.lost(old)
    expect(registrar.bindingOf('7001', 2)?.contact).toBe('sip:b@y.invalid')
    registrar.lost(registrar.bindingOf('7001', 2)!)
    expect(news.at(-1)).toBe('7001 off connection-lost')
  })
})
