/** Changes of a record by people: each with its version, its history, and what follows from it, in one commit. */
import type { PassengerId, TripId, UserId } from '../contracts/ids.ts'
import type { CareEdit, Conversion, PassengerChange, TripEdit } from '../contracts/passenger-care.ts'
import type { PassengerEdit, PassengerProfile, PhoneNumber, Trip } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Store, Write } from '../platform/store.ts'
import { insertChanges, listChanges } from './change.repository.ts'
import { type FieldChange, listChange, numberText, rowChanges } from './change.rules.ts'
import { changeOf, emailsOf } from './edit-columns.rules.ts'
import { listEmails, replaceEmails } from './email.repository.ts'
import { isOwned, listNumbers, replaceNumbers } from './number.repository.ts'
import { findable } from './passenger-record.ts'
import type { Offices, StaffNames } from './passengers.ports.ts'
import { livingPassenger, type PassengerRow, replaceKeys, updatePassenger } from './passengers.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'
import { findTrip, listPnrs, toTrip, tripChangeOf, updateTrip } from './trip.repository.ts'

export interface EditsDeps {
  store: Store
  clock: Clock
  staff: StaffNames
  offices: Offices
  profile: (id: PassengerId, within?: Write) => Promise<PassengerProfile | undefined>
}

interface Actor {
  id: UserId
}

/** Fields whose saving says that somebody asked the passenger just now (GA-15). */
const contactFields = ['numbers', 'emails', 'email', 'address', 'emergencyContact'] as const

