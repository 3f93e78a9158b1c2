import { describe, expect, test } from 'vitest'
import { JitterBuffer } from '../../../sip/media/jitter-buffer.ts'
import { mixInto } from '../../../sip/media/mixer.ts'

/** A packet whose samples all carry its number. */
const packet = (number: number, samples = 160) => new Int16Array(samples).fill(number)
/** What a pull gives, told by its first sample; 0 is silence. */
const pulled = (buffer: JitterBuffer) => buffer.pull()?.[0] ?? 0

function fed(order: number[], start = 0): JitterBuffer {
  const buffer = new JitterBuffer()
  for (const number of order) buffer.push((start + number * 160) >>> 0, packet(number * 100))
  return buffer
}

describe('the jitter buffer', () => {
  test('holds back two packets and then gives out what came, in order', () => {
    const buffer = fed([1, 2, 3, 4])
    expect(Array.from({ length: 6 }, () => pulled(buffer))).toEqual([0, 0, 100, 200, 300, 400])
  })

  test('puts packets that came out of order back in order, also over the wrap of the timestamp', () => {
    const buffer = fed([1, 3, 2, 5, 4], 0xffff_ffff - 500)
    expect(Array.from({ length: 7 }, () => pulled(buffer))).toEqual([0, 0, 100, 200, 300, 400, 500])
  })

  test('conceals a lost packet by its predecessor, quieter each time, and then is silent', () => {
    const buffer = fed([1, 2])
    expect(Array.from({ length: 8 }, () => pulled(buffer))).toEqual([0, 0, 100, 200, 100, 50, 25, 0])
  })

  test('does not conceal what is missing because a key was pressed', () => {
    const buffer = fed([1])
    pulled(buffer)
    pulled(buffer)
    expect(pulled(buffer)).toBe(100)
    buffer.quiet()
    expect(pulled(buffer)).toBe(0)
  })

  test('ignores a packet that comes after its turn while others wait', () => {
    const buffer = fed([1, 2, 3, 5])
    for (let i = 0; i < 5; i += 1) buffer.pull()
    expect(pulled(buffer)).toBe(150)
    buffer.push(4 * 160, packet(400))
    expect(pulled(buffer)).toBe(500)
  })

  test('takes up a stream again after a pause, whether its clock ran on, stood still or jumped', () => {
    for (const start of [500 * 160, 3 * 160, 4_000_000_000]) {
      const buffer = fed([1, 2])
      for (let i = 0; i < 50; i += 1) buffer.pull()
      for (let i = 0; i < 4; i += 1) buffer.push((start + i * 160) >>> 0, packet(1000 + i))
      const heard = Array.from({ length: 6 }, () => pulled(buffer))
      expect(heard).toEqual([0, 0, 1000, 1001, 1002, 1003])
    }
  })

  test('takes packets of 10 and 30 ms as well', () => {
    const buffer = new JitterBuffer()
    for (let i = 0; i < 4; i += 1) buffer.push(i * 240, packet(i + 1, 240))
    buffer.pull()
    buffer.pull()
    expect(Array.from({ length: 6 }, () => [...new Set(buffer.pull())]).flat()).toEqual([1, 1, 2, 2, 3, 3, 4, 4])
  })

  test('gives up, frame by frame, what it holds back too much', () => {
    const buffer = new JitterBuffer()
    for (let i = 0; i < 12; i += 1) buffer.push(i * 160, packet(i + 1))
    for (let i = 12; i < 1000; i += 1) {
      buffer.pull()
      buffer.push(i * 160, packet(i + 1))
    }
    expect(1000 - pulled(buffer)).toBeLessThanOrEqual(4)
  })

  test('survives packets of any size', () => {
    const buffer = new JitterBuffer()
    buffer.push(0, new Int16Array(0))
    buffer.push(0, new Int16Array(60_000))
    expect(buffer.pull()).toBeUndefined()
  })
})

describe('the mixer', () => {
  test('adds voices and clips what is too loud', () => {
    const mix = new Int16Array(160)
    expect(mixInto(mix, [packet(100), undefined, packet(20)])).toBe(true)
    expect(mix[0]).toBe(120)
    mixInto(mix, [packet(30_000), packet(30_000)])
    expect(mix[159]).toBe(32_767)
  })

  test('says when nobody speaks', () => {
    expect(mixInto(new Int16Array(160), [undefined, undefined])).toBe(false)
  })
})
