import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encode } from '../../../sip/media/g711.ts'
import { MediaRefusal } from '../../../sip/media/media-engine.ts'
import { type MediaHouse, openMediaHouse } from '../../kit/media-house.ts'
import { openRtpPeer } from '../../kit/rtp-peer.ts'
import { amplitudeAt, dominantFrequency, level, tone, writeToneFile } from '../../kit/tone.ts'

let house: MediaHouse

beforeAll(async () => {
  house = await openMediaHouse({ low: 23_000, high: 23_199 })
})
afterAll(() => house.close())

const file = (name: string) => join(house.folder, name)

describe('a prompt', () => {
  test('is heard as recorded, one packet each 20 ms in one stream, and tells when it is over', async () => {
    const { peer, endpoint } = await house.call()
    const playback = endpoint.play([
      await writeToneFile(file('a.wav'), 700, 500),
      await writeToneFile(file('b.wav'), 1200, 510),
    ])
    expect(await playback.done).toBe('finished')
    await peer.hearsPackets(51)
    const { packets } = peer
    expect(packets).toHaveLength(51)
    expect(new Set(packets.map((packet) => packet.ssrc)).size).toBe(1)
    const steps = packets
      .slice(1)
      .map((packet, i) => [packet.sequence - packets[i]!.sequence, packet.timestamp - packets[i]!.timestamp])
    expect(steps.every(([sequence, timestamp]) => sequence === 1 && timestamp === 160)).toBe(true)
    expect(packets.map((packet) => packet.marker).indexOf(true)).toBe(0)
    const lasted = packets.at(-1)!.at - packets[0]!.at
    expect(lasted).toBeGreaterThan(900)
    expect(dominantFrequency(peer.heard().subarray(0, 4000)).hz).toBe(700)
    expect(dominantFrequency(peer.heard().subarray(4000, 8000)).hz).toBe(1200)
    await endpoint.close()
  })

  test.each([
    ['PCMA', 'mu-law'],
    ['PCMU', 'a-law'],
    ['PCMA', 'pcm16'],
  ] as const)('reaches a %s peer from a %s file', async (codec, format) => {
    const { peer, endpoint } = await house.call({ sdp: { codecs: [codec] } })
    endpoint.play([await writeToneFile(file(`${codec}-${format}.wav`), 900, 400, { format, amplitude: 10_000 })])
    const heard = await peer.listen(400)
    expect(dominantFrequency(heard).hz).toBe(900)
    expect(Math.abs(amplitudeAt(heard, 900) - 10_000)).toBeLessThan(300)
    expect(peer.packets[0]!.payloadType).toBe(codec === 'PCMA' ? 8 : 0)
    await endpoint.close()
  })

  test('is replaced by the next one, and music loops until it is stopped', async () => {
    const { peer, endpoint } = await house.call()
    const music = endpoint.play([await writeToneFile(file('short.wav'), 500, 100)], { loop: true })
    await peer.hears(500)
    const next = endpoint.play([await writeToneFile(file('next.wav'), 1500, 5000)])
    expect(await music.done).toBe('stopped')
    await peer.hears(1500)
    next.stop()
    expect(await next.done).toBe('stopped')
    expect(new Set(peer.packets.map((packet) => packet.ssrc)).size).toBe(1)
    await endpoint.close()
  })

  test('that is missing ends at once and is logged without ending the call', async () => {
    const { peer, endpoint } = await house.call()
    expect(await endpoint.play([file('nowhere.wav')]).done).toBe('stopped')
    expect(house.log.map((line) => line.sentence)).toContain('A prompt could not be played.')
    endpoint.play([await writeToneFile(file('after.wav'), 700, 400)])
    await peer.hears(700)
    await endpoint.close()
  })

  test('that waits for the answer to our offer starts with it', async () => {
    const peer = await openRtpPeer()
    const endpoint = await house.engine.openRtp({ id: 'outbound' })
    expect(endpoint.localSdp).toMatch(/m=audio 23\d\d\d RTP\/AVP 8 0 101\r\n/)
    endpoint.play([await writeToneFile(file('welcome.wav'), 800, 600)])
    peer.aim(endpoint.localSdp)
    await endpoint.acceptAnswer(peer.sdp({ codecs: ['PCMU'], digitsPayloadType: 96 }))
    await peer.hears(800)
    expect(peer.packets[0]!.payloadType).toBe(0)
    await endpoint.close()
    await peer.close()
  })
})

