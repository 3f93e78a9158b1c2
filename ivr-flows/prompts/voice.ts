/** The placeholder voice: text to telephone sound, with the npm package `espeak-ng`. */
import ESpeakNg from 'espeak-ng'
import { level, resample, trimSilence } from './sound.ts'

/** Telephone sampling rate, Hz. */
export const telephoneRate = 8000

/** Active speech is brought to this RMS, full scale = 1 (about -20 dBFS). */
const speechLevel = 0.1
const voices = {
  zh: ['-v', 'cmn', '-s', '160'],
  en: ['-v', 'en-us', '-s', '158'],
} as const

/** Speaks `text`; samples at 8 kHz within -1..1, with a short pause at both ends. Throws when the voice said nothing. */
export async function speak(language: 'zh' | 'en', text: string): Promise<Float64Array> {
  // The text comes last and never begins with a hyphen, so it cannot be taken for an option.
  const words = ` ${text.replace(/\s+/g, ' ').trim()}`
  const module = await ESpeakNg({
    arguments: [...voices[language], '-w', 'said.wav', words],
    print: () => undefined,
    // It always complains that its runtime was kept alive; what counts is the file.
    printErr: () => undefined,
  })
  const { rate, samples } = readPcm(Buffer.from(module.FS.readFile('said.wav')))
  const spoken = trimSilence(resample(samples, rate, telephoneRate), 0.004)
  if (spoken.length === 0) throw new Error(`The voice said nothing for "${text}".`)
  return withPauses(level(spoken, speechLevel))
}

/** 60 ms before, 260 ms after, up to a whole number of 20 ms packets. */
function withPauses(samples: Float64Array): Float64Array {
  const lead = 480
  const packets = Math.ceil((lead + samples.length + 2080) / 160)
  const padded = new Float64Array(packets * 160)
  padded.set(samples, lead)
  return padded
}

/** Reads the mono 16-bit WAV of the voice; its sizes may be those of an endless stream, so the file's length counts. */
function readPcm(wav: Buffer): { rate: number; samples: Float64Array } {
  const data = wav.indexOf('data') + 8
  if (data < 8) throw new Error('The voice wrote no WAV file.')
  const samples = new Float64Array((wav.length - data) >> 1)
  for (let i = 0; i < samples.length; i += 1) samples[i] = wav.readInt16LE(data + i * 2) / 32768
  return { rate: wav.readUInt32LE(24), samples }
}
