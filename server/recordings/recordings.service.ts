/** Recordings: a row before the file is opened, closed with its length and hash, mended after a crash. */
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { CallId, InteractionId, RecordingId, TeamId } from '../contracts/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { found } from '../platform/errors.ts'
import { newId } from '../platform/id.ts'
import { writeInTheEnd } from '../platform/last-write.ts'
import type { Log } from '../platform/log.ts'
import type { Store } from '../platform/store.ts'
import { createPauses, type Pauses } from './pauses.ts'
import type { Recordable, Repair, SoundResult, Trail } from './recordings.ports.ts'
import * as rows from './recordings.repository.ts'

export interface RecordingsDeps {
  store: Store
  clock: Clock
  log: Log
  bootId: string
  /** Absolute path of the folder of recordings. */
  folder: string
  repair: Repair
  trail: Trail
}

/** Whose talk is recorded. */
export interface TalkOf {
  callId: CallId
  interactionId: InteractionId
  teamId: TeamId
}

export interface Recordings extends Pick<Pauses, 'pause' | 'resume' | 'pausedSince' | 'over'> {
  /** Records until the talk ends. Never rejects: a call without a recording goes on, its row says `lost`. */
  start(talk: Recordable, of: TalkOf): Promise<void>
  ofCall(callId: CallId): Promise<RecordingId[]>
  ofCalls(callIds: CallId[]): Promise<Map<CallId, RecordingId[]>>
  ofInteraction(id: InteractionId): Promise<rows.RecordingRow[]>
  /** Refusal not-found. */
  get(id: RecordingId): Promise<rows.RecordingRow & { file: string }>
  /** Mends and closes what earlier boots left open; how many. Idempotent. */
  recover(): Promise<number>
  /** Resolves when every running recording has been closed. */
  settled(): Promise<void>
}

/** Makes the room of recordings. */
export function createRecordings(deps: RecordingsDeps): Recordings {
  const { store, clock, log } = deps
  const closing = new Set<Promise<void>>()
  const pauses = createPauses(deps)

  async function close(row: rows.RecordingRow, state: rows.RecordingState, sound?: SoundResult): Promise<void> {
    await writeInTheEnd(deps, async (tx) => {
      const result = sound && { duration_ms: sound.durationMs, bytes: sound.bytes, sha256: sound.sha256 }
      const change = { state, ended_at: clock.now(), ...result }
      if (!(await rows.closeRecording(tx.db, row.id, change))) return
      const durationMs = sound?.durationMs ?? 0
      tx.announce('recording.closed', { recordingId: row.id, callId: row.call_id, durationMs })
    })
  }

  /** The row is closed by whoever stops the sound; the journey does not wait for it. */
  function closeWhenStopped(row: rows.RecordingRow, stopped: Promise<SoundResult>): void {
    const done = stopped
      .then(
        (sound) => close(row, 'closed', sound),
        (error: unknown) => {
          log.error({ recordingId: row.id, error }, 'A recording ended with an error.')
          return close(row, 'lost')
        },
      )
      .catch((error: unknown) => log.error({ recordingId: row.id, error }, 'A recording could not be closed.'))
      .finally(() => closing.delete(done))
    closing.add(done)
  }

  async function begin(of: TalkOf): Promise<rows.RecordingRow> {
    const id = newId<RecordingId>()
    const now = clock.now()
    const row: rows.RecordingRow = {
      id,
      boot_id: deps.bootId,
      call_id: of.callId,
      interaction_id: of.interactionId,
      team_id: of.teamId,
      path: `${new Date(now).toISOString().slice(0, 10)}/${id}.wav`,
      codec: 'pcm16-8000-stereo',
      state: 'open',
      started_at: now,
      ended_at: null,
      duration_ms: null,
      bytes: null,
      sha256: null,
    }
    await store.write(async (tx) => {
      await rows.insertRecording(tx.db, row)
      tx.announce('recording.opened', { recordingId: id, callId: of.callId })
    })
    return row
  }

  return {
    pause: (callId, asker) => pauses.pause(callId, asker),
    resume: (callId, asker) => pauses.resume(callId, asker),
    pausedSince: (callId) => pauses.pausedSince(callId),
    over: (callId, tx) => pauses.over(callId, tx),
    async start(talk, of) {
      let row: rows.RecordingRow | undefined
      try {
        row = await begin(of)
        const file = join(deps.folder, row.path)
        // Synchronous, some 50 µs once a talk: the first words must not wait for the thread pool.
        mkdirSync(dirname(file), { recursive: true })
        const recording = await talk.record(file)
        const ended = await pauses.begun(of.callId, recording)
        closeWhenStopped(row, recording.stopped.finally(ended))
      } catch (error) {
        log.error({ callId: of.callId, error }, 'A recording could not be started.')
        if (row) await close(row, 'lost')
      }
    },
    async ofCall(callId) {
      return (await rows.recordingsOfCalls(store.db, [callId])).map((row) => row.id)
    },
    async ofCalls(callIds) {
      const all = await rows.recordingsOfCalls(store.db, callIds)
      return new Map(callIds.map((id) => [id, all.filter((row) => row.call_id === id).map((row) => row.id)]))
    },
    ofInteraction: (id) => rows.recordingsOfInteraction(store.db, id),
    async get(id) {
      const row = found(await rows.recordingById(store.db, id))
      return { ...row, file: join(deps.folder, row.path) }
    },
    async recover() {
      const left = await rows.openLeftBy(store.db, deps.bootId)
      for (const row of left) {
        const sound = await mended(row)
        await close(row, sound ? 'repaired' : 'lost', sound)
      }
      return left.length
    },
    async settled() {
      await Promise.all(closing)
    },
  }

  async function mended(row: rows.RecordingRow): Promise<SoundResult | undefined> {
    try {
      return await deps.repair(join(deps.folder, row.path))
    } catch (error) {
      log.warn({ recordingId: row.id, error }, 'A recording of an earlier boot could not be mended.')
      return undefined
    }
  }
}
