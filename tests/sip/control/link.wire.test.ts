import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedEngine, startEmbeddedEngine } from '../../../sip/engine/embedded-engine.ts'
import { answeredCall, openSipHouse, type SipHouse } from '../../kit/sip-house.ts'
import { openTcpRelay, type TcpRelay } from '../../kit/tcp-relay.ts'

/** The engine plays the daemon of production, reached through a network that can fail. */
let engine: EmbeddedEngine
let relay: TcpRelay
let house: SipHouse

beforeAll(async () => {
  engine = await startEmbeddedEngine({
    listen: [{ transport: 'udp', host: '127.0.0.1', port: 17_030 }],
    webSocketHost: '127.0.0.1',
  })
  relay = await openTcpRelay(engine)
  house = await openSipHouse({
    sipPort: 17_030,
    trunkPort: 17_031,
    rtpPorts: { low: 25_300, high: 25_349 },
    settings: { sipEngine: `drachtio://${engine.secret}@127.0.0.1:${relay.port}` },
  })
})
afterAll(async () => {
  await house.close()
  await relay.close()
  await engine.close()
})

describe('a drachtio server elsewhere', () => {
  it('is spoken to by its address, and a wrong secret is refused with that address', async () => {
    expect(house.telephony.health()).toMatchObject({ ready: true, engine: 'drachtio' })
    const wrong = openSipHouse({
      sipPort: 17_030,
      trunkPort: 17_031,
      rtpPorts: { low: 25_350, high: 25_359 },
      settings: { sipEngine: `drachtio://wrong@127.0.0.1:${relay.port}` },
    })
    await expect(wrong).rejects.toThrow(`127.0.0.1:${relay.port} refuses our secret`)
  })

  it.each(['drachtio://127.0.0.1:9022', 'http://x', 'embeded'])('cannot be named %s', async (sipEngine) => {
    const ports = { low: 25_350, high: 25_359 }
    const start = openSipHouse({ sipPort: 17_030, trunkPort: 17_031, rtpPorts: ports, settings: { sipEngine } })
    await expect(start).rejects.toThrow('drachtio://secret@host:port')
  })

  it('loses its link: calls end as lost, callers get BYE once it is back, new calls pass', async () => {
    const trunk = await house.peer()
    const { call, leg } = await answeredCall(house, trunk, await house.rtp())
    relay.cut()
    expect((await leg.ended).cause).toBe('transport-lost')
    await call.expect('BYE')
    await expect.poll(() => house.telephony.health().ready).toBe(true)
    const again = await answeredCall(house, trunk, await house.rtp())
    await again.leg.hangUp()
    await again.call.expect('BYE')
  })

  it('falls silent: the watch notices, and the link is made anew', async () => {
    const trunk = await house.peer()
    const { call, leg } = await answeredCall(house, trunk, await house.rtp())
    relay.freeze()
    expect((await leg.ended).cause).toBe('transport-lost')
    await call.expect('BYE', 10_000)
  })
})
