/** Units: the tree of the house, kept in memory because every request asks what its user may see. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId } from '../contracts/ids.ts'
import type { Unit } from '../contracts/organisation.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { inTreeOrder, isPartners, unitsAbove, unitsUnder } from './unit-tree.rules.ts'
import { insertUnits, listUnits } from './units.repository.ts'

/** A unit to be added: what is not said is empty. */
export type NewUnit = Pick<Unit, 'name'> & Partial<Unit>

/** What somebody's place in the tree opens to them. */
export interface Reach {
  units: TeamId[]
  masked: boolean
}

export type Units = ReturnType<typeof createUnits>

/** The half of the organisation that knows units. */
export function createUnits({ store }: { store: Store }) {
  let kept: Promise<Unit[]> | undefined

  async function load(db: Store['db']): Promise<Unit[]> {
    return inTreeOrder(await listUnits(db))
  }

  /** Parents before children. Inside a transaction its own changes count too. */
  async function units(within?: Write): Promise<Unit[]> {
    if (within) return load(within.db)
    const loading = kept ?? load(store.db)
    kept = loading
    try {
      return await loading
    } catch (error) {
      if (kept === loading) kept = undefined
      throw error
    }
  }

  /** What the memory holds is old once this transaction is committed. */
  const changed = (tx: Write): void =>
    tx.committed(() => {
      kept = undefined
    })

  async function unitByCode(code: string, within?: Write): Promise<Unit | undefined> {
    return (await units(within)).find((unit) => unit.code === code)
  }

  return {
    units,
    unitByCode,
    /** The department that a catalogue names, `cabin-service`; undefined when there is none or it is disabled. */
    async departmentByCode(code: string, within?: Write): Promise<Unit | undefined> {
      const unit = await unitByCode(code, within)
      return unit?.disabled ? undefined : unit
    },
    async unit(id: TeamId, within?: Write): Promise<Unit | undefined> {
      return (await units(within)).find((unit) => unit.id === id)
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
      if (role === 'admin') return { units: all.map((unit) => unit.id), masked }
      return { units: role === 'supervisor' ? unitsUnder(all, teamId) : [teamId], masked }
    },

    /** Adds units as they come, parents before children. */
    addUnits(fresh: readonly NewUnit[], within?: Write): Promise<Unit[]> {
      const added = fresh.map(wholeUnit)
      return store.write(async (tx) => {
        await insertUnits(tx.db, added)
        changed(tx)
        return added
      }, within)
    },
  }
}

/** A unit with everything that was left out. */
export function wholeUnit(fresh: NewUnit): Unit {
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
