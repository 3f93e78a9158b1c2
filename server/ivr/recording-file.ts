/** Can the telephone play this file? A studio recording is dropped in by hand, so it is looked at before the first caller hears it. */
import { closeSync, openSync, readSync } from 'node:fs'

/** Enough for every chunk before the sound, bytes. */
const headSize = 4096

/** What is wrong with the file at `path`, as the end of a sentence; undefined when it is WAV, 8 kHz, mono, G.711 or 16 bit. */
export function recordingFault(path: string): string | undefined {
  const head = headOf(path)
  if (head === undefined) return 'is missing'
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 8, 12) !== 'WAVE') return 'is not a WAV file'
  const at = head.indexOf('fmt ') + 8
  if (at < 8 || at + 16 > head.length || head.indexOf('data') < 0) return 'is not a complete WAV file'
  const [kind, channels, rate, bits] = [
    head.readUInt16LE(at),
    head.readUInt16LE(at + 2),
    head.readUInt32LE(at + 4),
    head.readUInt16LE(at + 14),
  ]
  const playable = (kind === 1 && bits === 16) || ((kind === 6 || kind === 7) && bits === 8)
  if (playable && channels === 1 && rate === 8000) return undefined
  return `must be 8000 Hz, mono, G.711 or 16 bit (it has ${rate} Hz, ${channels} channels, ${bits} bit)`
}

function headOf(path: string): Buffer | undefined {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    // Not there or not readable: the same to a caller.
    return undefined
  }
  try {
    const head = Buffer.alloc(headSize)
    return head.subarray(0, readSync(file, head, 0, headSize, 0))
  } finally {
    closeSync(file)
  }
}
