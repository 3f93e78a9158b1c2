/** Ends sessions when their time has come: sleeps until the next end, then tells who listens. */
import type { UserId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { deleteSessions, nextEnd, type SessionRow } from './auth.repository.ts'

export interface EndedSession {
  /** What `sessionIdOf` makes of the cookie's value. */
  sessionId: string
  userId: UserId
  why: 'logged-out' | 'expired' | 'disabled'
}

/** Owns the one timer of the room. */
export function createSessionEnd({ store, clock, log }: { store: Store; clock: Clock; log: Log }) {
  const listeners = new Set<(ended: EndedSession) => void>()
  let cancel: (() => void) | undefined
  let closed = false

  function tell(sessions: SessionRow[], why: EndedSession['why']): void {
    for (const session of sessions)
      for (const listener of listeners) listener({ sessionId: session.token_hash, userId: session.user_id, why })
  }

  async function sleepUntilNext(): Promise<void> {
    const at = await nextEnd(store.db)
    cancel?.()
    if (closed || at === undefined) return
    cancel = clock.after(Math.max(0, at - clock.now()), () => void endDue().catch(report))
  }

  async function endDue(): Promise<void> {
    const now = clock.now()
    tell(await store.write((tx) => deleteSessions(tx.db, { endedBy: now })), 'expired')
    await sleepUntilNext()
  }

  const report = (error: unknown) => log.error({ error }, 'Sessions could not be ended.')

  return {
    /** Sets the timer to the next end of a session. */
    arm: (): void => {
      if (!closed) void sleepUntilNext().catch(report)
    },
    tell,
    onEnded: (listener: (ended: EndedSession) => void): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: (): void => {
      closed = true
      cancel?.()
    },
  }
}
