/**
 * Writes what endpoints say into a WAV file, one channel each, aligned by the wheel's clock: where nothing came there
 * is silence. The header is brought up to date every 2 s together with fdatasync, so that a kill -9 leaves a file that
 * plays (reliability D.5). All file work is asynchronous and in order; the wheel never waits for it.
 */
import { createHash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { RecordingResult } from '../telephony.ts'
import { frameMs, frameSamples } from './g711.ts'
import type { Playout } from './playout.ts'
import { createSilenceCount, type SilenceCount } from './silence-count.ts'
import { wavHeader, wavHeaderBytes } from './wav.ts'
import type { Wheel, WheelMember } from './wheel.ts'

/** Frames per write: 1 s. */
const chunkFrames = 50
/** Writes between two refreshes of the header: 2 s. */
const chunksPerRefresh = 2
/** So many chunks may wait for a slow disk (30 s) before the recording is given up. */
const maxWaiting = 30

/** What a recorder needs; `file` is open for writing and empty. */
export interface RecorderDeps {
  file: FileHandle
  path: string
  channels: readonly Playout[]
  wheel: Wheel
  /** Stops by itself after so much silence in all channels; never when undefined. */
  silenceMs: number | undefined
}

/** Creates the file, which must not exist, and starts. Throws what the file system throws. */
export async function startRecorder(deps: Omit<RecorderDeps, 'file'>): Promise<Recorder> {
  const file = await open(deps.path, 'wx')
  await file.write(wavHeader(deps.channels.length, 0), 0, wavHeaderBytes, 0)
  return new Recorder({ ...deps, file })
}

export class Recorder implements WheelMember {
  /** Settles once: with the result, or rejected when the disk failed. */
  readonly stopped: Promise<RecordingResult>
  readonly #deps: RecorderDeps
  readonly #settle: PromiseWithResolvers<RecordingResult>
  readonly #silences: readonly SilenceCount[]
  #chunk: Buffer
  #chunkFrames = 0
  #frames = 0
  #writtenBytes = 0
  #chunksWritten = 0
  #waiting = 0
  #paused = false
  #ended = false
  #work: Promise<void> = Promise.resolve()

  constructor(deps: RecorderDeps) {
    this.#deps = deps
    this.#settle = Promise.withResolvers()
    this.stopped = this.#settle.promise
    const { silenceMs } = deps
    this.#silences = silenceMs === undefined ? [] : deps.channels.map(() => createSilenceCount(silenceMs))
    this.#chunk = this.#newChunk()
    for (const channel of deps.channels) channel.use()
    deps.wheel.join(this)
  }

  /** From the next frame on both channels are silent; time goes on. */
  pause(): void {
    this.#paused = true
  }

  resume(): void {
    this.#paused = false
  }

  tick(_now: number, turns: number): void {
    for (let missed = turns - 1; missed > 0; missed -= 1) this.#frame(true)
    this.#frame(this.#paused)
    if (!this.#paused && this.#silenceOver()) void this.stop()
  }

  /** Completes header and file; idempotent. */
  stop(): Promise<RecordingResult> {
    if (!this.#ended) {
      this.#leave()
      this.#flush()
      this.#work.then(() => this.#finish()).then(this.#settle.resolve, this.#settle.reject)
    }
    return this.stopped
  }

  /** Every channel is asked each time, so that each goes on counting. */
  #silenceOver(): boolean {
    const { channels } = this.#deps
    const over = this.#silences.map((silence, index) => silence.over(channels[index]?.frame))
    return over.length > 0 && !over.includes(false)
  }

  #frame(silent: boolean): void {
    const { channels } = this.#deps
    const width = channels.length * 2
    const base = this.#chunkFrames * frameSamples * width
    for (const [index, channel] of channels.entries()) {
      const { frame } = channel
      if (silent || frame === undefined) continue
      for (let i = 0, at = base + index * 2; i < frameSamples; i += 1, at += width)
        this.#chunk.writeInt16LE(frame[i]!, at)
    }
    this.#frames += 1
    this.#chunkFrames += 1
    if (this.#chunkFrames === chunkFrames) this.#flush()
  }

  #flush(): void {
    if (this.#chunkFrames === 0) return
    const bytes = this.#chunk.subarray(0, this.#chunkFrames * frameSamples * this.#deps.channels.length * 2)
    this.#chunk = this.#newChunk()
    this.#chunkFrames = 0
    this.#waiting += 1
    if (this.#waiting > maxWaiting) this.#fail(new Error('The disk is too slow for the recording.'))
    this.#work = this.#work.then(() => this.#write(bytes))
    this.#work.catch((error: unknown) => this.#fail(error))
  }

  async #write(bytes: Buffer): Promise<void> {
    const { file } = this.#deps
    await file.write(bytes, 0, bytes.length, wavHeaderBytes + this.#writtenBytes)
    this.#writtenBytes += bytes.length
    this.#chunksWritten += 1
    this.#waiting -= 1
    if (this.#chunksWritten % chunksPerRefresh === 0) {
      await this.#writeHeader()
      await file.datasync()
    }
  }

  async #writeHeader(): Promise<void> {
    const header = wavHeader(this.#deps.channels.length, this.#writtenBytes)
    await this.#deps.file.write(header, 0, wavHeaderBytes, 0)
  }

  async #finish(): Promise<RecordingResult> {
    const { file, path } = this.#deps
    try {
      await this.#writeHeader()
      await file.sync()
    } finally {
      await file.close()
    }
    const hash = createHash('sha256')
    const reader = await open(path, 'r')
    await pipeline(reader.createReadStream(), hash)
    return {
      durationMs: this.#frames * frameMs,
      bytes: wavHeaderBytes + this.#writtenBytes,
      sha256: hash.digest('hex'),
    }
  }

  #fail(error: unknown): void {
    if (!this.#ended) {
      this.#leave()
      void this.#deps.file.close().then(
        () => this.#settle.reject(error),
        () => this.#settle.reject(error),
      )
    } else this.#settle.reject(error)
  }

  #leave(): void {
    this.#ended = true
    this.#deps.wheel.leave(this)
    for (const channel of this.#deps.channels) channel.release()
  }

  #newChunk(): Buffer {
    return Buffer.alloc(chunkFrames * frameSamples * this.#deps.channels.length * 2)
  }
}
