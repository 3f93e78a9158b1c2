import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OutgoingStream } from '../../../sip/media/outgoing-stream.ts'
import { Reception } from '../../../sip/media/reception.ts'
import { parseRtp, type RtpPacket, sequenceDistance, timestampDistance } from '../../../sip/media/rtp-packet.ts'

function source(sequence: number, overrides: Partial<RtpPacket> = {}): RtpPacket {
  return {
    marker: false,
    payloadType: 0,
    sequence: sequence & 0xffff,
    timestamp: (sequence * 160) >>> 0,
    ssrc: 5,
    payload: Buffer.alloc(160),
    ...overrides,
  }
}

describe('a datagram', () => {
  test('is read past CSRCs, extension and padding', () => {
    const bytes = Buffer.from('b281000100000002000000030000000a0000000bbede0001aabbccdd55555502', 'hex')
    bytes[bytes.length - 1] = 2
    expect(parseRtp(bytes)).toMatchObject({ marker: true, payloadType: 1, sequence: 1, timestamp: 2, ssrc: 3 })
    expect(parseRtp(bytes)!.payload).toEqual(Buffer.from('5555', 'hex'))
  })

  test('of any bytes is a packet or none, and RTCP is none', () => {
    expect(parseRtp(Buffer.from('80c8000100000002000000030000000a', 'hex'))).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const packet = parseRtp(Buffer.from(bytes))
        if (packet !== undefined) expect(packet.payload.length).toBeLessThanOrEqual(bytes.length - 12)
      }),
    )
  })
})

describe('our stream to a peer', () => {
  const read = (packet: Buffer | undefined) => parseRtp(packet!)!

  test('goes on without a seam from player to relay, to another source and back', () => {
    const stream = new OutgoingStream()
    const sent: RtpPacket[] = []
    let now = 0
    const tick = () => {
      now += 20
      return now
    }
    const own = () => sent.push(read(stream.ownPacket(8, tick(), 0)))
    const relay = (packet: RtpPacket) => sent.push(read(stream.relayedPacket(packet, 8, 160, tick())))
    for (let i = 0; i < 3; i += 1) own()
    for (let i = 0; i < 3; i += 1) relay(source(40_000 + i))
    for (let i = 0; i < 3; i += 1) relay(source(9 + i, { ssrc: 77, timestamp: 5 + i * 160 }))
    own()
    const steps = sent.slice(1).map((packet, i) => ({
      sequence: sequenceDistance(sent[i]!.sequence, packet.sequence),
      time: timestampDistance(sent[i]!.timestamp, packet.timestamp),
    }))
    expect(steps.every(({ sequence, time }) => sequence === 1 && time === 160)).toBe(true)
    expect(new Set(sent.map(({ ssrc }) => ssrc))).toEqual(new Set([stream.ssrc]))
  })

  test('keeps the gap of a lost packet and the place of a late one while it relays', () => {
    const stream = new OutgoingStream()
    const first = read(stream.relayedPacket(source(100), 0, 160, 0))
    const third = read(stream.relayedPacket(source(102), 0, 160, 40))
    const second = read(stream.relayedPacket(source(101), 0, 160, 41))
    expect(sequenceDistance(first.sequence, third.sequence)).toBe(2)
    expect(sequenceDistance(first.sequence, second.sequence)).toBe(1)
    expect(stream.relayedPacket(source(99), 0, 160, 42)).toBeUndefined()
  })

  test('lets the timestamp run on over a pause and marks the new talk spurt', () => {
    const stream = new OutgoingStream()
    const before = read(stream.ownPacket(0, 0, 0))
    stream.begin(1000)
    const after = read(stream.ownPacket(0, 1000, 0))
    expect(timestampDistance(before.timestamp, after.timestamp)).toBe(8000)
    expect(after).toMatchObject({ marker: true, sequence: (before.sequence + 1) & 0xffff })
  })
})

describe('our stream while the thread is held up', () => {
  const timestamp = (packet: Buffer) => packet.readUInt32BE(4)

  test('numbers late packets as if they were in time, and leaves out what was left out', () => {
    const stream = new OutgoingStream()
    stream.begin(0)
    const first = timestamp(stream.ownPacket(0, 0, 0))
    const late = timestamp(stream.ownPacket(0, 90, 0))
    const afterSkip = timestamp(stream.ownPacket(0, 300, 4))
    expect([timestampDistance(first, late), timestampDistance(late, afterSkip)]).toEqual([160, 800])
  })
})

describe('reception', () => {
  const now = (sequence: number) => sequence * 20

  test('counts loss over the wrap of the sequence number', () => {
    const reception = new Reception()
    for (let i = 65_500; i < 65_600; i += 1) if (i % 10 !== 0) reception.accept(source(i), now(i))
    expect(reception.figures(now(65_600))).toMatchObject({ packetsReceived: 90, packetsLost: 9, silentMs: 20 })
  })

  test('measures the jitter that RFC 3550 defines', () => {
    const reception = new Reception()
    for (let i = 0; i < 2000; i += 1) reception.accept(source(i), now(i) + (i % 2) * 8)
    expect(reception.figures(0).jitterMs).toBeCloseTo(8, 0)
  })

  test('refuses another SSRC while the present one speaks, and takes it after a silence or a re-offer', () => {
    const reception = new Reception()
    reception.accept(source(1), 0)
    expect(reception.accept(source(9, { ssrc: 6 }), 100)).toBe(false)
    expect(reception.accept(source(9, { ssrc: 6 }), 400)).toBe(true)
    reception.expectNewSource()
    expect(reception.accept(source(500, { ssrc: 7 }), 401)).toBe(true)
    expect(reception.figures(401)).toMatchObject({ packetsReceived: 3, packetsLost: 0 })
  })
})
