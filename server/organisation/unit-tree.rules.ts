/** The tree of units: what stands above and below one, and in which order they are read. */
import type { TeamId } from '../contracts/ids.ts'
import type { Unit, UnitKind } from '../contracts/organisation.ts'

type Node = Pick<Unit, 'id' | 'parentId' | 'kind'>

const rank: Record<UnitKind, number> = {
  headquarters: 0,
  department: 1,
  team: 2,
  branch: 3,
  'sales-office': 4,
  partner: 5,
}

/** A unit and all below it. A parent that is missing, or a circle, ends the walk. */
export function unitsUnder(units: readonly Node[], top: TeamId): TeamId[] {
  const children = Map.groupBy(units, (unit) => unit.parentId)
  const found = new Set<TeamId>([top])
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id)
  return [...found]
}

/** A unit and all above it, the nearest first. */
export function unitsAbove<U extends Node>(units: readonly U[], from: TeamId): U[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const chain = new Set<U>()
  for (let unit = byId.get(from); unit && !chain.has(unit); unit = unit.parentId && byId.get(unit.parentId))
    chain.add(unit)
  return [...chain]
}

/** Whether people of this unit work for an outsourced partner. */
export const isPartners = (units: readonly Node[], unit: TeamId): boolean =>
  unitsAbove(units, unit).some(({ kind }) => kind === 'partner')

/** Parents before their children; children by kind, then in the order given. */
export function inTreeOrder<U extends Node>(units: readonly U[]): U[] {
  const known = new Set(units.map((unit) => unit.id))
  const children = Map.groupBy(units, (unit) => (unit.parentId && known.has(unit.parentId) ? unit.parentId : undefined))
  const below = (id: TeamId | undefined): U[] =>
    (children.get(id) ?? [])
      .toSorted((a, b) => rank[a.kind] - rank[b.kind])
      .flatMap((unit) => [unit, ...below(unit.id)])
  return below(undefined)
}
