/** Passengers: who calls, who is who, what they like, where they fly. */
import type { PassengerId, TripId, UserId } from '../contracts/ids.ts'
import type {
  CallerMatch,
  ListedPassenger,
  NewPassenger,
  PassengerProfile,
  PassengerSummary,
  Trip,
} from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { found, Refusal } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import { createCallerMatch } from './caller-match.ts'
import { listEmails, replaceEmails } from './email.repository.ts'
import { addNumbers, isOwned, listNumbers, noteCalled } from './number.repository.ts'
import { readNumber, zoneOf } from './number.rules.ts'
import { createPassengerEdits } from './passenger-edits.ts'
import {
  findable,
  type KnownPassenger,
  rowOfKnown,
  rowOfProspect,
  toListed,
  toProfile,
  toSummary,
} from './passenger-record.ts'
import { createPassengerSearch } from './passenger-search.ts'
import type { AccountMarks, DoNotCallList, Offices, StaffNames } from './passengers.ports.ts'
import { addKeys, insertPassenger, livingPassenger, type PassengerRow, touchContact } from './passengers.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'
import { findLeg, insertTrips, listTrips } from './trip.repository.ts'

export interface PassengersDeps {
  store: Store
  clock: Clock
  log: Log
  staff: StaffNames
  doNotCall: DoNotCallList
  accounts: AccountMarks
  offices: Offices
  /** IANA zone of passengers whose number does not tell. */
  timeZone: string
}

/** How to call a passenger back; `e164` is missing when no number of theirs may be used. */
export interface Callee {
  name: string
  e164: string | undefined
  language: 'zh' | 'en'
  timeZone: string
}

export type Passengers = ReturnType<typeof createPassengers>

const tripsShown = 5

