/** G.711 by table: mu-law and A-law bytes to 16-bit samples, back, and straight into each other (ITU-T G.711). */

/** The two codecs this engine speaks, by their SDP names (RFC 3551 4.5.14). */
export type Codec = 'PCMU' | 'PCMA'

/** Sampling rate of everything in this room, Hz. */
export const sampleRate = 8000
/** Samples (and G.711 bytes) in one packet of 20 ms. */
export const frameSamples = 160
/** Length of one packet, ms. */
export const frameMs = 20

/** The byte that is digital silence in each codec. */
export const silenceByte: Record<Codec, number> = { PCMU: 0xff, PCMA: 0xd5 }

const decodeTable: Record<Codec, Int16Array> = {
  PCMU: Int16Array.from({ length: 256 }, (_, byte) => linearOfMuLaw(byte)),
  PCMA: Int16Array.from({ length: 256 }, (_, byte) => linearOfALaw(byte)),
}
const encodeTable: Record<Codec, Uint8Array> = {
  PCMU: Uint8Array.from({ length: 65536 }, (_, index) => muLawOfLinear(index - 32768)),
  PCMA: Uint8Array.from({ length: 65536 }, (_, index) => aLawOfLinear(index - 32768)),
}
const crossTable: Record<Codec, Uint8Array> = {
  PCMU: Uint8Array.from({ length: 256 }, (_, byte) => encodeTable.PCMU[decodeTable.PCMA[byte]! + 32768]!),
  PCMA: Uint8Array.from({ length: 256 }, (_, byte) => encodeTable.PCMA[decodeTable.PCMU[byte]! + 32768]!),
}

/** Decodes G.711 bytes into `samples` from `offset`; `samples` must be long enough. */
export function decodeInto(codec: Codec, bytes: Uint8Array, samples: Int16Array, offset = 0): void {
  const table = decodeTable[codec]
  for (let i = 0; i < bytes.length; i += 1) samples[offset + i] = table[bytes[i]!]!
}

/** Decodes G.711 bytes to 16-bit samples. */
export function decode(codec: Codec, bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length)
  decodeInto(codec, bytes, samples)
  return samples
}

/** Encodes samples into `bytes` from `offset`; values beyond 16 bit are clipped. */
export function encodeInto(codec: Codec, samples: ArrayLike<number>, bytes: Uint8Array, offset = 0): void {
  const table = encodeTable[codec]
  for (let i = 0; i < samples.length; i += 1) bytes[offset + i] = table[clip16(samples[i]!) + 32768]!
}

/** Encodes 16-bit samples to G.711 bytes. */
export function encode(codec: Codec, samples: ArrayLike<number>): Buffer {
  const bytes = Buffer.alloc(samples.length)
  encodeInto(codec, samples, bytes)
  return bytes
}

/** Copies G.711 bytes of codec `from` into `target` from `offset` as codec `to`. */
export function transcodeInto(from: Codec, to: Codec, bytes: Uint8Array, target: Uint8Array, offset: number): void {
  if (from === to) {
    target.set(bytes, offset)
    return
  }
  const table = crossTable[to]
  for (let i = 0; i < bytes.length; i += 1) target[offset + i] = table[bytes[i]!]!
}

/** Cuts a number to the range of a 16-bit sample. */
export function clip16(value: number): number {
  if (value > 32767) return 32767
  return value < -32768 ? -32768 : value
}

function linearOfMuLaw(byte: number): number {
  const inverted = ~byte & 0xff
  const magnitude = (((inverted & 0x0f) << 3) + 0x84) << ((inverted >> 4) & 0x07)
  return inverted & 0x80 ? 0x84 - magnitude : magnitude - 0x84
}

function linearOfALaw(byte: number): number {
  const bits = byte ^ 0x55
  const segment = (bits >> 4) & 0x07
  const step = ((bits & 0x0f) << 4) + 8
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1)
  return bits & 0x80 ? magnitude : -magnitude
}

function muLawOfLinear(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), 32635) + 0x84
  const segment = Math.max(0, 31 - Math.clz32(magnitude) - 7)
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff
}

function aLawOfLinear(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32767)
  const segment = magnitude < 256 ? 0 : 31 - Math.clz32(magnitude) - 7
  const step = segment === 0 ? magnitude >> 4 : (magnitude >> (segment + 3)) & 0x0f
  return (sign | (segment << 4) | step) ^ 0x55
}
