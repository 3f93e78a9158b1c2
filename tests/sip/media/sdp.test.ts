import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MediaRefusal } from '../../../sip/media/media-engine.ts'
import { agree, writeRtpSdp } from '../../../sip/media/rtp-negotiation.ts'
import { parseSdp } from '../../../sip/media/sdp.ts'

const own = { host: '127.0.0.1', port: 23_000 }
const ownSide = { ...own, sessionId: 7, version: 1 }

function offer(change: (lines: string[]) => string[] = (lines) => lines): string {
  const lines = [
    'v=0',
    'o=- 1 1 IN IP4 192.0.2.9',
    's=-',
    'c=IN IP4 192.0.2.9',
    't=0 0',
    'm=audio 30000 RTP/AVP 8 0 96',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:96 telephone-event/8000',
    'a=sendrecv',
    '',
  ]
  return change(lines).join('\r\n')
}
const withLine = (from: RegExp, to: string) => offer((lines) => lines.map((line) => line.replace(from, to)))

describe('an offer', () => {
  test('is taken with the first G.711 in its order and telephone-event by its name', () => {
    expect(agree(offer(), own)).toMatchObject({
      format: { codec: 'PCMA', payloadType: 8, digitsPayloadType: 96 },
      target: { host: '192.0.2.9', port: 30_000 },
      direction: 'sendrecv',
    })
    expect(agree(withLine(/AVP 8 0 96/, 'AVP 18 0 8'), own).format).toEqual({
      codec: 'PCMU',
      payloadType: 0,
      digitsPayloadType: undefined,
    })
  })

  test('may name G.711 by a dynamic number, and a number without a name means what RFC 3551 says', () => {
    const dynamic = offer((lines) =>
      lines.map((line) => line.replace('AVP 8 0 96', 'AVP 110').replace('rtpmap:8', 'rtpmap:110')),
    )
    expect(agree(dynamic, own).format).toMatchObject({ codec: 'PCMA', payloadType: 110 })
    const bare = offer((lines) => lines.filter((line) => !line.startsWith('a=rtpmap')))
    expect(agree(bare, own).format).toEqual({ codec: 'PCMA', payloadType: 8, digitsPayloadType: undefined })
  })

  test('with telephone-event at 48 kHz has no digits for us', () => {
    expect(agree(withLine(/event\/8000/, 'event/48000'), own).format.digitsPayloadType).toBeUndefined()
  })

  test('takes c= of the medium before that of the session, in any kind of line ends', () => {
    const text = offer((lines) => [...lines.slice(0, 6), 'c=IN IP4 192.0.2.77', ...lines.slice(6)])
    expect(agree(text, own).target?.host).toBe('192.0.2.77')
    expect(agree(text.replaceAll('\r\n', '\n'), own).target?.host).toBe('192.0.2.77')
  })

  test('to hold is mirrored, also in the old way with c=0.0.0.0', () => {
    expect(agree(withLine(/a=sendrecv/, 'a=sendonly'), own).direction).toBe('recvonly')
    expect(agree(withLine(/a=sendrecv/, 'a=inactive'), own).direction).toBe('inactive')
    const old = agree(withLine(/c=IN IP4 .*/, 'c=IN IP4 0.0.0.0'), own)
    expect(old).toMatchObject({ target: undefined, direction: 'recvonly' })
  })

  test.each([
    ['no audio', /m=audio/, 'm=video'],
    ['audio at port 0', /30000/, '0'],
    ['SRTP', /RTP\/AVP/, 'RTP/SAVP'],
    ['no G.711', /8 0 96/, '18 96'],
    ['a port beyond 65535', /30000/, '65536'],
    ['a negative port', /30000/, '-1'],
    ['a port of a system service', /30000/, '53'],
    ['a multicast address', /c=IN IP4 .*/, 'c=IN IP4 239.1.1.1/127'],
    ['the broadcast address', /c=IN IP4 .*/, 'c=IN IP4 255.255.255.255'],
    ['an address of network 0', /c=IN IP4 .*/, 'c=IN IP4 0.1.2.3'],
    ['no address', /c=IN IP4 .*/, 'b=AS:64'],
    ['a host name', /c=IN IP4 .*/, 'c=IN IP4 media.example.com'],
    ['IPv6', /c=IN IP4 .*/, 'c=IN IP6 ::1'],
    ['no version', /v=0/, 'x=0'],
  ])('with %s is refused', (_what, from, to) => {
    expect(() => agree(withLine(from, to), own)).toThrow(MediaRefusal)
  })

  test('that points back at our own port is refused; another port of our host is not', () => {
    const loopback = (port: number) =>
      offer((lines) => lines.map((line) => line.replace('192.0.2.9', '127.0.0.1').replace('30000', String(port))))
    expect(() => agree(loopback(23_000), own)).toThrow(MediaRefusal)
    expect(agree(loopback(23_002), own).target).toEqual({ host: '127.0.0.1', port: 23_002 })
  })

  test.each([
    ['200 media', () => offer((lines) => [...lines, ...Array.from({ length: 200 }, () => 'm=audio 30000 RTP/AVP 0')])],
    ['5000 attributes', () => offer((lines) => [...lines, ...Array.from({ length: 5000 }, () => 'a=x')])],
    ['100 formats', () => withLine(/8 0 96/, Array.from({ length: 100 }, (_, i) => i).join(' '))],
    ['a line of 100 kB', () => withLine(/s=-/, `s=${'x'.repeat(100_000)}`)],
  ])('with %s is refused', (_what, text) => {
    expect(() => agree(text(), own)).toThrow(MediaRefusal)
  })

  test('of any bytes at all is taken or refused, never anything else', () => {
    const line = fc.oneof(
      fc.constantFrom('v=0', 'm=audio 9 RTP/AVP 0', 'c=IN IP4 1.2.3.4', 'a=rtpmap:', 'a=rtpmap:999 x/0', 'm=', 'a='),
      fc.string({ unit: 'binary', maxLength: 40 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        try {
          parseSdp(['v=0', ...lines].join('\n'))
        } catch (error) {
          expect(error).toBeInstanceOf(MediaRefusal)
        }
      }),
    )
  })
})

describe('our SDP', () => {
  test('answers each medium in its place and refuses all but the audio', () => {
    const text = offer((lines) => [...lines.slice(0, 5), 'm=video 31000 RTP/AVP 34', ...lines.slice(5)])
    const answer = writeRtpSdp(ownSide, agree(text, own))
    expect(answer.split('\r\n').filter((line) => line.startsWith('m='))).toEqual([
      'm=video 0 RTP/AVP 34',
      'm=audio 23000 RTP/AVP 8 96',
    ])
    expect(answer).toContain('a=rtpmap:96 telephone-event/8000\r\n')
    expect(answer).toContain('a=ptime:20\r\na=sendrecv\r\n')
  })

  test('says nothing of rtcp-mux, which plain RTP here does not do', () => {
    expect(writeRtpSdp(ownSide, undefined)).not.toContain('rtcp')
  })

  test('that offers can be read by ourselves', () => {
    const text = writeRtpSdp({ ...ownSide, host: '192.0.2.1' }, undefined)
    expect(agree(text, own).format).toEqual({ codec: 'PCMA', payloadType: 8, digitsPayloadType: 101 })
  })
})
