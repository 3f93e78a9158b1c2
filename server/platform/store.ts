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

/** A change that waits for its commit. */
interface Waiting {
  change: (tx: Write) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

type News = Array<{ name: FactName; data: unknown }>
type Outcome = { value: unknown } | { error: unknown }

/** So many changes share one commit at most; beyond it the first of them would wait too long. */
const mostTogether = 64

export interface StoreDeps {
  /** As opened and migrated. */
  db: Kysely<unknown>
  /** For reading; `db` when not given. */
  reader?: Kysely<unknown>
  bus: Bus
  clock: Clock
  /** Resolves when what was committed is safe from a loss of power; nobody hears of a change before. */
  durable?: () => Promise<void>
  /** One connection: changes that arrive while one commits share the next commit. Several: each has its own. Default true. */
  together?: boolean
}

/**
 * Makes the door. With `together` every disk sync carries all changes that waited for it, each within its own savepoint,
 * so that one that fails takes no other with it; alone, a change waits for nobody.
 */
export function createStore(deps: StoreDeps): Store {
  const { db, bus, clock, durable, together = true } = deps
  const reader = deps.reader ?? db
  const events = reader as Kysely<EventTables>
  const inside = new AsyncLocalStorage<true>()
  const queue: Waiting[] = []
  let working = false

  async function log(tx: Transaction<unknown>, news: News): Promise<Fact[]> {
    if (news.length === 0) return []
    const tables = tx as unknown as Transaction<EventTables>
    // One counter row instead of a sequence: a rolled back transaction leaves no hole, on either engine.
    const { seq } = await tables
      .updateTable('event_head')
      .set({ seq: sql<number>`seq + ${news.length}` })
      .where('id', '=', 1)
      .returning('seq')
      .executeTakeFirstOrThrow()
    const at = clock.now()
    const facts = news.map((item, i) => ({ seq: seq - news.length + 1 + i, at, name: item.name, data: item.data }))
    await tables
      .insertInto('event_log')
      .values(facts.map((fact) => ({ ...fact, data: JSON.stringify(fact.data) })))
      .execute()
    return facts as Fact[]
  }

  async function carryOut(tx: Transaction<unknown>, { change }: Waiting, news: News): Promise<unknown> {
    const own: News = []
    const value = await inside.run(true, () => change({ db: tx, announce: (name, data) => own.push({ name, data }) }))
    news.push(...own)
    return value
  }

  async function carryOutApart(tx: Transaction<unknown>, waiting: Waiting, news: News): Promise<Outcome> {
    await sql`savepoint one_change`.execute(tx)
    try {
      const value = await carryOut(tx, waiting, news)
      await sql`release savepoint one_change`.execute(tx)
      return { value }
    } catch (error) {
      await sql`rollback to savepoint one_change`.execute(tx)
      await sql`release savepoint one_change`.execute(tx)
      return { error }
    }
  }

  async function commit(batch: Waiting[]): Promise<void> {
    const [alone] = batch
    try {
      const { outcomes, facts } = await db.transaction().execute(async (tx) => {
        const news: News = []
        const outcomes: Outcome[] = []
        if (batch.length === 1 && alone) outcomes.push({ value: await carryOut(tx, alone, news) })
        else for (const waiting of batch) outcomes.push(await carryOutApart(tx, waiting, news))
        return { outcomes, facts: await log(tx, news) }
      })
      await durable?.()
      for (const fact of facts) bus.publish(fact)
      for (const [i, outcome] of outcomes.entries()) {
        if ('error' in outcome) batch[i]?.reject(outcome.error)
        else batch[i]?.resolve(outcome.value)
      }
    } catch (error) {
      for (const waiting of batch) waiting.reject(error)
    }
  }

  async function work(): Promise<void> {
    working = true
    while (queue.length > 0) await commit(queue.splice(0, mostTogether))
    working = false
  }

  function begin<T>(change: (tx: Write) => Promise<T>): Promise<T> {
    if (inside.getStore())
      return Promise.reject(new InvalidState('A transaction was opened inside another one; hand the open one on.'))
    return new Promise<T>((resolve, reject) => {
      const waiting: Waiting = { change, resolve: resolve as (value: unknown) => void, reject }
      if (!together) void commit([waiting])
      else {
        queue.push(waiting)
        if (!working) void inside.exit(work)
      }
    })
  }

  return {
    db: reader,
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
