import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Alphabet, findKey, findRange, isIn, spanOf } from '../../../server/passengers/find-code.rules.ts'

const words: Record<Alphabet, fc.Arbitrary<string>> = {
  text: fc.stringMatching(/^[a-z0-9.@_-]{1,20}$/),
  han: fc
    .array(fc.constantFrom(...Array.from('王李张刘陈欧阳娜小明伟')), { minLength: 1, maxLength: 7 })
    .map((chars) => chars.join('')),
  end: fc.stringMatching(/^[0-9]{1,13}$/),
}

describe.each(['text', 'han', 'end'] as const)('a packed word of %s', (alphabet) => {
  const begins = (word: string, start: string) => (alphabet === 'end' ? word.endsWith(start) : word.startsWith(start))
  const longest = { text: 16, han: 6, end: 13 }[alphabet]

  test('lies in the range of a word exactly when it begins with it', () => {
    fc.assert(
      fc.property(words[alphabet], words[alphabet], (word, other) => {
        if (other.length > longest) return
        expect(isIn(findKey(word, alphabet), findRange(other, alphabet))).toBe(begins(word, other))
        for (let length = 1; length <= Math.min(word.length, longest); length++) {
          const start = alphabet === 'end' ? word.slice(-length) : word.slice(0, length)
          expect(isIn(findKey(word, alphabet), findRange(start, alphabet))).toBe(true)
        }
      }),
    )
  })

  test('fits a whole number of either engine, and a longer word has a narrower range', () => {
    fc.assert(
      fc.property(words[alphabet], (word) => {
        const { code, rest } = findKey(word, alphabet)
        expect(Number.isSafeInteger(code) && Number.isSafeInteger(rest)).toBe(true)
        const shorter = alphabet === 'end' ? word.slice(1) : word.slice(0, -1)
        if (shorter !== '')
          expect(spanOf(findRange(word, alphabet))).toBeLessThanOrEqual(spanOf(findRange(shorter, alphabet)))
      }),
    )
  })
})
