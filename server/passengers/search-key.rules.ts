/** The keys a passenger is found by, and the words of a search as ranges of such keys. */
import { pinyin } from 'pinyin-pro'
import { type Alphabet, type FindKey, type FindRange, findKey, findRange, isIn } from './find-code.rules.ts'
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

/** One word of a search: a whole number, or ranges of keys of which one must hold a key of the passenger. */
export type SearchWord = { kind: 'number'; e164: string } | { kind: 'text'; word: string; ranges: FindRange[] }

const mostWords = 5
/** Fewer last digits would find half the house. */
const shortestEnd = 4
const shortestText = 2
const han = /\p{Script=Han}/u

/** Every key of a passenger, each once; a word that another one begins with needs none of its own. */
export function keysOf(passenger: Findable): FindKey[] {
  const words: Record<Alphabet, Set<string>> = { text: new Set(), han: new Set(), end: new Set() }
  for (const name of [passenger.name, passenger.latinName]) addName(words, name)
  for (const word of [passenger.memberNumber, passenger.email]) if (word) words.text.add(fold(word))
  for (const pnr of passenger.pnrs) words.text.add(fold(pnr))
  for (const e164 of passenger.numbers) words.end.add(e164.slice(1))
  const memberDigits = passenger.memberNumber?.replace(/\D/g, '') ?? ''
  if (memberDigits.length >= shortestEnd) words.end.add(memberDigits)
  const keys: FindKey[] = []
  for (const alphabet of ['text', 'han', 'end'] as const)
    for (const word of longest(words[alphabet], alphabet)) keys.push(findKey(word, alphabet))
  return keys
}

/** The text beside the keys in which words longer than a key are compared. */
export function searchTextOf(passenger: Findable): string {
  const starts = pinyinOf(passenger.name)
  const words = [passenger.name, ...starts.map((start) => start.join('')), passenger.latinName]
  const joined = fold(passenger.latinName).replace(/[^\p{L}\p{N}]+/gu, '')
  const rest = [passenger.memberNumber ?? '', passenger.email ?? '', ...passenger.numbers, ...passenger.pnrs, joined]
  return [...words, ...rest].map(fold).join(' ')
}

/** The words of a search; nothing for an empty one. */
export function wordsOf(search: string): SearchWord[] {
  const number = readNumber(search)
  // A number is one word however it is grouped: 138 0013 8000.
  if (number.kind === 'e164') return [{ kind: 'number', e164: number.e164 }]
  if (/^[\d\s-]+$/.test(search)) return [textWord(search.replace(/\D/g, ''))].filter((word) => word !== undefined)
  return fold(search)
    .split(/[\s,;/]+/)
    .filter((word) => word !== '')
    .slice(0, mostWords)
    .map(textWord)
}

/** True when one of the keys is meant by the word. */
export function isMeant(keys: FindKey[], word: SearchWord): boolean {
  return word.kind === 'text' && keys.some((key) => word.ranges.some((range) => isIn(key, range)))
}

/** How well a name answers a search: 0 the very word, 1 begins so, 2 somewhere else. */
export function rankOf(
  found: { name: string; latinName: string; memberNumber?: string | undefined },
  search: string,
): number {
  const wanted = fold(search)
  const plain = wanted.replace(/\s+/g, '')
  const whole = [found.name, found.latinName, found.memberNumber ?? ''].map((text) => fold(text).replace(/\s+/g, ''))
  if (whole.includes(plain)) return 0
  if (whole.some((text) => text.startsWith(plain)) || fold(found.latinName).split(' ').includes(wanted)) return 1
  return 2
}

function textWord(word: string): SearchWord {
  const ranges: FindRange[] = []
  if (/^\d+$/.test(word) && word.length >= shortestEnd) ranges.push(findRange(word, 'end'))
  if (han.test(word)) ranges.push(findRange(word, 'han'))
  // Three digits are neither an end nor a beginning worth a search.
  else if (word.length >= (/^\d+$/.test(word) ? shortestEnd : shortestText)) ranges.push(findRange(word, 'text'))
  return { kind: 'text', word, ranges }
}

/** One spelling: width, case and accents do not count. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase().trim()
}

function addName(words: Record<Alphabet, Set<string>>, name: string): void {
  const folded = fold(name)
  if (han.test(folded)) {
    const chars = Array.from(folded.replace(/\s/g, ''))
    for (let from = 0; from < chars.length; from++) words.han.add(chars.slice(from).join(''))
  }
  const latin = folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !han.test(word))
  for (const word of latin) if (word.length >= shortestText) words.text.add(word)
  if (latin.length > 1) words.text.add(latin.join(''))
  for (const start of pinyinOf(name)) {
    words.text.add(start.join(''))
    if (start.length > 1) words.text.add(start.map((syllable) => syllable[0]).join(''))
  }
}

/** Pinyin syllables of a Chinese name, from each of its characters on: the given name alone must be found too. */
export function pinyinOf(name: string): string[][] {
  const chars = Array.from(name)
    .filter((char) => han.test(char))
    .join('')
  if (chars === '') return []
  const syllables = pinyin(chars, { toneType: 'none', type: 'array', surname: 'head', v: true })
  return syllables.map((_, i) => syllables.slice(i))
}

/** Without the words that another one begins with; of ends, that another one ends with. */
function longest(words: Set<string>, alphabet: Alphabet): string[] {
  const turned = (word: string) => (alphabet === 'end' ? Array.from(word).reverse().join('') : word)
  const sorted = [...words]
    .map((word) => ({ word, turned: turned(word) }))
    .sort((a, b) => (a.turned < b.turned ? -1 : 1))
  return sorted.filter((one, i) => !sorted[i + 1]?.turned.startsWith(one.turned)).map((one) => one.word)
}
