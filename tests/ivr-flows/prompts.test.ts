import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { composeHoldMusic } from '../../ivr-flows/prompts/compose.ts'
import { hashOf, readManifest, verdictOn } from '../../ivr-flows/prompts/manifest.ts'
import { aLawWav, level, resample, trimSilence } from '../../ivr-flows/prompts/sound.ts'
import { readSentences } from '../../ivr-flows/prompts/texts.ts'
import { decode } from '../../sip/media/g711.ts'
import { amplitudeAt } from '../kit/tone.ts'

const flows = fileURLToPath(new URL('../../ivr-flows', import.meta.url))

function sine(hz: number, rate: number, seconds = 0.5, amplitude = 0.5): Float64Array {
  return Float64Array.from({ length: rate * seconds }, (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / rate))
}

function amplitudeOf(samples: Float64Array, hz: number): number {
  return (
    amplitudeAt(
      Int16Array.from(samples.subarray(400, -400), (sample) => Math.round(sample * 32767)),
      hz,
    ) / 32767
  )
}

describe('the committed recordings', () => {
  it('say what the flow files say today, unless somebody recorded them', () => {
    const manifest = readManifest(join(flows, 'prompts/rendered.json'))
    const stale = readSentences(flows).filter(({ language, name, text }) => {
      const bytes = readFileSync(join(flows, 'prompts', language, `${name}.wav`))
      return verdictOn(manifest[`${language}/${name}`], text, bytes) === 'render'
    })
    expect(stale).toEqual([])
  })

  it('have hold music of 40 to 60 s whose seam is as smooth as its middle', () => {
    const wav = readFileSync(join(flows, 'prompts/music/hold.wav'))
    const samples = decode('PCMA', wav.subarray(58))
    expect(samples.length / 8000).toBeGreaterThanOrEqual(40)
    expect(samples.length / 8000).toBeLessThanOrEqual(60)
    expect(samples.length % 160).toBe(0)
    let steepest = 0
    for (let n = 1; n < samples.length; n += 1) steepest = Math.max(steepest, Math.abs(samples[n]! - samples[n - 1]!))
    expect(Math.abs(samples[0]! - samples.at(-1)!)).toBeLessThan(steepest / 2)
  })
})

describe('the texts', () => {
  it('are refused when two files say one name in different words', () => {
    const folder = mkdtempSync(join(tmpdir(), 'texts-'))
    mkdirSync(join(folder, 'prompts'))
    const positions = { last: 2, zh: '{n}', en: 'number {n}' }
    const sentences = { goodbye: { zh: 'a', en: 'b' } }
    writeFileSync(join(folder, 'prompts/sentences.json'), JSON.stringify({ sentences, positions }))
    expect(readSentences(folder).map(({ name, text }) => `${name}: ${text}`)).toEqual([
      'goodbye: a',
      'goodbye: b',
      'you-are-number-1: 1',
      'you-are-number-1: number 1',
      'you-are-number-2: 2',
      'you-are-number-2: number 2',
    ])
    writeFileSync(join(folder, 'other.json'), JSON.stringify({ prompts: { goodbye: { zh: 'a', en: 'c' } } }))
    expect(() => readSentences(folder)).toThrow('other.json says "goodbye" in other words than another file does.')
    rmSync(folder, { recursive: true })
  })
})

describe('the composer', () => {
  it('plays without clipping and never falls silent', () => {
    const music = composeHoldMusic()
    const peakOf = (part: Float64Array) => part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
    expect(peakOf(music)).toBeLessThan(0.9)
    for (let at = 0; at < music.length; at += 4000) {
      expect(peakOf(music.subarray(at, at + 4000))).toBeGreaterThan(0.02)
    }
  })
})

describe('a rendering', () => {
  const wav = Buffer.from('sound')
  const known = { text: hashOf('hello'), file: hashOf(wav) }

  it.each([
    ['is made when there is no file', undefined, 'hello', undefined, 'render'],
    ['is left when text and file are ours', known, 'hello', wav, 'up-to-date'],
    ['is made anew when the text has changed', known, 'goodbye', wav, 'render'],
    ['is never put over a studio recording', known, 'goodbye', Buffer.from('studio'), 'recorded'],
    ['is never put over a file it does not know', undefined, 'hello', wav, 'recorded'],
  ])('%s', (_what, entry, text, bytes, verdict) => {
    expect(verdictOn(entry, text, bytes)).toBe(verdict)
  })
})

describe('sound on its way into the telephone', () => {
  it('keeps a 1 kHz tone at its level when resampled', () => {
    const resampled = resample(sine(1000, 22050), 22050, 8000)
    expect(resampled.length).toBe(4000)
    expect(amplitudeOf(resampled, 1000)).toBeCloseTo(0.5, 2)
  })

  it('removes what would fold back: 5 kHz does not appear as 3 kHz', () => {
    expect(amplitudeOf(resample(sine(5000, 22050), 22050, 8000), 3000)).toBeLessThan(0.001)
  })

  it('is brought to one level, loud or soft', () => {
    const rms = (samples: Float64Array) => Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length)
    expect(rms(level(sine(300, 8000, 0.5, 0.9), 0.1))).toBeCloseTo(0.1, 1)
    expect(rms(level(sine(300, 8000, 0.5, 0.05), 0.1))).toBeCloseTo(0.1, 1)
    expect(rms(level(new Float64Array(800), 0.1))).toBe(0)
  })

  it('loses its silent ends', () => {
    expect(trimSilence(Float64Array.of(0, 0, 0.5, 0, -0.5, 0), 0.01)).toEqual(Float64Array.of(0.5, 0, -0.5))
    expect(trimSilence(new Float64Array(10), 0.01)).toHaveLength(0)
  })

  it('becomes an A-law WAV file that can be read back', () => {
    const wav = aLawWav(sine(1000, 8000))
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect(wav.readUInt16LE(20)).toBe(6)
    expect(wav.readUInt32LE(54)).toBe(wav.length - 58)
    expect(amplitudeAt(decode('PCMA', wav.subarray(58)), 1000) / 32767).toBeCloseTo(0.5, 1)
  })
})
