import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeResponse } from '../../kit/fake-srf.ts'
import { registerPhone, type ScriptedTelephony, scriptedTelephony } from '../../kit/scripted-telephony.ts'

let house: ScriptedTelephony
const news: string[] = []

beforeEach(async () => {
  house = await scriptedTelephony()
  news.length = 0
  house.telephony.onRegistration(({ phone, why }) => news.push(`${phone} ${why}`))
})
afterEach(async () => {
  vi.useRealTimers()
  await house.telephony.close()
})

/** The caller beside whom the agent's media must live. */
async function caller() {
  const near = house.telephony.dialTrunk({ legId: 'near', to: '10086', from: '95530', ringTimeoutMs: 20_000 })
  await vi.waitFor(() => expect(house.srf.invites).toHaveLength(1))
  house.srf.invites[0]!.answer()
  await near.answered
  return near
}

async function dialled(fromName = 'Wang') {
  const near = await caller()
  const agentCall = { legId: 'agent', phone: '7001', from: '+86138', fromName, near, ringTimeoutMs: 20_000 }
  const leg = house.telephony.dialAgent(agentCall)
  return { near, leg }
}

describe('a call to an agent', () => {
  it('goes to the browser that registered, with the caller on it', async () => {
    const contact = registerPhone(house, '7001')
    const { leg } = await dialled('Wang "x"\r\nEvil: 1')
    await vi.waitFor(() => expect(house.srf.invites).toHaveLength(2))
    const invite = house.srf.invites[1]!
    expect([invite.uri, invite.proxy]).toEqual([contact, undefined])
    expect(invite.headers).toMatchObject({ To: `<${contact}>`, From: '"Wang xEvil: 1" <sip:+86138@localhost>' })
    expect(house.media.endpoints[1]!.kind).toBe('browser')
    invite.answer()
    await leg.answered
    expect(leg.kind).toBe('agent')
  })

  it('ends at once when the phone is not registered, or its caller has gone', async () => {
    const { near, leg } = await dialled()
    expect((await leg.ended).cause).toBe('unavailable')
    registerPhone(house, '7001')
    await near.hangUp()
    const late = house.telephony.dialAgent({
      legId: 'b',
      phone: '7001',
      from: '',
      fromName: '',
      near,
      ringTimeoutMs: 1000,
    })
    expect([(await late.ended).cause, house.srf.invites.length]).toEqual(['cancelled', 1])
  })

  it.each([
    [undefined, '', 'unavailable'],
    [410, '127.0.0.1:1', 'not-found'],
    [410, '', 'transport-lost'],
    [503, '', 'unavailable'],
    [408, '', 'unavailable'],
  ] as const)('that reaches nobody (%i from %j) drops the registration', async (status, source, cause) => {
    registerPhone(house, '7001')
    const { leg } = await dialled()
    await vi.waitFor(() => expect(house.srf.invites).toHaveLength(2))
    house.srf.invites[1]!.refuse(status, source)
    expect((await leg.ended).cause).toBe(cause)
    expect([house.telephony.isRegistered('7001'), news]).toEqual([false, ['7001 registered', '7001 connection-lost']])
  })

  it('that is refused by a person leaves the registration alone', async () => {
    registerPhone(house, '7001')
    const { leg } = await dialled()
    await vi.waitFor(() => expect(house.srf.invites).toHaveLength(2))
    house.srf.invites[1]!.refuse(486)
    await leg.ended
    expect(house.telephony.isRegistered('7001')).toBe(true)
  })
})

describe('a registered phone', () => {
  /** A house whose clock the test moves. */
  async function watched() {
    await house.telephony.close()
    vi.useFakeTimers()
    const opening = scriptedTelephony()
    await vi.advanceTimersByTimeAsync(1)
    house = await opening
    house.telephony.onRegistration(({ phone, why }) => news.push(`${phone} ${why}`))
    registerPhone(house, '7001')
  }
  const passes = async (ms: number) => {
    house.time.now += ms
    await vi.advanceTimersByTimeAsync(1000)
  }
  const probes = () => house.srf.requests.filter((request) => request.method === 'OPTIONS').length

  it('is asked after 20 s of silence whether it is there, and stays when it answers anything', async () => {
    await watched()
    await passes(19_000)
    expect(probes()).toBe(0)
    await passes(1000)
    expect(probes()).toBe(1)
    house.srf.sentRequests.at(-1)!.emit('response', fakeResponse(405))
    expect(house.telephony.isRegistered('7001')).toBe(true)
  })

  it.each([
    [410, '127.0.0.1:1'],
    [503, ''],
  ])('is lost when the question comes back with %i from %j', async (status, source) => {
    await watched()
    await passes(20_000)
    house.srf.sentRequests.at(-1)!.emit('response', fakeResponse(status, source))
    expect(news).toEqual(['7001 registered', '7001 connection-lost'])
  })

  it('expires when it does not refresh', async () => {
    await watched()
    await passes(60_000)
    expect(news).toEqual(['7001 registered', '7001 expired'])
  })

  it('is gone when its credential is revoked', async () => {
    registerPhone(house, '7001')
    house.telephony.revokeCredential('7001')
    expect(news).toEqual(['7001 registered', '7001 unregistered'])
  })
})
