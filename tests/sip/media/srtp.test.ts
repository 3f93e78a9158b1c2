import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { RtpHeader, SrtpSession } from 'werift'
import { HmacSha1 } from '../../../sip/media/hmac-sha1.ts'
import { writeRtpHeader } from '../../../sip/media/rtp-packet.ts'
import { SrtpReceiver, SrtpSender } from '../../../sip/media/srtp.ts'

const keys = {
  key: Buffer.from('e1f97a0d3e018be0d64fa32c06de4139', 'hex'),
  salt: Buffer.from('0ec675ad498afeebb6960b3aabe6', 'hex'),
}

function rtp(sequence: number, payload = Buffer.alloc(160, sequence & 0xff)): Buffer {
  const packet = Buffer.alloc(12 + payload.length)
  writeRtpHeader(packet, {
    marker: false,
    payloadType: 8,
    sequence: sequence & 0xffff,
    timestamp: sequence * 160,
    ssrc: 0xcafe_babe,
  })
  payload.copy(packet, 12)
  return packet
}

describe('HMAC-SHA1', () => {
  test('agrees with OpenSSL for every length that changes the padding', () => {
    for (let length = 0; length < 200; length += 1) {
      const key = randomBytes(20)
      const data = randomBytes(length)
      const tag = Buffer.alloc(20)
      new HmacSha1(key).sign(data, length, tag, 0, 20)
      const trailer = Buffer.from([0, 0, length >> 8, length & 0xff])
      expect(tag).toEqual(createHmac('sha1', key).update(data).update(trailer).digest())
    }
  })
})

describe('SRTP', () => {
  test('protects bit for bit as another implementation does, over a rollover of the sequence number', () => {
    const other = new SrtpSession({
      profile: 1,
      keys: {
        localMasterKey: keys.key,
        localMasterSalt: keys.salt,
        remoteMasterKey: keys.key,
        remoteMasterSalt: keys.salt,
      },
    })
    const sender = new SrtpSender(keys)
    for (let sequence = 65_500; sequence < 65_600; sequence += 1) {
      const packet = rtp(sequence)
      const header = RtpHeader.deSerialize(packet)
      expect(sender.protect(packet)).toEqual(other.encrypt(packet.subarray(12), header))
    }
  })

  test('opens what it protected, in any order within the window, also over a rollover', () => {
    const sender = new SrtpSender(keys)
    const receiver = new SrtpReceiver(keys)
    const packets = Array.from({ length: 100 }, (_, i) => rtp(65_480 + i))
    const secured = packets.map((packet) => sender.protect(packet))
    const order = packets.map((_, i) => i ^ 1)
    for (const i of order) expect(receiver.unprotect(secured[i]!)).toEqual(packets[i])
  })

  test('refuses a packet that was seen before, one that is too old, and one that was changed', () => {
    const sender = new SrtpSender(keys)
    const receiver = new SrtpReceiver(keys)
    const secured = Array.from({ length: 200 }, (_, i) => sender.protect(rtp(1000 + i)))
    const again = secured.map((packet) => Buffer.from(packet))
    expect(receiver.unprotect(secured[50]!)).toBeDefined()
    expect(receiver.unprotect(again[50]!)).toBeUndefined()
    expect(receiver.unprotect(secured[199]!)).toBeDefined()
    expect(receiver.unprotect(again[60]!)).toBeUndefined()
    const changed = Buffer.from(secured[198]!)
    changed[40] = changed[40]! ^ 1
    expect(receiver.unprotect(changed)).toBeUndefined()
    expect(receiver.unprotect(secured[198]!)).toBeDefined()
  })

  test('survives packets that are cut short anywhere', () => {
    const secured = new SrtpSender(keys).protect(rtp(1))
    const receiver = new SrtpReceiver(keys)
    for (let length = 0; length < secured.length; length += 1) {
      const cut = Buffer.from(secured.subarray(0, length))
      if (cut.length > 0) cut[0] = 0x9f
      expect(receiver.unprotect(cut)).toBeUndefined()
    }
  })
})
