import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PhoneRegistration } from '../../../sip/index.ts'
import type { RtpPeer } from '../../kit/rtp-peer.ts'
import { answeredCall, openSipHouse, type SipHouse } from '../../kit/sip-house.ts'
import type { SipPeer } from '../../kit/sip-peer.ts'
import { amplitudeAt, readChannels, writeToneFile } from '../../kit/tone.ts'

let house: SipHouse
const news: string[] = []

beforeAll(async () => {
  house = await openSipHouse({ sipPort: 17_020, trunkPort: 17_021, rtpPorts: { low: 25_200, high: 25_299 } })
  house.telephony.onRegistration(({ phone, why }: PhoneRegistration) => news.push(`${phone} ${why}`))
})
afterAll(() => house.close())

describe('a browser over WebSocket', () => {
  it('registers with the password issued for it, in MD5 and in SHA-256', async () => {
    const phone = await house.browser('7001')
    const { password } = house.telephony.issueCredential('7001', 60_000)
    const { answer } = await phone.register(password)
    expect([answer.status, answer.header('contact')]).toEqual([200, expect.stringContaining('expires=60')])
    expect((await phone.register(password, { algorithm: 'SHA-256' })).answer.status).toBe(200)
    expect([house.telephony.isRegistered('7001'), news]).toEqual([true, ['7001 registered']])
  })

  it('is not let in with a wrong password, a revoked one, a replayed answer or another name', async () => {
    const phone = await house.browser('7002')
    const { password } = house.telephony.issueCredential('7002', 60_000)
    expect((await phone.register('guess')).answer.status).toBe(401)
    expect((await phone.register(password, { to: '7001' })).answer.status).toBe(403)
    const { answer, authorization } = await phone.register(password)
    expect(answer.status).toBe(200)
    expect((await phone.register(password, { reuse: authorization })).answer.status).toBe(401)
    house.telephony.revokeCredential('7002')
    expect([(await phone.register(password)).answer.status, house.telephony.isRegistered('7002')]).toEqual([401, false])
  })

  it('may not call: agents are called', async () => {
    const phone = await house.browser('7003')
    const call = phone.invite({ to: '95530', sdp: 'v=0\r\n' })
    await call.expect(403)
    const liar = await house.browser('7003', 'SIP/2.0/UDP 127.0.0.1:5999')
    await liar.invite({ to: '95530', sdp: 'v=0\r\n' }).expect(403)
  })
})

