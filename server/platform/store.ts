/**
 * The one door for writing: a transaction, its facts in the same commit with gap-free numbers, the bus afterwards.
 * Persist, then act (reliability D.2): what `write` resolves with is committed.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Fact, FactName, Facts } from '../contracts/facts.ts'
import type { Bus } from './bus.ts'
import type { Clock } from './clock.ts'
import { isLostRace } from './database.ts'
import { EngineError, InvalidState } from './errors.ts'
import { createFactLog, type Entry, type News } from './fact-log.ts'
import { createTurnstile } from './turnstile.ts'

/** An open transaction: hand `db` to repositories, announce what became true. */
export interface Write {
  db: Transaction<unknown>
  announce<N extends FactName>(name: N, data: Facts[N]): void
  /** Runs `act` once the change is committed, before anybody hears of it: for what the memory must not know earlier. */
  committed(act: () => void): void
}

export interface Store {
  /** For reading only. */
  db: Kysely<unknown>
  /**
   * Runs `change` in one transaction and publishes its facts after the commit. With `within`, joins that transaction instead.
   * Never await anything but SQL inside. On PostgreSQL a change that lost a race runs again, on the rows as they are then:
   * nothing but SQL, `announce` and `committed` may leave a trace.
   */
  write<T>(change: (tx: Write) => Promise<T>, within?: Write): Promise<T>
  /** Facts with a number greater than `after`, oldest first. */
  factsAfter(after: number, limit: number): Promise<Fact[]>
  /** Number of the newest fact. */
  lastSeq(): Promise<number>
}

/** A change that waits for its commit. */
interface Waiting {
  change: (tx: Write) => Promise<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** What the changes of one transaction leave behind once it is committed. */
interface Traces {
  news: News
  acts: Array<() => void>
}

type Outcome = { value: unknown } | { error: unknown }

/** So many changes share one commit at most; beyond it the first of them would wait too long. */
const mostTogether = 64

/** A change may lose against each of the other connections of the pool in turn. */
const mostTries = 12

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
  const log = createFactLog(reader)
  const losers = createTurnstile()
  const inside = new AsyncLocalStorage<true>()
  const queue: Waiting[] = []
  let working = false

  async function carryOut(tx: Transaction<unknown>, { change }: Waiting, traces: Traces): Promise<unknown> {
    const own: Traces = { news: [], acts: [] }
    const announce: Write['announce'] = (name, data) => own.news.push({ name, data })
    const committed: Write['committed'] = (act) => own.acts.push(act)
    const value = await inside.run(true, () => change({ db: tx, announce, committed }))
    traces.news.push(...own.news)
    traces.acts.push(...own.acts)
    return value
  }

  async function carryOutApart(tx: Transaction<unknown>, waiting: Waiting, traces: Traces): Promise<Outcome> {
    await sql`savepoint one_change`.execute(tx)
    try {
      const value = await carryOut(tx, waiting, traces)
      await sql`release savepoint one_change`.execute(tx)
      return { value }
    } catch (error) {
      await sql`rollback to savepoint one_change`.execute(tx)
      await sql`release savepoint one_change`.execute(tx)
      return { error }
    }
  }

  async function carryOutAll(tx: Transaction<unknown>, batch: Waiting[], traces: Traces): Promise<Outcome[]> {
    const [alone] = batch
    if (batch.length === 1 && alone) return [{ value: await carryOut(tx, alone, traces) }]
    const outcomes: Outcome[] = []
    for (const waiting of batch) outcomes.push(await carryOutApart(tx, waiting, traces))
    return outcomes
  }

  /** Side by side, what was read must still hold when it is written: PostgreSQL then refuses who comes second (40001). */
  function transaction() {
    return together ? db.transaction() : db.transaction().setIsolationLevel('repeatable read')
  }

  async function commitOnce(batch: Waiting[]): Promise<Outcome[]> {
    await log.ready()
    const traces: Traces = { news: [], acts: [] }
    let entry: Entry | undefined
    try {
      const outcomes = await transaction().execute(async (tx) => {
        const results = await carryOutAll(tx, batch, traces)
        if (traces.news.length > 0) entry = await log.enter(tx, traces.news, clock.now())
        return results
      })
      await durable?.()
      for (const act of traces.acts) act()
      for (const fact of entry?.facts ?? []) bus.publish(fact)
      entry?.leave(true)
      return outcomes
    } catch (error) {
      entry?.leave(false)
      throw error
    }
  }

  /** Losers run again one after another: among themselves they lose no second time. */
  async function commitAgain(batch: Waiting[]): Promise<Outcome[]> {
    const leave = await losers.enter()
    try {
      for (let tries = 2; ; tries++) {
        try {
          return await commitOnce(batch)
        } catch (error) {
          if (!mayRunAgain(error) || tries === mostTries) throw error
        }
      }
    } finally {
      leave()
    }
  }

  async function commit(batch: Waiting[]): Promise<void> {
    try {
      const outcomes = await commitOnce(batch).catch((error: unknown) => {
        if (!mayRunAgain(error)) throw error
        return commitAgain(batch)
      })
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
    factsAfter: (after, limit) => log.after(after, limit),
    lastSeq: () => log.lastSeq(),
  }
}

/** Nothing of the transaction stands, and the same change may succeed now. */
function mayRunAgain(error: unknown): boolean {
  return isLostRace(error) || (error instanceof EngineError && error.retryable)
}
