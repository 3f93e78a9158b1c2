/** AC-01, BY-55: what a customer is worth to the house, 0 to 100, as a sum of parts that anybody can check. */
import type { MemberRules } from '../contracts/members.ts'
import type { AccountMark, Tier } from '../contracts/passengers.ts'
import type { ScorePart } from '../contracts/segments.ts'

export interface ValueFacts {
  tier: Tier
  /** Of the last twelve months; hundredths of a yuan. */
  spend: number
  segments: number
  /** Whole years since the first flight or the membership. */
  years: number
  account: Pick<AccountMark, 'kind' | 'grade'> | undefined
}

const tierFigure: Record<Tier, number> = { none: 0, basic: 1, silver: 2, gold: 3, platinum: 4 }
const gradeFigure = { A: 10, B: 7, C: 4, D: 2 } as const
// A company without an agreement still brings its travellers.
const ungradedFigure = 3

/** The parts in the order of the formula; each grows in a straight line up to its `full` figure. */
export function scoreParts(facts: ValueFacts, rules: Pick<MemberRules, 'score'>): ScorePart[] {
  const account = facts.account ? (facts.account.grade ? gradeFigure[facts.account.grade] : ungradedFigure) : 0
  const figures = {
    spend: facts.spend,
    segments: facts.segments,
    tier: tierFigure[facts.tier],
    tenure: facts.years,
    account,
  }
  return (Object.keys(figures) as Array<keyof typeof figures>).map((code) => {
    const { most, full } = rules.score[code]
    const figure = figures[code]
    return { code, figure, points: Math.floor((most * Math.min(Math.max(0, figure), full)) / full), most }
  })
}

/** The sum, never above 100. */
export const scoreOf = (parts: readonly ScorePart[]): number =>
  Math.min(
    100,
    parts.reduce((sum, part) => sum + part.points, 0),
  )
