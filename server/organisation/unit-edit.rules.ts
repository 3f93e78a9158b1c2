/** What may stand where in the tree of units, and what is wrong with a wish. */
import type { TeamId } from '../contracts/ids.ts'
import type { Unit, UnitKind } from '../contracts/organisation.ts'
import { unitsUnder } from './unit-tree.rules.ts'

/** Under which kinds a unit may stand; an empty place in the list means nothing above it. */
const parents: Record<UnitKind, ReadonlyArray<UnitKind | 'nothing'>> = {
  headquarters: ['nothing'],
  branch: ['headquarters'],
  'sales-office': ['branch', 'headquarters'],
  department: ['headquarters', 'branch', 'department'],
  team: ['headquarters', 'branch', 'sales-office', 'department', 'team', 'partner', 'nothing'],
  partner: ['headquarters', 'branch', 'department'],
}

/** Field -> what is wrong: `taken`, `unknown`, `disabled`, `circle`, `wrong-kind`. Nothing when the unit may stand so. */
export function wrongWith(unit: Unit, others: readonly Unit[]): Record<string, string> {
  const wrong: Record<string, string> = {}
  if (others.some((other) => other.code === unit.code && other.id !== unit.id)) wrong.code = 'taken'
  if (unit.parentId !== undefined) {
    const parent = others.find((other) => other.id === unit.parentId)
    if (!parent) wrong.parentId = 'unknown'
    else if (parent.disabled && !unit.disabled) wrong.parentId = 'disabled'
    else if (unitsUnder(others, unit.id).includes(parent.id)) wrong.parentId = 'circle'
    else if (!parents[unit.kind].includes(parent.kind)) wrong.parentId = 'wrong-kind'
  } else if (!parents[unit.kind].includes('nothing')) wrong.parentId = 'missing'
  if (!wrong.parentId && others.some((other) => other.parentId === unit.id && !parents[other.kind].includes(unit.kind)))
    wrong.kind = 'wrong-kind'
  return wrong
}

/** Units right below that still work: a unit is closed after them. */
export const workingBelow = (units: readonly Unit[], id: TeamId): Unit[] =>
  units.filter((unit) => unit.parentId === id && !unit.disabled)
