/** What a recording goes through on its way into the telephone: resampling, level, A-law, WAV. Samples are -1..1. */
import { encode } from '../../sip/media/g711.ts'

/** Half width of the resampling filter, input samples. */
const halfWidth = 64
/** Loudest sample that is allowed. */
const ceiling = 0.85

/** Resamples by a Blackman-windowed sinc that cuts at 45 % of the lower rate. */
export function resample(samples: Float64Array, from: number, to: number): Float64Array {
  const cut = (0.45 * Math.min(from, to)) / from
  const result = new Float64Array(Math.floor((samples.length * to) / from))
  for (let n = 0; n < result.length; n += 1) {
    const centre = (n * from) / to
    const first = Math.max(0, Math.ceil(centre - halfWidth))
    const last = Math.min(samples.length - 1, Math.floor(centre + halfWidth))
    let sum = 0
    for (let k = first; k <= last; k += 1) sum += samples[k]! * tap(k - centre, cut)
    result[n] = sum
  }
  return result
}

function tap(distance: number, cut: number): number {
  const x = 2 * Math.PI * cut * distance
  const sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x
  const phase = (Math.PI * distance) / halfWidth
  return 2 * cut * sinc * (0.42 + 0.5 * Math.cos(phase) + 0.08 * Math.cos(2 * phase))
}

/** Cuts what is quieter than `threshold` from both ends. */
export function trimSilence(samples: Float64Array, threshold: number): Float64Array {
  const first = samples.findIndex((sample) => Math.abs(sample) > threshold)
  const last = samples.findLastIndex((sample) => Math.abs(sample) > threshold)
  return first < 0 ? new Float64Array() : samples.slice(first, last + 1)
}

/** Brings the RMS of the loud parts to `target`; single peaks are rounded off below the ceiling. */
export function level(samples: Float64Array, target: number): Float64Array {
  const loud = samples.filter((sample) => Math.abs(sample) > 0.01)
  const rms = Math.sqrt(loud.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, loud.length))
  const gain = rms === 0 ? 0 : target / rms
  return samples.map((sample) => ceiling * Math.tanh((sample * gain) / ceiling))
}

/** The bytes of a G.711 A-law WAV file, 8 kHz mono. */
export function aLawWav(samples: Float64Array): Buffer {
  const data = encode(
    'PCMA',
    Int16Array.from(samples, (sample) => Math.round(sample * 32767)),
  )
  const header = Buffer.alloc(58)
  header.write('RIFF', 0)
  header.writeUInt32LE(50 + data.length, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(18, 16)
  header.writeUInt16LE(6, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(8000, 24)
  header.writeUInt32LE(8000, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('fact', 38)
  header.writeUInt32LE(4, 42)
  header.writeUInt32LE(data.length, 46)
  header.write('data', 50)
  header.writeUInt32LE(data.length, 54)
  return Buffer.concat([header, data])
}
