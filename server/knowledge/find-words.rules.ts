/** The words an article is found by: Han bigrams, Latin words, beginnings and pinyin initials of titles. Same on both databases. */
import { pinyin } from 'pinyin-pro'
import type { ArticleContent } from '../contracts/knowledge.ts'

/** `place` 1: in the title; 0: in the text. */
export interface FindWord {
  key: string
  place: 0 | 1
}

const han = /\p{Script=Han}/u
const runs = /\p{Script=Han}+|[\p{L}\p{N}]+/gu
const longestKey = 40
const shortestBeginning = 2
const longestBeginning = 12
const longestInitials = 6
const mostTerms = 8

/** One spelling: width, case and accents do not count. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFKC').toLowerCase()
}

/** Two characters and two; a single one stays one. */
export function bigramsOf(text: string): string[] {
  const chars = Array.from(text)
  if (chars.length < 2) return chars
  return chars.slice(1).map((char, i) => chars[i]! + char)
}

/** Runs of Han characters, and words of letters and digits, without the English plural. */
function runsOf(text: string): Array<{ text: string; isHan: boolean }> {
  // A run of letters may hold Han characters when both stand without a space; they are taken apart first.
  const spaced = fold(text).replace(/(\p{Script=Han}+)/gu, ' $1 ')
  return (spaced.match(runs) ?? []).map((run) =>
    han.test(run) ? { text: run, isHan: true } : { text: singular(run).slice(0, longestKey), isHan: false },
  )
}

function singular(word: string): string {
  return word.length > 3 && word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word
}

/** Words of a text as it is kept: each once. */
export function wordsOfText(text: string): Set<string> {
  const words = new Set<string>()
  for (const run of runsOf(text)) for (const word of run.isHan ? bigramsOf(run.text) : [run.text]) words.add(word)
  return words
}

/** Words of a title: also single characters, beginnings of Latin words while somebody types, and pinyin initials. */
export function wordsOfTitle(title: string): Set<string> {
  const words = wordsOfText(title)
  for (const run of runsOf(title)) {
    if (run.isHan) for (const char of run.text) words.add(char)
    else
      for (let end = shortestBeginning; end <= Math.min(run.text.length, longestBeginning); end++)
        words.add(run.text.slice(0, end))
  }
  for (const initials of initialsOf(title)) words.add(initials)
  return words
}

/** From each character on, two to six initials: 改签规则 is gq, gqg, gqgz, qg, qgz, gz. */
function initialsOf(title: string): string[] {
  const chars = Array.from(title).filter((char) => han.test(char))
  if (chars.length < 2) return []
  const all = pinyin(chars.join(''), { pattern: 'first', toneType: 'none', type: 'array' }).join('')
  const found: string[] = []
  for (let from = 0; from < all.length - 1; from++)
    for (let end = from + 2; end <= Math.min(all.length, from + longestInitials); end++)
      found.push(all.slice(from, end))
  return found
}

/** Every word of an article with the best place where it stands. */
export function findWordsOf(content: Pick<ArticleContent, 'title' | 'blocks' | 'script'>): FindWord[] {
  const title = new Set([...wordsOfTitle(content.title.zh), ...wordsOfTitle(content.title.en)])
  const text = wordsOfText(
    textsOf(content)
      .flatMap(({ zh, en }) => [zh, en])
      .join(' \n '),
  )
  const words: FindWord[] = [...title].map((key) => ({ key, place: 1 }))
  for (const key of text) if (!title.has(key)) words.push({ key, place: 0 })
  return words
}

/** Everything written below the title, block by block and step by step. */
export function textsOf({
  blocks,
  script,
}: Pick<ArticleContent, 'blocks' | 'script'>): Array<{ zh: string; en: string }> {
  return [
    ...blocks.map(({ zh, en }) => ({ zh: zh.join(' '), en: en.join(' ') })),
    ...script.flatMap(({ say, question }) => (question ? [say, question] : [say])),
  ]
}

/** The words of a search, each once; nothing for an empty one. */
export function termsOf(search: string): string[] {
  return [...wordsOfText(search)].slice(0, mostTerms)
}
