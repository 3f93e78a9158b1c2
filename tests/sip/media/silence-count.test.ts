import { describe, expect, test } from 'vitest'
import { createSilenceCount } from '../../../sip/media/silence-count.ts'

/** 20 ms of a square wave at this level; its mean square is its level. */
const at = (dBFS: number) =>
  Int16Array.from({ length: 160 }, (_, i) => (i % 2 === 0 ? 1 : -1) * 32_768 * 10 ** (dBFS / 20))

describe('the count of silence', () => {
  test('is over when nothing came for as long as was asked, from the start', () => {
    const count = createSilenceCount(100)
    expect(Array.from({ length: 5 }, () => count.over(undefined))).toEqual([false, false, false, false, true])
  })

  test('begins anew with every word', () => {
    const count = createSilenceCount(60)
    const frames = [undefined, undefined, at(-20), undefined, undefined, at(-40), undefined, undefined, undefined]
    expect(frames.map((frame) => count.over(frame)).indexOf(true)).toBe(8)
  })

  test.each([
    [-47, true],
    [-43, false],
  ])('takes %d dBFS for silence: %s', (level, silent) => {
    expect(createSilenceCount(20).over(at(level))).toBe(silent)
  })

  test.each([0, -5, 0.1])('of %d ms lasts one frame at least', (silenceMs) => {
    expect(createSilenceCount(silenceMs).over(at(-20))).toBe(false)
    expect(createSilenceCount(silenceMs).over(undefined)).toBe(true)
  })
})
