/**
 * The log of all facts: numbers without a gap, given in the transaction that makes the facts true.
 * Whoever has facts enters the turnstile before numbering and leaves after publishing, so that commits, numbers and
 * news have one order although transactions run side by side. The newest number is kept in memory: the house is alone
 * on its database (database-lock), and a counter row would be the one row that every transaction fights for.
 */
import type { Kysely, Transaction } from 'kysely'
import type { Fact, FactName } from '../contracts/facts.ts'
import { EngineError } from './errors.ts'
import { createTurnstile } from './turnstile.ts'

export type News = Array<{ name: FactName; data: unknown }>

/** One transaction's stay at the log. */
export interface Entry {
  facts: Fact[]
  /** Ends the stay: `committed` false when the numbers may not stand. */
  leave(committed: boolean): void
}

export interface FactLog {
  /** To be awaited before a transaction begins: the newest number is read when it is not known. */
  ready(): Promise<void>
  /** Waits for its turn and writes the news into `tx`. Throws a retryable EngineError when a commit before it broke. */
  enter(tx: Transaction<unknown>, news: News, at: number): Promise<Entry>
  /** Facts with a number greater than `after`, oldest first. */
  after(seq: number, limit: number): Promise<Fact[]>
  lastSeq(): Promise<number>
}

interface EventTables {
  event_log: { seq: number; at: number; name: string; data: string }
}

/** The log in `db`; its own connection must not be one that an open transaction holds. */
export function createFactLog(db: Kysely<unknown>): FactLog {
  const events = db as Kysely<EventTables>
  const turnstile = createTurnstile()
  let newest: number | undefined

  async function lastSeq(): Promise<number> {
    const { seq } = await events
      .selectFrom('event_log')
      .select((e) => e.fn.max('seq').as('seq'))
      .executeTakeFirstOrThrow()
    return seq ?? 0
  }

  async function append(tx: Transaction<unknown>, news: News, at: number): Promise<Fact[]> {
    if (newest === undefined) throw unknownNumber()
    const first = newest + 1
    const facts = news.map(({ name, data }, i) => ({ seq: first + i, at, name, data }))
    await (tx as unknown as Transaction<EventTables>)
      .insertInto('event_log')
      .values(facts.map((fact) => ({ ...fact, data: JSON.stringify(fact.data) })))
      .execute()
    return facts as Fact[]
  }

  return {
    async ready() {
      if (newest !== undefined) return
      const leave = await turnstile.enter()
      try {
        newest ??= await lastSeq()
      } finally {
        leave()
      }
    },
    async enter(tx, news, at) {
      // Whoever reads the number needs a connection: none may be held while waiting for that.
      if (newest === undefined) throw unknownNumber()
      const out = await turnstile.enter()
      const leave = (committed: boolean, count = 0) => {
        // Whether a broken commit reached the disk is not known: it is read again.
        newest = committed && newest !== undefined ? newest + count : undefined
        out()
      }
      try {
        const facts = await append(tx, news, at)
        return { facts, leave: (committed) => leave(committed, facts.length) }
      } catch (error) {
        leave(false)
        throw error
      }
    },
    async after(seq, limit) {
      const rows = await events
        .selectFrom('event_log')
        .selectAll()
        .where('seq', '>', seq)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...row, data: JSON.parse(row.data) })) as Fact[]
    },
    lastSeq,
  }
}

function unknownNumber(): EngineError {
  return new EngineError('The number of the newest fact is not known: a commit broke.', true)
}
