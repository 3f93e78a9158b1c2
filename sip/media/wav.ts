/** WAV files: what a player may read (8 kHz mono, G.711 or PCM16) and the header that a recorder writes. */
import { type Codec, encode, sampleRate, transcodeInto } from './g711.ts'

/** The sound of a file as it lies there. */
export interface WavSound {
  format: 'pcm16' | 'mu-law' | 'a-law'
  data: Buffer
}

/** Length of the header that we write, bytes. */
export const wavHeaderBytes = 44

const formatNames: Record<number, WavSound['format'] | undefined> = { 1: 'pcm16', 6: 'a-law', 7: 'mu-law' }

/** Reads a WAV file. A data size that lies (streamed files) is cut to the file. Throws an Error with a sentence when the file cannot be played. */
export function parseWav(file: Buffer): WavSound {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE') {
    throw new Error('Not a WAV file.')
  }
  let format: WavSound['format'] | undefined
  for (let at = 12; at + 8 <= file.length; ) {
    const name = file.toString('latin1', at, at + 4)
    const size = file.readUInt32LE(at + 4)
    const body = file.subarray(at + 8, at + 8 + size)
    if (name === 'fmt ') format = formatOf(body)
    if (name === 'data' && format !== undefined) return { format, data: body }
    // Chunks are padded to an even length.
    at += 8 + size + (size % 2)
  }
  throw new Error('The WAV file has no sound in it.')
}

/** The sound as G.711 bytes of `codec`. */
export function soundAs(codec: Codec, sound: WavSound): Buffer {
  if (sound.format === 'pcm16') {
    const samples = Int16Array.from({ length: sound.data.length >> 1 }, (_, index) => sound.data.readInt16LE(index * 2))
    return encode(codec, samples)
  }
  const bytes = Buffer.allocUnsafe(sound.data.length)
  transcodeInto(sound.format === 'mu-law' ? 'PCMU' : 'PCMA', codec, sound.data, bytes, 0)
  return bytes
}

/** The header of a PCM16 8 kHz file of `channels` channels with `dataBytes` bytes of sound. */
export function wavHeader(channels: number, dataBytes: number): Buffer {
  const header = Buffer.alloc(wavHeaderBytes)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(Math.min(0xffff_ffff, 36 + dataBytes), 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(channels, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE(sampleRate * channels * 2, 28)
  header.writeUInt16LE(channels * 2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(Math.min(0xffff_ffff, dataBytes), 40)
  return header
}

function formatOf(body: Buffer): WavSound['format'] {
  if (body.length < 16) throw new Error('The format of the WAV file is cut short.')
  const format = formatNames[body.readUInt16LE(0)]
  const bits = body.readUInt16LE(14)
  const fits = body.readUInt16LE(2) === 1 && body.readUInt32LE(4) === sampleRate
  if (format === undefined || !fits || bits !== (format === 'pcm16' ? 16 : 8)) {
    throw new Error('The WAV file is not 8 kHz mono G.711 or PCM16.')
  }
  return format
}
