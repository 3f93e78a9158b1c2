/** Member lists: many records at once, whoever is known already found by member number, own number or e-mail (AC-04). */
import type { ImportId, PassengerId } from '../contracts/ids.ts'
import type { PhoneNumber } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  deletePassengers,
  findKnown,
  insertPassengers,
  pageOfPassengers,
  restorePassenger,
  untouched,
  waysOf,
} from './bulk.repository.ts'
import { replaceEmails } from './email.repository.ts'
import type { FindKey } from './find-code.rules.ts'
import { addNumbers } from './number.repository.ts'
import type { ReadyPassenger } from './passenger-preparer.ts'
import { findable } from './passenger-record.ts'
import { type PassengerRow, replaceKeys, updatePassenger } from './passengers.repository.ts'
import { keysOfAll } from './search.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'
import { listPnrs } from './trip.repository.ts'

type Saved =
  | { outcome: 'created' | 'skipped'; recordId: string }
  | { outcome: 'updated'; recordId: string; before: string }
  | { outcome: 'wrong'; code: 'number-of-another' | 'several-fit'; field?: string }

/** A record as it was before an update, with all that an undo must put back. */
interface Before {
  row: PassengerRow
  numbers: Awaited<ReturnType<typeof waysOf>>['numbers']
  emails: Awaited<ReturnType<typeof waysOf>>['emails']
  keys: FindKey[]
}

export type PassengerBulk = ReturnType<typeof createPassengerBulk>

/** Saves, takes back, and reads in pages. */
export function createPassengerBulk({ store }: { store: Store; clock: Clock }) {
  return {
    /** One outcome a row, in order. Rows of one call see each other: the same person twice is one record. */
    async save(
      ready: unknown[],
      how: { duplicates: 'update' | 'skip'; importId: ImportId },
      tx: Write,
    ): Promise<Saved[]> {
      const rows = ready as ReadyPassenger[]
      const known = await knownOf(rows, tx)
      const fresh: ReadyPassenger[] = []
      const changed: PassengerId[] = []
      const saved: Saved[] = []
      for (const one of rows) {
        const match = matchOf(one, known)
        if (match.kind === 'wrong') saved.push({ outcome: 'wrong', code: match.code, field: match.field })
        else if (match.kind === 'new') {
          fresh.push(one)
          known.add(one, one.row)
          saved.push({ outcome: 'created', recordId: one.row.id })
        } else if (
          how.duplicates === 'skip' ||
          fresh.some(({ row }) => row.id === match.row.id) ||
          changed.includes(match.row.id)
        )
          saved.push({ outcome: 'skipped', recordId: match.row.id })
        else {
          saved.push({ outcome: 'updated', recordId: match.row.id, before: await layOver(match.row, one, tx) })
          changed.push(match.row.id)
        }
      }
      await insertPassengers(tx.db, fresh)
      const created = fresh.map(({ row }) => row.id)
      if (created.length + changed.length > 0)
        tx.announce('passengers.imported', { importId: how.importId, created, changed })
      return saved
    },

    /** Takes back what an import made or changed and nobody else has touched; the ids of those taken back. */
    async revert(items: Array<{ recordId: string; before: string | undefined }>, tx: Write): Promise<Set<string>> {
      const made = items.filter((item) => item.before === undefined).map((item) => item.recordId as PassengerId)
      const free = await untouched(tx.db, made)
      await deletePassengers(tx.db, free)
      const gone = new Set<string>(free)
      for (const { recordId, before } of items)
        if (before !== undefined && (await restorePassenger(tx.db, JSON.parse(before) as Before))) {
          gone.add(recordId)
          tx.announce('passenger.changed', { passengerId: recordId as PassengerId })
        }
      return gone
    },

    /** Records in the order of their making, after an id. */
    page: (page: Parameters<typeof pageOfPassengers>[1]) => pageOfPassengers(store.db, page),
  }
}

