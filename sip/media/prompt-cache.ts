/** Prompts and music in memory, read once per worker, ready as G.711 of either codec. */
import { readFile } from 'node:fs/promises'
import type { Codec } from './g711.ts'
import { parseWav, soundAs, type WavSound } from './wav.ts'

/** A file beyond this is not a prompt (an hour of G.711), bytes. */
const maxFileBytes = 32 << 20

/** One file's sound. */
export class Prompt {
  readonly #sound: WavSound
  readonly #bytes = new Map<Codec, Buffer>()

  constructor(sound: WavSound) {
    this.#sound = sound
  }

  /** What it takes in memory when both codecs were asked for, bytes. */
  get size(): number {
    return this.#sound.data.length * 3
  }

  /** The sound as G.711 bytes of `codec`; made once. */
  as(codec: Codec): Buffer {
    let bytes = this.#bytes.get(codec)
    if (bytes === undefined) {
      bytes = soundAs(codec, this.#sound)
      this.#bytes.set(codec, bytes)
    }
    return bytes
  }
}

export class PromptCache {
  readonly #maxBytes: number
  /** In order of last use. */
  readonly #prompts = new Map<string, Prompt>()
  #bytes = 0

  /** The prompts used longest ago go when more than `maxBytes` are held. */
  constructor(maxBytes = 256 << 20) {
    this.#maxBytes = maxBytes
  }

  /** A file that was read before, at once; undefined when it must be loaded first. */
  held(path: string): Prompt | undefined {
    const prompt = this.#prompts.get(path)
    if (prompt === undefined) return undefined
    this.#prompts.delete(path)
    this.#prompts.set(path, prompt)
    return prompt
  }

  /** Reads the file when it is not held yet. Throws when it is missing, too long or no playable WAV. */
  async load(path: string): Promise<Prompt> {
    const held = this.held(path)
    if (held !== undefined) return held
    const file = await readFile(path)
    if (file.length > maxFileBytes) throw new Error('The WAV file is too long for a prompt.')
    const prompt = new Prompt(parseWav(file))
    const twin = this.held(path)
    if (twin !== undefined) return twin
    this.#prompts.set(path, prompt)
    this.#bytes += prompt.size
    this.#shrink()
    return prompt
  }

  #shrink(): void {
    for (const [path, prompt] of this.#prompts) {
      if (this.#bytes <= this.#maxBytes || this.#prompts.size === 1) return
      this.#prompts.delete(path)
      this.#bytes -= prompt.size
    }
  }
}
