/** Reads a recording that the phone is to say. */
import { decode } from '../media/g711.ts'

/** Samples at 8 kHz of a mono WAV file (16 bit or G.711). Throws with a sentence for a person when it is something else. */
export function readWav(file: Buffer): Int16Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('This is not a WAV file.')
  }
  const format = chunk(file, 'fmt ')
  const data = chunk(file, 'data')
  if (format === undefined || format.length < 16 || data === undefined)
    throw new Error('This WAV file is not complete.')
  const [kind, channels, rate, bits] = [
    format.readUInt16LE(0),
    format.readUInt16LE(2),
    format.readUInt32LE(4),
    format.readUInt16LE(14),
  ]
  if (channels !== 1 || rate !== 8000) {
    throw new Error(`The phone says WAV files of 8000 Hz with one channel; this one has ${rate} Hz and ${channels}.`)
  }
  if (kind === 6) return decode('PCMA', data)
  if (kind === 7) return decode('PCMU', data)
  if (kind !== 1 || bits !== 16)
    throw new Error('The phone says WAV files of 16 bit PCM or G.711; this is another kind.')
  return Int16Array.from({ length: data.length >> 1 }, (_, n) => data.readInt16LE(n * 2))
}

/** The content of a RIFF chunk; what the file is too short for is cut. */
function chunk(file: Buffer, name: string): Buffer | undefined {
  for (let at = 12; at + 8 <= file.length; ) {
    const length = file.readUInt32LE(at + 4)
    if (file.toString('latin1', at, at + 4) === name)
      return file.subarray(at + 8, Math.min(file.length, at + 8 + length))
    at += 8 + length + (length % 2)
  }
  return undefined
}