/** Whom the rows of a batch may mean. */
async function knownOf(rows: ReadyPassenger[], tx: Write) {
  const byMember = new Map<string, PassengerRow[]>()
  const byNumber = new Map<string, PassengerRow[]>()
  const byEmail = new Map<string, PassengerRow[]>()
  const put = (map: Map<string, PassengerRow[]>, key: string, row: PassengerRow) => {
    const list = map.get(key)
    if (!list) map.set(key, [row])
    else if (!list.some(({ id }) => id === row.id)) list.push(row)
  }
  const unique = (keys: string[]) => [...new Set(keys)]
  const found = await findKnown(tx.db, {
    members: unique(rows.flatMap((row) => row.memberKey ?? [])),
    numbers: unique(rows.flatMap((row) => ownNumbers(row).map(({ e164 }) => e164))),
    emails: unique(rows.flatMap((row) => row.emailKeys)),
  })
  const maps = { member: byMember, number: byNumber, email: byEmail }
  for (const { by, key, row } of found) put(maps[by], key, row)
  return {
    byMember,
    byNumber,
    byEmail,
    add(one: ReadyPassenger, row: PassengerRow): void {
      if (one.memberKey !== undefined) put(byMember, one.memberKey, row)
      for (const { e164 } of ownNumbers(one)) put(byNumber, e164, row)
      for (const key of one.emailKeys) put(byEmail, key, row)
    },
  }
}

type Known = Awaited<ReturnType<typeof knownOf>>
type Match =
  | { kind: 'new' }
  | { kind: 'same'; row: PassengerRow }
  | { kind: 'wrong'; code: 'number-of-another' | 'several-fit'; field: string }

const ownNumbers = (one: ReadyPassenger): PhoneNumber[] => one.numbers.filter(({ shared }) => !shared)
const nameKey = (name: string) => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase()

/**
 * A member number decides. An own number decides together with the name, and is refused when it is somebody else's.
 * An address decides together with the name; families share addresses, so a different name is a different person.
 */
function matchOf(one: ReadyPassenger, known: Known): Match {
  const members = one.memberKey === undefined ? [] : (known.byMember.get(one.memberKey) ?? [])
  if (members.length > 1) return { kind: 'wrong', code: 'several-fit', field: 'memberNumber' }
  const member = members[0]
  const owners = ownNumbers(one).flatMap(({ e164 }) => known.byNumber.get(e164) ?? [])
  if (member) {
    const another = owners.find(({ id }) => id !== member.id)
    return another ? { kind: 'wrong', code: 'number-of-another', field: 'mobile' } : { kind: 'same', row: member }
  }
  const mine = (row: PassengerRow) =>
    nameKey(row.name) === nameKey(one.row.name) && (one.memberKey === undefined || row.member_number === null)
  if (owners.some((row) => !mine(row))) return { kind: 'wrong', code: 'number-of-another', field: 'mobile' }
  const mailed = one.emailKeys.flatMap((key) => known.byEmail.get(key) ?? []).filter(mine)
  const fitting = new Map([...owners, ...mailed].map((row) => [row.id, row]))
  if (fitting.size > 1) return { kind: 'wrong', code: 'several-fit', field: 'mobile' }
  const [same] = fitting.values()
  return same ? { kind: 'same', row: same } : { kind: 'new' }
}

/** Changes what the file gives and adds its numbers and addresses; answers the record as it was. */
async function layOver(row: PassengerRow, one: ReadyPassenger, tx: Write): Promise<string> {
  const ways = await waysOf(tx.db, [row.id])
  const keys = (await keysOfAll(tx.db, [row.id])).get(row.id) ?? []
  const before: Before = { row, ...ways, keys }
  const onRecord = ways.numbers.flatMap(({ e164, kind, shared }) =>
    kind === 'called' ? [] : [{ e164, kind, shared: shared === 1 }],
  )
  const numbers = [...onRecord, ...one.numbers.filter(({ e164 }) => !onRecord.some((own) => own.e164 === e164))]
  const emails = [...ways.emails.map(({ email }) => email), ...one.emails]
  const change: Partial<PassengerRow> = Object.fromEntries(one.given.map((column) => [column, one.row[column]]))
  const merged = { ...row, ...change, email: row.email ?? one.emails[0] ?? null }
  const searched = findable(
    merged,
    numbers.map(({ e164 }) => e164),
    await listPnrs(tx.db, row.id),
  )
  await updatePassenger(tx.db, row.id, row.version, { ...change, email: merged.email, search: searchTextOf(searched) })
  await addNumbers(tx.db, row.id, numbers)
  await replaceEmails(tx.db, row.id, emails)
  await replaceKeys(tx.db, row.id, keysOf(searched))
  return JSON.stringify(before)
}