describe('a call to an agent', () => {
  let trunk: SipPeer
  let rtp: RtpPeer
  let agentRtp: RtpPeer

  beforeEach(async () => {
    trunk = await house.peer()
    rtp = await house.rtp()
    agentRtp = await house.rtp()
  })

  /** A caller and an agent's desk phone on UDP, both answered. */
  async function callerAndAgent(phone: string) {
    const desk = await house.peer({ user: phone })
    const { password } = house.telephony.issueCredential(phone, 60_000)
    expect((await desk.register(password)).answer.status).toBe(200)
    const { call, leg: near } = await answeredCall(house, trunk, rtp)
    const leg = house.telephony.dialAgent({
      legId: `to-${phone}`,
      phone,
      from: near.from,
      fromName: 'Wang "W" Xiaoming',
      near,
      ringTimeoutMs: 20_000,
    })
    const ring = await desk.nextCall()
    ring.reply(180)
    await leg.ringing
    agentRtp.aim(ring.remoteSdp)
    ring.reply(200, agentRtp.sdp())
    await leg.answered
    await ring.expect('ACK')
    return { call, near, leg, ring, desk }
  }

  it('shows the caller, then lets both hear each other, hold and retrieve, and records both channels', async () => {
    const { call, near, leg, ring } = await callerAndAgent('7010')
    expect(ring.invited!.header('from')).toContain('"Wang W Xiaoming" <sip:+8613800138000@')
    const bridge = await house.telephony.bridge(near, leg)
    const recording = await bridge.record(join(house.dir, 'talk.wav'))
    const speaking = [rtp.say(500), agentRtp.say(900)]
    await Promise.all([agentRtp.hears(500), rtp.hears(900)])
    const music = await writeToneFile(join(house.dir, 'music.wav'), 1500, 1000)
    await bridge.hold(near, music)
    await rtp.hears(1500)
    expect(amplitudeAt(await rtp.listen(200), 900)).toBeLessThan(200)
    expect(near.state).toBe('held')
    expect(amplitudeAt(await heardNext(agentRtp, 200), 500)).toBeLessThan(200)
    await bridge.retrieve()
    await Promise.all([agentRtp.hears(500), rtp.hears(900)])
    rtp.silence()
    agentRtp.silence()
    void speaking
    await leg.hangUp()
    await ring.expect('BYE')
    const { durationMs } = await recording.stopped
    expect(durationMs).toBeGreaterThan(500)
    const [caller, agent] = await readChannels(recording.path)
    expect(amplitudeAt(caller!.subarray(2400, 4000), 500)).toBeGreaterThan(3000)
    expect(amplitudeAt(agent!.subarray(2400, 4000), 900)).toBeGreaterThan(3000)
    expect(near.state).toBe('answered')
    call.bye()
    await call.expect(200)
  })

  it('is monitored: a third phone hears both, is heard by the agent only when it whispers, by both when it barges in', async () => {
    const { call, near, leg } = await callerAndAgent('7020')
    const bridge = await house.telephony.bridge(near, leg)
    const desk = await house.peer({ user: 'lead' })
    const leadRtp = await house.rtp()
    const { password } = house.telephony.issueCredential('lead', 60_000)
    expect((await desk.register(password)).answer.status).toBe(200)
    const ear = house.telephony.dialAgent({
      legId: 'ear',
      phone: 'lead',
      from: near.from,
      fromName: '',
      near,
      ringTimeoutMs: 20_000,
    })
    const ring = await desk.nextCall()
    leadRtp.aim(ring.remoteSdp)
    ring.reply(200, leadRtp.sdp())
    await ear.answered
    await ring.expect('ACK')

    void [rtp.say(500), agentRtp.say(900), leadRtp.say(1300)]
    const monitor = await bridge.monitor(ear, 'listen')
    await leadRtp.hearsAmong([500, 900])
    await Promise.all([agentRtp.hears(500), rtp.hears(900)])
    expect(amplitudeAt(await heardNext(agentRtp, 200), 1300)).toBeLessThan(200)
    expect(amplitudeAt(await heardNext(rtp, 200), 1300)).toBeLessThan(200)

    await monitor.change('whisper')
    await agentRtp.hearsAmong([500, 1300])
    expect(amplitudeAt(await heardNext(rtp, 200), 1300)).toBeLessThan(200)

    await monitor.change('barge')
    await Promise.all([rtp.hearsAmong([900, 1300]), agentRtp.hearsAmong([500, 1300])])

    await monitor.end()
    await Promise.all([agentRtp.hears(500), rtp.hears(900)])
    leadRtp.forget()
    await agentRtp.listen(200)
    expect(leadRtp.loudness(500)).toBeLessThan(200)
    for (const one of [rtp, agentRtp, leadRtp]) one.silence()
    await leadRtp.close()
    await ear.hangUp()
    call.bye()
    await call.expect(200)
  })

  it('notices a browser whose connection is gone, and ends the call and the registration', async () => {
    const phone = await house.browser('7011')
    const { password } = house.telephony.issueCredential('7011', 60_000)
    await phone.register(password)
    const { call, leg: near } = await answeredCall(house, trunk, rtp)
    await phone.close()
    const leg = house.telephony.dialAgent({
      legId: 'to-7011',
      phone: '7011',
      from: '',
      fromName: '',
      near,
      ringTimeoutMs: 20_000,
    })
    expect(['transport-lost', 'unavailable']).toContain((await leg.ended).cause)
    expect([house.telephony.isRegistered('7011'), news.at(-1)]).toEqual([false, '7011 connection-lost'])
    call.bye()
    await call.expect(200)
  })

  it('is offered over the WebSocket with a browser’s SDP, and ends with the refusal', async () => {
    const phone = await house.browser('7012')
    const { password } = house.telephony.issueCredential('7012', 60_000)
    await phone.register(password)
    const { call, leg: near } = await answeredCall(house, trunk, rtp)
    const leg = house.telephony.dialAgent({
      legId: 'to-7012',
      phone: '7012',
      from: near.from,
      fromName: '',
      near,
      ringTimeoutMs: 20_000,
    })
    const ring = await phone.nextCall()
    expect(ring.invited!.startLine).toBe(`INVITE ${phone.contact} SIP/2.0`)
    expect(ring.remoteSdp).toMatch(/a=fingerprint:/)
    ring.reply(486)
    expect(await leg.ended).toMatchObject({ cause: 'busy', sipStatus: 486 })
    call.bye()
    await call.expect(200)
  })
})

/** The next sound, or nothing: an agent beside a held caller may be sent silence or no packets at all. */
async function heardNext(peer: RtpPeer, ms: number): Promise<Int16Array> {
  return peer.listen(ms, 1000).catch(() => new Int16Array(0))
}
