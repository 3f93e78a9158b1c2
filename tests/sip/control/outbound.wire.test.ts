import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RtpPeer } from '../../kit/rtp-peer.ts'
import { openSipHouse, type SipHouse } from '../../kit/sip-house.ts'
import type { SipPeer } from '../../kit/sip-peer.ts'

let house: SipHouse
let trunk: SipPeer
let rtp: RtpPeer
let count = 0

beforeAll(async () => {
  house = await openSipHouse({ sipPort: 17_010, trunkPort: 17_011, rtpPorts: { low: 25_110, high: 25_199 } })
})
afterAll(() => house.close())
beforeEach(async () => {
  trunk = await house.peer({ port: 17_011, user: 'trunk' })
  rtp = await house.rtp()
})
afterEach(async () => {
  await trunk.close()
})

const dial = (ringTimeoutMs = 20_000, sipCallId?: string) => {
  count += 1
  const id = sipCallId === undefined ? {} : { sipCallId }
  return house.telephony.dialTrunk({ legId: `out-${count}`, to: '+8613800138000', from: '95530', ringTimeoutMs, ...id })
}

describe('a call to the trunk', () => {
  it('carries our number, the number called and the Call-ID it was given', async () => {
    const leg = dial(20_000, 'attempt-0001')
    const call = await trunk.nextCall()
    expect(call.invited!.startLine).toBe('INVITE sip:+8613800138000@127.0.0.1:17011 SIP/2.0')
    expect(call.invited!.header('from')).toMatch(/^<sip:95530@127\.0\.0\.1:17010>;tag=/)
    expect(call.callId).toBe('attempt-0001')
    call.reply(486)
    await expect(leg.answered).rejects.toMatchObject({ end: { cause: 'busy', sipStatus: 486 } })
  })

  it('rings, is answered, carries sound both ways, and ends by the callee', async () => {
    const leg = dial()
    const call = await trunk.nextCall()
    call.reply(180)
    await leg.ringing
    rtp.aim(call.remoteSdp)
    call.reply(200, rtp.sdp())
    await leg.answered
    await call.expect('ACK')
    const said = rtp.say(500)
    await expect.poll(async () => (await leg.stats()).packetsReceived).toBeGreaterThan(5)
    rtp.silence()
    void said
    expect(leg.dialog()).toMatchObject({ callId: leg.sipCallId, remoteTag: call.localTag, flow: 'udp/127.0.0.1:17011' })
    call.bye()
    await call.expect(200)
    expect((await leg.ended).cause).toBe('hung-up-by-peer')
  })

  it('gets BYE when we hang up', async () => {
    const leg = dial()
    const call = await trunk.nextCall()
    call.reply(200, rtp.sdp())
    await leg.answered
    await leg.hangUp()
    await call.expect('BYE')
  })

  it('is cancelled when nobody answers in time', async () => {
    const leg = dial(1000)
    const call = await trunk.nextCall()
    call.reply(180)
    expect((await leg.ended).cause).toBe('no-answer')
    expect((await call.expect('CANCEL')).header('reason')).toContain('no-answer')
  })

  it('is cancelled when we hang up while it rings', async () => {
    const leg = dial()
    const call = await trunk.nextCall()
    call.reply(180)
    await leg.ringing
    await leg.hangUp()
    await call.expect('CANCEL')
    await call.expect('ACK')
  })

  it('is acknowledged and ended when its 200 comes after our CANCEL', async () => {
    const leg = dial()
    const call = await trunk.nextCall()
    call.answersCancel = false
    call.reply(180)
    await leg.ringing
    await leg.hangUp()
    const cancel = await call.expect('CANCEL')
    call.replyTo(cancel, 200)
    call.reply(200, rtp.sdp())
    await call.expect('ACK')
    await call.expect('BYE')
    expect(leg.state).toBe('ended')
  })

  it.each([
    [404, 'not-found'],
    [480, 'unavailable'],
    [503, 'congestion'],
    [603, 'rejected'],
  ] as const)('refused with %i ends as %s', async (status, cause) => {
    const leg = dial()
    const call = await trunk.nextCall()
    call.reply(status)
    expect(await leg.ended).toMatchObject({ cause, sipStatus: status })
  })

  it('that finds no trunk ends as unavailable', async () => {
    await trunk.close()
    const leg = dial(2000)
    expect(['unavailable', 'no-answer']).toContain((await leg.ended).cause)
    trunk = await house.peer({ port: 17_011 })
  })
})

describe('a dialog of an earlier boot', () => {
  const identity = (port: number) => ({
    callId: 'orphan-1',
    localTag: 'l1',
    remoteTag: 'r1',
    localUri: 'sip:95530@127.0.0.1',
    remoteUri: 'sip:+86138@127.0.0.1',
    remoteTarget: `sip:+86138@127.0.0.1:${port}`,
    routeSet: [],
    localCseq: 7,
    flow: `udp/127.0.0.1:${port}`,
  })

  it('is ended by a BYE that continues it', async () => {
    const outcome = house.telephony.endOrphan(identity(17_011))
    const bye = await trunk.expectRequest('BYE')
    expect([bye.header('call-id'), bye.header('cseq')]).toEqual(['orphan-1', '8 BYE'])
    expect(bye.header('from')).toContain('tag=l1')
    expect(bye.header('to')).toContain('tag=r1')
    expect(await outcome).toBe('unknown')
  })
})
