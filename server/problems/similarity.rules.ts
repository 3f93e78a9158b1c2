/** Whether cases have something in common: individual against common problems (BY-23), and more than usual (CS-15). */
import type { ProblemThresholds, ProblemTrait } from '../contracts/problems.ts'

/** What is compared of a case. */
export interface Traits {
  caseId: string
  leaf: string
  station?: string | undefined
  flight?: string | undefined
  department?: string | undefined
  openedAt: number
  /** Of the subject: see `marksOf`. */
  marks: readonly number[]
}

/** Cases that share a trait; the fresh one is among them. */
export interface Group {
  trait: ProblemTrait
  value: string
  cases: string[]
}

const mostMarks = 80
const timesForDepartment = 3
const dayMs = 86_400_000

/** A text as numbers: pairs of Han characters and Latin words, each hashed, so that no word of a passenger is kept. */
export function marksOf(text: string): number[] {
  const plain = text.normalize('NFKC').toLowerCase()
  const found = new Set<number>()
  for (const [run] of plain.matchAll(/\p{Script=Han}+/gu)) {
    const characters = Array.from(run)
    for (let i = 0; i + 1 < characters.length; i++) found.add(hash(`${characters[i]}${characters[i + 1]}`))
  }
  for (const [word] of plain.matchAll(/[a-z]{3,}/g)) found.add(hash(word))
  return [...found].slice(0, mostMarks)
}

/** Share of the marks that two texts have in common, in percent; 0 when one has none. */
export function similarPercent(a: readonly number[], b: readonly number[]): number {
  if (a.length === 0 || b.length === 0) return 0
  const other = new Set(b)
  const common = a.filter((mark) => other.has(mark)).length
  return Math.round((100 * common) / (a.length + b.length - common))
}

/** The groups that a fresh case belongs to, the most telling first: flight, station, words, department. */
export function groupsOf(
  fresh: Traits,
  others: readonly Traits[],
  limits: Pick<ProblemThresholds, 'similarPercent'>,
): Group[] {
  const peers = others.filter((one) => one.caseId !== fresh.caseId && one.leaf === fresh.leaf)
  const same = (trait: 'flight' | 'station' | 'department'): Group[] => {
    const value = fresh[trait]
    if (!value) return []
    return [
      {
        trait,
        value,
        cases: idsOf(
          fresh,
          peers.filter((one) => one[trait] === value),
        ),
      },
    ]
  }
  const alike = peers.filter((one) => similarPercent(fresh.marks, one.marks) >= limits.similarPercent)
  const text: Group[] = fresh.marks.length > 0 ? [{ trait: 'text', value: '', cases: idsOf(fresh, alike) }] : []
  return [...same('flight'), ...same('station'), ...text, ...same('department')]
}

/** The group that makes a problem: the most telling one that is large enough. A department alone says little, so it needs many. */
export function commonGroup(groups: readonly Group[], limits: Pick<ProblemThresholds, 'cases'>): Group | undefined {
  return groups.find(
    ({ trait, cases }) => cases.length >= limits.cases * (trait === 'department' ? timesForDepartment : 1),
  )
}

/** A spike: the last 24 hours against the daily mean of the 28 days before; undefined when it is as usual. */
export function spikeOf(
  openedAt: readonly number[],
  now: number,
  limits: Pick<ProblemThresholds, 'spikeCases' | 'spikeTenths'>,
): { count: number; usualHundredths: number } | undefined {
  const from = now - dayMs
  const count = openedAt.filter((at) => at > from && at <= now).length
  const before = openedAt.filter((at) => at <= from && at > from - 28 * dayMs).length
  const usualHundredths = Math.round((before * 100) / 28)
  const isMany = count >= limits.spikeCases
  return isMany && count * 1000 >= usualHundredths * limits.spikeTenths ? { count, usualHundredths } : undefined
}

function idsOf(fresh: Traits, others: readonly Traits[]): string[] {
  return [...others.map((one) => one.caseId), fresh.caseId]
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) {
    value ^= character.codePointAt(0)!
    value = Math.imul(value, 0x01000193) >>> 0
  }
  return value
}
