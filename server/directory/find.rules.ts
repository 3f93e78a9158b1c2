/** How an entry of the directory is found: characters anywhere, pinyin and initials from each character on, English by word, numbers by their ends. */
import { pinyin } from 'pinyin-pro'

/** What a search compares with: one string a kind, each key between line breaks, because looking into one string is fast. */
export interface Keys {
  /** Chinese text: found by any two characters in a row, or one. */
  texts: string
  /** Found by how they begin. */
  starts: string
  /** Digits: found by their beginning or their end. */
  numbers: string
}

const han = /\p{Script=Han}/u
const hanRun = /\p{Script=Han}+/gu

/** The keys of names, titles, functions and numbers. */
export function keysOf(words: readonly string[], numbers: readonly string[]): Keys {
  const folded = words.map(fold).filter((word) => word !== '')
  return {
    texts: lines(folded.filter((word) => han.test(word)).map((word) => word.replaceAll(' ', ''))),
    starts: lines(folded.flatMap((word) => [...latinStarts(word), ...pinyinStarts(word)])),
    numbers: lines(numbers.map((number) => number.replace(/\D/g, '')).filter((digits) => digits !== '')),
  }
}

/** How well the words of a search meet, all of them; 0 when one does not. Higher is better. */
export function closeness(keys: Keys, search: string): number {
  return closenessOfWords(keys, searchWords(search))
}

/** The same for words that were read before, when many keys are compared. */
export function closenessOfWords(keys: Keys, words: readonly string[]): number {
  let lowest = words.length === 0 ? 0 : 4
  for (const word of words) lowest = lowest && Math.min(lowest, closenessOf(keys, word))
  return lowest
}

function closenessOf({ texts, starts, numbers }: Keys, word: string): number {
  if (/^\d+$/.test(word)) {
    if (numbers.includes(`\n${word}\n`)) return 4
    return word.length >= 2 && (numbers.includes(`\n${word}`) || numbers.includes(`${word}\n`)) ? 2 : 0
  }
  const keys = han.test(word) ? texts : starts
  if (keys.includes(`\n${word}\n`)) return 4
  if (keys.includes(`\n${word}`)) return 3
  return keys === texts && keys.includes(word) ? 2 : 0
}

const lines = (keys: string[]): string => (keys.length === 0 ? '' : `\n${[...new Set(keys)].join('\n')}\n`)

/** The words of a search, folded; a number is one word however it is grouped. */
export function searchWords(search: string): string[] {
  const folded = fold(search)
  if (/^[\d\s+-]+$/.test(folded)) return [folded.replace(/\D/g, '')].filter((word) => word !== '')
  return folded.split(/[\s,;，；/]+/).filter((word) => word !== '')
}

/** Each English word, and the words from each one on written together. */
function latinStarts(text: string): string[] {
  const words = text
    .replace(hanRun, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  return words.flatMap((word, i) => [word, words.slice(i).join('')])
}

/** Pinyin and initials from each character on: `tuipiao`, `piao`, `tp`. */
function pinyinStarts(text: string): string[] {
  return (text.match(hanRun) ?? []).flatMap((run) => {
    const syllables = pinyin(run, { toneType: 'none', type: 'array', v: true })
    return syllables.flatMap((_, i) => {
      const rest = syllables.slice(i)
      return [rest.join(''), rest.map((syllable) => syllable[0]).join('')]
    })
  })
}

const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase().trim()
