/** The texts of the engine: messages, URIs, streams, frames, placeholders, timers. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { appHeaders, readAppMessage, withContentType } from '../../../sip/engine/app-message.ts'
import { isSendable } from '../../../sip/engine/flow.ts'
import { headerKey, wireName } from '../../../sip/engine/header-names.ts'
import { headerList, headerValue, serialise, splitList } from '../../../sip/engine/message.ts'
import { parseMessage, parseVia } from '../../../sip/engine/parser.ts'
import { completedVia } from '../../../sip/engine/reply.ts'
import { parseAddress, parseUri, uriTransport, withoutTag } from '../../../sip/engine/sip-uri.ts'
import { createStreamFraming } from '../../../sip/engine/stream-framing.ts'
import { createTimers } from '../../../sip/engine/timers.ts'
import { readCommand } from '../../../sip/engine/wire-commands.ts'
import { createFrameReader, encodeFrame, FrameError } from '../../../sip/engine/wire-frame.ts'
import { dialogIdOf } from '../../../sip/engine/wire-news.ts'

const REQUEST =
  'INVITE sip:b@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:15061;branch=z9hG4bKx\r\nFrom: "A, B" <sip:a@127.0.0.1>;tag=a\r\nTo: <sip:b@127.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nContact: <sip:a@127.0.0.1>\r\nContent-Length: 3\r\n\r\nabc'

describe('reading a message', () => {
  it('finds the fields that transactions and dialogs live on', () => {
    const read = parseMessage(REQUEST, false)
    expect(read).toMatchObject({
      envelope: {
        callId: 'c',
        cseq: 1,
        cseqMethod: 'INVITE',
        fromTag: 'a',
        toTag: '',
        via: { branch: 'z9hG4bKx', port: 15_061 },
      },
    })
  })

  it('writes out what it read, byte for byte', () => {
    const read = parseMessage(REQUEST, false)
    expect('fault' in read ? read : serialise(read.message)).toBe(REQUEST)
  })

  it('never throws and stays linear, whatever comes', () => {
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (noise) => void parseMessage(noise, false)))
    fc.assert(
      fc.property(fc.nat(REQUEST.length), fc.string({ maxLength: 20 }), (at, noise) => {
        parseMessage(REQUEST.slice(0, at) + noise + REQUEST.slice(at), false)
      }),
    )
  })

  it.each([
    ['64 kB of one header', `X: ${'a'.repeat(60_000)}`],
    ['10,000 semicolons', `Via: SIP/2.0/UDP h${';'.repeat(10_000)}`],
    ['10,000 brackets', `To: ${'<'.repeat(10_000)}`],
    ['5,000 folded lines', `X: a${'\r\n a'.repeat(5_000)}`],
    ['10,000 quotes and commas', `Route: ${'",'.repeat(10_000)}`],
  ])('reads %s without stalling', (_what, line) => {
    const read = parseMessage(REQUEST.replace('Contact', `${line}\r\nContact`), false)
    expect(read).toBeDefined()
  })

  it('splits lists only outside quotes and brackets', () => {
    expect(splitList('"a, \\" b" <sip:x,y@h>;q=1 , <sip:z@h>,')).toEqual(['"a, \\" b" <sip:x,y@h>;q=1', '<sip:z@h>'])
    expect(
      headerList(
        {
          headers: [
            { name: 'r', key: 'route', value: '<a>, <b>' },
            { name: 'r', key: 'route', value: '<c>' },
          ],
        },
        'route',
      ),
    ).toEqual(['<a>', '<b>', '<c>'])
  })

  it('knows headers by any spelling and writes them canonically', () => {
    expect([headerKey('v'), headerKey('CALL-ID'), headerKey('x'), headerKey('bad name')]).toEqual([
      'via',
      'call-id',
      'session-expires',
      undefined,
    ])
    expect([
      wireName('cseq', 'cseq'),
      wireName('user-agent', 'user-agent'),
      wireName('X-my-THING', 'x-my-thing'),
    ]).toEqual(['CSeq', 'User-Agent', 'X-my-THING'])
  })

  it('completes the Via from the packet, whatever it claims', () => {
    const via = parseVia('SIP/2.0/UDP 10.0.0.1:5060;rport=1;received=224.0.0.1;branch=z9hG4bKx')
    expect(via && completedVia(via, { host: '127.0.0.1', port: 16_001 })).toBe(
      'SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKx;received=127.0.0.1;rport=16001',
    )
  })
})

describe('URIs and addresses', () => {
  it.each([
    ['sip:1000@127.0.0.1:5070;transport=TCP', '1000', '127.0.0.1', 5_070, 'tcp'],
    ['sip:+86(10)1;phone-context=x@h.example', '+86(10)1;phone-context=x', 'h.example', undefined, 'udp'],
    ['sips:a@[2001:db8::1]', 'a', '2001:db8::1', undefined, 'tls'],
    ['sip:h?Subject=a%40b', '', 'h', undefined, 'udp'],
  ])('reads %s', (text, user, host, port, transport) => {
    const uri = parseUri(text)
    expect(uri).toMatchObject({ user, host, port })
    expect(uri && uriTransport(uri)).toBe(transport)
  })

  it.each(['tel:123', 'sip:', 'sip:a@', 'sip:a@h:99999', 'sip:a@h:0', 'sip:a b@h', '<sip:a@h>', 'sip:2001:db8::1'])(
    'refuses %s',
    (text) => {
      expect(parseUri(text)).toBeUndefined()
    },
  )

  it('keeps URI parameters apart from header parameters', () => {
    expect(parseAddress('sip:a@h;tag=1')).toEqual({ uri: 'sip:a@h', params: ';tag=1' })
    expect(parseAddress('"x;y" <sip:a@h;lr>;tag=2')).toEqual({ uri: 'sip:a@h;lr', params: ';tag=2' })
    expect(withoutTag('sip:a@h;tag=1')).toBe('<sip:a@h>')
  })

  it('never sends to broadcast, multicast, unspecified addresses or impossible ports', () => {
    for (const host of ['255.255.255.255', '224.0.0.1', '0.0.0.0', '240.0.0.1', 'ff02::1', '::', '::ffff:224.0.0.1'])
      expect(isSendable({ host, port: 5_060 })).toBe(false)
    for (const port of [0, -1, 65_536, Number.NaN, 1.5]) expect(isSendable({ host: '127.0.0.1', port })).toBe(false)
    expect(isSendable({ host: '10.0.0.1', port: 5_060 })).toBe(true)
  })
})

describe('a stream', () => {
  it('gives the same messages however it is cut', () => {
    const bytes = Buffer.from(`\r\n${REQUEST}\r\n\r\n${REQUEST}${REQUEST}`)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 60 }), (cuts) => {
        const framing = createStreamFraming({ head: 8_192, body: 1_024 })
        const items = []
        let at = 0
        for (const cut of cuts) {
          items.push(...framing.push(bytes.subarray(at, at + cut)))
          at += cut
        }
        items.push(...framing.push(bytes.subarray(at)))
        const messages = items.filter((item) => item.kind === 'message').map((item) => item.text)
        expect(messages).toEqual([REQUEST, REQUEST, REQUEST])
        expect(framing.pending).toBe(0)
      }),
    )
  })

  it.each([
    ['a head without end', 'x'.repeat(9_000), 'headers too long'],
    ['2 GB announced', 'A b SIP/2.0\r\nContent-Length: 2000000000\r\n\r\n', 'Content-Length'],
    ['a body over the cap', 'A b SIP/2.0\r\nl: 2000\r\n\r\n', 'body too long'],
    ['a negative length', 'A b SIP/2.0\r\nContent-Length: -1\r\n\r\n', 'Content-Length'],
    ['two lengths', 'A b SIP/2.0\r\nContent-Length: 1\r\nl: 2\r\n\r\n', 'Content-Length repeated'],
  ])('gives up on %s', (_what, text, fault) => {
    const framing = createStreamFraming({ head: 8_192, body: 1_024 })
    expect(framing.push(Buffer.from(text))).toMatchObject([{ kind: 'broken', fault }])
    expect(framing.push(Buffer.from(REQUEST))).toEqual([])
  })

  it('takes a double blank line for a keep-alive', () => {
    expect(createStreamFraming({ head: 8_192, body: 1_024 }).push(Buffer.from('\r\n\r\n'))).toEqual([{ kind: 'ping' }])
  })
})

describe('the link to the application', () => {
  it('frames by bytes, also inside a UTF-8 character', () => {
    const payload = Buffer.from('id|sip||\r\n王#小明').toString('latin1')
    const bytes = Buffer.from(encodeFrame(payload) + encodeFrame('id|ping'), 'latin1')
    const reader = createFrameReader(1_024)
    const heard: string[] = []
    for (const byte of bytes) heard.push(...reader.push(Buffer.from([byte])))
    expect(heard).toEqual([payload, 'id|ping'])
  })

  it.each(['x#a', '#a', '1234567#', '2000#', '-1#a'])('refuses the frame %s', (text) => {
    expect(() => createFrameReader(1_024).push(Buffer.from(text))).toThrow(FrameError)
  })

  it('reads the tokens of each command', () => {
    expect(readCommand('1|authenticate|cymru|')).toEqual({ kind: 'authenticate', id: '1', secret: 'cymru' })
    expect(readCommand('1|route|INVITE')).toEqual({ kind: 'route', id: '1', verb: 'invite' })
    expect(readCommand('1|sip|t|d|sip:h\r\nBYE x SIP/2.0\r\n\r\n')).toEqual({
      kind: 'sip',
      id: '1',
      transactionId: 't',
      dialogId: 'd',
      routeUrl: 'sip:h',
      text: 'BYE x SIP/2.0\r\n\r\n',
    })
    expect(readCommand('1|nonsense')).toEqual({ kind: 'unknown', id: '1' })
  })

  it('lets no bar or line break into a dialog id', () => {
    expect(dialogIdOf('a|b', 'c\r\nd')).not.toMatch(/[|\r\n]/)
  })

  it('puts our address in for localhost, spells names, and drops what the engine owns', () => {
    const message = readAppMessage(
      'INVITE sip:b@h SIP/2.0\r\nfrom: sip:1000@localhost\r\ncontact: sip:1000@localhost;transport=tcp\r\np-asserted-identity: <sip:1@localhost>\r\nvia: x\r\nbad header\r\nx-custom: 1\r\nuser-agent: me\r\n\r\n',
    )
    const headers = message === undefined ? [] : appHeaders(message, '127.0.0.1:15060')
    expect(headers.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'Contact: <sip:1000@127.0.0.1:15060;transport=tcp>',
      'P-Asserted-Identity: <sip:1@127.0.0.1:15060>',
      'x-custom: 1',
      'User-Agent: me',
    ])
  })

  it('knows SDP by its first line and no other body', () => {
    expect(headerValue({ headers: withContentType([], 'v=0\r\n') ?? [] }, 'content-type')).toBe('application/sdp')
    expect(withContentType([], 'Signal=5')).toBeUndefined()
    expect(withContentType([], '')).toEqual([])
  })
})

describe('the timer wheel', () => {
  function wheel() {
    const fired: string[] = []
    const timers = createTimers({ start: 1_000, tickMs: 10, failed: (error) => fired.push(String(error)) })
    return { timers, fired, set: (name: string, ms: number) => timers.after(ms, () => fired.push(name)) }
  }

  it('fires each timer once, in order, never early', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 50 }), (waits) => {
        const { timers } = wheel()
        const late: number[] = []
        let now = 1_000
        for (const wait of waits) timers.after(wait, () => late.push(now - 1_000 - wait))
        for (; now <= 95_000; now += 70) timers.advance(now)
        expect(late.length).toBe(waits.length)
        expect(Math.min(...late)).toBeGreaterThanOrEqual(0)
        expect(Math.max(...late)).toBeLessThan(100)
        expect(timers.size).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('forgets a cancelled timer, and a second cancel harms nobody', () => {
    const { timers, fired, set } = wheel()
    const timer = set('never', 50)
    timer.cancel()
    timer.cancel()
    timers.advance(2_000)
    expect(fired).toEqual([])
    expect(timers.size).toBe(0)
  })

  it('clamps what is no time at all and survives a timer that throws', () => {
    const { timers, fired, set } = wheel()
    set('nan', Number.NaN)
    set('negative', -5)
    timers.after(0, () => {
      throw new Error('boom')
    })
    set('beyond', 1e30)
    timers.advance(1_100)
    expect(fired).toEqual(['nan', 'negative', 'Error: boom'])
    expect(timers.size).toBe(1)
  })
})
