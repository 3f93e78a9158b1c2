/** The main thread's handle of one endpoint: every verb goes to the worker in which it lives. */
import type { LegStats, Playback } from '../telephony.ts'
import type { MediaEndpoint } from './media-engine.ts'
import type { MediaPlace } from './media-place.ts'

type FailedListener = Parameters<MediaEndpoint['onFailed']>[0]
type FailedWhy = Parameters<FailedListener>[0]

/** The main thread's view of one endpoint. */
export class EndpointHandle implements MediaEndpoint {
  readonly id: string
  readonly kind: 'rtp' | 'browser'
  readonly place: MediaPlace
  localSdp = ''
  readonly #digitListeners = new Set<(digit: string) => void>()
  readonly #failedListeners = new Set<FailedListener>()

  constructor(place: MediaPlace, id: string, kind: 'rtp' | 'browser') {
    this.place = place
    this.id = id
    this.kind = kind
  }

  acceptAnswer(sdp: string): Promise<void> {
    return this.place.call('accept-answer', [this], { endpoint: this.id, sdp })
  }

  async acceptOffer(sdp: string): Promise<string> {
    const answer = await this.place.call('accept-offer', [this], { endpoint: this.id, sdp })
    this.localSdp = answer.sdp
    return answer.sdp
  }

  play(files: readonly string[], options: { loop?: boolean } = {}): Playback {
    return this.place.play(this, files, options.loop ?? false)
  }

  onDigit(listener: (digit: string) => void): () => void {
    this.#digitListeners.add(listener)
    return () => this.#digitListeners.delete(listener)
  }

  onFailed(listener: FailedListener): void {
    this.#failedListeners.add(listener)
  }

  stats(): Promise<LegStats> {
    return this.place.call('stats', [this], { endpoint: this.id })
  }

  close(): Promise<LegStats | undefined> {
    return this.place.closeEndpoint(this)
  }

  tellDigit(digit: string): void {
    for (const listener of this.#digitListeners) listener(digit)
  }

  tellFailed(why: FailedWhy): void {
    for (const listener of this.#failedListeners) listener(why)
    this.#failedListeners.clear()
  }
}
