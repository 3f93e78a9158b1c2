/** The door through which membership reads many records at once and writes its marks onto them. */
import type { PassengerId } from '../contracts/ids.ts'
import type { Tier } from '../contracts/passengers.ts'
import type { SegmentMarks } from '../contracts/segments.ts'
import type { Store, Write } from '../platform/store.ts'
import {
  countByMarks,
  favouriteRoutes,
  flownSums,
  idsAfter,
  nextDepartures,
  recordsOf,
  updateMarks,
} from './member-facts.repository.ts'
import { marksOf } from './passenger-record.ts'
import type { PassengerRow } from './passengers.repository.ts'

const nothingFlown = {
  total: 0,
  last12: 0,
  before12: 0,
  business12: 0,
  spend12: 0,
  firstAt: undefined,
  lastAt: undefined,
}
const yearMs = 365 * 86_400_000

/** `store.db` is read when no transaction is given. */
export function createMemberRecords({ store }: { store: Store }) {
  return {
    idsAfter: (after: string, limit: number): Promise<PassengerId[]> => idsAfter(store.db, after, limit),

    /** What the records and trips of these passengers say at `now`. */
    async factsOf(ids: PassengerId[], now: number, within?: Write) {
      if (ids.length === 0) return []
      const db = within?.db ?? store.db
      const rows = await recordsOf(db, ids)
      const flown = await flownSums(db, ids, { now, year: now - yearMs, yearBefore: now - 2 * yearMs })
      const routes = await favouriteRoutes(db, ids, now)
      const next = await nextDepartures(db, ids, now)
      return rows.map((row) => ({
        ...recordFacts(row),
        flown: { ...(flown.get(row.id) ?? nothingFlown), nextAt: next.get(row.id), route: routes.get(row.id) },
      }))
    },

    /** Writes tier and marks onto a record; its version stays. */
    async keepMarks(
      id: PassengerId,
      kept: { tier: Tier; tierUntil: string | undefined; yearMiles: number; yearSegments: number; marks: SegmentMarks },
      within: Write,
    ): Promise<void> {
      const { value, callerType, ...marks } = kept.marks
      await updateMarks(within.db, id, {
        ...marks,
        value_level: value,
        caller_type: callerType,
        tier: kept.tier,
        tier_until: kept.tierUntil ?? null,
        year_miles: kept.yearMiles,
        year_segments: kept.yearSegments,
      })
    },

    /** How many passengers share their marks. */
    async groups() {
      return (await countByMarks(store.db)).map(({ value_level, prospect, ...row }) => ({
        ...row,
        prospect: prospect === 1,
        value: value_level ?? undefined,
        activity: row.activity ?? undefined,
        lifecycle: row.lifecycle ?? undefined,
        relation: row.relation ?? undefined,
        purpose: row.purpose ?? undefined,
        frequency: row.frequency ?? undefined,
        churn: row.churn ?? undefined,
      }))
    },
  }
}

function recordFacts(row: PassengerRow) {
  const joined = row.member_since === null ? Number.NaN : Date.parse(`${row.member_since}T00:00:00Z`)
  return {
    id: row.id,
    tier: row.tier,
    tierUntil: row.tier_until ?? undefined,
    yearMiles: row.year_miles,
    yearSegments: row.year_segments,
    prospect: row.prospect === 1,
    knownSince: Number.isNaN(joined) ? row.created_at : joined,
    marks: marksOf(row),
  }
}
