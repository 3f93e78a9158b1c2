import { describe, expect, it } from 'vitest'
import { takeCall } from '../../../sip/phone/incoming-call.ts'
import { type CallEnd, dial } from '../../../sip/phone/outgoing-call.ts'
import {
  branchOf,
  cseqOf,
  headerOf,
  parseSip,
  responseTo,
  type SipMessage,
  type SipRequest,
} from '../../../sip/phone/sip-message.ts'
import { createSipWire } from '../../../sip/phone/sip-wire.ts'
import { createFakeClock } from '../../kit/fake-clock.ts'

const here = { host: '127.0.0.1', port: 18020 }
const there = { host: '127.0.0.1', port: 18021 }

/** A phone's wire whose packets are kept instead of sent. */
function keptWire() {
  const clock = createFakeClock()
  const sent: Array<{ message: SipMessage; at: number }> = []
  const wire = createSipWire(
    here,
    (bytes) => {
      const message = parseSip(bytes)
      if (message === undefined) throw new Error('The phone has sent what is not SIP.')
      sent.push({ message, at: clock.monotonic() })
    },
    clock,
  )
  const ends: CallEnd[] = []
  const ear = {
    onRinging: () => undefined,
    onAnswered: () => true,
    onOffer: () => 'v=0',
    onEnded: (end: CallEnd) => {
      ends.push(end)
    },
  }
  const names = () => sent.map(({ message }) => (message.kind === 'request' ? message.method : message.status))
  const lastRequest = (): SipRequest => {
    const last = sent.map(({ message }) => message).findLast((message) => message.kind === 'request')
    if (last?.kind !== 'request') throw new Error('No request was sent.')
    return last
  }
  return { clock, wire, sent, ear, ends, names, lastRequest }
}

function dialled() {
  const kept = keptWire()
  const call = dial(kept.wire, kept.clock, { to: '95530', from: '+8613912345678', server: there, sdp: 'v=0' }, kept.ear)
  const invite = kept.lastRequest()
  const answer = (status: number, headers: Array<[string, string]> = []) =>
    kept.wire.receive(responseTo(invite, status, { tag: 'b', headers, body: 'v=0' }))
  return { ...kept, call, invite, answer }
}

const contact: [string, string] = ['Contact', '<sip:bob@127.0.0.1:18021>']

describe('a call that is dialled', () => {
  it('repeats INVITE at doubling intervals and gives up after 32 s (RFC 3261 17.1.1.2)', async () => {
    const { clock, sent, ends } = dialled()
    await clock.advance(40_000)
    expect(sent.map(({ at }) => at)).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500])
    expect(ends).toEqual([{ by: 'timeout' }])
  })

  it('is silent once anything was answered', async () => {
    const { clock, sent, answer } = dialled()
    answer(100)
    await clock.advance(60_000)
    expect(sent).toHaveLength(1)
  })

  it('confirms every copy of the 200', () => {
    const { names, answer, sent } = dialled()
    answer(200, [contact])
    answer(200, [contact])
    expect(names()).toEqual(['INVITE', 'ACK', 'ACK'])
    expect(sent[1]?.message).toMatchObject({ uri: 'sip:bob@127.0.0.1:18021' })
  })

  it('confirms a refusal within its transaction, each time it is repeated', async () => {
    const { clock, names, lastRequest, answer, invite, ends } = dialled()
    answer(486)
    await clock.advance(500)
    answer(486)
    expect(names()).toEqual(['INVITE', 'ACK', 'ACK'])
    expect(branchOf(lastRequest())).toBe(branchOf(invite))
    expect(headerOf(lastRequest(), 'To')).toMatch(/;tag=b$/)
    expect(ends).toEqual([{ by: 'refused', status: 486 }])
  })

  it('waits with CANCEL until the other side has shown signs of life (RFC 3261 9.1)', () => {
    const { call, names, answer, lastRequest, invite } = dialled()
    void call.hangUp()
    expect(names()).toEqual(['INVITE'])
    answer(180)
    expect(names()).toEqual(['INVITE', 'CANCEL'])
    expect(branchOf(lastRequest())).toBe(branchOf(invite))
    expect(cseqOf(lastRequest())).toEqual({ number: 1, method: 'CANCEL' })
  })

  it('hangs up an answer that crosses its CANCEL', () => {
    const { call, wire, names, answer, lastRequest, ends } = dialled()
    answer(180)
    void call.hangUp()
    answer(200, [contact])
    expect(names()).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE'])
    wire.receive(responseTo(lastRequest(), 200))
    return call.hangUp().then(() => expect(ends).toEqual([{ by: 'cancelled' }]))
  })

  it('repeats BYE with at most 4 s between and ends without an answer after 32 s', async () => {
    const { call, clock, sent, answer, ends } = dialled()
    answer(200, [contact])
    void call.hangUp()
    await clock.advance(40_000)
    const byes = sent.filter(({ message }) => message.kind === 'request' && message.method === 'BYE')
    expect(byes.map(({ at }) => at)).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500])
    expect(ends).toEqual([{ by: 'us' }])
  })

  it('visits the recorded route in reverse and stays with the target', () => {
    const { lastRequest, answer } = dialled()
    answer(200, [contact, ['Record-Route', '<sip:p1@127.0.0.1:1;lr>, <sip:p2@127.0.0.1:2;lr>']])
    expect(
      lastRequest()
        .headers.filter(([name]) => name === 'Route')
        .map(([, value]) => value),
    ).toEqual(['<sip:p2@127.0.0.1:2;lr>', '<sip:p1@127.0.0.1:1;lr>'])
  })

  it('answers a new offer within the call until that is confirmed', async () => {
    const { call, clock, answer, names, invite } = dialled()
    answer(200, [contact])
    const reInvite: SipRequest = { ...invite, headers: [...invite.headers], body: 'v=0' }
    call.receive(reInvite, there)
    await clock.advance(600)
    call.receive({ ...reInvite, method: 'ACK' }, there)
    await clock.advance(60_000)
    expect(names()).toEqual(['INVITE', 'ACK', 200, 200])
  })

  it('leaves no timer behind', async () => {
    const { call, clock, wire, answer, lastRequest } = dialled()
    answer(200, [contact])
    void call.hangUp()
    wire.receive(responseTo(lastRequest(), 200))
    await clock.advance(32_000)
    expect(clock.pending()).toBe(0)
  })
})

