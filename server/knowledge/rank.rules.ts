/** Which article answers a search best, and the piece of its text that shows why. */
import type { SnippetPart } from '../contracts/knowledge.ts'
import { fold } from './find-words.rules.ts'

/** What a search found of one article. */
export interface Found<Id = string> {
  id: Id
  /** How many of the words it has, and how many of those in the title. */
  words: number
  inTitle: number
  /** All searched words stand one after another, in the title or in the text. */
  phrase?: 'title' | 'text' | undefined
  expired: boolean
  changedAt: number
}

const before = 12
const after = 60

/** Negative when `a` comes first: fresh before expired, all words before some, title before text, the newer one. */
export function compareFound(a: Found, b: Found): number {
  return (
    Number(a.expired) - Number(b.expired) ||
    b.words - a.words ||
    Number(b.phrase === 'title') - Number(a.phrase === 'title') ||
    b.inTitle - a.inTitle ||
    Number(b.phrase === 'text') - Number(a.phrase === 'text') ||
    b.changedAt - a.changedAt ||
    (a.id < b.id ? 1 : -1)
  )
}

/** Where the words of a search stand in a text, as [from, to), not overlapping, in order. */
export function hitsIn(text: string, terms: readonly string[]): Array<[number, number]> {
  const plain = foldSameLength(text)
  const marks: Array<[number, number]> = []
  for (const term of terms)
    for (let at = plain.indexOf(term); at >= 0; at = plain.indexOf(term, at + 1)) marks.push([at, at + term.length])
  const joined: Array<[number, number]> = []
  for (const [from, to] of marks.toSorted((a, b) => a[0] - b[0])) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** A short piece of the first text with a hit, cut into hit and other; the beginning of the first text when there is none. */
export function snippetOf(texts: readonly string[], terms: readonly string[]): SnippetPart[] {
  const text = texts.find((one) => hitsIn(one, terms).length > 0) ?? texts.find((one) => one !== '') ?? ''
  const first = hitsIn(text, terms)[0]?.[0] ?? 0
  const from = Math.max(0, first - before)
  const piece = text.slice(from, first + after)
  const parts: SnippetPart[] = from > 0 ? [{ text: '…', hit: false }] : []
  let at = 0
  for (const [start, end] of hitsIn(piece, terms)) {
    if (start > at) parts.push({ text: piece.slice(at, start), hit: false })
    parts.push({ text: piece.slice(start, end), hit: true })
    at = end
  }
  if (at < piece.length) parts.push({ text: piece.slice(at), hit: false })
  if (first + after < text.length) parts.push({ text: '…', hit: false })
  return parts
}

/** Folded unit by unit, so that a place in the result is the same place in the text. */
function foldSameLength(text: string): string {
  let plain = ''
  for (let i = 0; i < text.length; i++) {
    const folded = fold(text[i]!)
    plain += folded.length === 1 ? folded : text[i]!
  }
  return plain
}
