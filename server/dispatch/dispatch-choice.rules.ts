/** Which rule fires for a case, and why each other one did not (BY-49, BY-50). */
import type { DispatchProposal, DispatchRule, RuleOutcome, RuleTarget } from '../contracts/dispatch.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'

/** What the rules look at. */
export interface RuleFacts {
  kind: DispatchRule['kinds'][number]
  leaf: string
  station?: string | undefined
  channel: DispatchRule['channels'][number]
}

/** A unit, and a person of it when the rule is for one. */
export interface RulePlace {
  unitId: TeamId
  unitName: { zh: string; en: string }
  personId?: UserId | undefined
  personName?: string | undefined
}

/** Finds the place of a target; undefined when this house has none. */
export type FindPlace = (target: RuleTarget) => RulePlace | undefined

export interface Choice {
  rule?: DispatchRule
  places: RulePlace[]
  tried: DispatchProposal['tried']
}

/** The first rule that fits and finds at least one place. The same unit is asked once. */
export function chooseRule(rules: readonly DispatchRule[], facts: RuleFacts, find: FindPlace): Choice {
  const choice: Choice = { places: [], tried: [] }
  for (const rule of rules) {
    const outcome = choice.rule ? 'later' : misfit(rule, facts)
    const places = outcome === undefined ? placesOf(rule, find) : []
    const settled: RuleOutcome = outcome ?? (places.length > 0 ? 'fired' : 'no-place')
    choice.tried.push({ ruleId: rule.id, name: rule.name, outcome: settled })
    if (settled === 'fired') Object.assign(choice, { rule, places })
  }
  return choice
}

function misfit(rule: DispatchRule, facts: RuleFacts): RuleOutcome | undefined {
  if (!rule.enabled) return 'off'
  if (!fits(rule.kinds, facts.kind)) return 'other-kind'
  if (!fits(rule.leaves, facts.leaf)) return 'other-leaf'
  if (!fits(rule.stations, facts.station)) return 'other-station'
  return fits(rule.channels, facts.channel) ? undefined : 'other-channel'
}

function fits<T>(wanted: readonly T[], value: T | undefined): boolean {
  return wanted.length === 0 || (value !== undefined && wanted.includes(value))
}

function placesOf(rule: DispatchRule, find: FindPlace): RulePlace[] {
  const places = new Map<string, RulePlace>()
  for (const target of rule.targets) {
    const place = find(target)
    // Work for one person needs a person to do it.
    if (place && (rule.level !== 'person' || place.personId)) places.set(place.unitId, place)
  }
  return [...places.values()]
}
