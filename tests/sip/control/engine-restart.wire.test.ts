/** The SIP engine dies and another one takes its place, with a WebSocket port of its own: what becomes of agents' phones. */
import JsSIP from 'jssip'
import { afterEach, describe, expect, it } from 'vitest'
import { createSrfTelephony } from '../../../sip/control/srf-telephony.ts'
import { type EmbeddedEngine, startEmbeddedEngine } from '../../../sip/engine/embedded-engine.ts'
import { FakeMedia } from '../../kit/fake-media.ts'
import { silentLog } from '../../kit/silent-log.ts'
import { openWebSocketPeer } from '../../kit/sip-peer.ts'
import { openTcpRelay } from '../../kit/tcp-relay.ts'

const closing: Array<() => unknown> = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  Reflect.deleteProperty(globalThis, 'window')
})

const startEngine = () =>
  startEmbeddedEngine({ listen: [{ transport: 'udp', host: '127.0.0.1', port: 0 }], webSocketHost: '127.0.0.1' })

/** Telephony whose engine can be exchanged. */
async function openHouse() {
  let engine: EmbeddedEngine = await startEngine()
  closing.push(() => engine.close())
  const telephony = await createSrfTelephony({
    server: async () => engine,
    engine: 'embedded',
    media: new FakeMedia(),
    trustedSources: ['127.0.0.1/32'],
    outboundTrunk: 'sip:127.0.0.1:17661',
    realm: 'centre',
    log: silentLog,
    linkTiming: { retryMs: 50 },
  })
  closing.push(() => telephony.close())
  const news: string[] = []
  telephony.onRegistration(({ phone, why }) => news.push(`${phone} ${why}`))
  return {
    telephony,
    news,
    webSocketPort: () => telephony.health().webSocketPort ?? 0,
    async restartEngine() {
      const dying = engine
      engine = await startEngine()
      await dying.close()
    },
  }
}

describe('after the SIP engine was started again', () => {
  it('the phone of an agent’s browser comes back by itself, through the port of the new engine', async () => {
    const house = await openHouse()
    const before = house.webSocketPort()
    // The place of `/sip`: it asks for the port at each connection.
    const proxy = await openTcpRelay({
      host: '127.0.0.1',
      get port() {
        return house.webSocketPort()
      },
    })
    closing.push(() => proxy.close())
    Object.assign(globalThis, { window: { RTCPeerConnection: class {} } })
    const { password } = house.telephony.issueCredential('7001', 60_000)
    const phone = new JsSIP.UA({
      sockets: [new JsSIP.WebSocketInterface(`ws://127.0.0.1:${proxy.port}/sip`)],
      uri: 'sip:7001@centre',
      authorization_user: '7001',
      password,
      connection_recovery_min_interval: 1,
    })
    closing.push(() => phone.stop())
    phone.start()
    await expect.poll(() => house.news, { timeout: 10_000 }).toEqual(['7001 registered'])
    await house.restartEngine()
    const registered = () => house.news.filter((line) => line === '7001 registered').length
    await expect.poll(registered, { timeout: 20_000 }).toBe(2)
    expect(house.webSocketPort()).not.toBe(before)
    expect(house.telephony.isRegistered('7001')).toBe(true)
  })

  it('a phone that does not come back is known to be gone at once, so that no call is offered to it', async () => {
    const house = await openHouse()
    const url = `ws://127.0.0.1:${house.webSocketPort()}/sip`
    const phone = await openWebSocketPeer({ url, user: '7002', domain: 'centre' })
    closing.push(() => phone.close())
    await phone.register(house.telephony.issueCredential('7002', 60_000).password)
    await house.restartEngine()
    await expect.poll(() => house.news, { timeout: 10_000 }).toEqual(['7002 registered', '7002 connection-lost'])
  })
})