describe('a call that comes in', () => {
  function incoming() {
    const { invite } = dialled()
    const kept = keptWire()
    const call = takeCall(kept.wire, invite, there, kept.ear)
    return { ...kept, invite, call }
  }

  it('answers a repeated INVITE with what was said last', () => {
    const { call, invite, names } = incoming()
    call.ring()
    call.receive(invite, there)
    expect(names()).toEqual([100, 180, 180])
  })

  it('repeats the 200 until it is confirmed', async () => {
    const { call, clock, invite, names } = incoming()
    call.answer('v=0')
    await clock.advance(1500)
    call.receive(
      { ...invite, method: 'ACK', headers: invite.headers.map(([n, v]) => [n, n === 'CSeq' ? '1 ACK' : v]) },
      there,
    )
    await clock.advance(60_000)
    expect(names()).toEqual([100, 200, 200, 200])
  })

  it('ends with BYE when its 200 is never confirmed (RFC 3261 13.3.1.4)', async () => {
    const { call, clock, names } = incoming()
    call.answer('v=0')
    await clock.advance(32_000)
    expect(names().filter((name) => name === 200)).toHaveLength(11)
    expect(names().at(-1)).toBe('BYE')
  })

  it('holds BYE back until its 200 is confirmed (RFC 3261 15)', () => {
    const { call, invite, names } = incoming()
    call.answer('v=0')
    void call.hangUp()
    expect(names()).toEqual([100, 200])
    call.receive({ ...invite, method: 'ACK' }, there)
    expect(names()).toEqual([100, 200, 'BYE'])
  })

  it('agrees to CANCEL and refuses the INVITE with 487', () => {
    const { call, invite, names, ends } = incoming()
    call.ring()
    call.receive({ ...invite, method: 'CANCEL' }, there)
    expect(names()).toEqual([100, 180, 200, 487])
    expect(ends).toEqual([{ by: 'cancelled', status: 487 }])
  })
})

describe('a SIP message', () => {
  it.each([
    ['nothing', ''],
    ['half a message', 'INVITE sip:x SIP/2.0\r\nVia: y'],
    ['no Call-ID', 'OPTIONS sip:x SIP/2.0\r\nVia: a\r\nFrom: b\r\nTo: c\r\nCSeq: 1 OPTIONS\r\n\r\n'],
    ['a header without colon', 'OPTIONS sip:x SIP/2.0\r\nVia\r\n\r\n'],
    ['a status of nine hundred', 'SIP/2.0 900 No\r\nVia: a\r\nFrom: b\r\nTo: c\r\nCSeq: 1 X\r\nCall-ID: d\r\n\r\n'],
  ])('is not read out of %s', (_what, text) => {
    expect(parseSip(Buffer.from(text))).toBeUndefined()
  })

  it('may use compact names and folded lines', () => {
    const text =
      'BYE sip:x SIP/2.0\r\nv: SIP/2.0/UDP h;branch=z9hG4bK1\r\nf: <sip:a@h>\r\n ;tag=1\r\nt: b\r\ni: c\r\nCSeq: 7 BYE\r\n\r\n'
    const message = parseSip(Buffer.from(text))
    expect(message && branchOf(message)).toBe('z9hG4bK1')
    expect(message && headerOf(message, 'from')).toBe('<sip:a@h> ;tag=1')
  })
})
