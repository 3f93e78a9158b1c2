/**
 * Words packed into two integers, so that everything that begins with a text is one range of an index, on either engine
 * and under any collation. The first letters make `code` (with the alphabet in its top bits), the next ones `rest`.
 */

/** A packed word. */
export interface FindKey {
  code: number
  rest: number
}

/** Every key that begins like a word: `code` in [from, to), or one code with `rest` in [from, to). */
export interface FindRange {
  code: { from: number; to: number }
  rest: { from: number; to: number } | undefined
  /** The word is longer than a key: what was found must still be compared. */
  cut: boolean
}

/** Latin letters, digits and the signs of addresses; Chinese characters; ends of numbers, read from the last digit on. */
export type Alphabet = 'text' | 'han' | 'end'

const alphabets = {
  text: { space: 1, base: 64, width: 8 },
  han: { space: 2, base: 65_536, width: 3 },
  end: { space: 3, base: 11, width: 13 },
} as const

// 2^48: eight letters of 6 bits, three characters of 16, thirteen digits; with the alphabet it stays below 2^53.
const spaceSize = 2 ** 48
const signs = 'abcdefghijklmnopqrstuvwxyz0123456789.@_-'
const otherSign = 63

function digitsOf(word: string, alphabet: Alphabet): number[] {
  const chars = alphabet === 'end' ? Array.from(word).reverse() : Array.from(word)
  return chars.map((char) => {
    if (alphabet === 'end') return Number(char) + 1
    // 0 is the end of a word: a character must never be it.
    if (alphabet === 'han') return char.codePointAt(0)! & 0xffff || 1
    const place = signs.indexOf(char)
    return place < 0 ? otherSign : place + 1
  })
}

function pack(digits: number[], { base, width }: { base: number; width: number }): number {
  let value = 0
  for (let i = 0; i < width; i++) value = value * base + (digits[i] ?? 0)
  return value
}

/** A whole word as a key. */
export function findKey(word: string, alphabet: Alphabet): FindKey {
  const shape = alphabets[alphabet]
  const digits = digitsOf(word, alphabet)
  return {
    code: shape.space * spaceSize + pack(digits.slice(0, shape.width), shape),
    rest: pack(digits.slice(shape.width, 2 * shape.width), shape),
  }
}

/** The keys that begin with a word. */
export function findRange(word: string, alphabet: Alphabet): FindRange {
  const shape = alphabets[alphabet]
  const digits = digitsOf(word, alphabet)
  const first = digits.slice(0, shape.width)
  const second = digits.slice(shape.width, 2 * shape.width)
  const base = shape.space * spaceSize
  const from = base + pack(first, shape)
  const cut = digits.length > 2 * shape.width
  if (second.length === 0)
    return { code: { from, to: from + shape.base ** (shape.width - first.length) }, rest: undefined, cut }
  const rest = pack(second, shape)
  const to = rest + shape.base ** (shape.width - second.length)
  return { code: { from, to: from + 1 }, rest: { from: rest, to }, cut }
}

/** How many keys there could be in a range: of two words the narrower one is looked up first. */
export const spanOf = ({ code, rest }: FindRange): number => (rest ? 0 : code.to - code.from)

/** True when the key lies in the range. */
export function isIn(key: FindKey, range: FindRange): boolean {
  if (key.code < range.code.from || key.code >= range.code.to) return false
  return range.rest === undefined || (key.rest >= range.rest.from && key.rest < range.rest.to)
}
