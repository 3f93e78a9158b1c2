/** Finding passengers by what people type: the rarest word leads, common ones are capped, exact before beginnings. */
import type { PassengerId } from '../contracts/ids.ts'
import type { ListedPassenger, PassengerFilter } from '../contracts/passengers.ts'
import type { Clock } from '../platform/clock.ts'
import { dayText } from '../platform/day.ts'
import type { Store } from '../platform/store.ts'
import { spanOf } from './find-code.rules.ts'
import { isWithin, narrowingOf } from './list-filter.rules.ts'
import { listNarrowed } from './passenger-list.repository.ts'
import { toSummary } from './passenger-record.ts'
import { livingPassenger, type PassengerRow } from './passengers.repository.ts'
import { findAll, idsInAll, idsInRange, idsOfNumber, keysOfAll } from './search.repository.ts'
import { fold, isMeant, rankOf, type SearchWord, wordsOf } from './search-key.rules.ts'

/** Nobody reads further than this: who is not among them needs another word. */
const mostFound = 200
/** Two common words are compared on so many of the first one, no more. */
const mostCompared = 2000

/** Words and marks; the page ends at `limit`. */
export type SearchQuery = PassengerFilter & { search?: string | undefined; before?: string | undefined; limit: number }

export interface SearchDeps {
  store: Store
  clock: Clock
  /** IANA zone of the house: whose birthday is today. */
  timeZone: string
  /** Rows as lines of a list. */
  listed: (rows: PassengerRow[]) => Promise<ListedPassenger[]>
}

/** The search of the room. */
export function createPassengerSearch({ store, clock, timeZone, listed }: SearchDeps) {
  async function idsOf(word: SearchWord): Promise<PassengerId[]> {
    if (word.kind === 'number') return idsOfNumber(store.db, word.e164, mostFound)
    const all = await Promise.all(word.ranges.map((range) => idsInRange(store.db, range, mostFound)))
    return [...new Set(all.flat())]
  }

  /** Ids that every word means, at most `mostFound`. */
  async function meant(words: SearchWord[]): Promise<PassengerId[]> {
    const [only] = words
    if (words.length === 1 && only) return idsOf(only)
    const lists = await Promise.all(words.map(idsOf))
    const rarest = lists.reduce((a, b) => (a.length <= b.length ? a : b))
    if (rarest.length < mostFound) {
      const keys = await keysOfAll(store.db, rarest)
      return rarest.filter((id) => words.every((word) => isMeant(keys.get(id) ?? [], word)))
    }
    const ranges = words.map((word) => (word.kind === 'text' ? word.ranges : []))
    const choices = ranges.reduce<(typeof ranges)[number][]>(
      (made, next) => made.flatMap((one) => next.map((range) => [...one, range])),
      [[]],
    )
    const found = await Promise.all(
      choices.map((one) => {
        const narrowFirst = one.toSorted((a, b) => spanOf(a) - spanOf(b))
        return idsInAll(store.db, narrowFirst, { among: mostCompared, limit: mostFound })
      }),
    )
    return [...new Set(found.flat())]
  }

  /** A merged record shows the one that lives on, once. */
  async function living(rows: PassengerRow[]): Promise<PassengerRow[]> {
    const shown = new Map<PassengerId, PassengerRow>()
    for (const row of rows) {
      const alive = row.merged_into ? await livingPassenger(store.db, row.id) : row
      if (alive) shown.set(alive.id, alive)
    }
    return [...shown.values()]
  }

  async function find(search: string): Promise<PassengerRow[]> {
    const words = wordsOf(search)
    const long = words.flatMap((word) =>
      word.kind === 'text' && word.ranges.some((range) => range.cut) ? [word.word] : [],
    )
    const rows = await findAll(store.db, (await meant(words)).slice(0, mostFound))
    const found = await living(rows.filter((row) => long.every((word) => row.search.includes(word))))
    const ranked = found.map((row) => ({ row, rank: rankOf(toSummary(row), search) }))
    ranked.sort(
      (a, b) =>
        a.rank - b.rank ||
        (b.row.last_contact_at ?? 0) - (a.row.last_contact_at ?? 0) ||
        (a.row.id < b.row.id ? 1 : -1),
    )
    return ranked.map(({ row }) => row)
  }

  return async (query: SearchQuery): Promise<{ items: ListedPassenger[]; nextBefore?: string }> => {
    const { search, before, limit, ...filter } = query
    const now = clock.now()
    const narrowing = narrowingOf(filter, { now, today: dayText(now, timeZone) })
    if (fold(search ?? '') === '') {
      const items = await listed(await listNarrowed(store.db, narrowing, { before, limit }))
      const last = items.at(-1)
      return last && items.length === limit ? { items, nextBefore: last.id } : { items }
    }
    // The page after is a place in a list that is never long.
    const start = /^\d{1,4}$/.test(before ?? '') ? Number(before) : 0
    const found = (await find(search ?? '')).filter((row) => isWithin(row, narrowing))
    const items = await listed(found.slice(start, start + limit))
    const next = start + items.length
    return next < found.length ? { items, nextBefore: String(next) } : { items }
  }
}
