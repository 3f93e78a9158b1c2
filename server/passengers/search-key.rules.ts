/**
 * The keys a passenger is found by. A search compares whole keys, so an index answers it on either engine;
 * what a person may begin to type is therefore stored as beginnings.
 */
import { pinyin } from 'pinyin-pro'
import { readNumber } from './number.rules.ts'

/** What is searched of a passenger. */
export interface Findable {
  name: string
  latinName: string
  memberNumber?: string | undefined
  email?: string | undefined
  numbers: string[]
  pnrs: string[]
}

/** One word of a search: the key to look up, and the text that must stand in the record when the key is only its beginning. */
export interface SearchWord {
  key: string
  contains: string | undefined
}

const longestKey = 12
const longestHanKey = 4
const mostWords = 5
const han = /\p{Script=Han}/u

/** Every key of a passenger, each once. */
export function keysOf(passenger: Findable): string[] {
  const keys = new Set<string>()
  for (const text of [passenger.name, passenger.latinName]) addName(keys, text)
  for (const word of [passenger.memberNumber, passenger.email]) if (word) addBeginnings(keys, fold(word), 3)
  for (const e164 of passenger.numbers) {
    keys.add(e164.slice(0, longestKey))
    addEnds(keys, e164.slice(1))
  }
  if (passenger.memberNumber) addEnds(keys, passenger.memberNumber.replace(/\D/g, ''))
  for (const pnr of passenger.pnrs) keys.add(fold(pnr))
  return [...keys]
}

/** The text beside the keys in which longer words of a search must be found. */
export function searchTextOf(passenger: Findable): string {
  const words = [passenger.name, ...pinyinOf(passenger.name).map((start) => start.join('')), passenger.latinName]
  const rest = [passenger.memberNumber ?? '', passenger.email ?? '', ...passenger.numbers, ...passenger.pnrs]
  return [...words, ...rest].map(fold).join(' ')
}

/** The words of a search; nothing for an empty one. */
export function wordsOf(search: string): SearchWord[] {
  const number = readNumber(search)
  // A number is one word however it is grouped: 138 0013 8000.
  if (number.kind === 'e164') return [wordOf(number.e164)]
  if (/^[\d\s-]+$/.test(search)) return [wordOf(search.replace(/\D/g, ''))].filter((word) => word.key !== '')
  return fold(search)
    .split(/[\s,;/]+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map(wordOf)
}

function wordOf(word: string): SearchWord {
  // Ends of numbers are stored in full; beginnings are cut.
  if (/^\d+$/.test(word)) return { key: word.slice(-longestKey), contains: word.length > longestKey ? word : undefined }
  const chars = Array.from(word)
  const length = han.test(word) ? longestHanKey : longestKey
  return { key: chars.slice(0, length).join(''), contains: chars.length > length ? word : undefined }
}

/** One spelling: width, case and accents do not count. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase().trim()
}

function addName(keys: Set<string>, name: string): void {
  const folded = fold(name)
  if (han.test(folded)) addParts(keys, Array.from(folded.replace(/\s/g, '')))
  const words = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !han.test(word))
  for (const word of words) addBeginnings(keys, word, 2)
  if (words.length > 1) addBeginnings(keys, words.join(''), 2)
  for (const start of pinyinOf(name)) {
    addBeginnings(keys, start.join(''), 2)
    addBeginnings(keys, start.map((syllable) => syllable[0]).join(''), 2)
  }
}

/** Pinyin syllables of a Chinese name, from each of its characters on: the given name alone must be found too. */
function pinyinOf(name: string): string[][] {
  const chars = Array.from(name)
    .filter((char) => han.test(char))
    .join('')
  if (chars === '') return []
  const syllables = pinyin(chars, { toneType: 'none', type: 'array', surname: 'head', v: true })
  return syllables.map((_, i) => syllables.slice(i))
}

function addParts(keys: Set<string>, chars: string[]): void {
  for (let from = 0; from < chars.length; from++)
    for (let length = 1; length <= longestHanKey; length++) keys.add(chars.slice(from, from + length).join(''))
}

function addBeginnings(keys: Set<string>, word: string, shortest: number): void {
  for (let length = shortest; length <= Math.min(word.length, longestKey); length++) keys.add(word.slice(0, length))
}

function addEnds(keys: Set<string>, digits: string): void {
  for (let length = 4; length <= Math.min(digits.length, longestKey); length++) keys.add(digits.slice(-length))
}
