/** A leg: one SIP dialog and one media endpoint that live and end together. The two directions differ in `endSip` only. */
import type { MediaEndpoint, MediaEngine } from '../media/media-engine.ts'
import type {
  DialogIdentity,
  DisconnectCause,
  Leg,
  LegEnd,
  LegState,
  LegStats,
  Playback,
  Recording,
  TelephonyLog,
} from '../telephony.ts'
import { dialogIdentity } from './dialog-identity.ts'
import { listenToDialog } from './dialog-listener.ts'
import { createDigitJoiner, type DigitWay } from './digit-joiner.ts'
import type { Farewells } from './farewell.ts'
import { early, type LegEvent, type LegLife, step } from './leg.machine.ts'
import { legEndedError } from './leg-ended-error.ts'
import type { SipDialog } from './srf-types.ts'

/** What every leg needs of the house. */
export interface LegDeps {
  media: MediaEngine
  farewells: Farewells
  log: TelephonyLog
  /** Wall time, ms UTC. */
  now(): number
  /** The leg is final; called once, before `ended` settles. */
  onEnded(leg: CallLeg): void
}

const noStats: LegStats = { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0 }
const stoppedPlayback: Playback = { done: Promise.resolve('stopped'), stop: () => undefined }

export abstract class CallLeg implements Leg {
  readonly id: string
  readonly kind: 'trunk' | 'agent'
  readonly ended: Promise<LegEnd>
  abstract readonly direction: 'inbound' | 'outbound'
  abstract readonly sipCallId: string
  protected readonly deps: LegDeps
  #life: LegLife = early
  readonly #announceEnd: (end: LegEnd) => void
  #endpoint: MediaEndpoint | undefined
  #dialog: SipDialog | undefined
  #lastStats: Promise<LegStats> = Promise.resolve(noStats)
  #answeredAt = 0
  #peerSends = true
  readonly #digitListeners = new Set<(digit: string) => void>()
  readonly #isNewPress = createDigitJoiner()

  constructor(id: string, kind: 'trunk' | 'agent', deps: LegDeps) {
    this.id = id
    this.kind = kind
    this.deps = deps
    const { promise, resolve } = Promise.withResolvers<LegEnd>()
    this.ended = promise
    this.#announceEnd = resolve
  }

  get state(): LegState {
    return this.#life.name
  }

  /** How the leg ended; undefined while it lives. */
  get end(): LegEnd | undefined {
    return this.#life.name === 'ended' ? this.#life.end : undefined
  }

  /** The media of a living leg, for the bridge and for calls that must be near it. */
  get endpoint(): MediaEndpoint | undefined {
    return this.#endpoint
  }

  /** ms since the answer during which sound of the peer is due; undefined while none is (not answered, held, or the peer said it sends nothing). */
  soundDueForMs(now: number): number | undefined {
    return this.#life.name === 'answered' && this.#peerSends ? now - this.#answeredAt : undefined
  }

  dialog(): DialogIdentity | undefined {
    return this.#dialog === undefined ? undefined : dialogIdentity(this.#dialog)
  }

