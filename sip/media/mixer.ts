/** Adds what several sources say. A listener's own voice is never among its sources, so every mix is a mix-minus. */
import { clip16, frameSamples } from './g711.ts'

/** The sum of the frames, clipped to 16 bit, in `target`; `undefined` is a silent source. False when nobody said anything. */
export function mixInto(target: Int16Array, frames: Iterable<Int16Array | undefined>): boolean {
  let voices = 0
  for (const frame of frames) {
    if (frame === undefined) continue
    voices += 1
    if (voices === 1) target.set(frame)
    else for (let i = 0; i < frameSamples; i += 1) target[i] = clip16(target[i]! + frame[i]!)
  }
  return voices > 0
}
