/** A cursor over a list of prompts: 20 ms at a time, without a gap between files, once or for ever. */
import { type Codec, frameSamples, silenceByte } from './g711.ts'

/** What a player plays; `prompt-cache.ts` has them. */
export interface Playable {
  as(codec: Codec): Uint8Array
}

export class Player {
  readonly #sounds: readonly Playable[]
  readonly #loop: boolean
  #file = 0
  #at = 0

  /** Sounds without any sample are left out; a loop over nothing ends at once. */
  constructor(sounds: readonly Playable[], loop: boolean) {
    this.#sounds = sounds.filter((sound) => sound.as('PCMA').length > 0)
    this.#loop = loop
  }

  /** Fills one frame of `target` from `offset`, the last one padded with silence; false when nothing was left to play. */
  fill(codec: Codec, target: Uint8Array, offset: number): boolean {
    let filled = 0
    while (filled < frameSamples) {
      const sound = this.#sounds[this.#file]?.as(codec)
      if (sound === undefined) break
      const part = sound.subarray(this.#at, this.#at + frameSamples - filled)
      target.set(part, offset + filled)
      filled += part.length
      this.#advance(part.length, sound.length)
    }
    target.fill(silenceByte[codec], offset + filled, offset + frameSamples)
    return filled > 0
  }

  /** Leaves out `frames` frames: nobody could hear them, and time went on. */
  skip(frames: number): void {
    for (let left = frames * frameSamples; left > 0; ) {
      const length = this.#sounds[this.#file]?.as('PCMA').length
      if (length === undefined) return
      const step = Math.min(left, length - this.#at)
      left -= step
      this.#advance(step, length)
    }
  }

  /** True when the last sample was given out. */
  get over(): boolean {
    return this.#file >= this.#sounds.length
  }

  #advance(samples: number, length: number): void {
    this.#at += samples
    if (this.#at < length) return
    this.#at = 0
    this.#file += 1
    if (this.#loop && this.#file >= this.#sounds.length) this.#file = 0
  }
}
