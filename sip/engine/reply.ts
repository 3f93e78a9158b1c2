/** Writes responses: what RFC 3261 8.2.6 copies from the request, then what the application adds. */

import type { Endpoint } from './flow.ts'
import type { Header, SipRequest } from './message.ts'
import type { Incoming, Via } from './parser.ts'
import { param, parseAddress, withoutTag } from './sip-uri.ts'

const REASONS: Record<number, string> = {
  100: 'Trying',
  200: 'OK',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  410: 'Gone',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  422: 'Session Interval Too Small',
  481: 'Call/Transaction Does Not Exist',
  482: 'Loop Detected',
  483: 'Too Many Hops',
  487: 'Request Terminated',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  504: 'Server Time-out',
  505: 'Version Not Supported',
}

/** Returns the reason phrase of a status. */
export function reasonOf(status: number): string {
  return REASONS[status] ?? 'Unknown'
}

/** Writes a response to a request; `toTag` is added when the request's To has none. */
export function responseText(
  incoming: Incoming<SipRequest>,
  response: { status: number; reason?: string; toTag?: string; headers?: readonly Header[]; body?: string },
): string {
  const { message, envelope } = incoming
  const { status, toTag, headers = [], body = '' } = response
  let text = `SIP/2.0 ${status} ${response.reason ?? reasonOf(status)}\r\n`
  for (const header of message.headers) if (header.key === 'via') text += `Via: ${header.value}\r\n`
  const to = envelope.toTag !== '' || toTag === undefined ? envelope.to : toWithTag(envelope.to, toTag)
  text += `From: ${envelope.from}\r\nTo: ${to}\r\nCall-ID: ${envelope.callId}\r\nCSeq: ${envelope.cseq} ${envelope.cseqMethod}\r\n`
  if (status > 100 && status < 300 && makesDialog(message.method)) {
    for (const header of message.headers) if (header.key === 'record-route') text += `Record-Route: ${header.value}\r\n`
  }
  for (const header of headers) text += `${header.name}: ${header.value}\r\n`
  return `${text}Content-Length: ${body.length}\r\n\r\n${body}`
}

/** Writes the answer to a request that could not be read as a whole, copying what is there (RFC 4475 3.1.2). */
export function brokenRequestText(message: SipRequest, status: number, tag: string): string {
  let text = `SIP/2.0 ${status} ${reasonOf(status)}\r\n`
  for (const name of ['Via', 'From', 'To', 'Call-ID', 'CSeq']) {
    const key = name.toLowerCase()
    const values = message.headers.filter((header) => header.key === key)
    for (const header of key === 'via' ? values : values.slice(0, 1)) {
      const untagged = key === 'to' && param(parseAddress(header.value)?.params ?? ';tag=?', 'tag') === undefined
      text += `${name}: ${header.value}${untagged ? `;tag=${tag}` : ''}\r\n`
    }
  }
  return `${text}Content-Length: 0\r\n\r\n`
}

/** Returns the topmost Via with `received` and `rport` as the packet's source says (RFC 3261 18.2.1, RFC 3581). */
export function completedVia(via: Via, source: Endpoint): string {
  const asked = param(via.params, 'rport')
  const parts = via.params.split(';').filter((part) => part !== '' && !/^\s*(rport|received)\s*(=|$)/i.test(part))
  const head = via.text.slice(0, via.text.length - via.params.length)
  const differs = via.host.replace(/^\[|\]$/g, '') !== source.host
  const received = differs || asked !== undefined ? `;received=${source.host}` : ''
  return `${head}${parts.map((part) => `;${part.trim()}`).join('')}${received};rport=${source.port}`
}

/** Tells whether a method makes dialogs. */
export function makesDialog(method: string): boolean {
  return method === 'INVITE' || method === 'SUBSCRIBE' || method === 'REFER'
}

function toWithTag(to: string, tag: string): string {
  return `${to.includes('<') ? to : withoutTag(to)};tag=${tag}`
}
