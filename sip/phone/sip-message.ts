/** SIP messages as a small phone needs them: read, asked for a header, written (RFC 3261 7). */

/** Headers in their order; names as they were written or full names for compact ones. */
type Headers = Array<[name: string, value: string]>

export interface SipRequest {
  kind: 'request'
  method: string
  uri: string
  headers: Headers
  body: string
}

export interface SipResponse {
  kind: 'response'
  status: number
  reason: string
  headers: Headers
  body: string
}

export type SipMessage = SipRequest | SipResponse

const fullNames: Record<string, string> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  k: 'Supported',
}

/** Reads one datagram; undefined when it is not SIP or lacks what every message has (RFC 3261 8.1.1). */
export function parseSip(datagram: Buffer): SipMessage | undefined {
  const text = datagram.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [first = '', ...lines] = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers: Headers = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    if (colon < 1) return undefined
    const name = line.slice(0, colon).trim()
    headers.push([fullNames[name.toLowerCase()] ?? name, line.slice(colon + 1).trim()])
  }
  const rest = { headers, body: text.slice(end + 4) }
  const message = startOf(first, rest)
  if (message === undefined) return undefined
  const whole = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].every((name) => headerOf(message, name) !== undefined)
  return whole ? message : undefined
}

function startOf(first: string, rest: { headers: Headers; body: string }): SipMessage | undefined {
  const response = /^SIP\/2\.0 ([1-6]\d\d) ?(.*)$/.exec(first)
  if (response !== null) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '', ...rest }
  const request = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first)
  return request === null ? undefined : { kind: 'request', method: request[1] ?? '', uri: request[2] ?? '', ...rest }
}

/** The bytes of a message; Content-Length is added. */
export function formatSip(message: SipMessage): Buffer {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${message.status} ${message.reason}`
  const lines = message.headers.map(([name, value]) => `${name}: ${value}`)
  const length = `Content-Length: ${Buffer.byteLength(message.body)}`
  return Buffer.from([first, ...lines, length, '', message.body].join('\r\n'))
}

/** The first value of a header, whatever its case. */
export function headerOf(message: SipMessage, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return message.headers.find(([header]) => header.toLowerCase() === wanted)?.[1]
}

/** Every value of a header that may stand several times or be a list, such as Record-Route. */
export function valuesOf(message: SipMessage, name: string): string[] {
  const wanted = name.toLowerCase()
  return message.headers
    .filter(([header]) => header.toLowerCase() === wanted)
    .flatMap(([, value]) => value.split(/,(?=\s*<)/))
    .map((value) => value.trim())
}

/** The URI in a From, To, Contact or Record-Route value. */
export function uriIn(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? ''
}

/** The user part of the URI in a From or To value; '' when there is none. */
export function userIn(value: string): string {
  return /^sips?:([^@;]*)@/.exec(uriIn(value))?.[1] ?? ''
}

/** The tag parameter of a From or To value. */
export function tagIn(value: string): string | undefined {
  return /;\s*tag=([^;\s]+)/.exec(value.replace(/<[^>]*>/, ''))?.[1]
}

/** Number and method of a CSeq header. */
export function cseqOf(message: SipMessage): { number: number; method: string } {
  const [, number = '0', method = ''] = /^(\d{1,10})\s+(\S+)$/.exec(headerOf(message, 'CSeq') ?? '') ?? []
  return { number: Number(number), method }
}

/** The branch of the topmost Via: the name of the transaction. */
export function branchOf(message: SipMessage): string {
  return /;\s*branch=([^;\s,]+)/.exec(headerOf(message, 'Via') ?? '')?.[1] ?? ''
}

const reasons: Record<number, string> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  405: 'Method Not Allowed',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  603: 'Decline',
}

/** A response to `request` with the headers that RFC 3261 8.2.6.2 copies; `tag` goes into To unless it has one. */
export function responseTo(
  request: SipRequest,
  status: number,
  options: { tag?: string; headers?: Headers; body?: string } = {},
): SipResponse {
  const copied = request.headers
    .filter(([name]) => /^(via|from|call-id|cseq|record-route)$/i.test(name))
    .map(([name, value]): [string, string] => [name, value])
  const to = headerOf(request, 'To') ?? ''
  const tagged = tagIn(to) !== undefined || options.tag === undefined ? to : `${to};tag=${options.tag}`
  return {
    kind: 'response',
    status,
    reason: reasons[status] ?? 'Unknown',
    headers: [...copied, ['To', tagged], ...(options.headers ?? [])],
    body: options.body ?? '',
  }
}
