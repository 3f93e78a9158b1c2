import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RtpPeer } from '../../kit/rtp-peer.ts'
import { answeredCall, openSipHouse, type SipHouse } from '../../kit/sip-house.ts'
import type { SipPeer } from '../../kit/sip-peer.ts'
import { amplitudeAt, readChannels, writeToneFile } from '../../kit/tone.ts'

let house: SipHouse
let trunk: SipPeer
let rtp: RtpPeer

beforeAll(async () => {
  house = await openSipHouse({ sipPort: 17_000, trunkPort: 17_001, rtpPorts: { low: 25_000, high: 25_099 } })
})
afterAll(() => house.close())
beforeEach(async () => {
  trunk = await house.peer()
  rtp = await house.rtp()
})

const invite = (headers: Record<string, string> = {}) =>
  trunk.invite({ to: '95530', from: '+8613800138000', sdp: rtp.sdp(), headers })

describe('a call from a trunk', () => {
  it('is shown with number, dialled number and source before anything but 100 was sent', async () => {
    const call = invite({ 'P-Asserted-Identity': '"王小明" <sip:+8613900139000@trunk>' })
    await call.expect(100)
    const leg = await house.nextLeg()
    expect([leg.from, leg.fromName, leg.dialled, leg.source]).toEqual([
      '+8613900139000',
      '王小明',
      '95530',
      trunk.address,
    ])
    expect(call.heard).toEqual(['SIP/2.0 100 Trying'])
    await leg.reject(486)
    await call.expect(486)
    expect((await leg.ended).cause).toBe('busy')
  })

  it('rings, is answered, hears the prompt, presses digits, hangs up', async () => {
    const call = invite()
    const leg = await house.nextLeg()
    await leg.ring()
    await call.expect(180)
    const digits: string[] = []
    leg.onDigit((digit) => digits.push(digit))
    await leg.answer()
    const ok = await call.expect(200)
    call.ack()
    rtp.aim(call.remoteSdp)
    expect([ok.header('contact') !== '', ok.header('allow')]).toEqual([true, expect.stringContaining('BYE')])
    const prompt = await writeToneFile(join(house.dir, 'prompt.wav'), 1000, 2000)
    const playing = leg.play([prompt])
    await rtp.hears(1000)
    rtp.press('1#')
    await expect.poll(() => digits.join('')).toBe('1#')
    call.info('#')
    call.info('5')
    await call.expect(200)
    await call.expect(200)
    await expect.poll(() => digits.join('')).toBe('1#5')
    call.bye()
    await call.expect(200)
    expect([(await leg.ended).cause, await playing.done]).toEqual(['hung-up-by-peer', 'stopped'])
    expect((await leg.stats()).packetsSent).toBeGreaterThan(0)
  })

  it('gets BYE when we hang up', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    await leg.hangUp()
    const bye = await call.expect('BYE')
    expect(bye.header('reason')).toContain('hung-up-by-us')
    expect((await leg.ended).cause).toBe('hung-up-by-us')
  })

  it('may cancel in the very next packet', async () => {
    const call = invite()
    call.cancel()
    const leg = await house.nextLeg()
    await call.expect(487)
    expect((await leg.ended).cause).toBe('cancelled')
    await expect(leg.answer()).rejects.toMatchObject({ name: 'LegEndedError' })
  })

  it('may cancel while it rings', async () => {
    const call = invite()
    const leg = await house.nextLeg()
    await leg.ring()
    await call.expect(180)
    call.cancel()
    await call.expect(487)
    expect(await leg.ended).toMatchObject({ cause: 'cancelled', sipStatus: 487 })
  })

  it('that a network forked and merged is one call, and its CANCEL still ends it', async () => {
    const call = invite()
    const leg = await house.nextLeg()
    call.sendMergedCopy(rtp.sdp())
    await call.expect(482)
    call.cancel()
    await call.expect(487)
    expect((await leg.ended).cause).toBe('cancelled')
  })

  it('ends however CANCEL and our 200 cross', async () => {
    const call = invite()
    const leg = await house.nextLeg()
    const answering = leg.answer().catch(() => undefined)
    call.cancel()
    await answering
    if (leg.state === 'answered') {
      call.ack()
      await leg.hangUp()
      await call.expect('BYE')
    }
    expect(['cancelled', 'hung-up-by-us']).toContain((await leg.ended).cause)
  })

  it('is put on hold by its own side and taken back by re-INVITE', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    call.reinvite(rtp.sdp({ direction: 'sendonly' }))
    expect((await call.expect(200)).body).toMatch(/a=(recvonly|inactive)/)
    call.ack()
    call.reinvite(rtp.sdp())
    expect((await call.expect(200)).body).toContain('a=sendrecv')
    call.ack()
    expect(leg.state).toBe('answered')
    await leg.hangUp()
    await call.expect('BYE')
  })

  it('may leave the offer to us', async () => {
    const call = trunk.invite({ to: '95530' })
    const leg = await house.nextLeg()
    await leg.answer()
    const ok = await call.expect(200)
    expect(ok.body).toContain('m=audio')
    rtp.aim(call.remoteSdp)
    call.ack(rtp.sdp())
    leg.play([await writeToneFile(join(house.dir, 'late.wav'), 700, 3000)])
    await rtp.hears(700)
    call.bye()
    await call.expect(200)
    expect((await leg.ended).cause).toBe('hung-up-by-peer')
  })

  it('is refused when its SDP does not fit', async () => {
    const call = trunk.invite({ to: '95530', sdp: rtp.sdp().replace('m=audio', 'm=video') })
    await call.expect(488)
    expect((await (await house.nextLeg()).ended).cause).toBe('media-failed')
  })

  it('may ask OPTIONS, UPDATE, and nothing else inside the dialog', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    call.request('OPTIONS')
    expect((await call.expect(200)).header('allow')).toContain('INFO')
    call.request('UPDATE')
    await call.expect(200)
    call.request('REFER', { 'Refer-To': '<sip:premium@example.com>' })
    await call.expect(405)
    await leg.hangUp()
    await call.expect('BYE')
  })

  it('is recorded until it falls silent, when that is asked', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    const recording = await leg.recordSpeech(join(house.dir, 'until-silence.wav'), { silenceMs: 300 })
    await rtp.say(600, 500)
    expect((await recording.stopped).durationMs).toBeGreaterThanOrEqual(700)
    expect(leg.state).toBe('answered')
    call.bye()
    await call.expect(200)
  })

  it('can be recorded while it speaks', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    const recording = await leg.recordSpeech(join(house.dir, 'comment.wav'))
    await rtp.say(600, 600)
    call.bye()
    await call.expect(200)
    expect((await recording.stopped).durationMs).toBeGreaterThan(300)
    const [channel] = await readChannels(recording.path)
    expect(amplitudeAt(channel!.subarray(800, 3200), 600)).toBeGreaterThan(4000)
  })
})

