/**
 * Pausing: while a passenger says a card number nothing of it may get on tape. The pause acts first and is written second, the one
 * exception of the house (reliability D.2): should writing fail, the sound is missing, never the other way round.
 */
import type { SessionUser } from '../contracts/auth.ts'
import type { CallId, PauseId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { newId } from '../platform/id.ts'
import type { Log } from '../platform/log.ts'
import type { Store, Write } from '../platform/store.ts'
import * as rows from './pause.repository.ts'
import type { Trail } from './recordings.ports.ts'

/** A forgotten pause ends by itself (reliability B4-20). */
export const longestPauseMs = 5 * 60_000

/** Sound that can be silenced. */
export interface Pausable {
  pause(): Promise<void>
  resume(): Promise<void>
}

interface PausesDeps {
  store: Store
  clock: Clock
  log: Log
  trail: Trail
}

/** Who asks, and from where. */
export interface PauseAsker {
  user: SessionUser
  ip: string
}

/** A call's sound as far as pausing goes. */
interface Tape {
  sounds: Set<Pausable>
  pause: { id: PauseId; since: number; cancel: () => void } | undefined
}

export type Pauses = ReturnType<typeof createPauses>

/** The pausing half of recordings. */
export function createPauses({ store, clock, log, trail }: PausesDeps) {
  const tapes = new Map<CallId, Tape>()

  function tapeOf(callId: CallId): Tape {
    const tape = tapes.get(callId) ?? { sounds: new Set(), pause: undefined }
    tapes.set(callId, tape)
    return tape
  }

  function forget(callId: CallId, tape: Tape): void {
    if (tape.sounds.size === 0 && tape.pause === undefined) tapes.delete(callId)
  }

  async function note(action: string, callId: CallId, asker: PauseAsker, tx: Write): Promise<void> {
    const { user, ip } = asker
    const entry = { actorId: user.id, role: user.role, ip, action, objectType: 'call', objectId: callId }
    await trail.record(entry, tx)
  }

  async function resume(callId: CallId, by: rows.PauseEnd, alongside?: (tx: Write) => Promise<void>): Promise<void> {
    const tape = tapes.get(callId)
    const pause = tape?.pause
    if (!tape || !pause) return
    pause.cancel()
    await store.write(async (tx) => {
      await rows.endPause(tx.db, pause.id, clock.now(), by)
      await alongside?.(tx)
      tx.announce('recording.resumed', { callId, by })
    })
    tape.pause = undefined
    await Promise.all([...tape.sounds].map((sound) => sound.resume()))
    forget(callId, tape)
  }

  return {
    /** When the running pause of this call began, ms UTC. */
    pausedSince: (callId: CallId): number | undefined => tapes.get(callId)?.pause?.since,

    /** A recording of the call has begun; it is silent from the start while a pause runs. Returns the end. */
    async begun(callId: CallId, sound: Pausable): Promise<() => void> {
      const tape = tapeOf(callId)
      tape.sounds.add(sound)
      if (tape.pause) await sound.pause()
      return () => {
        tape.sounds.delete(sound)
        forget(callId, tape)
      }
    },

    /** Silences what is recorded of the call. Idempotent. */
    async pause(callId: CallId, asker: PauseAsker): Promise<void> {
      const tape = tapeOf(callId)
      if (tape.pause) return
      const id = newId<PauseId>()
      const late = () =>
        void resume(callId, 'house').catch((error: unknown) =>
          log.error({ callId, error }, 'A forgotten pause of a recording could not be ended.'),
        )
      tape.pause = { id, since: clock.now(), cancel: clock.after(longestPauseMs, late) }
      await Promise.all([...tape.sounds].map((sound) => sound.pause()))
      await store.write(async (tx) => {
        await rows.insertPause(tx.db, {
          id,
          call_id: callId,
          by_id: asker.user.id,
          from_at: clock.now(),
          to_at: null,
          ended_by: null,
        })
        await note('recording.paused', callId, asker, tx)
        tx.announce('recording.paused', { callId })
      })
    },

    /** Records again from now on. Idempotent. */
    resume: (callId: CallId, asker: PauseAsker): Promise<void> =>
      resume(callId, 'agent', (tx) => note('recording.resumed', callId, asker, tx)),

    /** The call is over: a pause that still runs ends with it, in the call's own transaction. */
    async over(callId: CallId, tx: Write): Promise<void> {
      const tape = tapes.get(callId)
      tape?.pause?.cancel()
      await rows.endPausesOf(tx.db, callId, clock.now())
      tx.committed(() => tapes.delete(callId))
    },
  }
}
