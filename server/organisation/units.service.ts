/** Units: the tree of the house, kept in memory because every request asks what its user may see. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId } from '../contracts/ids.ts'
import type { ImportLine, NewUnit, StaffMember, Unit, UnitEdit, UnitOnFile } from '../contracts/organisation.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { OpenWork } from './organisation.ports.ts'
import { soughtOf } from './sought.rules.ts'
import { type Territory, territories } from './territory.rules.ts'
import { workingBelow, wrongWith } from './unit-edit.rules.ts'
import { planImport } from './unit-file.rules.ts'
import { readUnits, writeUnits } from './unit-file.ts'
import { inTreeOrder, isPartners, unitsAbove, unitsUnder } from './unit-tree.rules.ts'
import { insertUnits, listUnits, updateUnit } from './units.repository.ts'
import type { Witness } from './witness.ts'

/** A unit to be added: what is not said is empty. */
export type FreshUnit = Pick<Unit, 'name'> & Partial<Unit>

/** What somebody's place in the tree opens to them. */
export interface Reach {
  units: TeamId[]
  masked: boolean
}

export interface UnitsDeps {
  store: Store
  staff: { staff(units: readonly TeamId[]): Promise<StaffMember[]> }
  work: OpenWork
  /** Something of the organisation changes with this transaction. */
  touch: (tx: Write) => void
}

export type Units = ReturnType<typeof createUnits>

interface Tree {
  units: Unit[]
  onFile: UnitOnFile[]
  territoryOf: ReturnType<typeof territories>
}

