/** Carries one endpoint's packets over a plain UDP socket (RTP/AVP), and keeps its offer and answer. */

import { randomInt } from 'node:crypto'
import type { RemoteInfo, Socket } from 'node:dgram'
import type { EndpointCarrier } from './endpoint-carrier.ts'
import { agree, type OwnSide, type RtpAgreement, writeRtpSdp } from './rtp-negotiation.ts'
import { parseRtp } from './rtp-packet.ts'
import type { SoundEndpoint } from './sound-endpoint.ts'
import { SourceLock } from './source-lock.ts'

export class RtpCarrier implements EndpointCarrier {
  readonly kind = 'rtp'
  readonly ssrc = undefined
  readonly #socket: Socket
  readonly #own: OwnSide
  readonly #release: (socket: Socket) => Promise<void>
  readonly #now: () => number
  readonly #lock = new SourceLock()
  #agreement: RtpAgreement | undefined
  #endpoint: SoundEndpoint | undefined
  #closed = false

  constructor(deps: {
    socket: Socket
    port: number
    host: string
    release: (socket: Socket) => Promise<void>
    now: () => number
  }) {
    this.#socket = deps.socket
    this.#release = deps.release
    this.#now = deps.now
    this.#own = { host: deps.host, port: deps.port, sessionId: randomInt(1, 0x7fff_ffff), version: 0 }
    deps.socket.on('message', (bytes, from) => this.#receive(bytes, from))
    // An ICMP error says that the peer is not listening yet or any more; signalling decides what that means.
    deps.socket.on('error', () => undefined)
  }

  /** The endpoint whose sound this carries. */
  attach(endpoint: SoundEndpoint): void {
    this.#endpoint = endpoint
  }

  async offer(): Promise<string> {
    return this.#sdp()
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.#agree(agree(sdp, this.#own))
  }

  async acceptOffer(sdp: string): Promise<string> {
    this.#agree(agree(sdp, this.#own))
    return this.#sdp()
  }

  send(packet: Buffer): void {
    const target = this.#lock.target
    if (target === undefined || this.#closed) return
    // Without offset and callback, which cost a view and a turn of the queue per packet; a lost packet of 20 ms is no news.
    this.#socket.send(packet, target.port, target.host)
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#endpoint = undefined
    await this.#release(this.#socket)
  }

  #agree(agreement: RtpAgreement): void {
    this.#agreement = agreement
    this.#lock.negotiated(agreement.target, this.#now())
    const { direction } = agreement
    this.#endpoint?.agreed(agreement.format, {
      send: agreement.target !== undefined && (direction === 'sendrecv' || direction === 'sendonly'),
      receive: direction === 'sendrecv' || direction === 'recvonly',
    })
  }

  #sdp(): string {
    this.#own.version += 1
    return writeRtpSdp(this.#own, this.#agreement)
  }

  #receive(bytes: Buffer, from: RemoteInfo): void {
    const packet = parseRtp(bytes)
    // Only what could be this call's sound may teach the lock an address.
    if (packet === undefined || this.#endpoint === undefined || !this.#endpoint.understands(packet)) return
    const now = this.#now()
    if (this.#lock.admits({ host: from.address, port: from.port }, now)) this.#endpoint.receive(packet, now)
  }
}