describe('strangers', () => {
  it('get 403 and nothing else happens', async () => {
    const stranger = await house.peer({ host: '127.0.0.9' })
    const call = stranger.invite({ to: '95530', sdp: rtp.sdp() })
    await call.expect(403)
    expect((await stranger.request('OPTIONS')).status).toBe(403)
    expect((await stranger.request('MESSAGE')).status).toBe(403)
    expect(house.telephony.health().legs).toBe(0)
    expect(stranger.log).not.toContain('SIP/2.0 180 Ringing')
  })

  it('of the trunk learn by OPTIONS what we can', async () => {
    const answer = await trunk.request('OPTIONS')
    expect([answer.status, answer.header('allow')]).toEqual([200, expect.stringContaining('INVITE')])
  })
})

describe('the health of telephony', () => {
  it('names its listeners and counts its legs and ports', async () => {
    const { call, leg } = await answeredCall(house, trunk, rtp)
    const busy = house.telephony.health()
    expect(busy).toMatchObject({ ready: true, engine: 'embedded', legs: 1, mediaWorkers: 1 })
    expect(busy.listening).toEqual(expect.arrayContaining(['udp/127.0.0.1:17000', 'tcp/127.0.0.1:17000']))
    expect(busy.webSocketPort).toBeGreaterThan(0)
    await leg.hangUp()
    await call.expect('BYE')
    await expect.poll(() => house.telephony.health()).toMatchObject({ legs: 0, freeMediaPorts: 50 })
  })

  it('refuses a start on a taken port with its address', async () => {
    const second = openSipHouse({ sipPort: 17_000, trunkPort: 17_001, rtpPorts: { low: 25_100, high: 25_109 } })
    await expect(second).rejects.toThrow('127.0.0.1:17000')
  })
})
