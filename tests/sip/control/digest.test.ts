import { describe, expect, it } from 'vitest'
import { createCredentials } from '../../../sip/control/credentials.ts'
import { challenge, digestMatches, digestResponse, digestSecret, parseDigest } from '../../../sip/control/digest.ts'
import { createNonces } from '../../../sip/control/nonces.ts'

/** RFC 7616 3.9.1, with the algorithm to be filled in. */
const rfc7616 = {
  username: 'Mufasa',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  uri: '/dir/index.html',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  nc: '00000001',
}

describe('digest responses', () => {
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ] as const)('equal the example of RFC 7616 for %s', (algorithm, response) => {
    const secret = digestSecret('Mufasa', rfc7616.realm, 'Circle of Life')
    expect(digestResponse({ ...rfc7616, algorithm }, 'GET', secret)).toBe(response)
  })

  it('equal the example of RFC 2617 3.5', () => {
    const header =
      'Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", uri="/dir/index.html", ' +
      'qop=auth, nc=00000001, cnonce="0a4f113b", response="6629fae49393a05397450978507c4ef1", opaque="5ccc069c403ebaf9f0171e9517f40e41"'
    const claim = parseDigest(header)!
    expect(digestMatches(claim, 'GET', digestSecret('Mufasa', 'testrealm@host.com', 'Circle Of Life'))).toBe(true)
    expect(digestMatches(claim, 'GET', digestSecret('Mufasa', 'testrealm@host.com', 'circle of life'))).toBe(false)
    expect(digestMatches(claim, 'POST', digestSecret('Mufasa', 'testrealm@host.com', 'Circle Of Life'))).toBe(false)
  })
})

describe('claims in an Authorization header', () => {
  const whole =
    'Digest username="a", realm="r", nonce="n", uri="sip:h", response="x", algorithm=SHA-256, cnonce="c", qop=auth, nc=0000000a'

  it('are read with quotes, escapes and any order', () => {
    expect(parseDigest(whole)).toMatchObject({ username: 'a', algorithm: 'SHA-256', nc: '0000000a' })
    expect(parseDigest(whole.replace('"a"', '"a\\"b"'))?.username).toBe('a"b')
  })

  it.each([
    ['another scheme', 'Basic YTpi'],
    ['no qop', whole.replace(', qop=auth', '')],
    ['another qop', whole.replace('qop=auth', 'qop=auth-int')],
    ['an unknown algorithm', whole.replace('SHA-256', 'MD4')],
    ['a count that is no count', whole.replace('0000000a', '-1')],
    ['a field twice', `${whole}, username="b"`],
    ['no nonce', whole.replace('nonce="n", ', '')],
    ['more than 2 kB', `${whole}, opaque="${'x'.repeat(3000)}"`],
  ])('are refused with %s', (_why, header) => {
    expect(parseDigest(header)).toBeUndefined()
  })

  it('are asked for in SHA-256 first and MD5 last, each on its own line', () => {
    const lines = challenge('centre', 'n1', true).split('\r\n')
    expect(lines).toEqual([
      'Digest realm="centre", nonce="n1", algorithm=SHA-256, qop="auth", stale=true',
      'WWW-Authenticate: Digest realm="centre", nonce="n1", algorithm=MD5, qop="auth", stale=true',
    ])
  })
})

describe('nonces', () => {
  const nonces = createNonces(Buffer.alloc(32, 1))

  it('are good for a minute, on the connection they went to', () => {
    const nonce = nonces.issue('ws/127.0.0.1:4000', 1_000_000)
    expect(nonces.check(nonce, 'ws/127.0.0.1:4000', 1_060_000)).toBe('valid')
    expect(nonces.check(nonce, 'ws/127.0.0.1:4000', 1_060_001)).toBe('stale')
    expect(nonces.check(nonce, 'ws/127.0.0.1:4001', 1_000_000)).toBe('foreign')
  })

  it.each(['', 'abc', 'A'.repeat(40)])('that we did not make (%j) are foreign', (nonce) => {
    expect(nonces.check(nonce, 'udp/127.0.0.1', 1)).toBe('foreign')
  })

  it('of another process are foreign', () => {
    const nonce = createNonces().issue('udp/127.0.0.1', 0)
    expect(nonces.check(nonce, 'udp/127.0.0.1', 0)).toBe('foreign')
  })

  it('are spent by a count once, and counts only grow', () => {
    const nonce = nonces.issue('udp/127.0.0.1', 0)
    expect([1, 1, 2, 5, 4, 6].map((count) => nonces.spend(nonce, count, 0))).toEqual([
      true,
      false,
      true,
      true,
      false,
      true,
    ])
    expect(nonces.spend(nonce, 0, 0)).toBe(false)
  })
})

describe('credentials of phones', () => {
  it('work until they expire, are replaced or revoked', () => {
    const credentials = createCredentials('centre')
    const works = (password: string, now: number) =>
      credentials.secretOf('7001', now).md5 === digestSecret('7001', 'centre', password).md5
    const first = credentials.issue('7001', 60_000, 0)
    expect(first.expiresAt).toBe(60_000)
    expect([works(first.password, 59_999), works(first.password, 60_000)]).toEqual([true, false])
    const second = credentials.issue('7001', 60_000, 0)
    expect([works(first.password, 1), works(second.password, 1)]).toEqual([false, true])
    credentials.revoke('7001')
    expect(works(second.password, 1)).toBe(false)
  })

  it('live at least a second and at most a day', () => {
    const credentials = createCredentials('centre')
    const lives = [0, -5, Number.NaN, 1e30].map((ms) => credentials.issue('7001', ms, 0).expiresAt)
    expect(lives).toEqual([1000, 1000, 1000, 86_400_000])
  })
})
