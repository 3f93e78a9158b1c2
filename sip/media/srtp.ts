/** SRTP with AES_CM_128_HMAC_SHA1_80 (RFC 3711), one direction each: what we send is protected, what comes is proved. */
import { type Cipheriv, createCipheriv } from 'node:crypto'
import { HmacSha1 } from './hmac-sha1.ts'
import { rtpHeaderBytes, sequenceDistance } from './rtp-packet.ts'

/** Master key (16 bytes) and salt (14 bytes) of one direction, as DTLS gave them (RFC 5764 4.2). */
export interface SrtpKeys {
  key: Buffer
  salt: Buffer
}

const tagBytes = 10
/** Packets this far behind the newest are refused, as is anything seen before (RFC 3711 3.3.2 asks for 64). */
const replayWindow = 128
/** A peer that proved itself may change its SSRC, but not without end. */
const maxSsrcs = 16
/** A datagram beyond this carries no G.711. */
const maxPacketBytes = 1500

/** The key stream and the tags of one direction. */
class SrtpKeyStream {
  readonly #cipher: Cipheriv
  readonly #mac: HmacSha1
  readonly #salt: Buffer
  readonly #counters = Buffer.alloc(Math.ceil(maxPacketBytes / 16) * 16)

  constructor(keys: SrtpKeys) {
    this.#cipher = ecb(derive(keys, 0, 16))
    this.#mac = new HmacSha1(derive(keys, 1, 20))
    this.#salt = derive(keys, 2, 14)
  }

  /** Encrypts or decrypts `bytes` from `start` to `end` in place (RFC 3711 4.1.1). */
  apply(bytes: Buffer, start: number, end: number, ssrc: number, index: number): void {
    const blocks = Math.ceil((end - start) / 16)
    if (blocks === 0) return
    const first = this.#counters
    this.#salt.copy(first, 0)
    first.writeInt32BE(first.readInt32BE(4) ^ ssrc, 4)
    first.writeInt32BE(first.readInt32BE(8) ^ Math.floor(index / 0x10000), 8)
    first.writeUInt16BE(first.readUInt16BE(12) ^ (index & 0xffff), 12)
    first.writeUInt16BE(0, 14)
    for (let block = 1; block < blocks; block += 1) {
      first.copy(first, block * 16, 0, 14)
      first.writeUInt16BE(block, block * 16 + 14)
    }
    const stream = this.#cipher.update(first.subarray(0, blocks * 16))
    for (let at = start; at < end; at += 1) bytes[at] = bytes[at]! ^ stream[at - start]!
  }

  /** Writes the tag over `bytes` and the rollover counter to `target` at `at`. */
  sign(bytes: Buffer, rollover: number, target: Buffer, at: number): void {
    this.#mac.sign(bytes, rollover, target, at, tagBytes)
  }
}

/** Protects our one outgoing stream. */
export class SrtpSender {
  readonly #stream: SrtpKeyStream
  #rollover = 0
  #highest: number | undefined

  constructor(keys: SrtpKeys) {
    this.#stream = new SrtpKeyStream(keys)
  }

  /** The SRTP packet for an RTP packet with a plain 12-byte header. */
  protect(packet: Buffer): Buffer {
    const sequence = packet.readUInt16BE(2)
    const index = this.#indexOf(sequence)
    const secured = Buffer.allocUnsafe(packet.length + tagBytes)
    packet.copy(secured)
    this.#stream.apply(secured, rtpHeaderBytes, packet.length, packet.readInt32BE(8), index)
    this.#stream.sign(secured.subarray(0, packet.length), Math.floor(index / 0x10000), secured, packet.length)
    return secured
  }

  #indexOf(sequence: number): number {
    if (this.#highest === undefined) this.#highest = sequence
    const ahead = sequenceDistance(this.#highest, sequence)
    let rollover = this.#rollover
    if (ahead > 0 && sequence < this.#highest) rollover += 1
    if (ahead < 0 && sequence > this.#highest) rollover -= 1
    if (ahead > 0) {
      this.#highest = sequence
      this.#rollover = rollover
    }
    return Math.max(0, rollover) * 0x10000 + sequence
  }
}

/** What was received of one SSRC. */
interface Received {
  /** Highest packet index; -1 before the first. */
  highest: number
  /** Indices seen, by index modulo the window. */
  seen: Float64Array
}

/** Proves and decrypts what the peer sends; forged, replayed and malformed packets come out as undefined. */
export class SrtpReceiver {
  readonly #stream: SrtpKeyStream
  readonly #received = new Map<number, Received>()
  readonly #tag = Buffer.alloc(tagBytes)

  constructor(keys: SrtpKeys) {
    this.#stream = new SrtpKeyStream(keys)
  }

  /** The RTP packet in `packet`, decrypted in place; undefined when it is not the peer's or not new. */
  unprotect(packet: Buffer): Buffer | undefined {
    const start = payloadStart(packet)
    if (start === undefined) return undefined
    const end = packet.length - tagBytes
    const ssrc = packet.readInt32BE(8)
    const received = this.#received.get(ssrc) ?? { highest: -1, seen: new Float64Array(replayWindow).fill(-1) }
    const index = indexNear(received.highest, packet.readUInt16BE(2))
    const old = index <= received.highest - replayWindow || received.seen[index % replayWindow] === index
    if (index < 0 || old || !this.#isGenuine(packet, end, Math.floor(index / 0x10000))) return undefined
    // Only now it is the peer that speaks: its state may change.
    if (!this.#received.has(ssrc) && this.#received.size >= maxSsrcs) return undefined
    this.#received.set(ssrc, received)
    received.highest = Math.max(received.highest, index)
    received.seen[index % replayWindow] = index
    this.#stream.apply(packet, start, end, ssrc, index)
    return packet.subarray(0, end)
  }

  #isGenuine(packet: Buffer, end: number, rollover: number): boolean {
    this.#stream.sign(packet.subarray(0, end), rollover, this.#tag, 0)
    let difference = 0
    for (let i = 0; i < tagBytes; i += 1) difference |= this.#tag[i]! ^ packet[end + i]!
    return difference === 0
  }
}

/** The packet index whose low 16 bits are `sequence` and that lies nearest to `highest` (RFC 3711 3.3.1). */
function indexNear(highest: number, sequence: number): number {
  if (highest < 0) return sequence
  return highest + sequenceDistance(highest & 0xffff, sequence)
}

/** Where the encrypted part begins; undefined when the packet cannot be SRTP. */
function payloadStart(packet: Buffer): number | undefined {
  if (packet.length < rtpHeaderBytes + tagBytes || packet.length > maxPacketBytes) return undefined
  let start = rtpHeaderBytes + (packet[0]! & 0x0f) * 4
  if (packet[0]! & 0x10) {
    if (packet.length < start + 4 + tagBytes) return undefined
    start += 4 + packet.readUInt16BE(start + 2) * 4
  }
  return start <= packet.length - tagBytes ? start : undefined
}

/** Derives a session key (RFC 3711 4.3.1, key derivation rate 0). */
function derive({ key, salt }: SrtpKeys, label: number, bytes: number): Buffer {
  const counters = Buffer.alloc(32)
  for (const block of [0, 1]) {
    salt.copy(counters, block * 16, 0, 14)
    counters[block * 16 + 7] = counters[block * 16 + 7]! ^ label
    counters[block * 16 + 15] = block
  }
  return ecb(key).update(counters).subarray(0, bytes)
}

/** A cipher that turns counter blocks into key stream. */
function ecb(key: Buffer): Cipheriv {
  return createCipheriv('aes-128-ecb', key, null).setAutoPadding(false)
}
