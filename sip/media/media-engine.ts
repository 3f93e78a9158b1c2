/**
 * The media port, types only: endpoints, who hears whom, players, recorders.
 * All of it lives in worker threads; these handles are the main thread's view of them.
 */
import type { LegStats, Playback, Recording } from '../telephony.ts'

export interface MediaEngine {
  /** Opens a plain RTP/AVP endpoint. With `offer` the local SDP is the answer to it; without, it is our offer. Throws MediaRefusal when nothing in the offer fits. */
  openRtp(options: EndpointOptions): Promise<MediaEndpoint>
  /** Opens an ICE/DTLS-SRTP endpoint for a browser, same shape. */
  openBrowser(options: EndpointOptions): Promise<MediaEndpoint>
  /** From now on `listener` hears `source`, mixed with whatever else it hears. Both must be near each other. Idempotent. */
  connect(source: MediaEndpoint, listener: MediaEndpoint): Promise<void>
  disconnect(source: MediaEndpoint, listener: MediaEndpoint): Promise<void>
  /** WAV 8 kHz 16 bit: left what `left` says, right what `right` says; one channel without `right`. With `silenceMs` it stops by itself when neither said anything for so long. */
  record(options: RecordOptions): Promise<Recording>
  health(): { workers: number; freePorts: number; endpoints: number }
  /** Called when a worker died; its endpoints end with `onFailed`. */
  close(): Promise<void>
}

export interface EndpointOptions {
  id: string
  offer?: string
  /** Same worker as this endpoint; a bridge never crosses threads. */
  near?: MediaEndpoint
}

export interface RecordOptions {
  path: string
  left: MediaEndpoint
  right?: MediaEndpoint
  /** Silence is what is not louder than about -45 dBFS; a pause of the recording does not count. */
  silenceMs?: number
}

export interface MediaEndpoint {
  readonly id: string
  readonly kind: 'rtp' | 'browser'
  /** What to put into the next SIP body. */
  readonly localSdp: string
  /** The peer's answer to our offer. Throws MediaRefusal when it does not fit. */
  acceptAnswer(sdp: string): Promise<void>
  /** The peer's re-offer (hold, new address); returns our answer. */
  acceptOffer(sdp: string): Promise<string>
  /** One player per endpoint; a new play replaces the running one. While it plays, sources stay connected but are not heard. */
  play(files: readonly string[], options?: { loop?: boolean }): Playback
  /** RFC 4733 digits, each once. */
  onDigit(listener: (digit: string) => void): () => void
  /** The endpoint can no longer carry sound: worker died, ICE or DTLS failed. */
  onFailed(listener: (why: 'worker-died' | 'ice-failed' | 'dtls-failed') => void): void
  stats(): Promise<LegStats>
  /** Resolves with the last figures; undefined when it was closed before or its worker died. */
  close(): Promise<LegStats | undefined>
}

/** The peer's SDP asks for something that this engine cannot give: answer 488. */
export class MediaRefusal extends Error {
  override name = 'MediaRefusal'
}

/** No port, no worker: answer 503. */
export class MediaUnavailable extends Error {
  override name = 'MediaUnavailable'
}
