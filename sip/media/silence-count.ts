/** How long nobody has spoken: a pure count over frames of 20 ms. */
import { frameMs, frameSamples } from './g711.ts'

/** Mean square of a frame at -45 dBFS: louder is speech, quieter is the line's own noise. */
const speechEnergy = (32_768 * 10 ** (-45 / 20)) ** 2

export interface SilenceCount {
  /** Takes the next frame, undefined when nothing came; true once the silence has lasted long enough. */
  over(frame: Int16Array | undefined): boolean
}

/** Counts towards `silenceMs`; anything louder than about -45 dBFS starts the count anew. */
export function createSilenceCount(silenceMs: number): SilenceCount {
  const enough = Math.max(1, Math.ceil(silenceMs / frameMs))
  let silent = 0
  return {
    over(frame) {
      silent = frame !== undefined && isSpeech(frame) ? 0 : silent + 1
      return silent >= enough
    },
  }
}

function isSpeech(frame: Int16Array): boolean {
  let energy = 0
  for (const sample of frame) energy += sample * sample
  return energy > speechEnergy * frameSamples
}
