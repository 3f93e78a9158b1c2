/** What the two ways to carry sound, plain RTP and a browser's DTLS-SRTP, have in common. Types only. */
import type { SoundEndpoint } from './sound-endpoint.ts'

/** Offer and answer, and the way packets go. All SDP errors are MediaRefusal. */
export interface EndpointCarrier {
  readonly kind: 'rtp' | 'browser'
  /** SSRC that its descriptions name; undefined when they name none. */
  readonly ssrc: number | undefined
  attach(endpoint: SoundEndpoint): void
  /** Our offer. */
  offer(): Promise<string>
  acceptAnswer(sdp: string): Promise<void>
  /** The peer's offer; returns our answer. */
  acceptOffer(sdp: string): Promise<string>
  send(packet: Buffer): void
  /** Frees its sockets. Idempotent. */
  close(): Promise<void>
}
