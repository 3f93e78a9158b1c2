/**
 * One house per PostgreSQL database: boot recovery would close the live calls of another one. An advisory lock on a
 * connection of its own dies with its owner; when the server was away, the lock is taken again as soon as it is back.
 */
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { InstanceLock } from './instance-lock.ts'

export interface DatabaseLockOptions {
  /** `postgres://...` */
  url: string
  /** Another house took the lock while the server was away: this one must end. */
  onStolen: () => void
}

/** How often a start asks: the server may need a moment to notice that a killed owner has gone. */
const asks = 10
const betweenAsksMs = 200
const againMs = 1000
const connectMs = 3000
/** A lost network shows within half a minute, at the server too. */
const options = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3'

/** Takes the lock of a database. Throws a sentence when another living house holds it, and when the server is away. */
export async function takeDatabaseLock({ url, onStolen }: DatabaseLockOptions): Promise<InstanceLock> {
  let released = false
  let again: NodeJS.Timeout | undefined

  function lost(): void {
    if (released) return
    clearTimeout(again)
    again = setTimeout(() => void retake(), againMs)
  }

  async function retake(): Promise<void> {
    try {
      holder = await acquire(url, lost)
      if (released) await holder?.end()
      else if (holder === undefined) onStolen()
    } catch {
      // The server is still away; those who need it say so, here it is only asked again.
      lost()
    }
  }

  let holder = await acquire(url, lost).catch((error: unknown) => {
    throw new Error('DATABASE_URL: the PostgreSQL server cannot be used.', { cause: error })
  })
  if (holder === undefined)
    throw new Error(
      'DATABASE_URL: another contact centre is running on this database; stop it or give this one its own.',
    )
  return {
    release() {
      released = true
      clearTimeout(again)
      holder?.end().catch(() => undefined)
      holder = undefined
    },
  }
}

/** The connection that holds the lock; undefined when somebody else keeps it. Rejects when the server is away. */
async function acquire(url: string, lost: () => void): Promise<pg.Client | undefined> {
  const client = new pg.Client({ connectionString: url, options, connectionTimeoutMillis: connectMs, keepAlive: true })
  let held = false
  client.on('error', () => undefined)
  client.on('end', () => {
    if (held) lost()
  })
  try {
    await client.connect()
    for (let ask = 1; ask <= asks; ask++) {
      held = await tryLock(client)
      if (held) return client
      if (ask < asks) await pause(betweenAsksMs)
    }
    await client.end()
    return undefined
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error
  }
}

/** The key is the house and the schema that the connection writes to. */
async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    `select pg_try_advisory_lock(hashtext('contact-centre'), hashtext(current_schema())) as taken`,
  )
  return rows[0]?.taken === true
}
