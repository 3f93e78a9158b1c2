import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MediaRefusal, MediaUnavailable } from '../../../sip/media/media-engine.ts'
import { type ScriptedTelephony, scriptedTelephony } from '../../kit/scripted-telephony.ts'

let house: ScriptedTelephony

beforeEach(async () => {
  house = await scriptedTelephony()
})
afterEach(async () => {
  vi.useRealTimers()
  await house.telephony.close()
})

const call = { legId: 'leg-1', to: '+8613800138000', from: '95530', ringTimeoutMs: 20_000 }

/** A call whose INVITE has left. */
async function dialled(options: Partial<typeof call> & { sipCallId?: string } = {}) {
  const leg = house.telephony.dialTrunk({ ...call, ...options })
  await vi.waitFor(() => expect(house.srf.invites).toHaveLength(1))
  return { leg, invite: house.srf.invites[0]! }
}

describe('a call to the trunk', () => {
  it('goes to the configured trunk with our number and the given Call-ID', async () => {
    const { leg, invite } = await dialled({ sipCallId: 'attempt-7' })
    expect([invite.uri, invite.proxy]).toEqual(['sip:+8613800138000@127.0.0.1:5080', 'sip:127.0.0.1:5080'])
    expect(invite.headers).toMatchObject({ From: '<sip:95530@localhost>', 'Call-ID': 'attempt-7' })
    expect([leg.sipCallId, leg.state, leg.dialog()]).toEqual(['attempt-7', 'early', undefined])
  })

  it('rings, is answered, and has an identity that a later boot can end', async () => {
    const { leg, invite } = await dialled()
    invite.ring()
    await leg.ringing
    invite.answer()
    await leg.answered
    expect([leg.state, house.media.endpoints[0]!.log]).toEqual(['answered', ['answer true']])
    expect(leg.dialog()).toMatchObject({
      localTag: 'ours',
      remoteTag: 'theirs',
      localCseq: 41,
      remoteTarget: 'sip:127.0.0.1:5999',
    })
  })

  it.each([
    [486, undefined, 'busy'],
    [603, undefined, 'rejected'],
    [404, undefined, 'not-found'],
    [302, undefined, 'rejected'],
    [407, undefined, 'forbidden'],
    [503, undefined, 'congestion'],
    [503, '', 'unavailable'],
    [408, '', 'unavailable'],
  ] as const)('refused with %i (source %s) ends as %s', async (status, source, cause) => {
    const { leg, invite } = await dialled()
    invite.refuse(status, source)
    await expect(leg.answered).rejects.toMatchObject({ name: 'LegEndedError', end: { cause, sipStatus: status } })
    expect(house.media.health().endpoints).toBe(0)
  })

  it('is cancelled when nobody answers in time, and a late answer gets BYE', async () => {
    vi.useFakeTimers()
    const leg = house.telephony.dialTrunk(call)
    await vi.advanceTimersByTimeAsync(20_000)
    expect((await leg.ended).cause).toBe('no-answer')
    expect(house.srf.invites[0]!.request.cancelled).toBe(true)
    const late = house.srf.invites[0]!.answer()
    expect([late.byeSent, leg.state]).toEqual([true, 'ended'])
  })

  it('hung up before its media is there sends no INVITE', async () => {
    const gate = Promise.withResolvers<void>()
    house.media.script.holdOpen = gate.promise
    const leg = house.telephony.dialTrunk(call)
    await leg.hangUp()
    gate.resolve()
    await vi.waitFor(() => expect(house.media.endpoints[0]?.closed).toBe(true))
    expect(house.srf.invites).toEqual([])
  })

  it('with an answer that does not fit is ended', async () => {
    const { leg, invite } = await dialled()
    house.media.script.failAnswer = new MediaRefusal('no codec')
    const dialog = invite.answer()
    await expect(leg.answered).rejects.toMatchObject({ end: { cause: 'media-failed' } })
    expect(dialog.byeSent).toBe(true)
  })

  it('without media ends before anything is sent', async () => {
    house.media.script.failOpen = new MediaUnavailable('full')
    const leg = house.telephony.dialTrunk(call)
    expect((await leg.ended).cause).toBe('media-failed')
    expect(house.srf.invites).toEqual([])
  })

  it.each(['', 'alice', '+86@evil.example', '1;phone-context=x', '1 2', '9'.repeat(40)])(
    'to %j is never sent',
    async (to) => {
      const leg = house.telephony.dialTrunk({ ...call, to })
      expect((await leg.ended).cause).toBe('not-found')
      expect(house.srf.invites).toEqual([])
    },
  )

  it('is not made while the house drains or the link is down', async () => {
    house.telephony.drain()
    await expect(house.telephony.dialTrunk(call).answered).rejects.toMatchObject({ end: { cause: 'draining' } })
    expect(house.srf.invites).toEqual([])
  })

  it('cannot take the id of a living leg', async () => {
    const { leg } = await dialled()
    expect((await house.telephony.dialTrunk(call).ended).cause).toBe('internal-error')
    expect(leg.state).toBe('early')
  })
})