/** The half of the room of passengers that people write with. */
export function createPassengerEdits({ store, clock, staff, offices, profile }: EditsDeps) {
  async function keep(id: PassengerId, changes: FieldChange[], actor: Actor, tx: Write): Promise<void> {
    if (changes.length === 0) return
    const byName = (await staff.nameOf(actor.id, tx)) ?? null
    const rows = changes.map((change) => ({
      id: newId(),
      passenger_id: id,
      at: clock.now(),
      by_id: actor.id,
      by_name: byName,
      field: change.field,
      old_value: change.from ?? null,
      new_value: change.to ?? null,
    }))
    await insertChanges(tx.db, rows)
  }

  async function save(
    before: PassengerRow,
    version: number,
    change: Partial<PassengerRow>,
    tx: Write,
  ): Promise<PassengerProfile> {
    const saved = await updatePassenger(tx.db, before.id, version, change)
    if (!saved) throw new Refusal('changed-meanwhile', { version: before.version })
    tx.announce('passenger.changed', { passengerId: before.id })
    return found(await profile(before.id, tx))
  }

  async function changeLists(before: PassengerRow, edit: PassengerEdit, tx: Write): Promise<FieldChange[]> {
    const changes: FieldChange[] = []
    const emails = emailsOf(edit)
    if (emails !== undefined) {
      changes.push(...listChange('emails', await listEmails(tx.db, before.id), emails))
      await replaceEmails(tx.db, before.id, emails)
    }
    if (edit.numbers !== undefined) changes.push(...(await changeNumbers(before.id, edit.numbers, tx)))
    return changes
  }

  return {
    /** Changes what the edit names. Refuses changed-meanwhile when the version is not the newest, number-taken for somebody else's own number. */
    edit(given: PassengerId, edit: PassengerEdit, actor: Actor, within?: Write): Promise<PassengerProfile> {
      return store.write(async (tx) => {
        const before = found(await livingPassenger(tx.db, given))
        const { id } = before
        const touched = contactFields.some((field) => edit[field] !== undefined)
        const change = { ...changeOf(edit), ...(touched && { data_confirmed_at: clock.now() }) }
        const changes = [...rowChanges(before, change), ...(await changeLists(before, edit, tx))]
        const numbers = (await listNumbers(tx.db, id)).map((number) => number.e164)
        const searched = findable({ ...before, ...change }, numbers, await listPnrs(tx.db, id))
        const search = searchTextOf(searched)
        if (search !== before.search) await replaceKeys(tx.db, id, keysOf(searched))
        await keep(id, changes, actor, tx)
        return save(before, edit.version, { ...change, search }, tx)
      }, within)
    },

    /** Class, flag, owner and accountable branch (BY-10, BY-16, BY-17). */
    care(given: PassengerId, edit: CareEdit, actor: Actor): Promise<PassengerProfile> {
      return store.write(async (tx) => {
        const before = found(await livingPassenger(tx.db, given))
        const { id } = before
        const customer = { city: before.city ?? '', customerClass: edit.customerClass ?? undefined }
        const unitId = edit.unitId === undefined ? ((await offices.officeFor(customer, tx)) ?? null) : edit.unitId
        const change = {
          customer_class: edit.customerClass,
          difficult: edit.difficult ? 1 : 0,
          owner_id: edit.ownerId,
          unit_id: unitId,
        }
        const name = (userId: UserId | null) => (userId === null ? undefined : staff.nameOf(userId, tx))
        if (edit.ownerId !== null && (await name(edit.ownerId)) === undefined)
          throw new Refusal('invalid-input', {}, { ownerId: 'nobody' })
        const owner =
          edit.ownerId === before.owner_id
            ? []
            : [{ field: 'ownerId', from: await name(before.owner_id), to: await name(edit.ownerId) }]
        const unitName = async (of: PassengerRow['unit_id']) =>
          of === null ? undefined : (await staff.unitName(of, tx))?.zh
        const unit =
          unitId === before.unit_id
            ? []
            : [{ field: 'unitId', from: await unitName(before.unit_id), to: await unitName(unitId) }]
        await keep(id, [...rowChanges(before, change), ...owner, ...unit], actor, tx)
        return save(before, edit.version, change, tx)
      })
    },

    /** The passenger confirmed the contact data (GA-15). */
    confirm(given: PassengerId, version: number, actor: Actor): Promise<PassengerProfile> {
      return store.write(async (tx) => {
        const before = found(await livingPassenger(tx.db, given))
        const { id } = before
        const day = (at: number | null) => (at === null ? undefined : new Date(at).toISOString().slice(0, 10))
        const now = clock.now()
        await keep(id, [{ field: 'dataConfirmedAt', from: day(before.data_confirmed_at), to: day(now) }], actor, tx)
        return save(before, version, { data_confirmed_at: now }, tx)
      })
    },

    /** A prospect becomes a customer (BY-09). Refuses not-a-prospect, and a member number that is taken. */
    convert(given: PassengerId, wish: Conversion, actor: Actor): Promise<PassengerProfile> {
      return store.write(async (tx) => {
        const before = found(await livingPassenger(tx.db, given))
        const { id } = before
        if (before.prospect === 0) throw new Refusal('not-a-prospect')
        const joins = wish.memberNumber !== undefined && before.tier === 'none'
        const change: Partial<PassengerRow> = {
          prospect: 0,
          ...(wish.memberNumber !== undefined && { member_number: wish.memberNumber }),
          ...(joins && { tier: 'basic', member_since: new Date(clock.now()).toISOString().slice(0, 10) }),
        }
        const numbers = (await listNumbers(tx.db, id)).map((number) => number.e164)
        const searched = findable({ ...before, ...change }, numbers, await listPnrs(tx.db, id))
        await replaceKeys(tx.db, id, keysOf(searched))
        await keep(id, rowChanges(before, change), actor, tx)
        return save(before, wish.version, { ...change, search: searchTextOf(searched) }, tx)
      })
    },

    /** What a contact learnt of a trip (CS-04, CS-06). */
    editTrip(tripId: TripId, edit: TripEdit, actor: Actor): Promise<Trip> {
      return store.write(async (tx) => {
        const before = found(await findTrip(tx.db, tripId))
        const change = tripChangeOf(edit)
        if (!(await updateTrip(tx.db, tripId, edit.version, change)))
          throw new Refusal('changed-meanwhile', { version: before.version })
        const after = { ...before, ...change, version: before.version + 1 }
        const changes = (Object.keys(change) as Array<keyof typeof change>).flatMap((column) =>
          before[column] === after[column]
            ? []
            : [
                {
                  field: `trip.${column} ${before.flight}`,
                  from: before[column] === null ? undefined : String(before[column]),
                  to: after[column] === null ? undefined : String(after[column]),
                },
              ],
        )
        await keep(before.passenger_id, changes, actor, tx)
        tx.announce('passenger.changed', { passengerId: before.passenger_id })
        return toTrip(after)
      })
    },

    /** Who changed what and when, newest first. */
    async changes(id: PassengerId, page: { before?: string | undefined; limit: number }) {
      const rows = await listChanges(store.db, id, page)
      const items = rows.map(toChange)
      const last = items.at(-1)
      return last && items.length === page.limit ? { items, nextBefore: last.id } : { items }
    },
  }
}

async function changeNumbers(id: PassengerId, numbers: PhoneNumber[], tx: Write): Promise<FieldChange[]> {
  const before = await listNumbers(tx.db, id)
  const known = new Set(before.map((number) => number.e164))
  for (const number of numbers)
    if (!known.has(number.e164) && !number.shared && (await isOwned(tx.db, number.e164)))
      throw new Refusal('number-taken', {}, { numbers: number.e164 })
  await replaceNumbers(tx.db, id, numbers)
  return listChange('numbers', before.map(numberText), numbers.map(numberText))
}

function toChange(row: Awaited<ReturnType<typeof listChanges>>[number]): PassengerChange {
  return {
    id: row.id,
    at: row.at,
    field: row.field,
    ...(row.by_name !== null && { byName: row.by_name }),
    ...(row.old_value !== null && { from: row.old_value }),
    ...(row.new_value !== null && { to: row.new_value }),
  }
}
