import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TeamId } from '../../../server/contracts/ids.ts'
import type { UnitKind } from '../../../server/contracts/organisation.ts'
import { inTreeOrder, isPartners, unitsAbove, unitsUnder } from '../../../server/organisation/unit-tree.rules.ts'

interface Node {
  id: TeamId
  parentId?: TeamId
  kind: UnitKind
}
const id = (n: number) => `unit-${n}` as TeamId

/** A tree: each unit hangs on one that came before it. */
const trees = fc
  .array(fc.tuple(fc.nat(), fc.constantFrom<UnitKind>('branch', 'sales-office', 'department', 'team', 'partner')), {
    minLength: 1,
    maxLength: 40,
  })
  .map((seeds) =>
    seeds.map(([seed, kind], n): Node => (n === 0 ? { id: id(0), kind } : { id: id(n), parentId: id(seed % n), kind })),
  )

describe('the tree of units', () => {
  test('one is under another exactly when the other is above it', () => {
    fc.assert(
      fc.property(trees, (units) => {
        for (const top of units)
          for (const unit of units)
            expect(unitsUnder(units, top.id).includes(unit.id)).toBe(
              unitsAbove(units, unit.id).some((above) => above.id === top.id),
            )
      }),
      { numRuns: 50 },
    )
  })

  test('is read with every unit once, and no child before its parent', () => {
    fc.assert(
      fc.property(trees, (units) => {
        const read = inTreeOrder(units.toReversed()).map((unit) => unit.id)
        expect(read.toSorted()).toEqual(units.map((unit) => unit.id).toSorted())
        for (const { id: child, parentId } of units)
          if (parentId) expect(read.indexOf(parentId)).toBeLessThan(read.indexOf(child))
      }),
    )
  })

  test('a circle in the data ends the walk', () => {
    const round: Node[] = [
      { id: id(1), parentId: id(2), kind: 'team' },
      { id: id(2), parentId: id(1), kind: 'team' },
    ]
    expect(unitsUnder(round, id(1))).toEqual([id(1), id(2)])
    expect(unitsAbove(round, id(1)).map((unit) => unit.id)).toEqual([id(1), id(2)])
  })

  test('[AC-19] whoever stands under a partner works for the partner', () => {
    fc.assert(
      fc.property(trees, (units) => {
        for (const unit of units)
          expect(isPartners(units, unit.id)).toBe(unitsAbove(units, unit.id).some((one) => one.kind === 'partner'))
      }),
      { numRuns: 30 },
    )
  })
})
