import { describe, expect, it } from 'vitest'
import { answerSdp, offerSdp, readSdp } from '../../../sip/phone/sdp.ts'
import { SoundMeter } from '../../../sip/phone/sound-meter.ts'
import { readWav } from '../../../sip/phone/wav-file.ts'
import { tone, wavBytes } from '../../kit/tone.ts'

function meterOf(...parts: Int16Array[]): SoundMeter {
  const meter = new SoundMeter()
  for (const part of parts) {
    for (let at = 0; at < part.length; at += 160) meter.hear(part.subarray(at, at + 160))
  }
  return meter
}

describe('the meter', () => {
  it.each([205, 440, 447, 1004, 3393])('names a tone of %i Hz to the hertz', (hz) => {
    expect(meterOf(tone(hz, 1000)).impressionOf(1000)).toEqual({ kind: 'tone', hz })
  })

  it('tells a tone from the silence after it', () => {
    const meter = meterOf(tone(440, 500), new Int16Array(4000))
    expect(meter.impressionOf(200)).toEqual({ kind: 'silence' })
    expect(meter.dominantHz(200)).toBe(0)
    expect(meter.dominantHz(1000)).toBe(440)
    expect(meter.soundMs).toBe(500)
    expect(meter.seconds).toBe(1)
  })

  it('takes a mixture for speech', () => {
    const chord = [300, 500, 700, 1100].map((hz) => tone(hz, 1000, 4000))
    const mixed = Int16Array.from({ length: 8000 }, (_, n) => chord.reduce((sum, part) => sum + part[n]!, 0))
    expect(meterOf(mixed).impressionOf(1000)).toEqual({ kind: 'speech' })
  })

  it('measures a full-scale sine as 0 dBFS and nothing as -100', () => {
    expect(meterOf(tone(440, 200, 32767)).levelOf(200)).toBeCloseTo(0, 1)
    expect(meterOf(tone(440, 200, 3277)).levelOf(200)).toBeCloseTo(-20, 1)
    expect(new SoundMeter().levelOf(200)).toBe(-100)
    expect(new SoundMeter().impressionOf(200)).toEqual({ kind: 'silence' })
  })

  it('remembers the last thirty seconds and counts all of them', () => {
    const meter = meterOf(tone(440, 31_000), tone(800, 29_900))
    expect(meter.seconds).toBeCloseTo(60.9, 5)
    expect(meter.last(60_000)).toHaveLength(240_000)
    expect(meter.dominantHz(1000)).toBe(800)
  })
})

describe('an SDP', () => {
  it('of ours is read back', () => {
    expect(readSdp(offerSdp('127.0.0.1', 26000))).toEqual({
      host: '127.0.0.1',
      port: 26000,
      codec: 'PCMA',
      digitsType: 101,
      direction: 'sendrecv',
    })
  })

  it('answers with the codec, key type and mirrored direction of the offer', () => {
    const offer =
      'v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/AVP 18 0 96\r\na=rtpmap:96 telephone-event/8000\r\na=sendonly\r\n'
    const remote = readSdp(offer)
    expect(remote && readSdp(answerSdp(remote, '127.0.0.1', 26002))).toEqual({
      host: '127.0.0.1',
      port: 26002,
      codec: 'PCMU',
      digitsType: 96,
      direction: 'recvonly',
    })
  })

  it.each([
    ['video only', 'c=IN IP4 1.2.3.4\r\nm=video 4000 RTP/AVP 0\r\n'],
    ['a codec that we do not speak', 'c=IN IP4 1.2.3.4\r\nm=audio 4000 RTP/AVP 18\r\n'],
    ['encrypted sound', 'c=IN IP4 1.2.3.4\r\nm=audio 4000 RTP/SAVP 0\r\n'],
    ['port 0', 'c=IN IP4 1.2.3.4\r\nm=audio 0 RTP/AVP 0\r\n'],
    ['port 70000', 'c=IN IP4 1.2.3.4\r\nm=audio 70000 RTP/AVP 0\r\n'],
    ['no address', 'm=audio 4000 RTP/AVP 0\r\n'],
  ])('is not taken with %s', (_what, sdp) => {
    expect(readSdp(sdp)).toBeUndefined()
  })
})

describe('a recording to be said', () => {
  it.each(['pcm16', 'mu-law', 'a-law'] as const)('may be %s', (format) => {
    const samples = readWav(wavBytes(tone(440, 100), format))
    expect(samples).toHaveLength(800)
    expect(meterOf(samples).dominantHz(100)).toBe(440)
  })

  it('is cut where the file ends, whatever its header says', () => {
    const wav = wavBytes(tone(440, 100))
    wav.writeUInt32LE(0xffff_fff0, 40)
    expect(readWav(wav)).toHaveLength(800)
  })

  it.each([
    ['text', Buffer.from('hello'), 'This is not a WAV file.'],
    ['a header alone', wavBytes(new Int16Array()).subarray(0, 20), 'This WAV file is not complete.'],
  ])('is refused when it is %s', (_what, bytes, reason) => {
    expect(() => readWav(bytes)).toThrow(reason)
  })

  it('is refused at another rate, naming it', () => {
    const wav = wavBytes(tone(440, 100))
    wav.writeUInt32LE(44_100, 24)
    expect(() => readWav(wav)).toThrow('this one has 44100 Hz and 1.')
  })
})
