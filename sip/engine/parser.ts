/**
 * Reads SIP text into a message and its envelope: the few fields that transactions and dialogs live on.
 * Everything else stays as it came. Linear in the length, never throws.
 */
import { headerKey } from './header-names.ts'
import {
  type Header,
  headerLines,
  headerValue,
  type SipMessage,
  type SipRequest,
  type SipResponse,
  splitList,
} from './message.ts'
import { param, parseAddress, parseUri } from './sip-uri.ts'

/** The topmost Via (RFC 3261 20.42). */
export interface Via {
  readonly transport: string
  readonly host: string
  readonly port: number | undefined
  readonly branch: string
  /** Asked for the answer at the packet's port (RFC 3581). */
  readonly params: string
  /** The whole value as received. */
  readonly text: string
}

export interface Envelope {
  readonly via: Via
  readonly callId: string
  readonly cseq: number
  readonly cseqMethod: string
  readonly from: string
  readonly fromTag: string
  readonly to: string
  readonly toTag: string
}

export interface Incoming<M extends SipMessage = SipMessage> {
  readonly message: M
  readonly envelope: Envelope
}

/** What is wrong, and how a request is answered when its Via can be read; `status` 0 means silence. */
export interface Fault {
  readonly fault: string
  readonly status: number
  readonly message?: SipMessage
  readonly via?: Via
}

