/** Names of SIP headers: compact forms, one lower-case key each, and the casing that goes on the wire. */

const COMPACT: Record<string, string> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  d: 'request-disposition',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  j: 'reject-contact',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  n: 'identity-info',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires',
  y: 'identity',
}

const UNUSUAL_CASE: Record<string, string> = {
  'call-id': 'Call-ID',
  cseq: 'CSeq',
  'mime-version': 'MIME-Version',
  'min-se': 'Min-SE',
  rack: 'RAck',
  rseq: 'RSeq',
  'sip-etag': 'SIP-ETag',
  'sip-if-match': 'SIP-If-Match',
  'www-authenticate': 'WWW-Authenticate',
}

const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/
const MAX_CACHED = 2_000
const keys = new Map<string, string>()
const cased = new Map<string, string>()

/** Returns the lower-case full name of a header (`v` and `VIA` give `via`), or undefined when it is no RFC 3261 token. */
export function headerKey(name: string): string | undefined {
  const known = keys.get(name)
  if (known !== undefined) return known
  if (name.length > 128 || !TOKEN.test(name)) return undefined
  const lower = name.toLowerCase()
  const key = COMPACT[lower] ?? lower
  // The cache is bounded: a peer may send as many different names as it likes.
  if (keys.size < MAX_CACHED) keys.set(name, key)
  return key
}

/** Tells whether this spelling is a one-letter compact form that the application must not have to know. */
export function isCompact(name: string): boolean {
  return name.length === 1 && COMPACT[name.toLowerCase()] !== undefined
}

/** Returns the spelling for the wire: canonical for known headers, each part capitalised for others, `X-` names untouched. */
export function wireName(name: string, key: string): string {
  if (name.startsWith('X-') || name.startsWith('x-')) return name
  const known = cased.get(key)
  if (known !== undefined) return known
  const spelling =
    UNUSUAL_CASE[key] ??
    key.replace(/(^|-)([a-z])/g, (_all, dash: string, letter: string) => dash + letter.toUpperCase())
  if (cased.size < MAX_CACHED) cased.set(key, spelling)
  return spelling
}
