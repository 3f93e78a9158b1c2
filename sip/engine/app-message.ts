/** Reads what the application wants sent: drops what the engine owns, spells header names, fills placeholders in. */
import { isCompact, wireName } from './header-names.ts'
import { type Header, headerValue, type SipMessage } from './message.ts'
import { splitMessage } from './parser.ts'

/** Headers that the engine writes itself, whatever the application says. */
const ENGINE_OWNS = new Set([
  'via',
  'route',
  'rseq',
  'record-route',
  'content-length',
  'call-id',
  'cseq',
  'from',
  'to',
  'max-forwards',
])
const WITH_PLACEHOLDER = new Set(['from', 'to', 'contact', 'p-asserted-identity'])

/** Reads the text of a `sip` command; undefined when it has no SIP start line. Broken header lines are left out. */
export function readAppMessage(text: string): SipMessage | undefined {
  const split = splitMessage(text)
  return 'fault' in split ? split.message : split
}

/** Returns the headers to send besides those that the engine owns; `address` replaces `localhost` in placeholders. */
export function appHeaders(message: SipMessage, address: string): Header[] {
  const headers: Header[] = []
  for (const header of message.headers) {
    if (ENGINE_OWNS.has(header.key)) continue
    const name = isCompact(header.name) ? wireName(header.key, header.key) : wireName(header.name, header.key)
    const value = WITH_PLACEHOLDER.has(header.key) ? filled(header.value, address) : header.value
    headers.push({ name, key: header.key, value: header.key === 'contact' ? bracketed(value) : value })
  }
  return headers
}

/** Returns the headers with a Content-Type when the body needs one; undefined when the body cannot be named. */
export function withContentType(headers: Header[], body: string): Header[] | undefined {
  if (body === '' || headerValue({ headers }, 'content-type') !== undefined) return headers
  if (!body.startsWith('v=0')) return undefined
  return [...headers, { name: 'Content-Type', key: 'content-type', value: 'application/sdp' }]
}

/** Puts the own address in for `@localhost`. */
export function filled(value: string, address: string): string {
  return value.includes('@localhost') ? value.replace(/@localhost(:\d+)?/g, () => `@${address}`) : value
}

/** RFC 3261 20: a URI with parameters stands in angle brackets, or they would be taken for the header's. */
function bracketed(contact: string): string {
  return /^sips?:[^,<>]*$/i.test(contact) ? `<${contact}>` : contact
}
