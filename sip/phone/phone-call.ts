/** One call of the phone: its signalling and its sound together, as a person or a test uses it. */
import type { CallEnd, Signalling, SignallingEar } from './outgoing-call.ts'
import type { RtpStream, Sound } from './rtp-stream.ts'
import { answerSdp, type RemoteSound, readSdp } from './sdp.ts'
import type { Impression } from './sound-meter.ts'

/** How a call ended, and how long it was talked, seconds. */
export interface PhoneCallEnd extends CallEnd {
  seconds: number
}

/** `answered` rejects with this when the call ends before it was answered. */
export class NotAnswered extends Error {
  override name = 'NotAnswered'
  readonly end: PhoneCallEnd

  constructor(end: PhoneCallEnd) {
    super(`The call was not answered: ${end.by}${end.status === undefined ? '' : ` (${end.status})`}.`)
    this.end = end
  }
}

/** What has been heard so far. */
export interface Heard {
  /** Packets of sound. */
  packets: number
  lost: number
  /** Seconds of sound, silence included. */
  seconds: number
  /** Ms that were not silence. */
  soundMs: number
  /** Level of the last 200 ms, dBFS; -100 in digital silence. */
  level: number
  /** Strongest frequency of the last `sinceMs`, Hz; 0 in silence. */
  dominantHz(sinceMs: number): number
  /** What the last `sinceMs` sounded like. */
  impression(sinceMs: number): Impression
}

export class PhoneCall {
  /** The number at the other end. */
  readonly number: string
  /** Resolves at the first 180 or 183; never rejects, unresolved when there is none. */
  readonly ringing: Promise<void>
  /** Resolves when the call is answered and confirmed; rejects with NotAnswered. */
  readonly answered: Promise<void>
  /** Settles once, never rejects. */
  readonly ended: Promise<PhoneCallEnd>
  protected readonly stream: RtpStream
  protected remote: RemoteSound | undefined
  protected signalling: Signalling | undefined
  readonly #host: string
  #answeredAt: number | undefined
  #end: PhoneCallEnd | undefined
  #settle: { ring: () => void; answer: () => void; refuse: (why: Error) => void; end: (end: PhoneCallEnd) => void }

  constructor(number: string, stream: RtpStream, host: string) {
    this.number = number
    this.stream = stream
    this.#host = host
    const ringing = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    const ended = Promise.withResolvers<PhoneCallEnd>()
    // Who does not ask whether the call was answered still learns it from `ended`.
    answered.promise.catch(() => undefined)
    this.ringing = ringing.promise
    this.answered = answered.promise
    this.ended = ended.promise
    this.#settle = { ring: ringing.resolve, answer: answered.resolve, refuse: answered.reject, end: ended.resolve }
  }

  /** Call-ID of the SIP dialog. */
  get sipCallId(): string {
    return this.signalling?.callId ?? ''
  }

  /** Undefined while the call lasts. */
  get end(): PhoneCallEnd | undefined {
    return this.#end
  }

  /** Presses keys one after the other by RFC 4733; resolves when the last was sent. Throws RangeError for a key that no telephone has. */
  async press(keys: string): Promise<void> {
    for (const key of keys) await this.stream.press(key)
  }

  /** Says a tone in Hz, samples at 8 kHz, or nothing; resolves when samples were said to their end. */
  say(sound: Sound): Promise<void> {
    return this.stream.say(sound)
  }

  /** Keys that the other side presses; returns the unsubscribe. */
  onKey(listener: (key: string) => void): () => void {
    return this.stream.onKey(listener)
  }

  /** What has been heard so far. */
  heard(): Heard {
    const { meter, packets, lost } = this.stream
    return {
      packets,
      lost,
      seconds: meter.seconds,
      soundMs: meter.soundMs,
      level: meter.levelOf(200),
      dominantHz: (sinceMs) => meter.dominantHz(sinceMs),
      impression: (sinceMs) => meter.impressionOf(sinceMs),
    }
  }

  /** Resolves as soon as `holds`, looked at after each packet heard. Rejects after `withinMs` or when the call ends; `what` says what was awaited. */
  async until(holds: (heard: Heard) => boolean, what: string, withinMs = 8000): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const fail = (why: string) => {
      const { packets, level, soundMs } = this.heard()
      reject(new Error(`${why}: ${what} (${packets} packets, ${soundMs} ms of sound, now ${Math.round(level)} dBFS).`))
    }
    const look = () => {
      if (holds(this.heard())) resolve()
    }
    const forget = this.stream.onFrame(look)
    const timer = setTimeout(() => fail(`Not heard within ${withinMs} ms`), withinMs)
    void this.ended.then(() => fail('The call ended first'))
    look()
    try {
      await promise
    } finally {
      clearTimeout(timer)
      forget()
    }
  }

  /** Resolves when the last 200 ms are a tone of `hz`, 10 Hz either way. */
  hears(hz: number, withinMs?: number): Promise<void> {
    const isTone = (heard: Heard) =>
      heard.seconds >= 0.2 && heard.level > -40 && Math.abs(heard.dominantHz(200) - hz) <= 10
    return this.until(isTone, `a tone of ${hz} Hz`, withinMs)
  }

  /** Ends the call: CANCEL while it rings, BYE when it is answered. Resolves when it has ended. */
  async hangUp(): Promise<void> {
    await this.signalling?.hangUp()
  }

  /** Forgets the call without a word to the other side: for a phone that is switched off. */
  drop(): void {
    this.#finish({ by: 'us' })
  }

  /** What the signalling tells this call. */
  protected ear(): SignallingEar {
    return {
      onRinging: () => this.#settle.ring(),
      onAnswered: (sdp) => {
        if (sdp !== undefined && !this.#take(readSdp(sdp))) return false
        this.#answeredAt = performance.now()
        this.#settle.answer()
        return true
      },
      onOffer: (sdp) => {
        if (sdp !== '') this.#take(readSdp(sdp))
        return this.remote === undefined ? '' : answerSdp(this.remote, this.#host, this.stream.port)
      },
      onEnded: (end) => this.#finish(end),
    }
  }

  #finish(end: CallEnd): void {
    if (this.#end !== undefined) return
    const seconds = this.#answeredAt === undefined ? 0 : (performance.now() - this.#answeredAt) / 1000
    this.#end = { ...end, seconds }
    this.stream.close()
    this.#settle.refuse(new NotAnswered(this.#end))
    this.#settle.end(this.#end)
  }

  #take(remote: RemoteSound | undefined): boolean {
    if (remote === undefined) return false
    this.remote = remote
    this.stream.aim(remote)
    return true
  }
}
