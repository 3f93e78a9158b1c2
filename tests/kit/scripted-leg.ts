/** Legs and a switch that do what a test says: no network, no sound, every moment in the test's hand. */
import type {
  AgentCall,
  Bridge,
  DialogIdentity,
  DisconnectCause,
  InboundLeg,
  Leg,
  LegEnd,
  LegState,
  LegStats,
  Monitor,
  MonitorMode,
  OutboundLeg,
  Playback,
  Recording,
  RecordingResult,
  TrunkCall,
} from '../../sip/telephony.ts'

/** How an ended leg answers whatever is still asked of it. */
export class LegEndedError extends Error {
  override name = 'LegEndedError' as const
  readonly end: LegEnd
  constructor(end: LegEnd) {
    super('The leg has ended.')
    this.end = end
  }
}

let made = 0

class ScriptedLeg {
  readonly id: string
  readonly kind: 'trunk' | 'agent'
  readonly sipCallId: string
  state: LegState = 'early'
  readonly ended: Promise<LegEnd>
  /** Files of each play, oldest first; the newest is what is heard. */
  played: string[][] = []
  /** What was asked of each recording of speech. */
  readonly speechOptions: Array<{ silenceMs?: number }> = []
  readonly #settle: (end: LegEnd) => void
  readonly #listeners = new Set<(digit: string) => void>()
  #playing: { stop(): void; finish(): void } | undefined

  constructor(kind: 'trunk' | 'agent', id?: string) {
    made += 1
    this.id = id ?? `leg-${made}`
    this.sipCallId = `${this.id}@test`
    this.kind = kind
    const { promise, resolve } = Promise.withResolvers<LegEnd>()
    this.ended = promise
    this.#settle = resolve
  }

  dialog(): DialogIdentity | undefined {
    if (this.state !== 'answered') return undefined
    return {
      callId: this.sipCallId,
      localTag: 'us',
      remoteTag: 'them',
      localUri: 'sip:us@test',
      remoteUri: 'sip:them@test',
      remoteTarget: 'sip:them@test',
      routeSet: [],
      localCseq: 1,
      flow: 'udp/127.0.0.1:5060',
    }
  }

  play(files: readonly string[]): Playback {
    this.#playing?.stop()
    this.played.push([...files])
    const { promise, resolve } = Promise.withResolvers<'finished' | 'stopped'>()
    const playing = { stop: () => resolve('stopped'), finish: () => resolve('finished') }
    this.#playing = playing
    if (this.state === 'ended') playing.stop()
    return { done: promise, stop: playing.stop }
  }

  /** The sound that plays comes to its end. */
  finishPlaying(): void {
    this.#playing?.finish()
  }

