/** Two records become one and two again: the passengers' own part of the trip. */
import { z } from 'zod'
import type { PassengerId } from '../contracts/ids.ts'
import type { PassengerSummary } from '../contracts/passengers.ts'
import { found, Refusal } from '../platform/errors.ts'
import { handOverRows } from '../platform/owner-rows.ts'
import type { Store, Write } from '../platform/store.ts'
import * as rows from './merge.repository.ts'
import { listNumbers } from './number.repository.ts'
import { findable, toSummary } from './passenger-record.ts'
import { findPassenger, type PassengerRow, replaceKeys, updatePassenger } from './passengers.repository.ts'
import { keysOf, searchTextOf } from './search-key.rules.ts'
import { listPnrs } from './trip.repository.ts'

type Columns = Record<string, string | number | null>

/** A number before the merge on both sides, and what the survivor had after it. */
const NumberTrace = z.object({
  loser: z.custom<rows.NumberColumns>((value) => typeof value === 'object' && value !== null),
  before: z.custom<rows.NumberColumns | null>((value) => typeof value === 'object'),
  after: z.custom<rows.NumberColumns>((value) => typeof value === 'object' && value !== null),
})
const EmailTrace = z.object({ key: z.string(), position: z.number() })

/** Who becomes whom, and which columns of the survivor change. */
interface Pair {
  survivor: PassengerId
  loser: PassengerId
  change: Columns
}

export type PassengerMerge = ReturnType<typeof createPassengerMerge>

/** The passengers' part of merging. */
export function createPassengerMerge({ store }: { store: Store }) {
  const columnsOf = (row: PassengerRow): Columns =>
    Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? null]))

  /** Search text and keys after numbers, trips or fields changed; the version grows. */
  async function rewrite(id: PassengerId, change: Columns, tx: Write): Promise<void> {
    const row = { ...found(await findPassenger(tx.db, id)), ...(change as Partial<PassengerRow>) }
    const numbers = (await listNumbers(tx.db, id)).map((number) => number.e164)
    const searched = findable(row, numbers, await listPnrs(tx.db, id))
    const born = row.birth_date?.slice(5) ?? null
    const all = { ...(change as Partial<PassengerRow>), birth_day: born, search: searchTextOf(searched) }
    if (!(await updatePassenger(tx.db, id, row.version, all))) throw new Refusal('changed-meanwhile')
    await replaceKeys(tx.db, id, keysOf(searched))
  }

  async function giveNumbers(from: PassengerId, to: PassengerId, tx: Write): Promise<string[]> {
    const [theirs, ours] = [await rows.numbersOf(tx.db, from), await rows.numbersOf(tx.db, to)]
    const traces: string[] = []
    for (const [i, loser] of theirs.entries()) {
      const before = ours.find((one) => one.e164 === loser.e164) ?? null
      const moved = { ...loser, passenger_id: to, position: ours.length + i }
      const after = before ? joined(before, loser) : moved
      await rows.dropNumber(tx.db, from, loser.e164)
      await rows.putNumber(tx.db, after)
      traces.push(JSON.stringify({ loser, before, after }))
    }
    return traces
  }

  async function takeNumbersBack(survivor: PassengerId, traces: string[], tx: Write): Promise<void> {
    for (const text of traces) {
      const { loser, before, after } = NumberTrace.parse(JSON.parse(text))
      const now = (await rows.numbersOf(tx.db, survivor)).find((one) => one.e164 === loser.e164)
      // Taken off the record meanwhile: that was said of the person whose number it is.
      if (!now) continue
      await rows.dropNumber(tx.db, survivor, loser.e164)
      const called = now.last_called_at === after.last_called_at ? loser.last_called_at : now.last_called_at
      const untouched = same(now, after)
      if (before) {
        await rows.putNumber(tx.db, untouched ? before : now)
        await rows.putNumber(tx.db, loser)
      } else {
        const { kind, shared } = untouched ? loser : now
        await rows.putNumber(tx.db, { ...loser, kind, shared, last_called_at: called })
      }
    }
  }

  async function giveEmails(from: PassengerId, to: PassengerId, tx: Write): Promise<string[]> {
    const ours = await rows.emailRowsOf(tx.db, to)
    const known = new Set(ours.map((row) => row.email_key))
    const traces: string[] = []
    for (const row of await rows.emailRowsOf(tx.db, from)) {
      if (known.has(row.email_key)) continue
      await rows.giveEmail(tx.db, row.email_key, from, to, ours.length + traces.length)
      traces.push(JSON.stringify({ key: row.email_key, position: row.position }))
    }
    return traces
  }

  return {
    /** The record as its columns; Refusal not-found, or already-merged for a stub. */
    async record(
      id: PassengerId,
      within?: Write,
    ): Promise<{ columns: Columns; version: number; summary: PassengerSummary }> {
      const row = found(await findPassenger(within?.db ?? store.db, id))
      if (row.merged_into) throw new Refusal('already-merged', { passengerId: row.merged_into })
      return { columns: columnsOf(row), version: row.version, summary: toSummary(row) }
    },

    async nameOf(id: PassengerId): Promise<string | undefined> {
      return (await findPassenger(store.db, id))?.name
    },

    /** Counts of what would go over. */
    async counts(id: PassengerId): Promise<Record<string, number>> {
      return { numbers: (await listNumbers(store.db, id)).length, trips: (await listPnrs(store.db, id)).length }
    },

    /** The survivor takes over fields, numbers, addresses and trips; the loser becomes a stub. Returns the traces. */
    async absorb({ survivor, loser, change }: Pair, tx: Write): Promise<Record<string, string[]>> {
      const numbers = await giveNumbers(loser, survivor, tx)
      const emails = await giveEmails(loser, survivor, tx)
      const trips = await handOverRows(tx.db, 'trip', { from: loser, to: survivor })
      await rows.leadTo(tx.db, loser, survivor)
      await rewrite(survivor, change, tx)
      return { numbers, emails, trips }
    },

    /** The same backwards. The loser's own columns were never touched. */
    async release(
      { survivor, loser, change, moved }: Pair & { moved: Record<string, string[]> },
      tx: Write,
    ): Promise<void> {
      const stub = found(await findPassenger(tx.db, loser))
      if (stub.merged_into !== survivor) throw new Refusal('merge-not-last')
      await takeNumbersBack(survivor, moved.numbers ?? [], tx)
      for (const text of moved.emails ?? []) {
        const { key, position } = EmailTrace.parse(JSON.parse(text))
        await rows.giveEmail(tx.db, key, survivor, loser, position)
      }
      await handOverRows(tx.db, 'trip', { from: survivor, to: loser, only: moved.trips ?? [] })
      await rows.leadTo(tx.db, loser, null)
      await rewrite(survivor, change, tx)
      await rewrite(loser, {}, tx)
    },
  }
}

/** The same number on both records: on record beats called from, own beats shared, the latest call counts. */
function joined(a: rows.NumberColumns, b: rows.NumberColumns): rows.NumberColumns {
  const lead = a.kind === 'called' ? b : a
  const known = [a, b].filter((one) => one.kind !== 'called')
  const called = Math.max(a.last_called_at ?? 0, b.last_called_at ?? 0)
  return {
    ...a,
    kind: lead.kind,
    shared: known.length === 0 ? 0 : Math.min(...known.map((one) => one.shared)),
    last_called_at: called === 0 ? null : called,
  }
}

function same(a: rows.NumberColumns, b: rows.NumberColumns): boolean {
  return a.kind === b.kind && a.shared === b.shared && a.last_called_at === b.last_called_at
}
