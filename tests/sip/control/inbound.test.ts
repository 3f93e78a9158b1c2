import { afterEach, describe, expect, it } from 'vitest'
import { MediaRefusal, MediaUnavailable } from '../../../sip/media/media-engine.ts'
import { fakeRequest, fakeResponse } from '../../kit/fake-srf.ts'
import { type ScriptedTelephony, scriptedTelephony } from '../../kit/scripted-telephony.ts'

const sdp = 'v=0\r\nm=audio 4000 RTP/AVP 0\r\n'
let house: ScriptedTelephony

afterEach(() => house.telephony.close())

const invite = (options: Parameters<typeof fakeRequest>[1] = {}) => fakeRequest('INVITE', { body: sdp, ...options })

/** A call that has reached the handler. */
async function arrivedCall(options: Parameters<typeof fakeRequest>[1] = {}) {
  house = await scriptedTelephony()
  const request = invite(options)
  const response = house.srf.arrive(request)
  return { request, response, leg: house.arrived[0]! }
}

describe('a call at the door', () => {
  it.each([
    ['an unknown source', { source: '127.0.0.9:5999' }, 403],
    [
      'a browser, although our proxy is a trusted source',
      { headers: { Via: 'SIP/2.0/WS x.invalid;branch=z9hG4bK1' } },
      403,
    ],
    ['a browser that claims UDP in its Via', { receivedOn: '127.0.0.1:5066' }, 403],
    ['no Contact', { headers: { Contact: undefined as unknown as string } }, 400],
    ['no tag in From', { headers: { From: '<sip:a@b>' } }, 400],
    ['an extension that it requires', { headers: { Require: '100rel' } }, 420],
    ['a body that is no SDP', { body: '--b\r\nContent-Type: application/sdp\r\n' }, 415],
    ['a dialog that nobody knows', { headers: { To: '<sip:a@b>;tag=gone' } }, 481],
  ])('is refused for %s and nothing else happens', async (_why, options, status) => {
    house = await scriptedTelephony()
    const response = house.srf.arrive(invite(options))
    expect(response.sent).toEqual([status])
    expect([house.arrived, house.media.endpoints]).toEqual([[], []])
  })

  it('that requires session timers is let in, and is told which other extension is missing', async () => {
    const { leg } = await arrivedCall({ headers: { Require: 'timer' } })
    expect(leg.state).toBe('early')
    const refused = house.srf.arrive(invite({ headers: { 'Call-ID': 'x', Require: 'timer, 100rel' } }))
    expect([refused.sent, refused.sentHeaders.Unsupported]).toEqual([[420], '100rel'])
  })

  it('is refused with Retry-After while the house drains', async () => {
    house = await scriptedTelephony()
    house.telephony.drain()
    const response = house.srf.arrive(invite())
    expect([response.sent, response.sentHeaders['Retry-After'], house.arrived]).toEqual([[503], '30', []])
    expect(house.telephony.health()).toMatchObject({ ready: false, reason: 'The telephony is draining.' })
  })

  it('is refused as merged when the same call already lives, and may come again after it ended', async () => {
    const { leg } = await arrivedCall()
    expect(house.srf.arrive(invite()).sent).toEqual([482])
    await leg.reject(486)
    await leg.ended
    house.srf.arrive(invite())
    expect(house.arrived).toHaveLength(2)
  })

  it('shows who calls: the asserted number before From, plain text only', async () => {
    const { leg } = await arrivedCall({
      uri: 'sip:95530;cpc=x@centre.example',
      headers: {
        From: '"Eve\u0007<b>" <sip:1234@h>;tag=t1',
        'P-Asserted-Identity': '"Wang" <sip:+8613800138000@trunk>, <tel:+8613800138000>',
      },
    })
    expect([leg.from, leg.fromName, leg.dialled, leg.source]).toEqual([
      '+8613800138000',
      'Wang',
      '95530',
      '127.0.0.1:5999',
    ])
    expect(leg.callKey).toMatch(/^[0-9a-f]{32}$/)
  })

  it.each([{ Privacy: 'id' }, { From: '"Anonymous" <sip:anonymous@anonymous.invalid>;tag=t' }])(
    'withholds the number with %j',
    async (headers) => {
      const { leg } = await arrivedCall({ headers })
      expect(leg.from).toBe('')
    },
  )

  it.each([
    ['an SDP that does not fit', new MediaRefusal('no codec'), 488, 'media-failed'],
    ['no free port', new MediaUnavailable('full'), 503, 'congestion'],
    ['a broken worker', new Error('boom'), 500, 'internal-error'],
  ] as const)('is refused for %s', async (_why, failOpen, status, cause) => {
    house = await scriptedTelephony()
    house.media.script.failOpen = failOpen
    const response = house.srf.arrive(invite())
    const leg = house.arrived[0]!
    await expect(leg.answer()).rejects.toMatchObject({ name: 'LegEndedError', end: { cause, sipStatus: status } })
    expect(response.sent).toEqual([status])
  })

  it('answers OPTIONS of a trunk with what we can, and refuses strangers and other methods', async () => {
    house = await scriptedTelephony()
    const options = house.srf.arrive(fakeRequest('OPTIONS'))
    expect([options.sent, options.sentHeaders.Allow]).toEqual([[200], expect.stringContaining('INVITE')])
    expect(house.srf.arrive(fakeRequest('OPTIONS', { source: '127.0.0.9:1' })).sent).toEqual([403])
    expect(house.srf.arrive(fakeRequest('MESSAGE')).sent).toEqual([405])
    expect(house.srf.arrive(fakeRequest('MESSAGE', { source: '127.0.0.9:1' })).sent).toEqual([403])
    expect(house.srf.arrive(fakeRequest('BYE')).sent).toEqual([481])
  })
})

