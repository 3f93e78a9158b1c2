/** Who has a number, an address, a member number, a booking code; and whose number it is from now on. */
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerSummary, PhoneNumber } from '../contracts/passengers.ts'
import { found, Refusal } from '../platform/errors.ts'
import type { Store, Write } from '../platform/store.ts'
import { findByEmail, findByMember, findByPnr } from './lookup.repository.ts'
import { addNumbers, isOwned, listNumbers, listOwners, removeNumber, shareNumber } from './number.repository.ts'
import { findable, toSummary } from './passenger-record.ts'
import { addKeys, livingPassenger, type PassengerRow, replaceKeys, updatePassenger } from './passengers.repository.ts'
import { hasKeys, keysOfAll, listBefore } from './search.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'
import { listPnrs } from './trip.repository.ts'

/** More than are ever shown: enough to see that it is not one person's. */
const mostRows = 32
/** A step of the rebuilding holds the only writer for some ten ms. */
const recordsAStep = 100

/** Whoever was found, with the latest contact. */
export interface Found {
  passenger: PassengerSummary
  lastContactAt: number | undefined
}

/** What the identity of a person needs of the room of passengers. */
export function createPassengerLookup({ store }: { store: Store }) {
  async function alive(rows: PassengerRow[], within?: Write): Promise<Found[]> {
    const all = new Map<PassengerId, Found>()
    for (const row of rows) {
      const living = row.merged_into ? await livingPassenger(within?.db ?? store.db, row.id) : row
      if (living)
        all.set(living.id, { passenger: toSummary(living), lastContactAt: living.last_contact_at ?? undefined })
    }
    return [...all.values()]
  }

  /** After the numbers of a record changed: its version, its keys, its text. */
  async function rewrite(row: PassengerRow, tx: Write): Promise<void> {
    const numbers = (await listNumbers(tx.db, row.id)).map((number) => number.e164)
    const searched = findable(row, numbers, await listPnrs(tx.db, row.id))
    await updatePassenger(tx.db, row.id, row.version, { search: searchTextOf(searched) })
    await replaceKeys(tx.db, row.id, keysOf(searched))
    tx.announce('passenger.changed', { passengerId: row.id })
  }

  async function addMissingKeys(page: PassengerRow[], tx: Write): Promise<number> {
    const known = await keysOfAll(
      tx.db,
      page.map((row) => row.id),
    )
    const missing = page.filter((row) => !known.has(row.id))
    for (const row of missing) {
      const numbers = (await listNumbers(tx.db, row.id)).map((number) => number.e164)
      await addKeys(tx.db, row.id, keysOf(findable(row, numbers, await listPnrs(tx.db, row.id))))
    }
    return missing.length
  }

  return {
    byEmail: async (email: string) => alive(await findByEmail(store.db, email, mostRows)),
    byMember: async (memberNumber: string) => alive(await findByMember(store.db, memberNumber, mostRows)),
    byPnr: async (pnr: string) => alive(await findByPnr(store.db, pnr, mostRows)),

    /** The record that lives on, for an id that may have been merged. */
    async living(id: PassengerId, within?: Write): Promise<PassengerId | undefined> {
      return (await livingPassenger(within?.db ?? store.db, id))?.id
    },

    async byIds(ids: PassengerId[]): Promise<Found[]> {
      const rows = await Promise.all(ids.map((id) => livingPassenger(store.db, id)))
      return alive(rows.filter((row) => row !== undefined))
    },

    /** Puts a number on the record. An own number of somebody else is refused until one of the two says it is shared. */
    linkNumber(id: PassengerId, number: PhoneNumber, within?: Write): Promise<PhoneNumber[]> {
      return store.write(async (tx) => {
        const row = found(await livingPassenger(tx.db, id))
        const others = (await listOwners(tx.db, number.e164)).filter((owner) => owner.passengerId !== row.id)
        if (!number.shared && others.some((owner) => !owner.shared)) throw new Refusal('number-taken')
        const before = await listNumbers(tx.db, row.id)
        const same = before.findIndex((one) => one.e164 === number.e164)
        const all = same < 0 ? [...before, number] : before.with(same, number)
        await addNumbers(tx.db, row.id, all)
        // What several people have is shared for all of them, or the next call would be guessed.
        if (number.shared || others.length > 0) await shareNumber(tx.db, number.e164, true)
        await rewrite(row, tx)
        return listNumbers(tx.db, row.id)
      }, within)
    },

    /** Takes a number off the record; that somebody called from it is forgotten too. */
    unlinkNumber(id: PassengerId, e164: string, within?: Write): Promise<PhoneNumber[]> {
      return store.write(async (tx) => {
        const row = found(await livingPassenger(tx.db, id))
        if (!(await removeNumber(tx.db, row.id, e164))) throw new Refusal('not-found')
        await rewrite(row, tx)
        return listNumbers(tx.db, row.id)
      }, within)
    },

    /** Says of a number whether several people use it. Cleared only when one person is left, or nobody would be known by it for sure. */
    setShared(e164: string, shared: boolean, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const owners = await listOwners(tx.db, e164)
        if (owners.length === 0) throw new Refusal('not-found')
        if (!shared && owners.length > 1) throw new Refusal('number-of-several')
        await shareNumber(tx.db, e164, shared)
        for (const { passengerId } of owners) tx.announce('passenger.changed', { passengerId })
      }, within)
    },

    /** After the house of an older version: gives every record the keys it is found by, the newest first, in steps that let calls through. */
    async completeKeys(): Promise<number> {
      let added = 0
      if (await hasKeys(store.db)) return added
      for (let before: string | undefined; ; ) {
        const page = await listBefore(store.db, before, recordsAStep)
        const last = page.at(-1)
        if (!last) return added
        added += await store.write((tx) => addMissingKeys(page, tx))
        before = last.id
      }
    },

    isOwned: (e164: string, within?: Write) => isOwned(within?.db ?? store.db, e164),
  }
}

export type PassengerLookup = ReturnType<typeof createPassengerLookup>