  onDigit(listener: (digit: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The far side presses a key. */
  press(digit: string): void {
    for (const listener of this.#listeners) listener(digit)
  }

  async recordSpeech(path: string, options: { silenceMs?: number } = {}): Promise<Recording> {
    this.speechOptions.push(options)
    return scriptedRecording(path)
  }

  async hangUp(cause: DisconnectCause = 'hung-up-by-us'): Promise<void> {
    this.end(cause)
  }

  async stats(): Promise<LegStats> {
    return { packetsReceived: 0, packetsSent: 0, packetsLost: 0, jitterMs: 0 }
  }

  /** The leg ends, by whomever; only the first end counts. */
  end(cause: DisconnectCause): void {
    if (this.state === 'ended') return
    this.state = 'ended'
    this.#playing?.stop()
    this.#settle({ cause, at: 0 })
  }
}

/** A caller. */
export class ScriptedCaller extends ScriptedLeg implements InboundLeg {
  readonly direction = 'inbound' as const
  readonly from: string
  readonly fromName = ''
  readonly dialled: string
  readonly source = '127.0.0.1:5080'
  readonly callKey: string
  /** Status of our refusal. */
  rejected: number | undefined

  constructor(facts: { from?: string; dialled?: string; callKey?: string } = {}) {
    super('trunk')
    this.from = facts.from ?? '+8613800138000'
    this.dialled = facts.dialled ?? '95530'
    this.callKey = facts.callKey ?? this.id
  }

  async ring(): Promise<void> {}

  async answer(): Promise<void> {
    if (this.state === 'ended') throw new LegEndedError(await this.ended)
    this.state = 'answered'
  }

  async reject(status: number): Promise<void> {
    this.rejected = status
    this.end('rejected')
  }

  hangsUp(): void {
    this.end('hung-up-by-peer')
  }
}

/** A phone that we ring. */
export class ScriptedPhone extends ScriptedLeg implements OutboundLeg {
  readonly direction = 'outbound' as const
  readonly ringing: Promise<void> = Promise.resolve()
  readonly answered: Promise<void>
  readonly #settleAnswered: { resolve(): void; reject(error: Error): void }
  /** Why it ended. */
  cause: DisconnectCause | undefined

  constructor(kind: 'trunk' | 'agent', id: string) {
    super(kind, id)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.answered = promise
    promise.catch(() => undefined)
    this.#settleAnswered = { resolve, reject }
  }

  /** Somebody lifts it. */
  pickUp(): void {
    if (this.state === 'ended') return
    this.state = 'answered'
    this.#settleAnswered.resolve()
  }

  override end(cause: DisconnectCause): void {
    if (this.state === 'ended') return
    this.cause = cause
    this.#settleAnswered.reject(new LegEndedError({ cause, at: 0 }))
    super.end(cause)
  }
}

export class ScriptedBridge implements Bridge {
  readonly id: string
  readonly a: Leg
  readonly b: Leg
  /** Music that the held side hears. */
  music: string | undefined
  ended = false
  recordings: ReturnType<typeof scriptedRecording>[] = []
  monitors: ScriptedMonitor[] = []

  constructor(a: Leg, b: Leg) {
    this.id = `${a.id}+${b.id}`
    this.a = a
    this.b = b
  }

  async hold(_held: Leg, music: string): Promise<void> {
    this.music = music
  }

  async retrieve(): Promise<void> {
    this.music = undefined
  }

  async record(path: string): Promise<Recording> {
    const recording = scriptedRecording(path)
    this.recordings.push(recording)
    return recording
  }

  async monitor(leg: Leg, mode: MonitorMode): Promise<Monitor> {
    const monitor = new ScriptedMonitor(leg, mode)
    this.monitors.push(monitor)
    return monitor
  }

  async end(): Promise<void> {
    if (this.ended) return
    this.ended = true
    await Promise.all(this.recordings.map((recording) => recording.stop()))
  }
}

class ScriptedMonitor implements Monitor {
  readonly leg: Leg
  mode: MonitorMode
  ended = false

  constructor(leg: Leg, mode: MonitorMode) {
    this.leg = leg
    this.mode = mode
  }

  async change(mode: MonitorMode): Promise<void> {
    this.mode = mode
  }

  async end(): Promise<void> {
    this.ended = true
  }
}

interface ScriptedRecording extends Recording {
  /** What is recorded is silence. */
  paused: boolean
}

function scriptedRecording(path: string): ScriptedRecording {
  const { promise, resolve } = Promise.withResolvers<RecordingResult>()
  const result = { durationMs: 1000, bytes: 32_044, sha256: 'a'.repeat(64) }
  return {
    path,
    stopped: promise,
    paused: false,
    async pause() {
      this.paused = true
    },
    async resume() {
      this.paused = false
    },
    stop: async () => {
      resolve(result)
      return result
    },
  }
}

/** A switch whose phones wait for the test. */
export class ScriptedSwitch {
  phones: ScriptedPhone[] = []
  agentCalls: AgentCall[] = []
  trunkCalls: TrunkCall[] = []
  bridges: ScriptedBridge[] = []
  /** Set to make the next bridge fail. */
  bridgeFails: Error | undefined
  orphans: DialogIdentity[] = []

  dialTrunk(call: TrunkCall): ScriptedPhone {
    this.trunkCalls.push(call)
    return this.#dial('trunk', call.legId)
  }

  dialAgent(call: AgentCall): ScriptedPhone {
    this.agentCalls.push(call)
    return this.#dial('agent', call.legId)
  }

  #dial(kind: 'trunk' | 'agent', id: string): ScriptedPhone {
    const phone = new ScriptedPhone(kind, id)
    this.phones.push(phone)
    return phone
  }

  async bridge(a: Leg, b: Leg): Promise<ScriptedBridge> {
    if (this.bridgeFails) throw this.bridgeFails
    const bridge = new ScriptedBridge(a, b)
    this.bridges.push(bridge)
    return bridge
  }

  async endOrphan(dialog: DialogIdentity): Promise<'ended'> {
    this.orphans.push(dialog)
    return 'ended'
  }
}
