import { describe, expect, test } from 'vitest'
import { type Codec, decode, encode, silenceByte, transcodeInto } from '../../../sip/media/g711.ts'
import { amplitudeAt, dominantFrequency, tone } from '../../kit/tone.ts'

const codecs: Codec[] = ['PCMU', 'PCMA']

describe('G.711', () => {
  test('decodes the corner bytes of mu-law as ITU-T G.711 lists them', () => {
    expect([...decode('PCMU', Buffer.from([0xff, 0x7f, 0x00, 0x80, 0xf0, 0xef]))]).toEqual([
      0, 0, -32124, 32124, 120, 132,
    ])
  })

  test('decodes the corner bytes of A-law as ITU-T G.711 lists them', () => {
    expect([...decode('PCMA', Buffer.from([0xd5, 0x55, 0xaa, 0x2a, 0x80]))]).toEqual([8, -8, 32256, -32256, 5504])
  })

  test.each(codecs)('%s gives every code word back after a trip through samples', (codec) => {
    const all = Uint8Array.from({ length: 256 }, (_, byte) => byte)
    const back = encode(codec, decode(codec, all))
    const different = [...all].filter((byte) => back[byte] !== byte)
    // mu-law has two zeros; the negative one comes back as the positive one.
    expect(different).toEqual(codec === 'PCMU' ? [0x7f] : [])
  })

  test.each(codecs)('%s keeps a tone within one percent', (codec) => {
    const heard = decode(codec, encode(codec, tone(1000, 400, 10_000)))
    expect(dominantFrequency(heard).hz).toBe(1000)
    expect(Math.abs(amplitudeAt(heard, 1000) - 10_000)).toBeLessThan(100)
  })

  test('silence stays silent in both codecs', () => {
    for (const codec of codecs)
      expect(Math.abs(decode(codec, Buffer.from([silenceByte[codec]]))[0]!)).toBeLessThanOrEqual(8)
  })

  test('transcodes A-law to mu-law and back without losing the tone', () => {
    const aLaw = encode('PCMA', tone(700, 400))
    const muLaw = Buffer.alloc(aLaw.length + 12)
    transcodeInto('PCMA', 'PCMU', aLaw, muLaw, 12)
    expect(dominantFrequency(decode('PCMU', muLaw.subarray(12))).hz).toBe(700)
  })

  test('clips what is louder than full scale instead of wrapping it', () => {
    expect([...decode('PCMU', encode('PCMU', [70_000, -70_000]))]).toEqual([32124, -32124])
  })
})
