import { beforeEach, describe, expect, test } from 'vitest'
import { learningWindowMs, SourceLock } from '../../../sip/media/source-lock.ts'

const signalled = { host: '192.0.2.1', port: 30_000 }
const translated = { host: '198.51.100.7', port: 4000 }
const stranger = { host: '203.0.113.5', port: 666 }

let lock: SourceLock
beforeEach(() => {
  lock = new SourceLock()
  lock.negotiated(signalled, 0)
})
const packets = (from: typeof stranger, count: number, now = 100) =>
  Array.from({ length: count }, () => lock.admits(from, now))

describe('the source of a plain RTP leg', () => {
  test('is the address in the SDP, and nobody else once it was heard', () => {
    expect(packets(signalled, 1)).toEqual([true])
    expect(packets(stranger, 10)).not.toContain(true)
    expect(lock.target).toEqual(signalled)
  })

  test('is learned once from several packets in a row when the SDP address is silent', () => {
    expect(packets(translated, 4)).toEqual([false, false, true, true])
    expect(lock.target).toEqual(translated)
    expect(packets(stranger, 10)).not.toContain(true)
  })

  test('is not learned from single packets sprayed over the ports', () => {
    packets(stranger, 1)
    packets({ ...stranger, port: 667 }, 2)
    expect(packets(stranger, 2)).toEqual([false, false])
    expect(lock.target).toEqual(signalled)
  })

  test('is not learned after the window', () => {
    expect(packets(translated, 10, learningWindowMs + 1)).not.toContain(true)
  })

  test('goes back to the SDP address when that speaks after all, for good', () => {
    packets(stranger, 5)
    expect(packets(signalled, 1, 100_000)).toEqual([true])
    expect(packets(stranger, 10)).not.toContain(true)
    expect(lock.target).toEqual(signalled)
  })

  test('may be learned anew after a re-offer, and a learned one stays when the re-offer names the same address', () => {
    packets(translated, 3)
    lock.negotiated({ ...signalled }, 50_000)
    expect(lock.target).toEqual(translated)
    const moved = { host: '192.0.2.1', port: 30_002 }
    lock.negotiated(moved, 60_000)
    expect(lock.target).toEqual(moved)
    expect(packets(translated, 3, 60_001)).toEqual([false, false, true])
  })

  test('is nobody while the SDP has no address', () => {
    lock.negotiated(undefined, 0)
    expect(packets(stranger, 5)).not.toContain(true)
    expect(lock.target).toBeUndefined()
  })
})
