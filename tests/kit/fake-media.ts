/** A media engine without sound: keeps what it was told, fails when the script says so. */
import type { EndpointOptions, MediaEndpoint, MediaEngine } from '../../sip/media/media-engine.ts'
import type { LegStats, Playback, Recording } from '../../sip/telephony.ts'

/** What the next opening does: an error to throw, or a promise to wait for first. */
export interface FakeMediaScript {
  failOpen?: Error
  failAnswer?: Error
  failOffer?: Error
  holdOpen?: Promise<void>
  stats?: LegStats
}

export class FakeEndpoint implements MediaEndpoint {
  readonly id: string
  readonly kind: 'rtp' | 'browser'
  readonly localSdp: string
  /** What was asked of it, in order. */
  readonly log: string[] = []
  closed = false
  readonly #script: FakeMediaScript
  readonly #onClosed: () => void
  readonly #digits = new Set<(digit: string) => void>()
  readonly #failures = new Set<(why: 'worker-died' | 'ice-failed' | 'dtls-failed') => void>()

  constructor(options: EndpointOptions, kind: 'rtp' | 'browser', script: FakeMediaScript, onClosed: () => void) {
    this.id = options.id
    this.kind = kind
    this.#script = script
    this.#onClosed = onClosed
    this.localSdp = `v=0\r\no=fake 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\n`
  }

  async acceptAnswer(sdp: string): Promise<void> {
    if (this.#script.failAnswer !== undefined) throw this.#script.failAnswer
    this.log.push(`answer ${sdp.length > 0}`)
  }

  async acceptOffer(_sdp: string): Promise<string> {
    if (this.#script.failOffer !== undefined) throw this.#script.failOffer
    this.log.push('offer')
    return this.localSdp
  }

  play(files: readonly string[], options: { loop?: boolean } = {}): Playback {
    this.log.push(`play ${files.join(',')}${options.loop ? ' loop' : ''}`)
    const { promise, resolve } = Promise.withResolvers<'finished' | 'stopped'>()
    return {
      done: promise,
      stop: () => {
        this.log.push('stop')
        resolve('stopped')
      },
    }
  }

  onDigit(listener: (digit: string) => void): () => void {
    this.#digits.add(listener)
    return () => this.#digits.delete(listener)
  }

  onFailed(listener: (why: 'worker-died' | 'ice-failed' | 'dtls-failed') => void): void {
    this.#failures.add(listener)
  }

  async stats(): Promise<LegStats> {
    return this.#script.stats ?? { packetsReceived: 7, packetsSent: 7, packetsLost: 0, jitterMs: 1 }
  }

  async close(): Promise<LegStats | undefined> {
    if (this.closed) return undefined
    this.closed = true
    this.#onClosed()
    return this.stats()
  }

  /** The peer presses a digit (RFC 4733). */
  press(digit: string): void {
    for (const listener of this.#digits) listener(digit)
  }

  /** The media breaks. */
  fail(why: 'worker-died' | 'ice-failed' | 'dtls-failed'): void {
    for (const listener of this.#failures) listener(why)
  }
}

export class FakeMedia implements MediaEngine {
  readonly endpoints: FakeEndpoint[] = []
  /** `a>b` for each pair of ids in which b hears a. */
  readonly heard = new Set<string>()
  readonly recordings: string[] = []
  script: FakeMediaScript = {}

  openRtp(options: EndpointOptions): Promise<MediaEndpoint> {
    return this.#open(options, 'rtp')
  }

  openBrowser(options: EndpointOptions): Promise<MediaEndpoint> {
    return this.#open(options, 'browser')
  }

  async connect(source: MediaEndpoint, listener: MediaEndpoint): Promise<void> {
    this.heard.add(`${source.id}>${listener.id}`)
  }

  async disconnect(source: MediaEndpoint, listener: MediaEndpoint): Promise<void> {
    this.heard.delete(`${source.id}>${listener.id}`)
  }

  async record(options: { path: string }): Promise<Recording> {
    const { promise, resolve } = Promise.withResolvers<{ durationMs: number; bytes: number; sha256: string }>()
    this.recordings.push(options.path)
    const result = { durationMs: 0, bytes: 44, sha256: '' }
    return {
      path: options.path,
      pause: async () => undefined,
      resume: async () => undefined,
      stop: async () => {
        this.recordings.splice(this.recordings.indexOf(options.path), 1)
        resolve(result)
        return result
      },
      stopped: promise,
    }
  }

  health(): { workers: number; freePorts: number; endpoints: number } {
    const open = this.endpoints.filter((endpoint) => !endpoint.closed).length
    return { workers: 1, freePorts: 100 - open, endpoints: open }
  }

  async close(): Promise<void> {
    for (const endpoint of this.endpoints) await endpoint.close()
  }

  /** As in the real engine: a closed endpoint is connected to nobody. */
  #forget(id: string): void {
    for (const pair of this.heard) if (pair.split('>').includes(id)) this.heard.delete(pair)
  }

  async #open(options: EndpointOptions, kind: 'rtp' | 'browser'): Promise<MediaEndpoint> {
    await this.script.holdOpen
    if (this.script.failOpen !== undefined) throw this.script.failOpen
    const endpoint = new FakeEndpoint(options, kind, this.script, () => this.#forget(options.id))
    this.endpoints.push(endpoint)
    return endpoint
  }
}
