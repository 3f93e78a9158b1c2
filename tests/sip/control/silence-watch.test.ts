import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isDeadSilent, longestSilenceMs } from '../../../sip/control/silence-watch.ts'
import { fakeRequest, fakeResponse } from '../../kit/fake-srf.ts'
import { type ScriptedTelephony, scriptedTelephony } from '../../kit/scripted-telephony.ts'

const stats = { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0 }

describe('dead silence', () => {
  it.each([
    ['nothing ever came and the call is young', {}, 29_999, false],
    ['nothing ever came for half a minute', {}, 30_000, true],
    ['the last packet is old', { silentMs: 30_000 }, 60_000, true],
    ['packets still come', { silentMs: 20 }, 60_000, false],
    ['no sound is due', { silentMs: 90_000 }, undefined, false],
  ])('when %s', (_when, heard, dueForMs, dead) => {
    expect(isDeadSilent({ ...stats, ...heard }, dueForMs)).toBe(dead)
  })
})

describe('an answered call whose peer falls silent', () => {
  let house: ScriptedTelephony

  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(async () => {
    await house.telephony.close()
    vi.useRealTimers()
  })

  async function answered() {
    const opening = scriptedTelephony()
    await vi.advanceTimersByTimeAsync(1)
    house = await opening
    house.media.script.stats = { ...stats, silentMs: 40_000 }
    house.srf.arrive(fakeRequest('INVITE', { body: 'v=0\r\n' }))
    const leg = house.arrived[0]!
    await leg.answer()
    return leg
  }

  const passes = async (ms: number) => {
    for (let gone = 0; gone < ms; gone += 1000) {
      house.time.now += 1000
      await vi.advanceTimersByTimeAsync(1000)
    }
  }

  it('ends with media-timeout and BYE, not before half a minute', async () => {
    const leg = await answered()
    await passes(longestSilenceMs - 1000)
    expect(leg.state).toBe('answered')
    await passes(20_000)
    expect([(await leg.ended).cause, house.srf.dialogs[0]!.byeSent]).toEqual(['media-timeout', true])
  })

  it('lives on while its own side holds it with inactive media', async () => {
    const leg = await answered()
    house.srf.dialogs[0]!.emit('modify', fakeRequest('INVITE', { body: 'v=0\r\na=inactive\r\n' }), fakeResponse())
    await passes(60_000)
    expect(leg.state).toBe('answered')
  })
})
