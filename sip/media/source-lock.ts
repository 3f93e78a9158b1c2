/**
 * Whose packets a plain RTP leg believes: the address in the peer's SDP, or one other address learned once within a
 * short window (symmetric RTP behind NAT). An open-ended search would let strangers speak into calls (rtpbleed).
 */

/** Where packets come from or go to. */
export interface RtpAddress {
  host: string
  port: number
}

/** How long after a negotiation another address may be learned, ms. */
export const learningWindowMs = 5000
/** So many packets in a row from one stranger make it the peer; a sprayed single one does not. */
const learningPackets = 3

export class SourceLock {
  #signalled: RtpAddress | undefined
  #learned: RtpAddress | undefined
  #candidate: { from: RtpAddress; packets: number } | undefined
  #windowEnds = 0

  /** The peer's SDP named `address`: forget what was learned and open the window at `now` (monotonic ms). */
  negotiated(address: RtpAddress | undefined, now: number): void {
    const moved = !same(address, this.#signalled)
    this.#signalled = address
    if (moved) this.#learned = undefined
    this.#candidate = undefined
    this.#windowEnds = now + learningWindowMs
  }

  /** Where our packets go: to the learned address when there is one. */
  get target(): RtpAddress | undefined {
    return this.#learned ?? this.#signalled
  }

  /** True when a packet from `from` may be heard. The signalled address always may, and ends all learning. */
  admits(from: RtpAddress, now: number): boolean {
    if (same(from, this.#signalled)) {
      this.#learned = undefined
      this.#candidate = undefined
      this.#windowEnds = 0
      return true
    }
    if (same(from, this.#learned)) return true
    if (this.#learned !== undefined || this.#signalled === undefined || now > this.#windowEnds) return false
    return this.#learn(from)
  }

  #learn(from: RtpAddress): boolean {
    if (!same(from, this.#candidate?.from)) this.#candidate = { from: { host: from.host, port: from.port }, packets: 0 }
    const candidate = this.#candidate!
    candidate.packets += 1
    if (candidate.packets < learningPackets) return false
    this.#learned = candidate.from
    return true
  }
}

function same(a: RtpAddress | undefined, b: RtpAddress | undefined): boolean {
  return a !== undefined && b !== undefined && a.port === b.port && a.host === b.host
}
