/** One byte range of a file (RFC 9110 14.1.2): `bytes=a-b`, `bytes=a-`, `bytes=-n`. */

export interface ByteRange {
  start: number
  /** Inclusive. */
  end: number
}

/** undefined: send the whole; 'unsatisfiable': answer 416. Several ranges and other units are ignored, as the RFC allows. */
export function byteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const match = header === undefined ? null : /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim())
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  if (match[1] === '') {
    const last = Math.min(Number(match[2]), size)
    return last === 0 ? 'unsatisfiable' : { start: size - last, end: size - 1 }
  }
  const start = Number(match[1])
  const end = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  if (start >= size) return 'unsatisfiable'
  return end < start ? undefined : { start, end }
}
