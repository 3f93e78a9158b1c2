import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DigitDetector } from '../../../sip/media/dtmf.ts'
import type { RtpPacket } from '../../../sip/media/rtp-packet.ts'

let digits: string
let detector: DigitDetector

beforeEach(() => {
  vi.useFakeTimers()
  digits = ''
  detector = new DigitDetector((digit) => {
    digits += digit
  })
})
afterEach(() => {
  detector.close()
  vi.useRealTimers()
})

function event(code: number, timestamp: number, end = false): RtpPacket {
  const payload = Buffer.from([code, end ? 0x8a : 0x0a, 3, 0x20])
  return { marker: false, payloadType: 101, sequence: 0, timestamp, ssrc: 1, payload }
}

describe('a digit', () => {
  test('is told once at its end, however often the end is repeated', () => {
    detector.take(event(5, 1000))
    expect(digits).toBe('')
    for (let i = 0; i < 3; i += 1) detector.take(event(5, 1000, true))
    expect(digits).toBe('5')
  })

  test('is told once when only an end packet came through', () => {
    detector.take(event(11, 1000, true))
    expect(digits).toBe('#')
  })

  test('whose end was lost is told after a while, or when the next one begins', () => {
    detector.take(event(1, 1000))
    vi.advanceTimersByTime(119)
    expect(digits).toBe('')
    vi.advanceTimersByTime(1)
    expect(digits).toBe('1')
    detector.take(event(2, 3000))
    detector.take(event(3, 5000))
    expect(digits).toBe('12')
  })

  test('pressed twice is told twice', () => {
    detector.take(event(7, 1000, true))
    detector.take(event(7, 2600, true))
    expect(digits).toBe('77')
  })

  test('that comes late after a newer one is not told again, also over the wrap of the timestamp', () => {
    detector.take(event(7, 0xffff_ff00, true))
    detector.take(event(8, 0x100, true))
    detector.take(event(7, 0xffff_ff00, true))
    expect(digits).toBe('78')
  })

  test('covers 0-9 * # A-D and nothing else', () => {
    for (let code = 0; code < 256; code += 1) detector.take(event(code, 1000 + code * 1600, true))
    expect(digits).toBe('0123456789*#ABCD')
  })

  test('cut short is ignored', () => {
    detector.take({ ...event(5, 1000, true), payload: Buffer.from([5, 0x8a]) })
    expect(digits).toBe('')
  })
})