/** The half of the organisation that knows units. */
export function createUnits({ store, staff, work, touch }: UnitsDeps) {
  let kept: Promise<Tree> | undefined

  async function load(): Promise<Tree> {
    const units = inTreeOrder(await listUnits(store.db))
    return { units, territoryOf: territories(units), onFile: units.map((one) => ({ ...one, sought: soughtOf(one) })) }
  }

  async function tree(): Promise<Tree> {
    const loading = kept ?? load()
    kept = loading
    try {
      return await loading
    } catch (error) {
      if (kept === loading) kept = undefined
      throw error
    }
  }

  /** Parents before children. Inside a transaction its own changes count too. */
  const units = async (within?: Write): Promise<Unit[]> =>
    within ? inTreeOrder(await listUnits(within.db)) : (await tree()).units

  /** What the memory holds is old once this transaction is committed. */
  function changed(tx: Write): void {
    touch(tx)
    tx.committed(() => {
      kept = undefined
    })
  }

  async function unit(id: TeamId, within?: Write): Promise<Unit | undefined> {
    return (await units(within)).find((one) => one.id === id)
  }

  async function unitByCode(code: string, within?: Write): Promise<Unit | undefined> {
    return (await units(within)).find((one) => one.code === code)
  }

  /** Refuses to close a unit on which people, units or open cases still hang, and says what hangs. */
  async function mustBeEmpty(all: readonly Unit[], id: TeamId): Promise<void> {
    const below = workingBelow(all, id).length
    const people = (await staff.staff([id])).filter((member) => !member.disabled).length
    const openCases = await work.openCasesOf(id)
    if (below + people + openCases > 0) throw new Refusal('unit-in-use', { units: below, people, openCases })
  }

  /** Codes of units that a file would close although something hangs on them. */
  async function closedInUse(change: readonly Unit[], all: readonly Unit[]): Promise<Set<string>> {
    const codes = new Set<string>()
    for (const after of change) {
      const before = all.find((one) => one.id === after.id)
      if (!after.disabled || before?.disabled) continue
      const refused = await mustBeEmpty(all, after.id).then(
        () => false,
        (error: unknown) => error instanceof Refusal,
      )
      if (refused) codes.add(after.code)
    }
    return codes
  }

  async function save(after: Unit, tx: Write): Promise<void> {
    if (!(await updateUnit(tx.db, after))) throw new Refusal('changed-meanwhile')
    changed(tx)
    tx.announce('organisation.changed', { unitId: after.id })
  }

  return {
    units,
    /** Parents before children, each with what a list finds it by. */
    unitsOnFile: async (): Promise<UnitOnFile[]> => (await tree()).onFile,
    unit,
    unitByCode,
    /** The department that a catalogue names, `cabin-service`; undefined when there is none or it is disabled. */
    async departmentByCode(code: string, within?: Write): Promise<Unit | undefined> {
      const one = await unitByCode(code, within)
      return one?.disabled ? undefined : one
    },

    /** A unit and all below it. */
    async unitsUnder(id: TeamId, within?: Write): Promise<TeamId[]> {
      return unitsUnder(await units(within), id)
    },

    /** A unit and all above it, the nearest first: the way an escalation goes. */
    async chainOf(id: TeamId, within?: Write): Promise<Unit[]> {
      return unitsAbove(await units(within), id)
    },

    /** Whose records somebody sees: an agent those of the own unit, a supervisor also those below, an admin all. */
    async reachOf({ role, teamId }: { role: Role; teamId: TeamId }): Promise<Reach> {
      const all = await units()
      const masked = isPartners(all, teamId)
      if (role === 'admin') return { units: all.map((one) => one.id), masked }
      return { units: role === 'supervisor' ? unitsUnder(all, teamId) : [teamId], masked }
    },

    /** The branch and sales office that a contact address belongs to. */
    async officeFor(address: { city?: string | undefined; address?: string | undefined }): Promise<Territory> {
      return (await tree()).territoryOf(address)
    },

    /** Adds units as they come, parents before children: for imports and the demo. */
    addUnits(fresh: readonly FreshUnit[], within?: Write): Promise<Unit[]> {
      const added = fresh.map(wholeUnit)
      return store.write(async (tx) => {
        await insertUnits(tx.db, added)
        changed(tx)
        return added
      }, within)
    },

    addUnit(fresh: NewUnit, witness: Witness): Promise<Unit> {
      const added = wholeUnit({ ...fresh })
      return store.write(async (tx) => {
        mustStandRight(added, await units(tx))
        await insertUnits(tx.db, [added])
        changed(tx)
        tx.announce('organisation.changed', { unitId: added.id })
        await witness('unit-added', added.id, tx)
        return added
      })
    },

    /** Renames, moves or describes a unit. */
    changeUnit(id: TeamId, { version, ...edit }: UnitEdit, witness: Witness): Promise<Unit> {
      return store.write(async (tx) => {
        const all = await units(tx)
        const before = found(all.find((one) => one.id === id))
        const { parentId: _parent, group: _group, ...rest } = before
        const after: Unit = { ...rest, ...edit, version: version + 1 }
        mustStandRight(after, all)
        await save(after, tx)
        await witness('unit-changed', id, tx)
        return after
      })
    },

    /** Closes or opens a unit. Refuses unit-in-use, with what hangs on it. */
    async setUnitDisabled(
      id: TeamId,
      { version, disabled }: { version: number; disabled: boolean },
      witness: Witness,
    ): Promise<Unit> {
      if (disabled) await mustBeEmpty(await units(), id)
      return store.write(async (tx) => {
        const all = await units(tx)
        const after = { ...found(all.find((one) => one.id === id)), disabled, version: version + 1 }
        mustStandRight(after, all)
        await save(after, tx)
        await witness(disabled ? 'unit-disabled' : 'unit-enabled', id, tx)
        return after
      })
    },

    /** The tree as a CSV file. */
    exportUnits: async (): Promise<string> => writeUnits(await units()),

    /** What a file of units would do; with `confirm` the good rows are done. Repeating it changes nothing. */
    async importUnits(text: string, confirm: boolean, witness: Witness): Promise<ImportLine[]> {
      const rows = readUnits(text)
      const ids = new Map(rows.map(({ cells }) => [cells.code ?? '', newId<TeamId>()]))
      const idOf = (code: string): TeamId => ids.get(code) ?? newId<TeamId>()
      const all = await units()
      const closed = await closedInUse(planImport(rows, all, idOf).change, all)
      const kept = rows.filter(({ cells }) => !closed.has(cells.code ?? ''))
      const refused = rows
        .filter((row) => !kept.includes(row))
        .map(
          ({ row, cells }): ImportLine => ({
            row,
            code: cells.code ?? '',
            what: 'refused',
            problems: { disabled: 'in-use' },
          }),
        )
      const inOrder = (lines: ImportLine[]) => [...lines, ...refused].toSorted((a, b) => a.row - b.row)
      if (!confirm) return inOrder(planImport(kept, all, idOf).lines)
      return store.write(async (tx) => {
        // Planned again on what stands now: between preview and confirmation somebody may have been here.
        const plan = planImport(kept, await units(tx), idOf)
        await insertUnits(tx.db, plan.add)
        for (const one of plan.change) if (!(await updateUnit(tx.db, one))) throw new Refusal('changed-meanwhile')
        if (plan.add.length + plan.change.length > 0) {
          changed(tx)
          tx.announce('organisation.changed', {})
        }
        await witness('units-imported', '', tx)
        return inOrder(plan.lines)
      })
    },
  }
}

function mustStandRight(unit: Unit, all: readonly Unit[]): void {
  const wrong = wrongWith(unit, all)
  if (Object.keys(wrong).length > 0) throw new Refusal('invalid-input', {}, wrong)
}

/** A unit with everything that was left out. */
function wholeUnit(fresh: FreshUnit): Unit {
  const id = fresh.id ?? newId<TeamId>()
  return {
    kind: 'team',
    code: id,
    calendarId: 'hq',
    address: { zh: '', en: '' },
    city: { zh: '', en: '' },
    phone: '',
    serves: [],
    service: 'none',
    disabled: false,
    version: 1,
    ...fresh,
    id,
  }
}
