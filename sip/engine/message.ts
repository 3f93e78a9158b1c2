/** A SIP message in memory: start line, header lines in order, body. Text is latin1, one character a byte, so bodies of any kind pass unharmed. */

export interface Header {
  readonly name: string
  /** Lower-case full name, see `header-names.ts`. */
  readonly key: string
  readonly value: string
}

export interface SipRequest {
  readonly kind: 'request'
  readonly method: string
  readonly uri: string
  readonly headers: Header[]
  readonly body: string
}

export interface SipResponse {
  readonly kind: 'response'
  readonly status: number
  readonly reason: string
  readonly headers: Header[]
  readonly body: string
}

export type SipMessage = SipRequest | SipResponse

/** Returns the value of the first header of that key. */
export function headerValue(message: { readonly headers: readonly Header[] }, key: string): string | undefined {
  for (const header of message.headers) if (header.key === key) return header.value
  return undefined
}

/** Returns the values of all header lines of that key, in order, not split at commas. */
export function headerLines(message: { readonly headers: readonly Header[] }, key: string): string[] {
  const values: string[] = []
  for (const header of message.headers) if (header.key === key) values.push(header.value)
  return values
}

/** Returns all values of a header that may be listed with commas or in several lines, in order. */
export function headerList(message: { readonly headers: readonly Header[] }, key: string): string[] {
  const values: string[] = []
  for (const header of message.headers) {
    if (header.key !== key) continue
    if (header.value.includes(',')) values.push(...splitList(header.value))
    else if (header.value !== '') values.push(header.value)
  }
  return values
}

/** Splits at commas that stand outside quotes and angle brackets; linear in the length. */
export function splitList(value: string): string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  let depth = 0
  for (let at = 0; at < value.length; at++) {
    const char = value.charCodeAt(at)
    if (quoted) {
      if (char === 0x5c) at++
      else if (char === 0x22) quoted = false
    } else if (char === 0x22) quoted = true
    else if (char === 0x3c) depth++
    else if (char === 0x3e) depth = Math.max(0, depth - 1)
    else if (char === 0x2c && depth === 0) {
      parts.push(value.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(value.slice(start).trim())
  return parts.filter((part) => part !== '')
}

/** Tells whether a header lists the option tag, whatever its case. */
export function hasOption(message: { readonly headers: readonly Header[] }, key: string, option: string): boolean {
  return headerList(message, key).some((value) => value.toLowerCase() === option)
}

/** Returns the first line of a message. */
export function startLine(message: SipMessage): string {
  return message.kind === 'request'
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`
}

/** Writes a message out with its headers exactly in their order; the caller owns Content-Length. */
export function serialise(message: SipMessage): string {
  let text = `${startLine(message)}\r\n`
  for (const header of message.headers) text += `${header.name}: ${header.value}\r\n`
  return `${text}\r\n${message.body}`
}