/** The room of passengers. */
export function createPassengers(deps: PassengersDeps) {
  const { store, clock, log, staff, doNotCall, accounts, timeZone } = deps
  const dbOf = (within?: Write) => within?.db ?? store.db
  const match = createCallerMatch({ store, clock, log })

  async function profile(id: PassengerId, within?: Write): Promise<PassengerProfile | undefined> {
    const row = await livingPassenger(dbOf(within), id)
    if (!row) return undefined
    const numbers = await listNumbers(dbOf(within), row.id)
    const ownerName = row.owner_id ? await staff.nameOf(row.owner_id, within) : undefined
    const blocked = await doNotCall.hasAny(
      numbers.map((number) => number.e164),
      within,
    )
    const emails = await listEmails(dbOf(within), row.id)
    const unitName = row.unit_id ? await staff.unitName(row.unit_id, within) : undefined
    const account = (await accounts.marksOf([row.id], within)).get(row.id)
    const more = { numbers, emails, ownerName, unitName, account, doNotCall: blocked }
    return toProfile(row, more, clock.now())
  }

  async function callee(id: PassengerId, within?: Write): Promise<Callee | undefined> {
    const row = await livingPassenger(dbOf(within), id)
    if (!row) return undefined
    const numbers = await listNumbers(dbOf(within), row.id)
    return { name: row.name, e164: bestNumber(numbers), language: row.language, timeZone: row.time_zone }
  }

  async function listed(rows: PassengerRow[]): Promise<ListedPassenger[]> {
    const owners = await staff.namesOf(rows.flatMap((row) => (row.owner_id ? [row.owner_id] : [])))
    const companies = await accounts.marksOf(rows.map((row) => row.id))
    return rows.map((row) =>
      toListed(row, {
        ownerName: row.owner_id ? owners.get(row.owner_id) : undefined,
        accountName: companies.get(row.id)?.name,
      }),
    )
  }

  return {
    ...createPassengerEdits({ ...deps, profile }),

    /** Who calls from `ani`. Never rejects and never takes longer than 300 ms: then the caller is unknown. */
    identify: (ani: string): Promise<CallerMatch> => match.identify(ani),

    profile,

    async summary(id: PassengerId, within?: Write): Promise<PassengerSummary | undefined> {
      const row = await livingPassenger(dbOf(within), id)
      return row && toSummary(row)
    },

    async nameOf(id: PassengerId, within?: Write): Promise<string | undefined> {
      return (await livingPassenger(dbOf(within), id))?.name
    },

    callee,

    /** Best number to call the passenger on: own before shared, mobile first, never an agency's. */
    async numberFor(id: PassengerId, within?: Write): Promise<string | undefined> {
      return (await callee(id, within))?.e164
    },

    /** The two ends of a flight on which the passenger was booked. */
    legOn: (id: PassengerId, flight: string, within?: Write) => findLeg(dbOf(within), id, flight),

    /** The next five trips, nearest first, and the last five, latest first. */
    async trips(id: PassengerId): Promise<{ next: Trip[]; last: Trip[] }> {
      const now = clock.now()
      return {
        next: await listTrips(store.db, id, 'next', now, tripsShown),
        last: await listTrips(store.db, id, 'last', now, tripsShown),
      }
    },

    /** Best answer first; without a search everybody, newest record first; marks narrow. Words may be Chinese characters, pinyin, initials, ends of numbers, member number, PNR, e-mail. */
    search: createPassengerSearch({ store, clock, timeZone, listed }),

    /** Registers somebody met on the phone as a prospect. Refuses a number that is another passenger's own. */
    create(fresh: NewPassenger, actor: { id: UserId }, within?: Write): Promise<PassengerProfile> {
      return store.write(async (tx) => {
        const id = newId<PassengerId>()
        const row = rowOfProspect(id, fresh, (fresh.number && zoneOf(fresh.number)) || timeZone, clock.now())
        if (fresh.number && (await isOwned(tx.db, fresh.number))) throw new Refusal('number-taken')
        await insertPassenger(tx.db, row)
        await replaceEmails(tx.db, id, row.email === null ? [] : [row.email])
        const numbers = fresh.number ? [ownNumber(fresh.number)] : []
        await addNumbers(tx.db, id, numbers)
        await addKeys(
          tx.db,
          id,
          keysOf(
            findable(
              row,
              numbers.map((number) => number.e164),
            ),
          ),
        )
        tx.announce('passenger.created', { passengerId: id })
        log.info({ passengerId: id, userId: actor.id }, 'A prospect was registered.')
        return found(await profile(id, tx))
      }, within)
    },

    /** Takes over a complete record with its trips: from a member list or the demo airline. */
    register(known: KnownPassenger, trips: Array<Omit<Trip, 'id'>>, within?: Write): Promise<PassengerId> {
      const id = newId<PassengerId>()
      return store.write(async (tx) => {
        const row = rowOfKnown(id, known, clock.now())
        const searched = findable(
          row,
          known.numbers.map((number) => number.e164),
          trips.map((trip) => trip.pnr),
        )
        await insertPassenger(tx.db, { ...row, search: searchTextOf(searched) })
        await replaceEmails(tx.db, id, known.emails ?? (known.email === undefined ? [] : [known.email]))
        await addNumbers(tx.db, id, known.numbers)
        await addKeys(tx.db, id, keysOf(searched))
        await insertTrips(
          tx.db,
          id,
          trips.map((trip) => ({ ...trip, id: newId<TripId>() })),
        )
        tx.announce('passenger.created', { passengerId: id })
        return id
      }, within)
    },

    /** Remembers that a contact with the passenger came from a number, so that the next match can say so. */
    noteContact(id: PassengerId, ani: string, at: number, within?: Write): Promise<void> {
      return store.write(async (tx) => {
        const row = await livingPassenger(tx.db, id)
        if (!row) return
        await touchContact(tx.db, row.id, at)
        const number = readNumber(ani)
        if (number.kind === 'e164') await noteCalled(tx.db, row.id, number.e164, at)
      }, within)
    },
  }
}

const ownNumber = (e164: string) => {
  const number = readNumber(e164)
  return { e164, kind: number.kind === 'e164' && number.mobile ? 'mobile' : 'home', shared: false } as const
}

function bestNumber(numbers: PassengerProfile['numbers']): string | undefined {
  const usable = numbers.filter((number) => number.kind !== 'agency')
  const own = usable.filter((number) => !number.shared)
  return (own.find((number) => number.kind === 'mobile') ?? own[0] ?? usable[0])?.e164
}