describe('two legs that are connected', () => {
  test('hear each other through PCMU and PCMA, each in its own stream', async () => {
    const a = await house.call({ sdp: { codecs: ['PCMU'] } })
    const b = await house.call({ sdp: { codecs: ['PCMA'] }, near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    await house.engine.connect(b.endpoint, a.endpoint)
    void a.peer.say(600)
    void b.peer.say(1300)
    expect((await a.peer.hears(1300)).amplitude).toBeGreaterThan(7500)
    expect((await b.peer.hears(600)).amplitude).toBeGreaterThan(7500)
    expect(b.peer.packets.every((packet) => packet.ssrc !== a.peer.ssrc)).toBe(true)
    await house.engine.disconnect(a.endpoint, b.endpoint)
    b.peer.forget()
    await a.peer.hears(1300)
    expect(b.peer.packets.length).toBeLessThan(3)
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })

  test('do not hear each other while one hears music, and do again after it', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    await house.engine.connect(b.endpoint, a.endpoint)
    void a.peer.say(600)
    void b.peer.say(1300)
    await a.peer.hears(1300)
    const music = a.endpoint.play([await writeToneFile(file('music.wav'), 440, 300)], { loop: true })
    await a.peer.hears(440)
    expect(amplitudeAt(await a.peer.listen(200), 1300)).toBeLessThan(200)
    music.stop()
    await a.peer.hears(1300)
    const { packets } = a.peer
    expect(new Set(packets.map((packet) => packet.ssrc)).size).toBe(1)
    expect(packets.slice(1).every((packet, i) => packet.sequence === ((packets[i]!.sequence + 1) & 0xffff))).toBe(true)
    expect(packets.slice(1).every((packet, i) => packet.timestamp > packets[i]!.timestamp)).toBe(true)
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })

  test('of three each hears the two others and never itself', async () => {
    const a = await house.call({ sdp: { codecs: ['PCMA'] } })
    const b = await house.call({ near: a.endpoint })
    const c = await house.call({ near: a.endpoint })
    const all = [a, b, c]
    for (const source of all) {
      for (const listener of all)
        if (source !== listener) await house.engine.connect(source.endpoint, listener.endpoint)
    }
    const tones = new Map([
      [a, 500],
      [b, 1000],
      [c, 1700],
    ])
    for (const [{ peer }, hz] of tones) void peer.say(hz, undefined, 5000)
    for (const { peer } of all) await peer.listen(300)
    for (const me of all) {
      const heard = (await me.peer.listen(400)).subarray(0)
      for (const [other, hz] of tones) {
        if (other === me) expect(amplitudeAt(heard, hz)).toBeLessThan(600)
        else expect(amplitudeAt(heard, hz)).toBeGreaterThan(2500)
      }
    }
    for (const { endpoint } of all) await endpoint.close()
  })
})

describe('digits', () => {
  test('arrive once each by the payload type that the peer named, in the order of pressing', async () => {
    const { peer, endpoint } = await house.call({ sdp: { digitsPayloadType: 96 } })
    const heard: string[] = []
    const all = Promise.withResolvers<void>()
    endpoint.onDigit((digit) => {
      heard.push(digit)
      if (heard.length === 7) all.resolve()
    })
    peer.press('112*#0D')
    await all.promise
    expect(heard.join('')).toBe('112*#0D')
    await endpoint.close()
  })

  test('are passed on to a connected trunk leg under its own payload type', async () => {
    const a = await house.call({ sdp: { digitsPayloadType: 96 } })
    const b = await house.call({ sdp: { digitsPayloadType: 101 }, near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    a.peer.press('5')
    await b.peer.hearsPackets(7)
    expect(b.peer.packets.every((packet) => packet.payloadType === 101 && packet.payload[0] === 5)).toBe(true)
    expect(new Set(b.peer.packets.map((packet) => packet.timestamp)).size).toBe(1)
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })
})

describe('strangers', () => {
  test('who send to the port of a call are not heard', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    void a.peer.say(600)
    await b.peer.hears(600)
    const stranger = await openRtpPeer({ ssrc: a.peer.ssrc })
    stranger.aim(a.endpoint.localSdp)
    await stranger.say(2500, 600, 12_000)
    const heard = await b.peer.listen(400)
    expect(amplitudeAt(heard, 2500)).toBeLessThan(200)
    expect(amplitudeAt(heard, 600)).toBeGreaterThan(7000)
    expect(stranger.packets).toHaveLength(0)
    await stranger.close()
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })

  test('with the right address but another SSRC are not heard while the peer speaks', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    void a.peer.say(600)
    await b.peer.hears(600)
    b.peer.forget()
    const injected = encode('PCMU', tone(2500, 20, 12_000))
    for (let i = 0; i < 20; i += 1) {
      const packet = Buffer.alloc(172)
      packet[0] = 0x80
      packet.writeUInt16BE(i, 2)
      packet.writeUInt32BE(i * 160, 4)
      packet.writeUInt32BE(0xbad, 8)
      injected.copy(packet, 12)
      a.peer.sendRaw(packet)
    }
    expect(amplitudeAt(await b.peer.listen(400), 2500)).toBeLessThan(200)
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })

  test('do not keep the true peer out when they were first', async () => {
    const a = await house.call()
    const b = await house.call({ near: a.endpoint })
    await house.engine.connect(a.endpoint, b.endpoint)
    const stranger = await openRtpPeer()
    stranger.aim(a.endpoint.localSdp)
    void stranger.say(2500)
    await b.peer.hears(2500)
    void a.peer.say(600)
    await b.peer.hears(600)
    expect(amplitudeAt(await b.peer.listen(200), 2500)).toBeLessThan(200)
    await stranger.close()
    await Promise.all([a.endpoint.close(), b.endpoint.close()])
  })
})

describe('a peer behind a translator', () => {
  test('is learned by its packets and gets ours where it speaks from', async () => {
    const { peer, endpoint } = await house.call({ sdp: { port: 24_998 } })
    void peer.say(600)
    endpoint.play([await writeToneFile(file('nat.wav'), 900, 3000)])
    await peer.hears(900)
    await endpoint.close()
  })
})

describe('an offer', () => {
  test.each([
    ['of G.729 only', (sdp: string) => sdp.replace('RTP/AVP 0 8', 'RTP/AVP 18')],
    ['to a multicast group', (sdp: string) => sdp.replace('c=IN IP4 127.0.0.1', 'c=IN IP4 224.0.0.1')],
    ['over SRTP', (sdp: string) => sdp.replace('RTP/AVP', 'RTP/SAVP')],
    ['that is no SDP', () => 'hello'],
  ])('%s is refused and leaves no port behind', async (_what, spoil) => {
    const peer = await openRtpPeer()
    const before = house.engine.health()
    await expect(house.engine.openRtp({ id: 'refused', offer: spoil(peer.sdp()) })).rejects.toThrow(MediaRefusal)
    expect(house.engine.health()).toEqual(before)
    await peer.close()
  })

  test('to hold is answered recvonly, nothing is sent meanwhile, and retrieving goes on in the same stream', async () => {
    const { peer, endpoint } = await house.call()
    endpoint.play([await writeToneFile(file('long.wav'), 700, 20_000)])
    await peer.hears(700)
    const ssrc = peer.packets[0]!.ssrc
    expect(await endpoint.acceptOffer(peer.sdp({ direction: 'sendonly' }))).toContain('a=recvonly')
    peer.forget()
    const clock = await house.call({ near: endpoint })
    clock.endpoint.play([await writeToneFile(file('clock.wav'), 300, 300)])
    await clock.peer.listen(280)
    expect(peer.packets.length).toBeLessThan(2)
    expect(await endpoint.acceptOffer(peer.sdp())).toContain('a=sendrecv')
    peer.forget()
    await peer.hears(700)
    expect(peer.packets[0]!.ssrc).toBe(ssrc)
    await Promise.all([endpoint.close(), clock.endpoint.close()])
  })
})

describe('the sound of a leg', () => {
  test('is counted: packets, loss, and how long it has been silent', async () => {
    const { peer, endpoint } = await house.call()
    expect(await endpoint.stats()).toEqual({ packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0 })
    await peer.say(500, 400)
    const stats = await endpoint.stats()
    expect(stats).toMatchObject({ packetsReceived: 20, packetsLost: 0 })
    expect(stats.silentMs).toBeGreaterThanOrEqual(0)
    expect(level(peer.heard())).toBe(0)
    await endpoint.close()
  })
})

describe('the ports', () => {
  test('of an engine run out with MediaUnavailable, come back with hang-up, and skip those of other programs', async () => {
    const taken = createSocket('udp4')
    taken.bind(23_202, '127.0.0.1')
    await once(taken, 'listening')
    const small = await openMediaHouse({ low: 23_200, high: 23_219 })
    const calls = []
    for (let i = 0; i < 9; i += 1) calls.push(await small.call())
    await expect(small.call()).rejects.toMatchObject({ name: 'MediaUnavailable' })
    await Promise.all(calls.map(({ endpoint }) => endpoint.close()))
    for (let i = 0; i < 9; i += 1) await small.call()
    taken.close()
    await small.close()
  })
})
