/** The directory: units and people by name, function and number, with who is on duty now. Kept in memory, read anew after a change. */
import type { Label } from '../contracts/common.ts'
import type { DirectoryEntry, DutyShift, NewShift, OnDuty, ShiftEdit, ShiftId } from '../contracts/directory.ts'
import type { TeamId } from '../contracts/ids.ts'
import type { StaffMember, Unit } from '../contracts/organisation.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import type { House, Witness } from './directory.ports.ts'
import {
  deleteResponsibilities,
  deleteShift,
  findShift,
  insertResponsibilities,
  insertShifts,
  type KeptShift,
  listResponsibilities,
  listShifts,
  updateShift,
} from './directory.repository.ts'
import { isZone, runsAt } from './duty.rules.ts'
import { closenessOfWords, type Keys, keysOf, searchWords } from './find.rules.ts'

export type Directory = ReturnType<typeof createDirectory>

/** An entry with what finds it; who is on duty is put in when it is shown. */
interface Card {
  keys: Keys
  entry: DirectoryEntry
}

interface Index {
  cards: Card[]
  shifts: DutyShift[]
  staff: Map<string, StaffMember>
}

/** The room of the directory. */
export function createDirectory({ store, clock, house }: { store: Store; clock: Clock; house: House }) {
  let kept: { revision: string; index: Promise<Index> } | undefined
  /** Grows with every change of this room. */
  let changes = 0

  function index(): Promise<Index> {
    const revision = `${house.revision()}/${changes}`
    if (kept?.revision === revision) return kept.index
    const loading = load()
    kept = { revision, index: loading }
    loading.catch(() => {
      kept = undefined
    })
    return loading
  }

  async function load(): Promise<Index> {
    const [units, everybody, handles, kept] = await Promise.all([
      house.units(),
      house.staff(),
      listResponsibilities(store.db),
      listShifts(store.db),
    ])
    const working = everybody.filter((member) => !member.disabled)
    const staff = new Map(working.map((member) => [member.id as string, member]))
    const open = units.filter((unit) => !unit.disabled)
    const handledBy = Map.groupBy(handles, (one) => one.unitId)
    const cards = [
      ...open.map((unit) =>
        unitCard(
          unit,
          open,
          (handledBy.get(unit.id) ?? []).map((one) => one.name),
        ),
      ),
      ...working.map((member) => personCard(member)),
    ]
    return { cards, staff, shifts: named(kept, staff) }
  }

  function changed(tx: Write, unitId: TeamId): void {
    tx.committed(() => {
      changes += 1
    })
    tx.announce('organisation.changed', { unitId })
  }

  async function mustExist(unitId: TeamId, tx: Write): Promise<void> {
    found((await house.units(tx)).find((unit) => unit.id === unitId))
  }

  async function mustBeRight(wish: NewShift | ShiftEdit, tx: Write): Promise<void> {
    if (!isZone(wish.zone)) throw new Refusal('invalid-input', {}, { zone: 'unknown' })
    const [member] = await house.members([wish.userId], tx)
    if (!member || member.disabled) throw new Refusal('invalid-input', {}, { userId: 'unknown' })
    if (wish.validFrom && wish.validUntil && wish.validFrom > wish.validUntil)
      throw new Refusal('invalid-input', {}, { validUntil: 'before validFrom' })
  }

  return {
    /** The best fits, people on duty before others. Nothing searched: the units that have somebody on duty now. */
    async search(search: string, limit: number): Promise<DirectoryEntry[]> {
      const all = await index()
      const duty = dutyNow(all, clock.now())
      const hits =
        search === ''
          ? all.cards.filter((card) => card.entry.kind === 'unit' && duty.byUnit.has(card.entry.id))
          : bestFits(all.cards, search, duty.people)
      return hits.slice(0, limit).map(({ entry }) => withDuty(entry, duty))
    },

    /** The roster of these units, or of all. */
    async roster(units?: readonly TeamId[]): Promise<DutyShift[]> {
      const shifts = await listShifts(store.db, units)
      const members = await house.members([...new Set(shifts.map((shift) => shift.userId))])
      return named(shifts, new Map(members.map((member) => [member.id as string, member])))
    },

    shift: (id: ShiftId): Promise<KeptShift | undefined> => findShift(store.db, id),

    addShift(wish: NewShift, witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        await mustExist(wish.unitId, tx)
        await mustBeRight(wish, tx)
        await insertShifts(tx.db, [{ ...tidy(wish), id: newId<ShiftId>(), version: 1 }])
        changed(tx, wish.unitId)
        await witness('shift-added', wish.unitId, tx)
      })
    },

    changeShift(id: ShiftId, { version, ...edit }: ShiftEdit, witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        const { unitId } = found(await findShift(tx.db, id))
        await mustBeRight({ ...edit, version }, tx)
        if (!(await updateShift(tx.db, { ...tidy({ ...edit, unitId }), id, version: version + 1 })))
          throw new Refusal('changed-meanwhile')
        changed(tx, unitId)
        await witness('shift-changed', unitId, tx)
      })
    },

    removeShift(id: ShiftId, witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        const { unitId } = found(await findShift(tx.db, id))
        await deleteShift(tx.db, id)
        changed(tx, unitId)
        await witness('shift-removed', unitId, tx)
      })
    },

    /** What these units answer for. */
    async responsibilities(unitId: TeamId): Promise<Label[]> {
      return (await listResponsibilities(store.db)).filter((one) => one.unitId === unitId).map((one) => one.name)
    },

    /** Writes what a unit answers for, in the place of what was there. */
    setResponsibilities(unitId: TeamId, names: readonly Label[], witness: Witness): Promise<void> {
      return store.write(async (tx) => {
        await mustExist(unitId, tx)
        await deleteResponsibilities(tx.db, unitId)
        await insertResponsibilities(
          tx.db,
          names.map((name) => ({ id: newId<TeamId>(), unitId, name })),
        )
        changed(tx, unitId)
        await witness('responsibilities-changed', unitId, tx)
      })
    },

    /** Adds many at once, as the demo does. */
    fill(
      content: { handles: Array<{ unitId: TeamId; name: Label }>; shifts: NewShift[] },
      within?: Write,
    ): Promise<void> {
      return store.write(async (tx) => {
        await insertResponsibilities(
          tx.db,
          content.handles.map((one) => ({ ...one, id: newId<TeamId>() })),
        )
        await insertShifts(
          tx.db,
          content.shifts.map((shift) => ({ ...tidy(shift), id: newId<ShiftId>(), version: 1 })),
        )
        tx.committed(() => {
          changes += 1
        })
      }, within)
    },
  }
}

