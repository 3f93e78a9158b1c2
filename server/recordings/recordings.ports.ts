/** What recordings need: somebody who writes sound, somebody who mends a file, somebody who keeps the trail. */
import type { SessionUser } from '../contracts/auth.ts'
import type { Write } from '../platform/store.ts'

export interface SoundResult {
  durationMs: number
  bytes: number
  sha256: string
}

/** A conversation that can be recorded; a bridge of the telephony fits. */
export interface Recordable {
  record(path: string): Promise<{ stopped: Promise<SoundResult>; pause(): Promise<void>; resume(): Promise<void> }>
}

/** Completes the header of a file that a crash left open; undefined when there is no usable file. */
export type Repair = (path: string) => Promise<SoundResult | undefined>

export interface Trail {
  record(
    entry: {
      actorId: SessionUser['id']
      role: SessionUser['role']
      ip: string
      action: string
      objectType: string
      objectId: string
    },
    within?: Write,
  ): Promise<unknown>
}
