import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Script, scriptProblems, wayThrough } from '../../../server/contracts/knowledge-script.ts'
import { bigramsOf, findWordsOf, termsOf, wordsOfTitle } from '../../../server/knowledge/find-words.rules.ts'
import { compareFound, type Found, hitsIn, snippetOf } from '../../../server/knowledge/rank.rules.ts'

describe('words of a search', () => {
  test.each([
    ['改签', ['改签']],
    ['退票费', ['退票', '票费']],
    ['AHL行李 Refunds', ['ahl', '行李', 'refund']],
    ['ＡＨＬ　Café', ['ahl', 'cafe']],
    ['票', ['票']],
    [' ，。!? ', []],
  ])('[CS-27] %s is looked for as %j', (search, terms) => expect(termsOf(search)).toEqual(terms))

  test('[CS-27] a title is also found by a single character, a beginning, and the initials of its pinyin', () => {
    const words = wordsOfTitle('自愿改签 Rebooking')
    for (const word of ['改', '改签', 'gq', 'zygq', 're', 'rebook', 'rebooking']) expect(words).toContain(word)
    expect(words).not.toContain('签改')
  })

  test('[CS-27] two characters that stand together in a text are always found, and no stranger pair', () => {
    const text = fc.array(fc.constantFrom(...Array.from('改签退票行李延误旅客')), { minLength: 2, maxLength: 30 })
    fc.assert(
      fc.property(text, (chars) => {
        const joined = chars.join('')
        const block = { type: 'text' as const, zh: [joined], en: [] }
        const keys = findWordsOf({ title: { zh: '无', en: '' }, blocks: [block], script: [] }).map(({ key }) => key)
        expect(keys.filter((key) => key !== '无').every((key) => joined.includes(key))).toBe(true)
        expect(keys).toEqual(expect.arrayContaining(bigramsOf(joined)))
      }),
    )
  })
})

describe('order of answers', () => {
  const found = (id: string, more: Partial<Found> = {}): Found => ({
    id,
    words: 1,
    inTitle: 0,
    expired: false,
    changedAt: 0,
    ...more,
  })
  test.each([
    ['fresh before expired', found('a'), found('b', { expired: true, words: 2, inTitle: 2 })],
    ['all words before some', found('a', { words: 2 }), found('b', { words: 1, inTitle: 1 })],
    ['title before text', found('a', { inTitle: 1 }), found('b')],
    ['words that stand together before scattered ones', found('a', { phrase: 'text' }), found('b')],
    ['the newer one of equals', found('a', { changedAt: 9 }), found('b')],
  ])('[CS-27] %s', (_why, first, second) => {
    expect([second, first].toSorted(compareFound)).toEqual([first, second])
  })

  test('[CS-27] the snippet is data with the hit marked, whatever stands in the text', () => {
    const parts = snippetOf(['先核对证件', '然后 <b>改签</b> 航班'], termsOf('改签'))
    expect(parts.filter((part) => part.hit).map((part) => part.text)).toEqual(['改签'])
    expect(parts.map((part) => part.text).join('')).toBe('然后 <b>改签</b> 航班')
    expect(hitsIn('退票费用', termsOf('退票费'))).toEqual([[0, 3]])
  })
})

describe('scripts', () => {
  const step = (id: string, ...to: string[]) => ({
    id,
    say: { zh: id, en: id },
    answers: to.map((one) => ({ label: { zh: one, en: one }, to: one })),
  })
  test.each<[string, Script, string[]]>([
    ['one after another', [step('a'), step('b')], []],
    ['an answer may end it', [step('a', 'b', 'end'), step('b')], []],
    ['two ways may meet again', [step('a', 'b', 'c'), step('b', 'c'), step('c')], []],
    ['a loop', [step('a'), step('b', 'a', 'end')], ['loop']],
    ['a step that leads to itself', [step('a', 'a')], ['loop']],
    ['an answer to nowhere', [step('a', 'z')], ['nowhere']],
    ['the same step twice', [step('a'), step('a')], ['twice']],
    ['a step that nobody reaches', [step('a', 'end'), step('b')], ['unreached']],
    ['a question without answers', [{ ...step('a'), question: { zh: '？', en: '?' } }], ['no-answers']],
  ])('[GA-40] %s: %#', (_name, script, problems) => {
    expect(scriptProblems(script).map(({ why }) => why)).toEqual(problems)
  })

  test('[BY-37] leads on by what is ticked and answered, and ends', () => {
    const script = [step('a'), step('b', 'c', 'end'), step('c')]
    const way = (answers: Record<string, string>, ticked: string[]) =>
      wayThrough(script, answers, ticked).map(({ id }) => id)
    expect(way({}, [])).toEqual(['a'])
    expect(way({}, ['a'])).toEqual(['a', 'b'])
    expect(way({ b: 'c' }, ['a'])).toEqual(['a', 'b', 'c'])
    expect(way({ b: 'end' }, ['a'])).toEqual(['a', 'b'])
  })
})
