/** Measures what is heard: how loud, which tone, for how long. */
import { sampleRate } from '../media/g711.ts'

/** What a listener would say of a stretch of sound. */
export type Impression = { kind: 'silence' } | { kind: 'tone'; hz: number } | { kind: 'speech' }

/** Sound that is remembered, seconds. */
const memory = 30
/** Below this a frame counts as silence, dBFS. */
const silenceBelow = -50
/** A tone carries at least this part of the energy. */
const toneShare = 0.6
/** Samples that one look at the spectrum spans: 10 Hz wide. */
const block = 800

export class SoundMeter {
  readonly #ring = new Int16Array(memory * sampleRate)
  #written = 0
  #soundMs = 0

  /** Takes what was heard next. */
  hear(samples: Int16Array): void {
    for (const sample of samples) {
      this.#ring[this.#written % this.#ring.length] = sample
      this.#written += 1
    }
    if (dbfsOf(samples) >= silenceBelow) this.#soundMs += (samples.length * 1000) / sampleRate
  }

  /** Ms of sound that was not silence, since the beginning. */
  get soundMs(): number {
    return this.#soundMs
  }

  /** Seconds heard, silence included. */
  get seconds(): number {
    return this.#written / sampleRate
  }

  /** The last `ms` heard; less when there was less. */
  last(ms: number): Int16Array {
    const length = Math.min(Math.round((ms * sampleRate) / 1000), this.#written, this.#ring.length)
    return Int16Array.from({ length }, (_, n) => this.#ring[(this.#written - length + n) % this.#ring.length]!)
  }

  /** Level of the last `ms`, dBFS of a full-scale sine; -100 in digital silence. */
  levelOf(ms: number): number {
    return dbfsOf(this.last(ms))
  }

  /** What the last `ms` sounded like. */
  impressionOf(ms: number): Impression {
    const samples = this.last(ms)
    if (dbfsOf(samples) < silenceBelow) return { kind: 'silence' }
    const { hz, share } = strongest(samples)
    return share >= toneShare ? { kind: 'tone', hz } : { kind: 'speech' }
  }

  /** Strongest frequency of the last `ms`, Hz; 0 in silence. */
  dominantHz(ms: number): number {
    const samples = this.last(ms)
    return dbfsOf(samples) < silenceBelow ? 0 : strongest(samples).hz
  }
}

function dbfsOf(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const rms = samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
  return rms === 0 ? -100 : Math.max(-100, 20 * Math.log10((rms * Math.SQRT2) / 32767))
}

/** Looks at 100 ms at a time, so that each step of 5 Hz sees its neighbours; then once more in steps of 1 Hz. */
function strongest(samples: Int16Array): { hz: number; share: number } {
  let best = { hz: 0, power: 0 }
  const look = (from: number, to: number, step: number) => {
    for (let hz = from; hz <= to; hz += step) {
      const power = powerAt(samples, hz)
      if (power > best.power) best = { hz, power }
    }
  }
  look(200, 3400, 5)
  look(best.hz - 5, best.hz + 5, 1)
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return { hz: best.hz, share: energy === 0 ? 0 : best.power / energy }
}

/** Energy of the sine at `hz` in the samples, summed over blocks (Goertzel). */
function powerAt(samples: Int16Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate)
  let total = 0
  for (let from = 0; from < samples.length; from += block) {
    const to = Math.min(samples.length, from + block)
    let s1 = 0
    let s2 = 0
    for (let n = from; n < to; n += 1) {
      const s0 = samples[n]! + coefficient * s1 - s2
      s2 = s1
      s1 = s0
    }
    total += (2 * (s1 * s1 + s2 * s2 - coefficient * s1 * s2)) / (to - from)
  }
  return total
}
