/** Cuts a TCP byte stream into SIP messages by Content-Length (RFC 3261 18.3) and notices the CRLF keep-alive (RFC 5626 3.5.1). */

export type Framed =
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'ping' }
  /** The stream cannot be followed any further; `text` is what there is of the message. */
  | { readonly kind: 'broken'; readonly text: string; readonly fault: string }

export interface StreamFraming {
  /** Takes bytes as they came; after a `broken` item nothing more comes out. */
  push(chunk: Buffer): Framed[]
  /** Bytes of a message that has begun but not ended. */
  readonly pending: number
}

const HEAD_END = Buffer.from('\r\n\r\n')
const CR = 0x0d
const LF = 0x0a

/** Builds the framing of one connection with its caps in bytes. */
export function createStreamFraming(caps: { head: number; body: number }): StreamFraming {
  let held: Buffer = Buffer.alloc(0)
  let scanned = 0
  let need = 0
  let broken = false

  function push(chunk: Buffer): Framed[] {
    const items: Framed[] = []
    if (broken) return items
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    while (held.length >= need) {
      const item = next()
      if (item === undefined) break
      items.push(item)
      if (item.kind === 'broken') {
        broken = true
        held = Buffer.alloc(0)
        break
      }
    }
    return items
  }

  function next(): Framed | undefined {
    const ping = dropBlankLines()
    if (ping !== undefined) return ping
    if (held.length === 0) return undefined
    const end = held.indexOf(HEAD_END, Math.max(0, scanned - 3))
    if (end < 0) {
      scanned = held.length
      return held.length > caps.head ? fail('headers too long') : undefined
    }
    if (end > caps.head) return fail('headers too long')
    const head = held.toString('latin1', 0, end + 4)
    const length = contentLength(head)
    if (typeof length === 'string') return { kind: 'broken', text: head, fault: length }
    if (length > caps.body) return { kind: 'broken', text: head, fault: 'body too long' }
    const total = end + 4 + length
    if (held.length < total) {
      need = total
      scanned = end
      return undefined
    }
    const text = length === 0 ? head : held.toString('latin1', 0, total)
    take(total)
    return { kind: 'message', text }
  }

  function dropBlankLines(): Framed | undefined {
    let at = 0
    while (held[at] === CR && held[at + 1] === LF) at += 2
    if (at === 0) return undefined
    take(at)
    return at >= 4 ? { kind: 'ping' } : next()
  }

  function fail(fault: string): Framed {
    return { kind: 'broken', text: held.toString('latin1', 0, caps.head), fault }
  }

  function take(bytes: number): void {
    held = held.subarray(bytes)
    scanned = 0
    need = 0
  }

  return {
    push,
    get pending() {
      return held.length
    },
  }
}

/** Returns the body's length, 0 when the header is missing, or the fault. */
function contentLength(head: string): number | string {
  let found: string | undefined
  let at = head.indexOf('\r\n') + 2
  while (at > 1 && at < head.length - 2) {
    let end = head.indexOf('\r\n', at)
    if (end < 0) end = head.length
    const colon = isLengthLine(head, at)
    if (colon > 0) {
      const value = head.slice(colon + 1, end).trim()
      if (found !== undefined && found !== value) return 'Content-Length repeated'
      found = value
    }
    at = end + 2
  }
  if (found === undefined) return 0
  return /^\d{1,9}$/.test(found) ? Number(found) : 'Content-Length'
}

function isLengthLine(head: string, at: number): number {
  const letter = head.charCodeAt(at) | 0x20
  if (letter !== 0x63 && letter !== 0x6c) return 0
  const match = /^(?:content-length|l)[ \t]*$/i
  const colon = head.indexOf(':', at)
  return colon > at && colon - at < 24 && match.test(head.slice(at, colon)) ? colon : 0
}
