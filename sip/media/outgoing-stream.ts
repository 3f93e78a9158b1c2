/**
 * The one RTP stream that a peer gets from us for the life of its leg: one SSRC, sequence and timestamp of our own,
 * whoever is heard in it. Chromium falls silent when an SSRC comes back, and trunks dislike jumps.
 */
import { randomInt } from 'node:crypto'
import { frameSamples } from './g711.ts'
import { type RtpPacket, rtpHeaderBytes, sequenceDistance, timestampDistance, writeRtpHeader } from './rtp-packet.ts'

/** A pause longer than this starts a new talk spurt: marker bit, and the timestamp catches up with the clock. */
const spurtGapMs = 60
/** A relayed stream that jumps further than this (packets, samples) is anchored anew. */
const sequenceJump = 100
const timestampJump = 8000 * 60

/** How one source's numbers map to ours while it is relayed. */
interface Anchor {
  ssrc: number
  firstSequence: number
  sequenceOffset: number
  timestampOffset: number
}

export class OutgoingStream {
  readonly ssrc: number
  packetsSent = 0
  #sequence = randomInt(0, 0x8000)
  #timestamp = randomInt(0, 0x8000_0000)
  #lastAt: number | undefined
  #anchor: Anchor | undefined
  /** The next packet of ours begins a talk spurt. */
  #mark = false

  /** `ssrc` when signalling has named one, else a random one. */
  constructor(ssrc?: number) {
    this.ssrc = ssrc ?? randomInt(1, 0xffff_ffff)
  }

  /** A player or a mixer begins to send: the timestamp catches up with the pause since the last packet. `now` is monotonic ms. */
  begin(now: number): void {
    this.#anchor = undefined
    this.#mark = this.#catchUp(now)
  }

  /**
   * A packet of ours with an empty G.711 payload of 20 ms after the header. `missedFrames` were left out before it. A
   * thread that was held up sends late packets with the numbers that they would have had in time.
   */
  ownPacket(payloadType: number, now: number, missedFrames: number): Buffer {
    this.#anchor = undefined
    this.#lastAt = now
    this.#timestamp = (this.#timestamp + missedFrames * frameSamples) >>> 0
    const packet = Buffer.allocUnsafe(rtpHeaderBytes + frameSamples)
    this.#write(packet, payloadType, this.#mark, this.#sequence, this.#timestamp)
    this.#mark = false
    this.#sequence = (this.#sequence + 1) & 0xffff
    this.#timestamp = (this.#timestamp + frameSamples) >>> 0
    return packet
  }

  /**
   * The shell (header and room for the payload) of a relayed packet: numbers move as the source's do, so loss, order
   * and digits survive, but start where our stream stands. Undefined for a packet from before the relay began.
   */
  relayedPacket(source: RtpPacket, payloadType: number, samples: number, now: number): Buffer | undefined {
    const anchored = this.#anchorTo(source, now)
    const anchor = this.#anchor!
    const sequence = (source.sequence + anchor.sequenceOffset) & 0xffff
    const timestamp = (source.timestamp + anchor.timestampOffset) >>> 0
    if (sequenceDistance(anchor.firstSequence, source.sequence) < 0) return undefined
    const packet = Buffer.allocUnsafe(rtpHeaderBytes + source.payload.length)
    this.#write(packet, payloadType, source.marker || anchored, sequence, timestamp)
    this.#lastAt = now
    if (sequenceDistance(this.#sequence, sequence) >= 0) this.#sequence = (sequence + 1) & 0xffff
    const next = (timestamp + samples) >>> 0
    if (timestampDistance(this.#timestamp, next) > 0) this.#timestamp = next
    return packet
  }

  #anchorTo(source: RtpPacket, now: number): boolean {
    const anchor = this.#anchor
    if (anchor !== undefined && anchor.ssrc === source.ssrc) {
      const ahead = sequenceDistance(this.#sequence, (source.sequence + anchor.sequenceOffset) & 0xffff)
      const later = timestampDistance(this.#timestamp, (source.timestamp + anchor.timestampOffset) >>> 0)
      if (Math.abs(ahead) <= sequenceJump && Math.abs(later) <= timestampJump) return false
    }
    this.#catchUp(now)
    this.#anchor = {
      ssrc: source.ssrc,
      firstSequence: source.sequence,
      sequenceOffset: (this.#sequence - source.sequence) & 0xffff,
      timestampOffset: (this.#timestamp - source.timestamp) >>> 0,
    }
    return true
  }

  /** After a pause the timestamp moves on by the time that passed (RFC 3550 5.1); true when a talk spurt begins. */
  #catchUp(now: number): boolean {
    const pause = this.#lastAt === undefined ? Number.POSITIVE_INFINITY : now - this.#lastAt
    if (pause > spurtGapMs && this.#lastAt !== undefined) {
      this.#timestamp = (this.#timestamp + Math.round((pause - 20) * 8)) >>> 0
    }
    this.#lastAt = now
    return pause > spurtGapMs
  }

  #write(packet: Buffer, payloadType: number, marker: boolean, sequence: number, timestamp: number): void {
    writeRtpHeader(packet, { marker, payloadType, sequence, timestamp, ssrc: this.ssrc })
    this.packetsSent += 1
  }
}
