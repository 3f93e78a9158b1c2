/**
 * Puts a peer's sound back onto an even clock: reorders by timestamp, waits a little for late packets, conceals what
 * is lost. Used only where sound is mixed or recorded; a plain bridge relays without it.
 */
import { frameSamples } from './g711.ts'
import { timestampDistance } from './rtp-packet.ts'

/** Samples held back on purpose: two packets. */
const target = 2 * frameSamples
/** Ring size, samples (512 ms); a power of two. */
const capacity = 4096
/** Sound further ahead than this means that the peer's clock jumped. */
const maxAhead = capacity - 4 * frameSamples
/** The fill level is judged over this many frames (1 s). */
const judgedFrames = 50
/** How often a lost frame is concealed by the one before, each time at half the level. */
const maxConcealed = 3

export class JitterBuffer {
  readonly #ring = new Int16Array(capacity)
  readonly #present = new Uint8Array(capacity)
  /** Timestamp of the next sample to give out; undefined until the first packet. */
  #cursor: number | undefined
  /** Timestamp after the newest sample. */
  #newest = 0
  #lowest = Number.POSITIVE_INFINITY
  #pulls = 0
  #last: Int16Array | undefined
  #concealed = 0

  /** Takes a decoded packet. */
  push(timestamp: number, samples: Int16Array): void {
    if (samples.length === 0 || samples.length > maxAhead) return
    const ahead = this.#cursor === undefined ? undefined : timestampDistance(this.#cursor, timestamp)
    if (ahead === undefined || ahead + samples.length > maxAhead || (ahead < 0 && this.#empty()))
      this.#startAt(timestamp)
    else if (ahead < 0) return
    for (let i = 0; i < samples.length; i += 1) {
      const at = (timestamp + i) & (capacity - 1)
      this.#ring[at] = samples[i]!
      this.#present[at] = 1
    }
    const end = (timestamp + samples.length) >>> 0
    if (timestampDistance(this.#newest, end) > 0) this.#newest = end
  }

  /** The next 20 ms, concealed where a packet is missing; undefined in silence. */
  pull(): Int16Array | undefined {
    if (this.#cursor === undefined) return undefined
    this.#trim()
    const frame = this.#take(this.#cursor)
    this.#cursor = (this.#cursor + frameSamples) >>> 0
    if (frame !== undefined) {
      this.#last = frame
      this.#concealed = 0
      return frame
    }
    return this.#conceal()
  }

  /** The peer sends something that is no sound now (a digit): do not conceal it. */
  quiet(): void {
    this.#last = undefined
  }

  #startAt(timestamp: number): void {
    this.#present.fill(0)
    this.#cursor = (timestamp - target) >>> 0
    this.#newest = timestamp
    this.#lowest = Number.POSITIVE_INFINITY
    this.#pulls = 0
  }

  #empty(): boolean {
    return timestampDistance(this.#cursor!, this.#newest) <= 0
  }

  /** When the buffer was never near empty for a second, it holds back more than it needs: leave out a frame. */
  #trim(): void {
    this.#lowest = Math.min(this.#lowest, timestampDistance(this.#cursor!, this.#newest))
    this.#pulls += 1
    if (this.#pulls < judgedFrames) return
    if (this.#lowest > target + 2 * frameSamples) {
      this.#take(this.#cursor!)
      this.#cursor = (this.#cursor! + frameSamples) >>> 0
    }
    this.#pulls = 0
    this.#lowest = Number.POSITIVE_INFINITY
  }

  #take(from: number): Int16Array | undefined {
    let missing = 0
    const frame = new Int16Array(frameSamples)
    for (let i = 0; i < frameSamples; i += 1) {
      const at = (from + i) & (capacity - 1)
      if (this.#present[at]) frame[i] = this.#ring[at]!
      else missing += 1
      this.#present[at] = 0
    }
    return missing === frameSamples ? undefined : frame
  }

  #conceal(): Int16Array | undefined {
    this.#concealed += 1
    if (this.#last === undefined || this.#concealed > maxConcealed) return undefined
    this.#last = this.#last.map((sample) => sample >> 1)
    return this.#last
  }
}