const MAX_HEADERS = 200
const MAX_CSEQ = 2 ** 31 - 1
const METHOD = /^[A-Za-z0-9\-.!%*_+`'~]{1,32}$/
const SINGLE = new Set(['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-length', 'content-type', 'expires'])

/** Splits text into start line, headers and body, unfolding continued lines; a string result names the fault. */
export function splitMessage(text: string): SipMessage | Fault {
  const end = text.indexOf('\r\n\r\n')
  const head = end < 0 ? text : text.slice(0, end)
  const body = end < 0 ? '' : text.slice(end + 4)
  const lineEnd = head.indexOf('\r\n')
  const first = lineEnd < 0 ? head : head.slice(0, lineEnd)
  const start = parseStartLine(first)
  if ('fault' in start) return start
  const read = lineEnd < 0 ? { headers: [], fault: '' } : readHeaders(head, lineEnd + 2)
  const message: SipMessage = { ...start, headers: read.headers, body }
  if (start.kind === 'request' && !first.toUpperCase().endsWith(' SIP/2.0'))
    return { fault: 'SIP version', status: 505, message }
  if (read.fault !== '') return { fault: read.fault, status: 400, message }
  return end < 0 ? { fault: 'no end of headers', status: 400, message } : message
}

/** Reads one message from the network; `framed` says that a stream has already cut it to its Content-Length. */
export function parseMessage(text: string, framed: boolean): Incoming | Fault {
  const split = splitMessage(text)
  if ('fault' in split) return split.message ? withVia(split.message, split.fault, split.status) : split
  const trimmed = framed ? split : trimBody(split)
  if ('fault' in trimmed) return withVia(split, trimmed.fault, 400)
  return envelopeOf(trimmed)
}

/** Reads a Via value; undefined when it is broken. */
export function parseVia(text: string): Via | undefined {
  const match =
    /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9-]{1,16})\s+(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?:\s*:\s*(\d{1,5}))?\s*(?=;|$)/i.exec(
      text,
    )
  if (!match) return undefined
  const params = text.slice(match[0].length)
  const port = match[3] === undefined ? undefined : Number(match[3])
  if (port !== undefined && port > 65_535) return undefined
  return {
    transport: (match[1] ?? '').toUpperCase(),
    host: (match[2] ?? '').toLowerCase(),
    port,
    branch: param(params, 'branch') ?? '',
    params,
    text,
  }
}

function parseStartLine(
  line: string,
): Pick<SipRequest, 'kind' | 'method' | 'uri'> | Pick<SipResponse, 'kind' | 'status' | 'reason'> | Fault {
  if (line.startsWith('SIP/')) {
    const match = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/.exec(line)
    if (!match) return { fault: 'broken status line', status: 0 }
    return { kind: 'response', status: Number(match[1]), reason: match[2] ?? '' }
  }
  const space = line.indexOf(' ')
  const last = line.lastIndexOf(' ')
  if (space < 1 || last === space || !METHOD.test(line.slice(0, space)))
    return { fault: 'no SIP start line', status: 0 }
  const version = line.slice(last + 1)
  if (!/^SIP\/\d+\.\d+$/i.test(version)) return { fault: 'no SIP start line', status: 0 }
  return { kind: 'request', method: line.slice(0, space), uri: line.slice(space + 1, last) }
}

function readHeaders(head: string, from: number): { headers: Header[]; fault: string } {
  const headers: Header[] = []
  let fault = ''
  let at = from
  while (at <= head.length) {
    let end = head.indexOf('\r\n', at)
    if (end < 0) end = head.length
    let line = head.slice(at, end)
    at = end + 2
    while (at < head.length && (head.charCodeAt(at) === 0x20 || head.charCodeAt(at) === 0x09)) {
      end = head.indexOf('\r\n', at)
      if (end < 0) end = head.length
      line += ` ${head.slice(at, end).trim()}`
      at = end + 2
    }
    const header = readHeader(line)
    if (header === undefined) fault = 'broken header line'
    else headers.push(header)
    if (headers.length > MAX_HEADERS) return { headers, fault: 'too many headers' }
  }
  return { headers, fault }
}

function readHeader(line: string): Header | undefined {
  const colon = line.indexOf(':')
  if (colon < 1 || line.includes('\n') || line.includes('\r') || line.includes('\0')) return undefined
  const name = line.slice(0, colon).trimEnd()
  const key = headerKey(name)
  return key === undefined ? undefined : { name, key, value: line.slice(colon + 1).trim() }
}

/** RFC 3261 18.3: on datagrams bytes beyond Content-Length are dropped and a body cut short is an error. */
function trimBody(message: SipMessage): SipMessage | { fault: string } {
  const length = headerValue(message, 'content-length')
  if (length === undefined) return message
  if (!/^\d{1,9}$/.test(length)) return { fault: 'Content-Length' }
  const bytes = Number(length)
  if (bytes > message.body.length) return { fault: 'body shorter than Content-Length' }
  return bytes === message.body.length ? message : { ...message, body: message.body.slice(0, bytes) }
}

function envelopeOf(message: SipMessage): Incoming | Fault {
  const via = topVia(message)
  if (via === undefined) return { fault: 'Via', status: 0, message }
  const repeated = message.kind === 'request' ? repeatedHeader(message.headers) : undefined
  if (repeated !== undefined) return { fault: `${repeated} repeated`, status: 400, message, via }
  const callId = headerValue(message, 'call-id')
  const from = headerValue(message, 'from')
  const to = headerValue(message, 'to')
  const cseq = /^(\d{1,10})\s+(\S+)$/.exec(headerValue(message, 'cseq') ?? '')
  const fromAddress = from === undefined ? undefined : parseAddress(from)
  const toAddress = to === undefined ? undefined : parseAddress(to)
  const broken = (fault: string): Fault => ({ fault, status: 400, message, via })
  if (callId === undefined || callId === '' || /\s/.test(callId)) return broken('Call-ID')
  if (from === undefined || fromAddress === undefined) return broken('From')
  if (to === undefined || toAddress === undefined) return broken('To')
  if (cseq === null || Number(cseq[1]) > MAX_CSEQ) return broken('CSeq')
  if (message.kind === 'request') {
    const wrong = requestFault(message, cseq[2] ?? '')
    if (wrong !== undefined) return { ...wrong, message, via }
  }
  return {
    message,
    envelope: {
      via,
      callId,
      cseq: Number(cseq[1]),
      cseqMethod: cseq[2] ?? '',
      from,
      fromTag: param(fromAddress.params, 'tag') ?? '',
      to,
      toTag: param(toAddress.params, 'tag') ?? '',
    },
  }
}

function requestFault(message: SipRequest, cseqMethod: string): { fault: string; status: number } | undefined {
  if (cseqMethod !== message.method) return { fault: 'CSeq method', status: 400 }
  if (parseUri(message.uri) === undefined) {
    const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\S*$/.exec(message.uri)?.[1]?.toLowerCase()
    const foreign = scheme !== undefined && scheme !== 'sip' && scheme !== 'sips'
    return foreign ? { fault: 'URI scheme', status: 416 } : { fault: 'request URI', status: 400 }
  }
  const forwards = headerValue(message, 'max-forwards')
  if (forwards !== undefined && !/^\d{1,3}$/.test(forwards)) return { fault: 'Max-Forwards', status: 400 }
  if (message.method === 'INVITE' && contactFault(message)) return { fault: 'Contact', status: 400 }
  return message.method === 'REGISTER' ? registerFault(message) : undefined
}

function contactFault(message: SipRequest): boolean {
  const contact = splitList(headerValue(message, 'contact') ?? '')[0]
  const address = contact === undefined ? undefined : parseAddress(contact)
  return address === undefined || parseUri(address.uri) === undefined
}

/** RFC 3261 10.3: `*` only alone and with Expires 0. */
function registerFault(message: SipRequest): { fault: string; status: number } | undefined {
  const contacts = headerLines(message, 'contact').flatMap(splitList)
  if (contacts.includes('*')) {
    const alone = contacts.length === 1 && /^0+$/.test(headerValue(message, 'expires') ?? '')
    return alone ? undefined : { fault: 'Contact *', status: 400 }
  }
  return contacts.every((contact) => parseAddress(contact) !== undefined)
    ? undefined
    : { fault: 'Contact', status: 400 }
}

function repeatedHeader(headers: readonly Header[]): string | undefined {
  const seen = new Set<string>()
  for (const { key } of headers) {
    if (!SINGLE.has(key)) continue
    if (seen.has(key)) return key
    seen.add(key)
  }
  return undefined
}

function topVia(message: SipMessage): Via | undefined {
  const line = headerValue(message, 'via')
  if (line === undefined) return undefined
  const first = line.includes(',') ? splitList(line)[0] : line
  return first === undefined ? undefined : parseVia(first)
}

function withVia(message: SipMessage, fault: string, status: number): Fault {
  const via = topVia(message)
  return via === undefined ? { fault, status: 0, message } : { fault, status, message, via }
}
