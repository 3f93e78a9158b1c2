import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { createPhone, type IncomingPhoneCall, type Phone } from '../../../sip/phone/phone.ts'

const rtpPorts = { low: 26000, high: 26049 }
const phones: Phone[] = []

afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.close()))
})

/** Alice, who dials, and Bob, who is dialled at SIP port 18000 and what he does with a call. */
async function aliceAndBob(pickUp: (call: IncomingPhoneCall) => void = (call) => call.answer()) {
  const bob = await createPhone({ port: 18000, rtpPorts })
  const alice = await createPhone({ server: bob.local, rtpPorts })
  phones.push(alice, bob)
  const { promise: atBob, resolve } = Promise.withResolvers<IncomingPhoneCall>()
  bob.onIncoming((call) => {
    resolve(call)
    pickUp(call)
  })
  return { alice, bob, atBob }
}

async function inTalk() {
  const { alice, atBob } = await aliceAndBob()
  const atAlice = await alice.call('95530', { from: '+8613912345678' })
  await atAlice.answered
  const bobs = await atBob
  await bobs.answered
  return { atAlice, atBob: bobs }
}

describe('two phones', () => {
  it('ring, answer, hear each other and hang up', async () => {
    const { alice, atBob } = await aliceAndBob((call) => call.ring())
    const atAlice = await alice.call('95530', { from: '+8613912345678' })
    await atAlice.ringing
    const bobs = await atBob
    expect(bobs.number).toBe('+8613912345678')
    expect(bobs.dialled).toBe('95530')
    expect(bobs.sipCallId).toBe(atAlice.sipCallId)

    bobs.answer()
    await atAlice.answered
    await atAlice.say(440)
    await bobs.say(1000)
    await Promise.all([bobs.hears(440), atAlice.hears(1000)])
    await atAlice.until((heard) => heard.impression(200).kind === 'tone', 'nothing but a tone')
    expect(atAlice.heard().level).toBeCloseTo(-12, 0)
    expect(atAlice.heard().lost).toBe(0)
    await bobs.say('silence')
    await atAlice.until((heard) => heard.impression(200).kind === 'silence', 'silence')

    await atAlice.hangUp()
    expect(await atAlice.ended).toMatchObject({ by: 'us' })
    expect(await bobs.ended).toMatchObject({ by: 'them' })
  })

  it('hear each key once, in order', async () => {
    const { atAlice, atBob } = await inTalk()
    const heard: string[] = []
    const { promise: all, resolve } = Promise.withResolvers<void>()
    atBob.onKey((key) => {
      heard.push(key)
      if (heard.length === 16) resolve()
    })
    await atAlice.say(440)
    await atAlice.press('11234567890*#ABC')
    await all
    expect(heard.join('')).toBe('11234567890*#ABC')
  })

  it('say a recording once and tell when it was said', async () => {
    const { atAlice, atBob } = await inTalk()
    const samples = Int16Array.from({ length: 4000 }, (_, n) => 8000 * Math.sin((2 * Math.PI * 700 * n) / 8000))
    const heard = atBob.hears(700)
    await atAlice.say(samples)
    await heard
    await atBob.until(({ level }) => level < -50, 'silence after the recording')
    expect(Math.round(atBob.heard().soundMs / 20)).toBe(25)
  })

  it('end a call that rings with CANCEL', async () => {
    const { alice, atBob } = await aliceAndBob((call) => call.ring())
    const atAlice = await alice.call('95530')
    await atAlice.ringing
    await atAlice.hangUp()
    expect(await atAlice.ended).toEqual({ by: 'cancelled', status: 487, seconds: 0 })
    expect(await (await atBob).ended).toMatchObject({ by: 'cancelled' })
    await expect(atAlice.answered).rejects.toMatchObject({ name: 'NotAnswered', end: { by: 'cancelled' } })
  })

  it('are told when the other is busy', async () => {
    const { alice } = await aliceAndBob((call) => call.reject(486))
    const atAlice = await alice.call('95530')
    await expect(atAlice.answered).rejects.toMatchObject({ end: { by: 'refused', status: 486 } })
    expect(atAlice.end).toEqual({ by: 'refused', status: 486, seconds: 0 })
  })

  it('are refused when nobody waits for calls', async () => {
    const bob = await createPhone({ port: 18001 })
    const alice = await createPhone({ server: bob.local })
    phones.push(alice, bob)
    expect(await (await alice.call('95530')).ended).toMatchObject({ by: 'refused', status: 480 })
  })

  it('hang up from the called side too', async () => {
    const { atAlice, atBob } = await inTalk()
    await atBob.hangUp()
    expect(await atBob.ended).toMatchObject({ by: 'us' })
    expect(await atAlice.ended).toMatchObject({ by: 'them' })
  })

  it('carry ten calls at once', async () => {
    const { alice, bob } = await aliceAndBob()
    bob.onIncoming((call) => {
      call.answer()
      void call.say(300 + 100 * Number(call.number.at(-1)))
    })
    const calls = await Promise.all(
      Array.from({ length: 10 }, (_, n) => alice.call('95530', { from: `+861391234567${n}` })),
    )
    await Promise.all(calls.map((call, n) => call.hears(300 + 100 * n)))
    await Promise.all(calls.map((call) => call.hangUp()))
    expect(calls.map((call) => call.end?.by)).toEqual(Array(10).fill('us'))
  })

  it('say good-bye when they are switched off', async () => {
    const { alice, atBob } = await aliceAndBob()
    const call = await alice.call('95530')
    await call.answered
    await alice.close()
    expect(await (await atBob).ended).toMatchObject({ by: 'them' })
  })
})

describe('a phone', () => {
  it('lets nobody wait for keys and words of a call that has ended', async () => {
    const { atAlice, atBob } = await inTalk()
    const pressed = atAlice.press('123456789')
    const said = atAlice.say(new Int16Array(80_000))
    await atBob.hangUp()
    await Promise.all([pressed, said, atAlice.press('1'), atAlice.say(new Int16Array(800))])
    await expect(atAlice.until(() => false, 'anything')).rejects.toThrow('The call ended first: anything')
  })

  it('forgets its calls within its patience when the other side is dead', async () => {
    const { alice, bob, atBob } = await aliceAndBob()
    const call = await alice.call('95530')
    await call.answered
    ;(await atBob).drop()
    const dead = createSocket('udp4')
    await bob.close()
    dead.bind(18000, '127.0.0.1')
    await once(dead, 'listening')
    await alice.close()
    expect(call.end).toMatchObject({ by: expect.stringMatching(/us|them/) })
    dead.close()
  })

  it('survives what is not SIP', async () => {
    const { alice, bob } = await aliceAndBob()
    const stranger = createSocket('udp4')
    for (const bytes of [
      '',
      '\r\n\r\n',
      'INVITE sip:x SIP/2.0\r\n\r\n',
      'SIP/2.0 200 OK\r\nVia\r\n\r\n',
      '\0'.repeat(3000),
    ]) {
      stranger.send(bytes, bob.local.port, bob.local.host)
    }
    const call = await alice.call('95530')
    await call.answered
    expect(call.end).toBeUndefined()
    stranger.close()
  })

  it('refuses to dial what can be no number, or without a server', async () => {
    const { alice, bob } = await aliceAndBob()
    await expect(alice.call('1\r\nVia: x')).rejects.toThrow(RangeError)
    await expect(alice.call('95530', { from: 'a@evil' })).rejects.toThrow(RangeError)
    await expect(bob.call('95530')).rejects.toThrow('no server')
    await expect((await alice.call('95530')).press('x')).rejects.toThrow(RangeError)
  })
})
