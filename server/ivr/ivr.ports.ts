/** What the voice menu needs of the house, in its own words. A leg of the telephony fits IvrCall once it has a language. */
import type { Language } from './flow.schema.ts'

/** Sound being played. */
export interface IvrPlayback {
  /** Never rejects. */
  done: Promise<'finished' | 'stopped'>
  stop(): void
}

/** What the caller is saying, being written to a file. */
export interface IvrSpeech {
  /** Completes the file; idempotent. */
  stop(): Promise<{ durationMs: number }>
  /** Settles when the recording was stopped, by us, by silence or by the end of the call. */
  stopped: Promise<{ durationMs: number }>
}

/** One answered call. */
export interface IvrCall {
  readonly id: string
  /** Language to begin with. */
  readonly language: Language
  /** Plays files one after the other; a new play replaces the running one. */
  play(files: readonly string[], options?: { loop?: boolean }): IvrPlayback
  /** Each key once; returns the unsubscribe. */
  onDigit(listener: (digit: string) => void): () => void
  /** Records the caller; an engine that can hear silence ends the recording after `silenceMs` of it. */
  recordSpeech(path: string, options?: { silenceMs?: number }): Promise<IvrSpeech>
  /** Settles when the caller has gone, however. */
  readonly ended: Promise<unknown>
}

/** Time; the platform's clock fits. */
export interface IvrClock {
  /** ms UTC. */
  now(): number
  /** Runs once after `ms`; returns the cancel. */
  after(ms: number, run: () => void): () => void
}