interface Duty {
  byUnit: Map<TeamId, OnDuty[]>
  people: Map<string, OnDuty>
}

function dutyNow({ shifts, staff }: Index, now: number): Duty {
  const running = shifts
    .filter((shift) => staff.has(shift.userId) && runsAt(shift, now))
    .map((shift) => ({
      unitId: shift.unitId,
      duty: {
        userId: shift.userId,
        name: shift.userName,
        task: shift.task,
        number: staff.get(shift.userId)?.extension ?? '',
        toMinute: shift.toMinute,
        zone: shift.zone,
      },
    }))
  const byUnit = new Map<TeamId, OnDuty[]>()
  for (const { unitId, duty } of running) byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), duty])
  return { byUnit, people: new Map(running.map(({ duty }) => [duty.userId, duty])) }
}

function bestFits(cards: Card[], search: string, onDuty: ReadonlyMap<string, OnDuty>): Card[] {
  const words = searchWords(search)
  return cards
    .map((card) => ({ card, closeness: closenessOfWords(card.keys, words) + (onDuty.has(card.entry.id) ? 0.5 : 0) }))
    .filter((hit) => hit.closeness >= 1)
    .toSorted((a, b) => b.closeness - a.closeness)
    .map((hit) => hit.card)
}

function withDuty(entry: DirectoryEntry, duty: Duty): DirectoryEntry {
  if (entry.kind === 'unit') return { ...entry, onDuty: duty.byUnit.get(entry.id) ?? [] }
  const own = duty.people.get(entry.id)
  return own ? { ...entry, onDuty: own } : entry
}

function unitCard(unit: Unit, all: readonly Unit[], handles: Label[]): Card {
  const path: Label[] = []
  const byId = new Map(all.map((one) => [one.id, one]))
  for (
    let above = unit.parentId && byId.get(unit.parentId);
    above && path.length < 8;
    above = above.parentId && byId.get(above.parentId)
  )
    path.push(above.name)
  const { id, kind: unitKind, name, address, phone: number } = unit
  return {
    keys: keysOf(
      [name, ...handles, unit.city].flatMap(({ zh, en }) => [zh, en]),
      [number],
    ),
    entry: { kind: 'unit', id, unitKind, name, path, number, address, handles, onDuty: [] },
  }
}

function personCard(member: StaffMember): Card {
  const { id, displayName: name, title, teamId: unitId, teamName: unitName, extension: number } = member
  return {
    keys: keysOf([name, title.zh, title.en, unitName.zh, unitName.en], [number]),
    entry: { kind: 'person', id, name, title, unitId, unitName, number },
  }
}

function named(shifts: readonly KeptShift[], staff: ReadonlyMap<string, StaffMember>): DutyShift[] {
  return shifts.map((shift) => ({ ...shift, userName: staff.get(shift.userId)?.displayName ?? '' }))
}

function tidy(wish: NewShift): Omit<KeptShift, 'id' | 'version'> {
  const { validFrom, validUntil, weekdays, ...rest } = wish
  return {
    ...rest,
    weekdays: [...new Set(weekdays)].toSorted((a, b) => a - b),
    ...(validFrom && { validFrom }),
    ...(validUntil && { validUntil }),
  }
}