  play(files: readonly string[], options: { loop?: boolean } = {}): Playback {
    if (this.#endpoint === undefined || this.end !== undefined) return stoppedPlayback
    return this.#endpoint.play(files, options)
  }

  onDigit(listener: (digit: string) => void): () => void {
    this.#digitListeners.add(listener)
    return () => this.#digitListeners.delete(listener)
  }

  async recordSpeech(path: string, options: { silenceMs?: number } = {}): Promise<Recording> {
    if (this.end !== undefined) throw legEndedError(this.end)
    if (this.#endpoint === undefined) throw new Error('A leg without media cannot be recorded.')
    return this.deps.media.record({ path, left: this.#endpoint, ...options })
  }

  async hangUp(cause: DisconnectCause = 'hung-up-by-us'): Promise<void> {
    if (this.finish(cause)) this.#leave(cause)
    await this.ended
  }

  async stats(): Promise<LegStats> {
    if (this.end !== undefined || this.#endpoint === undefined) return this.#lastStats
    return this.#endpoint.stats()
  }

  /** A digit by INFO or RFC 4733; reported once per press. A listener that throws is logged and harms nobody. */
  reportDigit(way: DigitWay, digit: string): void {
    if (this.end !== undefined || !this.#isNewPress(way, digit, this.deps.now())) return
    for (const listener of this.#digitListeners) {
      try {
        listener(digit)
      } catch (error) {
        this.deps.log.error({ error, legId: this.id }, 'A listener of digits failed.')
      }
    }
  }

  /** Moves between answered and held; anything else is ignored by the law. */
  setHeld(held: boolean): void {
    this.#apply({ kind: held ? 'hold' : 'retrieve' })
  }

  /** Ends the leg on this side without sending anything; false when it had ended before. */
  finish(cause: DisconnectCause, sipStatus?: number): boolean {
    const end: LegEnd = { cause, at: this.deps.now(), ...(sipStatus === undefined ? {} : { sipStatus }) }
    if (!this.#apply({ kind: 'end', end })) return false
    this.#closeMedia()
    this.#digitListeners.clear()
    this.deps.onEnded(this)
    this.onFinished(end)
    this.#announceEnd(end)
    return true
  }

  /** Ends the SIP side of a leg that has no dialog yet (final response or CANCEL). */
  protected abstract endEarlySip(cause: DisconnectCause): void

  /** Room for timers and promises of the direction. */
  protected onFinished(_end: LegEnd): void {}

  /** The leg owns `endpoint` from here on; false (and closed) when the leg ended while it was being opened. */
  protected attachMedia(endpoint: MediaEndpoint): boolean {
    if (this.end !== undefined) {
      void this.#discard(endpoint)
      return false
    }
    this.#endpoint = endpoint
    endpoint.onDigit((digit) => this.reportDigit('rtp', digit))
    endpoint.onFailed((why) => {
      this.deps.log.warn({ legId: this.id, why }, 'The media of a leg failed.')
      void this.hangUp('media-failed')
    })
    return true
  }

  /** The dialog is confirmed; false (and BYE) when the leg ended before. `answerDue`: our 200 carried an offer. */
  protected attachDialog(dialog: SipDialog, answerDue: boolean): boolean {
    if (this.end !== undefined) {
      this.deps.farewells.bye(dialog, this.end.cause)
      return false
    }
    this.#dialog = dialog
    listenToDialog(dialog, answerDue, {
      log: this.deps.log,
      endpoint: () => this.#endpoint,
      ended: (cause) => this.finish(cause),
      hangUp: (cause) => void this.hangUp(cause),
      digit: (digit) => this.reportDigit('info', digit),
      peerSends: (sends) => {
        this.#peerSends = sends
      },
    })
    return true
  }

  protected becomeAnswered(): void {
    this.#answeredAt = this.deps.now()
    this.#apply({ kind: 'answer' })
  }

  #apply(event: LegEvent): boolean {
    const { state, changed } = step(this.#life, event)
    this.#life = state
    return changed
  }

  #leave(cause: DisconnectCause): void {
    if (this.#dialog === undefined) this.endEarlySip(cause)
    else this.deps.farewells.bye(this.#dialog, cause)
  }

  #closeMedia(): void {
    const endpoint = this.#endpoint
    if (endpoint === undefined) return
    this.#lastStats = this.#discard(endpoint)
  }

  /** Returns the last figures; a worker that died leaves the zeros. */
  async #discard(endpoint: MediaEndpoint): Promise<LegStats> {
    try {
      return (await endpoint.close()) ?? noStats
    } catch (error) {
      this.deps.log.warn({ error, legId: this.id }, 'A media endpoint did not close cleanly.')
      return noStats
    }
  }
}
