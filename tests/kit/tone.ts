/** Tones for tests: made, measured by Goertzel, written to and read from WAV files. Everything at 8 kHz, 16 bit. */
import { readFile, writeFile } from 'node:fs/promises'
import { decode, encode, sampleRate } from '../../sip/media/g711.ts'

/** How a test WAV is encoded. */
export type ToneFileFormat = 'pcm16' | 'mu-law' | 'a-law'

/** A sine of `hz` for `ms`; `amplitude` is its peak (32767 = full scale). */
export function tone(hz: number, ms: number, amplitude = 8000): Int16Array {
  return Int16Array.from({ length: Math.round((ms * sampleRate) / 1000) }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate)),
  )
}

/** Peak amplitude of the frequency `hz` in `samples` (Goertzel): about what `tone` was given when it is there, near 0 when not. */
export function amplitudeAt(samples: Int16Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate)
  let s1 = 0
  let s2 = 0
  for (const sample of samples) {
    const s0 = sample + coefficient * s1 - s2
    s2 = s1
    s1 = s0
  }
  const power = Math.max(0, s1 * s1 + s2 * s2 - coefficient * s1 * s2)
  return samples.length === 0 ? 0 : (2 * Math.sqrt(power)) / samples.length
}

/** The strongest frequency between 200 and 3400 Hz in steps of 10 Hz; `hz` is 0 in silence. */
export function dominantFrequency(samples: Int16Array): { hz: number; amplitude: number } {
  let best = { hz: 0, amplitude: 0 }
  for (let hz = 200; hz <= 3400; hz += 10) {
    const amplitude = amplitudeAt(samples, hz)
    if (amplitude > best.amplitude) best = { hz, amplitude }
  }
  return best.amplitude < 50 ? { hz: 0, amplitude: best.amplitude } : best
}

/** Root mean square of the samples: 0 in silence, amplitude / 1.414 for a sine. */
export function level(samples: Int16Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return samples.length === 0 ? 0 : Math.sqrt(sum / samples.length)
}

/** The bytes of a mono 8 kHz WAV file. */
export function wavBytes(samples: Int16Array, format: ToneFileFormat = 'pcm16'): Buffer {
  const pcm = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const data = format === 'pcm16' ? pcm : encode(format === 'mu-law' ? 'PCMU' : 'PCMA', samples)
  const bits = format === 'pcm16' ? 16 : 8
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE({ pcm16: 1, 'a-law': 6, 'mu-law': 7 }[format], 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(sampleRate, 24)
  header.writeUInt32LE((sampleRate * bits) / 8, 28)
  header.writeUInt16LE(bits / 8, 32)
  header.writeUInt16LE(bits, 34)
  header.write('data', 36)
  header.writeUInt32LE(data.length, 40)
  return Buffer.concat([header, data])
}

/** Writes a WAV file with a tone and returns its path. */
export async function writeToneFile(
  path: string,
  hz: number,
  ms: number,
  options: { amplitude?: number; format?: ToneFileFormat } = {},
): Promise<string> {
  await writeFile(path, wavBytes(tone(hz, ms, options.amplitude), options.format))
  return path
}

/** Reads the channels of a WAV file (PCM16 or G.711) with a 44-byte header, as any player would, by its header. */
export async function readChannels(path: string): Promise<Int16Array[]> {
  const file = await readFile(path)
  const format = file.readUInt16LE(20)
  const channels = file.readUInt16LE(22)
  const data = file.subarray(44, 44 + file.readUInt32LE(40))
  const samples = format === 1 ? int16(data) : decode(format === 7 ? 'PCMU' : 'PCMA', data)
  return Array.from({ length: channels }, (_, channel) => samples.filter((_, index) => index % channels === channel))
}

function int16(data: Buffer): Int16Array {
  return Int16Array.from({ length: data.length >> 1 }, (_, index) => data.readInt16LE(index * 2))
}
