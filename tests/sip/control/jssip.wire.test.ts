import JsSIP from 'jssip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answeredCall, openSipHouse, type SipHouse } from '../../kit/sip-house.ts'

let house: SipHouse
/** JsSIP asks only whether the browser has WebRTC; no sound is made here. */
const browser = { RTCPeerConnection: class {} }

beforeAll(async () => {
  Object.assign(globalThis, { window: browser })
  house = await openSipHouse({ sipPort: 17_040, trunkPort: 17_041, rtpPorts: { low: 25_360, high: 25_379 } })
})
afterAll(async () => {
  await house.close()
  Reflect.deleteProperty(globalThis, 'window')
})

describe('the SIP stack of the console (JsSIP)', () => {
  it('registers, is called with the caller’s name, refuses, and unregisters', async () => {
    const news: string[] = []
    house.telephony.onRegistration(({ why }) => news.push(why))
    const { password } = house.telephony.issueCredential('7001', 60_000)
    const socket = new JsSIP.WebSocketInterface(`ws://127.0.0.1:${house.telephony.health().webSocketPort}/sip`)
    const phone = new JsSIP.UA({ sockets: [socket], uri: 'sip:7001@centre', authorization_user: '7001', password })
    const callers: string[] = []
    phone.on(
      'newRTCSession',
      ({ session }: { session: { remote_identity: { display_name: string }; terminate(how: object): void } }) => {
        callers.push(session.remote_identity.display_name)
        setImmediate(() => session.terminate({ status_code: 486 }))
      },
    )
    phone.start()
    await expect.poll(() => house.telephony.isRegistered('7001')).toBe(true)
    const { call, leg: near } = await answeredCall(house, await house.peer(), await house.rtp())
    const leg = house.telephony.dialAgent({
      legId: 'agent',
      phone: '7001',
      from: near.from,
      fromName: '王小明',
      near,
      ringTimeoutMs: 5000,
    })
    expect(await leg.ended).toMatchObject({ cause: 'busy', sipStatus: 486 })
    expect(callers).toEqual(['王小明'])
    call.bye()
    await call.expect(200)
    phone.stop()
    await expect.poll(() => news).toEqual(['registered', 'unregistered'])
  })
})
