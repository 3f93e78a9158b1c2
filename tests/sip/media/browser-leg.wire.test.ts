import { createSocket } from 'node:dgram'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type MediaEndpoint, MediaRefusal } from '../../../sip/media/media-engine.ts'
import { BrowserPeer } from '../../kit/browser-peer.ts'
import { type MediaHouse, openMediaHouse } from '../../kit/media-house.ts'
import { openRtpPeer } from '../../kit/rtp-peer.ts'
import { amplitudeAt, writeToneFile } from '../../kit/tone.ts'

const pagePorts = { low: 23_600, high: 23_699 }
let house: MediaHouse
const pages: BrowserPeer[] = []
let legs = 0

beforeAll(async () => {
  house = await openMediaHouse({ low: 23_500, high: 23_599 })
})
afterAll(() => house.close())
afterEach(async () => {
  await Promise.all(pages.splice(0).map((page) => page.close()))
})

/** The normal case: the server offers, the page answers. */
async function ring(near?: MediaEndpoint): Promise<{ page: BrowserPeer; leg: MediaEndpoint }> {
  const page = new BrowserPeer(pagePorts)
  pages.push(page)
  legs += 1
  const leg = await house.engine.openBrowser({ id: `leg-${legs}`, ...(near === undefined ? {} : { near }) })
  await leg.acceptAnswer(await page.answer(leg.localSdp))
  await page.connected()
  return { page, leg }
}

describe('a browser that is called', () => {
  test('is offered G.711 and telephone-event at one loopback candidate within the ports of the engine', async () => {
    const leg = await house.engine.openBrowser({ id: 'offer' })
    expect(leg.localSdp).toMatch(/m=audio \d+ UDP\/TLS\/RTP\/SAVPF 0 8 101\r\n/)
    expect(leg.localSdp).toContain('a=rtcp-mux')
    const candidates = [...leg.localSdp.matchAll(/a=candidate:\S+ 1 udp \d+ (\S+) (\d+) typ host/gi)]
    expect(candidates.map(([, host]) => host)).toEqual(['127.0.0.1'])
    expect(Number(candidates[0]![2])).toBeGreaterThanOrEqual(23_500)
    expect(Number(candidates[0]![2])).toBeLessThanOrEqual(23_599)
    await leg.close()
  })

  test('and a trunk caller hear each other, and keys of the page arrive once', async () => {
    const caller = await house.call({ sdp: { codecs: ['PCMA'] } })
    const { page, leg } = await ring(caller.endpoint)
    await house.engine.connect(caller.endpoint, leg)
    await house.engine.connect(leg, caller.endpoint)
    void caller.peer.say(600)
    page.say(1300)
    await page.hears(600)
    await caller.peer.hears(1300)
    let digits = ''
    const pressed = Promise.withResolvers<void>()
    leg.onDigit((digit) => {
      digits += digit
      if (digits.length === 3) pressed.resolve()
    })
    page.press('7#7')
    await pressed.promise
    expect(digits).toBe('7#7')
    expect((await leg.stats()).packetsReceived).toBeGreaterThan(10)
    await Promise.all([leg.close(), caller.endpoint.close()])
  })

  test('hears prompts and its caller in one stream with the SSRC that the offer named', async () => {
    const caller = await house.call()
    const { page, leg } = await ring(caller.endpoint)
    await house.engine.connect(caller.endpoint, leg)
    void caller.peer.say(600)
    await page.hears(600)
    const music = leg.play([await writeToneFile(join(house.folder, 'tone.wav'), 900, 300)], { loop: true })
    await page.hears(900)
    music.stop()
    await page.hears(600)
    const ssrcs = [...new Set(page.heard.map(({ ssrc }) => ssrc))]
    expect(ssrcs).toHaveLength(1)
    expect(leg.localSdp).toContain(`a=ssrc:${ssrcs[0]} `)
    await Promise.all([leg.close(), caller.endpoint.close()])
  })

  test('that holds and retrieves hears every packet once afterwards', async () => {
    const caller = await house.call()
    const { page, leg } = await ring(caller.endpoint)
    await house.engine.connect(caller.endpoint, leg)
    await house.engine.connect(leg, caller.endpoint)
    void caller.peer.say(600)
    page.say(1300)
    await page.hears(600)
    const transceiver = page.connection.getTransceivers()[0]!
    for (const direction of ['sendonly', 'sendrecv', 'sendonly', 'sendrecv'] as const) {
      transceiver.setDirection(direction)
      const answer = await leg.acceptOffer(await page.offer())
      expect(answer).toContain(direction === 'sendonly' ? 'a=recvonly' : 'a=sendrecv')
      await page.accept(answer)
    }
    await page.hears(600)
    const before = page.heard.length
    caller.peer.forget()
    const heard = await caller.peer.listen(1000)
    expect(amplitudeAt(heard, 1300)).toBeGreaterThan(7000)
    expect(caller.peer.packets.length).toBeLessThan(60)
    expect(page.heard.length - before).toBeLessThan(60)
    await Promise.all([leg.close(), caller.endpoint.close()])
  })
})

