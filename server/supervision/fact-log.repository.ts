/** Where today begins in the log of facts. */
import type { Kysely } from 'kysely'

interface Tables {
  event_log: { seq: number; at: number }
}

/** The number before the first fact at or after `since` (ms UTC); the newest number when there is none. */
export async function firstFactSince(db: Kysely<unknown>, since: number): Promise<number> {
  const row = await (db as Kysely<Tables>)
    .selectFrom('event_log')
    .select('seq')
    .where('at', '>=', since)
    .orderBy('at')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (row) return row.seq - 1
  const last = await (db as Kysely<Tables>)
    .selectFrom('event_log')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.seq ?? 0
}
