/**
 * The one door for writing: a transaction, its facts in the same commit with gap-free numbers, the bus afterwards.
 * Persist, then act (reliability D.2): what `write` resolves with is committed.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Fact, FactName, Facts } from '../contracts/facts.ts'
import type { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import { InvalidState } from './errors.ts'

/** An open transaction: hand `db` to repositories, announce what became true. */
export interface Write {
  db: Transaction<unknown>
  announce<N extends FactName>(name: N, data: Facts[N]): void
}

export interface Store {
  /** For reading only. */
  db: Kysely<unknown>
  /** Runs `change` in one transaction and publishes its facts after the commit. With `within`, joins that transaction instead. Never await anything but SQL inside. */
  write<T>(change: (tx: Write) => Promise<T>, within?: Write): Promise<T>
  /** Facts with a number greater than `after`, oldest first. */
  factsAfter(after: number, limit: number): Promise<Fact[]>
  /** Number of the newest fact. */
  lastSeq(): Promise<number>
}

interface EventTables {
  event_head: { id: number; seq: number }
  event_log: { seq: number; at: number; name: string; data: string }
}

/** `db` as opened and migrated; facts are stamped with the clock's wall time. */
export function createStore(deps: { db: Kysely<unknown>; bus: Bus; clock: Clock }): Store {
  const events = deps.db as Kysely<EventTables>
  const inside = new AsyncLocalStorage<true>()

  async function log(db: Transaction<EventTables>, news: Array<{ name: FactName; data: unknown }>): Promise<Fact[]> {
    if (news.length === 0) return []
    // One counter row instead of a sequence: a rolled back transaction leaves no hole, on either engine.
    const { seq } = await db
      .updateTable('event_head')
      .set({ seq: sql<number>`seq + ${news.length}` })
      .where('id', '=', 1)
      .returning('seq')
      .executeTakeFirstOrThrow()
    const at = deps.clock.now()
    const facts = news.map((item, i) => ({ seq: seq - news.length + 1 + i, at, name: item.name, data: item.data }))
    await db
      .insertInto('event_log')
      .values(facts.map((fact) => ({ ...fact, data: JSON.stringify(fact.data) })))
      .execute()
    return facts as Fact[]
  }

  async function begin<T>(change: (tx: Write) => Promise<T>): Promise<T> {
    if (inside.getStore()) throw new InvalidState('A transaction was opened inside another one; hand the open one on.')
    const { value, facts } = await inside.run(true, () =>
      deps.db.transaction().execute(async (db) => {
        const news: Array<{ name: FactName; data: unknown }> = []
        const value = await change({ db, announce: (name, data) => news.push({ name, data }) })
        return { value, facts: await log(db as unknown as Transaction<EventTables>, news) }
      }),
    )
    for (const fact of facts) deps.bus.publish(fact)
    return value
  }

  return {
    db: deps.db,
    write: (change, within) => (within ? change(within) : begin(change)),
    async factsAfter(after, limit) {
      const rows = await events
        .selectFrom('event_log')
        .selectAll()
        .where('seq', '>', after)
        .orderBy('seq')
        .limit(limit)
        .execute()
      return rows.map((row) => ({ ...row, data: JSON.parse(row.data) })) as Fact[]
    },
    async lastSeq() {
      const head = await events.selectFrom('event_head').select('seq').where('id', '=', 1).executeTakeFirstOrThrow()
      return head.seq
    },
  }
}