describe('a browser that calls', () => {
  test('is answered and hears and is heard', async () => {
    const page = new BrowserPeer(pagePorts)
    pages.push(page)
    const leg = await house.engine.openBrowser({ id: 'calls', offer: await page.offer() })
    await page.accept(leg.localSdp)
    await page.connected()
    const trunk = await house.call({ near: leg })
    await house.engine.connect(leg, trunk.endpoint)
    page.say(800)
    await trunk.peer.hears(800)
    leg.play([await writeToneFile(join(house.folder, 'hello.wav'), 500, 2000)])
    await page.hears(500)
    await Promise.all([leg.close(), trunk.endpoint.close()])
  })

  test('without DTLS or without G.711 is refused and leaves no port behind', async () => {
    const before = house.engine.health()
    const peer = await openRtpPeer()
    await expect(house.engine.openBrowser({ id: 'plain', offer: peer.sdp() })).rejects.toThrow(MediaRefusal)
    const page = new BrowserPeer(pagePorts)
    pages.push(page)
    const opusOnly = (await page.offer())
      .replace(/PCMU\/8000/g, 'opus/48000')
      .replace('SAVPF 0', 'SAVPF 111')
      .replace(/rtpmap:0/g, 'rtpmap:111')
    await expect(house.engine.openBrowser({ id: 'opus', offer: opusOnly })).rejects.toThrow(MediaRefusal)
    expect(house.engine.health()).toEqual(before)
    await peer.close()
  })
})

describe('a browser leg', () => {
  test('whose peer shows another certificate than its SDP says fails and carries nothing', async () => {
    const page = new BrowserPeer(pagePorts)
    pages.push(page)
    const leg = await house.engine.openBrowser({ id: 'forged' })
    const failed = new Promise((resolve) => leg.onFailed(resolve))
    const answer = await page.answer(leg.localSdp)
    await leg.acceptAnswer(answer.replace(/(a=fingerprint:sha-256 )../g, (_all, name: string) => `${name}00`))
    expect(await failed).toBe('dtls-failed')
    await leg.close()
  })

  test('gives its port back and leaves no socket in the worker, connected or not', async () => {
    const before = house.engine.health().freePorts
    const { leg } = await ring()
    const unanswered = await house.engine.openBrowser({ id: 'unanswered' })
    expect(house.engine.health().freePorts).toBe(before - 2)
    const port = Number(/candidate:\S+ 1 udp \d+ \S+ (\d+)/i.exec(unanswered.localSdp)![1])
    await Promise.all([leg.close(), unanswered.close()])
    expect(house.engine.health().freePorts).toBe(before)
    const socket = createSocket('udp4')
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject)
      socket.bind(port, '127.0.0.1', resolve)
    })
    socket.close()
  })

  test('goes on talking while strangers send it STUN, DTLS and RTP', async () => {
    const caller = await house.call()
    const { page, leg } = await ring(caller.endpoint)
    await house.engine.connect(leg, caller.endpoint)
    page.say(1300)
    await caller.peer.hears(1300)
    const stranger = await openRtpPeer()
    const port = Number(/candidate:\S+ 1 udp \d+ \S+ (\d+)/i.exec(leg.localSdp)![1])
    stranger.aimAt('127.0.0.1', port)
    for (let i = 0; i < 200; i += 1) {
      stranger.sendRaw(Buffer.from('0001000021 12a442000000000000000000000000'.replace(/ /g, ''), 'hex'))
      stranger.sendRaw(Buffer.from('16feff000000000000000000010000', 'hex'))
      stranger.sendRaw(Buffer.from('15fefd00000000000000000002020a', 'hex'))
      stranger.sendRaw(Buffer.alloc(172, 0x80))
    }
    caller.peer.forget()
    expect(amplitudeAt(await caller.peer.listen(600), 1300)).toBeGreaterThan(7000)
    expect(stranger.packets).toHaveLength(0)
    await stranger.close()
    await Promise.all([leg.close(), caller.endpoint.close()])
  })
})
