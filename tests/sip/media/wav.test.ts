import { describe, expect, test } from 'vitest'
import { decode } from '../../../sip/media/g711.ts'
import { Player } from '../../../sip/media/player.ts'
import { parseWav, soundAs, wavHeader } from '../../../sip/media/wav.ts'
import { dominantFrequency, tone, wavBytes } from '../../kit/tone.ts'

describe('a WAV file', () => {
  test.each(['pcm16', 'mu-law', 'a-law'] as const)('of %s becomes G.711 of either codec', (format) => {
    const sound = parseWav(wavBytes(tone(800, 200), format))
    expect(sound.format).toBe(format)
    for (const codec of ['PCMU', 'PCMA'] as const) {
      expect(dominantFrequency(decode(codec, soundAs(codec, sound))).hz).toBe(800)
    }
  })

  test('may have other chunks before its sound, and a size that lies', () => {
    const plain = wavBytes(tone(800, 100), 'a-law')
    const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1')
    const streamed = Buffer.concat([plain.subarray(0, 36), list, plain.subarray(36)])
    streamed.writeUInt32LE(0xffff_ffff, 36 + list.length + 4)
    expect(parseWav(streamed).data).toHaveLength(800)
  })

  test.each([
    ['of stereo', (file: Buffer) => file.writeUInt16LE(2, 22)],
    ['at 22 kHz', (file: Buffer) => file.writeUInt32LE(22_050, 24)],
    ['of MP3', (file: Buffer) => file.writeUInt16LE(85, 20)],
    ['of another kind', (file: Buffer) => file.write('JUNK', 0)],
    ['without sound', (file: Buffer) => file.write('none', 36)],
  ])('%s is refused with a sentence', (_what, spoil) => {
    const file = wavBytes(tone(800, 100))
    spoil(file)
    expect(() => parseWav(file)).toThrow(/WAV/)
  })

  test('cut anywhere never throws anything but a sentence', () => {
    const file = wavBytes(tone(800, 20))
    for (let length = 0; length < 60; length += 1) {
      try {
        parseWav(file.subarray(0, length))
      } catch (error) {
        expect(error).toHaveProperty('message', expect.stringMatching(/WAV/))
      }
    }
  })

  test('that we write is read by ourselves', () => {
    expect(parseWav(Buffer.concat([wavHeader(1, 320), Buffer.alloc(320)])).data).toHaveLength(320)
  })
})

describe('a player', () => {
  const sound = (...bytes: number[]) => ({ as: () => Uint8Array.from(bytes) })
  const fill = (player: Player) => {
    const frame = new Uint8Array(160)
    return player.fill('PCMU', frame, 0) ? frame : undefined
  }

  test('joins files without a gap and pads the last frame with silence', () => {
    const player = new Player(
      [sound(...Array<number>(100).fill(1)), sound(), sound(...Array<number>(100).fill(2))],
      false,
    )
    expect([...fill(player)!]).toEqual([...Array<number>(100).fill(1), ...Array<number>(60).fill(2)])
    expect(player.over).toBe(false)
    expect([...fill(player)!]).toEqual([...Array<number>(40).fill(2), ...Array<number>(120).fill(0xff)])
    expect(player.over).toBe(true)
    expect(fill(player)).toBeUndefined()
  })

  test('loops without a seam, and over nothing ends at once', () => {
    const player = new Player([sound(1, 2, 3)], true)
    expect([...fill(player)!.subarray(0, 7)]).toEqual([1, 2, 3, 1, 2, 3, 1])
    expect(player.over).toBe(false)
    expect(new Player([sound()], true).over).toBe(true)
  })

  test('that nobody could hear goes on in time', () => {
    const player = new Player([sound(...Array<number>(480).fill(1)), sound(...Array<number>(160).fill(2))], false)
    player.skip(3)
    expect(fill(player)![0]).toBe(2)
    player.skip(1000)
    expect(player.over).toBe(true)
  })
})
