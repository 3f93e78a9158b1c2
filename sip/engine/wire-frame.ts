/** Frames of the link to the application: `<bytes>#<payload>`. Payloads are latin1 text, one character a byte. */

/** Writes one frame. */
export function encodeFrame(payload: string): string {
  return `${payload.length}#${payload}`
}

export interface FrameReader {
  /** Takes bytes as they came and returns the payloads that are complete; throws FrameError when the stream is no longer frames. */
  push(chunk: Buffer): string[]
  /** The longest payload accepted from now on, in bytes. */
  allow(bytes: number): void
}

/** The other end does not speak the protocol, or says more than it may. */
export class FrameError extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'FrameError'
  }
}

const HASH = 0x23
const MAX_DIGITS = 6

/** Builds the reader of one connection; `cap` is the longest payload in bytes. */
export function createFrameReader(cap: number): FrameReader {
  let held: Buffer = Buffer.alloc(0)
  let longest = cap

  function push(chunk: Buffer): string[] {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const payloads: string[] = []
    let at = 0
    while (at < held.length) {
      const hash = held.indexOf(HASH, at)
      const digits = hash < 0 ? held.length - at : hash - at
      if (digits > MAX_DIGITS || digits === 0) throw new FrameError('frame length')
      const length = digitsToNumber(held, at, at + digits)
      if (length > longest) throw new FrameError('frame too long')
      if (hash < 0 || held.length - hash - 1 < length) break
      payloads.push(held.toString('latin1', hash + 1, hash + 1 + length))
      at = hash + 1 + length
    }
    held = held.subarray(at)
    return payloads
  }

  return {
    push,
    allow: (bytes) => {
      longest = bytes
    },
  }
}

function digitsToNumber(bytes: Buffer, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) throw new FrameError('frame length')
    value = value * 10 + digit
  }
  return value
}
