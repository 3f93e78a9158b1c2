/** What came in on one leg, counted as RFC 3550 A.3 and A.8 count it; also keeps foreign SSRCs out. */
import { sampleRate } from './g711.ts'
import { type RtpPacket, sequenceDistance, timestampDistance } from './rtp-packet.ts'

/** A new SSRC is believed only after the present one was silent this long, ms; an injector's is not (rtpbleed). */
const ssrcSilenceMs = 300
/** A sequence jump beyond this restarts the count (RFC 3550 A.1 MAX_DROPOUT). */
const maxDropout = 3000

/** Figures of one leg; `jitterMs` and `silentMs` in ms. */
export interface ReceptionFigures {
  packetsReceived: number
  packetsLost: number
  jitterMs: number
  silentMs?: number
}

export class Reception {
  #ssrc: number | undefined
  #lastAt: number | undefined
  /** Sequence numbers of the present SSRC, extended beyond 16 bit. */
  #base = 0
  #highest = -1
  #received = 0
  /** Totals of SSRCs that are over. */
  #earlier = { received: 0, lost: 0 }
  #jitter = 0
  #transit: number | undefined

  /** Counts a packet that arrived at `now` (monotonic ms); false when its SSRC is not the one of this leg. */
  accept(packet: RtpPacket, now: number): boolean {
    if (packet.ssrc !== this.#ssrc) {
      if (this.#ssrc !== undefined && now - this.#lastAt! < ssrcSilenceMs) return false
      this.#start(packet)
    }
    this.#lastAt = now
    this.#count(packet)
    this.#measureJitter(packet, now)
    return true
  }

  /** The peer was re-negotiated: the next SSRC is believed at once. */
  expectNewSource(): void {
    this.#ssrc = undefined
  }

  /** The figures so far. */
  figures(now: number): ReceptionFigures {
    return {
      packetsReceived: this.#earlier.received + this.#received,
      packetsLost: this.#earlier.lost + this.#lost(),
      jitterMs: (this.#jitter / sampleRate) * 1000,
      ...(this.#lastAt === undefined ? {} : { silentMs: Math.max(0, Math.round(now - this.#lastAt)) }),
    }
  }

  #start(packet: RtpPacket): void {
    this.#earlier = { received: this.#earlier.received + this.#received, lost: this.#earlier.lost + this.#lost() }
    this.#received = 0
    this.#ssrc = packet.ssrc
    this.#base = 0x10000 + packet.sequence
    this.#highest = this.#base - 1
    this.#transit = undefined
  }

  #count(packet: RtpPacket): void {
    let ahead = sequenceDistance(this.#highest & 0xffff, packet.sequence)
    if (Math.abs(ahead) > maxDropout) {
      this.#start(packet)
      ahead = 1
    }
    this.#received += 1
    if (ahead > 0) this.#highest += ahead
  }

  #measureJitter(packet: RtpPacket, now: number): void {
    const transit = ((now * sampleRate) / 1000 - packet.timestamp) | 0
    if (this.#transit !== undefined) {
      const difference = Math.abs(timestampDistance(this.#transit, transit))
      // A pause or a restart of the clock is no jitter.
      if (difference < sampleRate) this.#jitter += (difference - this.#jitter) / 16
    }
    this.#transit = transit
  }

  #lost(): number {
    return Math.max(0, this.#highest - this.#base + 1 - this.#received)
  }
}
