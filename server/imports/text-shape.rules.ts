/** How a text file is written: its encoding and its delimiter, told from how it begins. */
import type { FileShape } from '../contracts/imports.ts'

export type Encoding = NonNullable<FileShape['encoding']>
export type Delimiter = NonNullable<FileShape['delimiter']>

/** `whole` says that `head` is the whole file. Undefined: not a text. */
export function encodingOf(head: Uint8Array, whole: boolean): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  const wide = wideOf(head)
  if (wide !== undefined) return wide
  if (head.includes(0)) return undefined
  // A character may be cut at the end of what was read.
  return reads('utf-8', head, whole) ? 'utf-8' : reads('gb18030', head, whole) ? 'gb18030' : undefined
}

function reads(encoding: string, head: Uint8Array, whole: boolean): boolean {
  for (let cut = 0; cut <= (whole ? 0 : 3); cut++) {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(head.subarray(0, head.length - cut))
      return true
    } catch {
      // Another end, or another encoding.
    }
  }
  return false
}

/** UTF-16 without a mark: of Western text every second byte is zero. */
function wideOf(head: Uint8Array): Encoding | undefined {
  const length = Math.min(head.length, 4096) & ~1
  if (length < 4) return undefined
  const zeros = [0, 0]
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i % 2]!++
  const few = length * 0.01
  const many = length * 0.15
  if (zeros[0]! <= few && zeros[1]! >= many) return 'utf-16le'
  return zeros[1]! <= few && zeros[0]! >= many ? 'utf-16be' : undefined
}

const delimiters: readonly Delimiter[] = [',', '\t', ';', '|']

/** The sign that parts the first line (outside of quotes) most often; a comma when none does. */
export function delimiterOf(text: string): Delimiter {
  const counts = new Map<string, number>(delimiters.map((sign) => [sign, 0]))
  let quoted = false
  for (const char of text) {
    if (char === '"') quoted = !quoted
    else if (!quoted && (char === '\n' || char === '\r')) break
    else if (!quoted && counts.has(char)) counts.set(char, counts.get(char)! + 1)
  }
  return delimiters.reduce((best, sign) => (counts.get(sign)! > counts.get(best)! ? sign : best))
}