describe('a call that was let in', () => {
  it('rings, is answered with media, and ends by the caller with BYE', async () => {
    const { leg, response } = await arrivedCall()
    await leg.ring()
    await leg.answer()
    expect([response.sent, leg.state, leg.dialog()?.callId]).toEqual([[180, 200], 'answered', 'call-1'])
    expect(response.sentBody).toBe(house.media.endpoints[0]!.localSdp)
    house.srf.dialogs[0]!.emit('destroy', undefined, 'normal release')
    expect((await leg.ended).cause).toBe('hung-up-by-peer')
    expect([house.media.endpoints[0]!.closed, house.telephony.health().legs]).toEqual([true, 0])
  })

  it('keeps its last statistics after its end', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    await leg.hangUp()
    expect((await leg.stats()).packetsReceived).toBe(7)
  })

  it('ends by CANCEL before the handler has done anything', async () => {
    const { leg, request, response } = await arrivedCall()
    request.emit('cancel')
    expect(await leg.ended).toMatchObject({ cause: 'cancelled', sipStatus: 487 })
    await expect(leg.answer()).rejects.toMatchObject({ end: { cause: 'cancelled' } })
    expect(response.sent).toEqual([])
    await expect.poll(() => house.media.health().endpoints).toBe(0)
  })

  it('counts as cancelled when the CANCEL was faster than our 200', async () => {
    const { leg } = await arrivedCall()
    house.srf.answerError = 'Response not sent due to unknown transaction'
    await expect(leg.answer()).rejects.toMatchObject({ end: { cause: 'cancelled' } })
  })

  it('gets BYE when it was hung up while its 200 was under way', async () => {
    const { leg } = await arrivedCall()
    const answering = leg.answer()
    const hungUp = leg.hangUp()
    await expect(answering).rejects.toMatchObject({ end: { cause: 'hung-up-by-us' } })
    await hungUp
    const final = house.srf.dialogs[0]
    expect(final === undefined || final.byeSent).toBe(true)
  })

  it('is rejected with the status of the house', async () => {
    const { leg, response } = await arrivedCall()
    await leg.reject(486)
    expect([response.sent, (await leg.ended).cause]).toEqual([[486], 'busy'])
    await leg.reject(404)
    expect(response.sent).toEqual([486])
  })

  it('ends with internal-error when its handler throws', async () => {
    house = await scriptedTelephony(async () => {
      throw new Error('bug')
    })
    const response = house.srf.arrive(invite())
    await house.arrived[0]!.ended
    expect([response.sent, house.sentences]).toEqual([[500], ['The handler of a call failed.']])
  })

  it('takes the answer from the ACK when the INVITE brought no offer, and hangs up when the ACK brings none', async () => {
    const { leg } = await arrivedCall({ body: '' })
    await leg.answer()
    house.srf.dialogs[0]!.emit('ack', fakeRequest('ACK', { body: sdp }))
    await expect.poll(() => house.media.endpoints[0]!.log).toEqual(['answer true'])
    house.srf.arrive(invite({ body: '', headers: { 'Call-ID': 'call-2' } }))
    await house.arrived[1]!.answer()
    house.srf.dialogs[1]!.emit('ack', fakeRequest('ACK'))
    expect((await house.arrived[1]!.ended).cause).toBe('media-failed')
  })

  it('hears each digit once, by RFC 4733 or INFO, and nothing after unsubscribing', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    const digits: string[] = []
    const stop = leg.onDigit((digit) => digits.push(digit))
    const info = fakeResponse()
    const relay = { headers: { 'Content-Type': 'application/dtmf-relay' } }
    house.media.endpoints[0]!.press('1')
    house.srf.dialogs[0]!.emit('info', fakeRequest('INFO', { ...relay, body: 'Signal=1\r\n' }), info)
    house.srf.dialogs[0]!.emit('info', fakeRequest('INFO', { ...relay, body: 'Signal=#\r\n' }), fakeResponse())
    stop()
    house.media.endpoints[0]!.press('9')
    expect([digits, info.sent]).toEqual([['1', '#'], [200]])
  })

  it('answers a re-INVITE from the media, 488 when it does not fit, 500 while one is open', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    const [first, second] = [fakeResponse(), fakeResponse()]
    house.srf.dialogs[0]!.emit('modify', fakeRequest('INVITE', { body: sdp }), first)
    house.srf.dialogs[0]!.emit('modify', fakeRequest('INVITE', { body: sdp }), second)
    await expect.poll(() => [first.sent, second.sent]).toEqual([[200], [500]])
    expect(first.sentBody).toBe(house.media.endpoints[0]!.localSdp)
    house.media.script.failOffer = new MediaRefusal('no codec')
    const third = fakeResponse()
    await expect.poll(() => leg.state).toBe('answered')
    house.srf.dialogs[0]!.emit('modify', fakeRequest('INVITE', { body: sdp }), third)
    await expect.poll(() => third.sent).toEqual([488])
  })

  it.each(['refer', 'message', 'notify', 'subscribe', 'publish'])('refuses %s inside the dialog', async (method) => {
    const { leg } = await arrivedCall()
    await leg.answer()
    const response = fakeResponse()
    house.srf.dialogs[0]!.emit(method, fakeRequest(method.toUpperCase()), response)
    expect(response.sent).toEqual([405])
  })

  it('ends with media-failed when its media breaks', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    house.media.endpoints[0]!.fail('worker-died')
    expect((await leg.ended).cause).toBe('media-failed')
    expect(house.srf.dialogs[0]!.byeSent).toBe(true)
  })

  it('ends as lost, once, when the link to the engine goes', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    house.srf.drop()
    expect((await leg.ended).cause).toBe('transport-lost')
    house.srf.dialogs[0]!.emit('destroy', undefined, 'normal release')
    expect((await leg.ended).cause).toBe('transport-lost')
  })

  it('is ended with BYE when the house closes', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    await house.telephony.close()
    expect([(await leg.ended).cause, house.srf.dialogs[0]!.byeSent]).toEqual(['server-restart', true])
  })

  it('hears nothing any more and plays nothing after its end', async () => {
    const { leg } = await arrivedCall()
    await leg.answer()
    expect(leg.play(['/a.wav'], { loop: true })).toBeDefined()
    await leg.hangUp()
    expect(await leg.play(['/b.wav']).done).toBe('stopped')
    await expect(leg.recordSpeech('/c.wav')).rejects.toMatchObject({ name: 'LegEndedError' })
  })
})