describe('a bridge', () => {
  /** Two answered trunk legs. */
  async function pair() {
    const [a, b] = ['a', 'b'].map((legId) => house.telephony.dialTrunk({ ...call, legId }))
    await vi.waitFor(() => expect(house.srf.invites).toHaveLength(2))
    for (const invite of house.srf.invites) invite.answer()
    await Promise.all([a!.answered, b!.answered])
    return [a!, b!] as const
  }

  async function answered(legId: string) {
    const before = house.srf.invites.length
    const leg = house.telephony.dialTrunk({ ...call, legId })
    await vi.waitFor(() => expect(house.srf.invites).toHaveLength(before + 1))
    house.srf.invites.at(-1)!.answer()
    await leg.answered
    return leg
  }

  it('lets both hear each other until it ends, and both legs live on', async () => {
    const [a, b] = await pair()
    const bridge = await house.telephony.bridge(a, b)
    expect([...house.media.heard].sort()).toEqual(['a>b', 'b>a'])
    await bridge.end()
    await bridge.end()
    expect([[...house.media.heard], a.state, b.state]).toEqual([[], 'answered', 'answered'])
  })

  it('plays music to the held leg, lets neither hear the other, and takes it back', async () => {
    const [a, b] = await pair()
    const bridge = await house.telephony.bridge(a, b)
    await bridge.hold(a, '/music.wav')
    expect([a.state, b.state, [...house.media.heard]]).toEqual(['held', 'answered', []])
    expect(house.media.endpoints[0]!.log.at(-1)).toBe('play /music.wav loop')
    await bridge.retrieve()
    expect([a.state, house.media.endpoints[0]!.log.at(-1), house.media.heard.size]).toEqual(['answered', 'stop', 2])
  })

  it('ends with either leg, and completes its recording', async () => {
    const [a, b] = await pair()
    const bridge = await house.telephony.bridge(a, b)
    const recording = await bridge.record('/talk.wav')
    await a.hangUp()
    await recording.stopped
    expect([house.media.recordings, b.state]).toEqual([[], 'answered'])
    await expect(bridge.hold(b, '/m.wav')).rejects.toThrow()
  })

  it('lets a third leg listen, whisper to the second, speak to both, and listen again; nobody is cut off meanwhile', async () => {
    const [a, b] = await pair()
    const ear = await answered('ear')
    const bridge = await house.telephony.bridge(a, b)
    const monitor = await bridge.monitor(ear, 'listen')
    const both = ['a>b', 'b>a']
    const listening = [...both, 'a>ear', 'b>ear'].sort()
    expect([...house.media.heard].sort()).toEqual(listening)
    await monitor.change('whisper')
    expect([...house.media.heard].sort()).toEqual([...listening, 'ear>b'].sort())
    await monitor.change('barge')
    expect([...house.media.heard].sort()).toEqual([...listening, 'ear>b', 'ear>a'].sort())
    await monitor.change('listen')
    expect([...house.media.heard].sort()).toEqual(listening)
    await monitor.end()
    await monitor.change('barge')
    expect([[...house.media.heard].sort(), ear.state]).toEqual([both, 'answered'])
  })

  it('takes its monitor along when it ends, and lives on when the monitor leaves', async () => {
    const [a, b] = await pair()
    const bridge = await house.telephony.bridge(a, b)
    const leaver = await answered('leaver')
    await bridge.monitor(leaver, 'barge')
    await leaver.hangUp()
    await vi.waitFor(() => expect([...house.media.heard].sort()).toEqual(['a>b', 'b>a']))
    const ear = await answered('ear')
    await bridge.monitor(ear, 'listen')
    await b.hangUp()
    await vi.waitFor(() => expect([...house.media.heard]).toEqual([]))
    expect([a.state, ear.state]).toEqual(['answered', 'answered'])
  })

  it('is refused for a leg that has ended', async () => {
    const [a, b] = await pair()
    await a.hangUp()
    await expect(house.telephony.bridge(a, b)).rejects.toMatchObject({ name: 'LegEndedError' })
  })
})

describe('a dialog of an earlier boot', () => {
  it('gets a BYE built from what was written down', async () => {
    const identity = {
      callId: 'old',
      localTag: 'l',
      remoteTag: 'r',
      localUri: 'sip:us@h',
      remoteUri: 'sip:them@h',
      remoteTarget: 'sip:them@127.0.0.1:5999',
      routeSet: [],
      localCseq: 41,
      flow: 'udp/127.0.0.1:5999',
    }
    void house.telephony.endOrphan(identity)
    expect(house.srf.requests.at(-1)).toMatchObject({
      method: 'BYE',
      uri: 'sip:them@127.0.0.1:5999',
      proxy: 'sip:127.0.0.1:5999;transport=udp',
      headers: { 'Call-ID': 'old', From: '<sip:us@h>;tag=l', To: '<sip:them@h>;tag=r', CSeq: '42 BYE' },
    })
    expect(await house.telephony.endOrphan({ ...identity, flow: 'ws/127.0.0.1:4000' })).toBe('unreachable')
  })
})
