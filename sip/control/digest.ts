/** Digest access authentication (RFC 7616, and RFC 8760 for SIP): reading credentials, computing and comparing. qop is always auth. */
import { hash, timingSafeEqual } from 'node:crypto'

export type DigestAlgorithm = 'MD5' | 'SHA-256'

/** What an Authorization header claims, all of it untrusted. */
export interface DigestClaim {
  username: string
  realm: string
  nonce: string
  uri: string
  response: string
  algorithm: DigestAlgorithm
  cnonce: string
  /** Eight hex digits as sent. */
  nc: string
}

/** H(user:realm:password) for both algorithms; enough to check a claim, useless elsewhere. */
export interface DigestSecret {
  md5: string
  sha256: string
}

/** Longest Authorization value worth reading. */
const longestHeader = 2048

/** Reads an Authorization value; undefined when it is no complete Digest claim with qop=auth, or says anything twice. */
export function parseDigest(header: string | undefined): DigestClaim | undefined {
  if (header === undefined || header.length > longestHeader || !/^\s*Digest\s/i.test(header)) return undefined
  const fields = new Map<string, string>()
  const text = header.replace(/^\s*Digest\s+/i, '')
  for (const [, name = '', quoted, plain] of text.matchAll(/([a-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))/gi)) {
    const key = name.toLowerCase()
    if (fields.has(key)) return undefined
    fields.set(key, quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1'))
  }
  return claimOf(fields)
}

/** H(user:realm:password) in both algorithms (RFC 7616 3.4.2). */
export function digestSecret(username: string, realm: string, password: string): DigestSecret {
  const text = `${username}:${realm}:${password}`
  return { md5: hash('md5', text), sha256: hash('sha256', text) }
}

/** The response that a client with this secret computes for `claim` (RFC 7616 3.4.1), lower-case hex. */
export function digestResponse(claim: Omit<DigestClaim, 'response'>, method: string, secret: DigestSecret): string {
  const name = claim.algorithm === 'MD5' ? 'md5' : 'sha256'
  const ha1 = claim.algorithm === 'MD5' ? secret.md5 : secret.sha256
  const ha2 = hash(name, `${method}:${claim.uri}`)
  return hash(name, `${ha1}:${claim.nonce}:${claim.nc}:${claim.cnonce}:auth:${ha2}`)
}

/** Compares in constant time. */
export function digestMatches(claim: DigestClaim, method: string, secret: DigestSecret): boolean {
  const expected = Buffer.from(digestResponse(claim, method, secret))
  const given = Buffer.from(claim.response.toLowerCase())
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Value of WWW-Authenticate that offers SHA-256, then MD5, as two header lines (RFC 8760 2.4: the better one on top). JsSIP keeps the
 * last line only, and knows MD5 only. drachtio-srf cannot repeat a header by itself, so the second name stands in the value;
 * `realm` and `nonce` are ours.
 */
export function challenge(realm: string, nonce: string, stale: boolean): string {
  const one = (algorithm: DigestAlgorithm): string =>
    `Digest realm="${realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${stale ? ', stale=true' : ''}`
  return `${one('SHA-256')}\r\nWWW-Authenticate: ${one('MD5')}`
}

function claimOf(fields: Map<string, string>): DigestClaim | undefined {
  const username = fields.get('username')
  const realm = fields.get('realm')
  const nonce = fields.get('nonce')
  const uri = fields.get('uri')
  const response = fields.get('response')
  const cnonce = fields.get('cnonce')
  const nc = fields.get('nc')
  const algorithm = (fields.get('algorithm') ?? 'MD5').toUpperCase()
  if (algorithm !== 'MD5' && algorithm !== 'SHA-256') return undefined
  if (fields.get('qop')?.toLowerCase() !== 'auth' || nc === undefined || !/^[0-9a-f]{8}$/i.test(nc)) return undefined
  if (username === undefined || realm === undefined || nonce === undefined) return undefined
  if (uri === undefined || response === undefined || cnonce === undefined) return undefined
  return { username, realm, nonce, uri, response, algorithm, cnonce, nc }
}
