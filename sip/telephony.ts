/**
 * The telephony port, types only: what a call centre needs of calls and sound.
 * It knows legs, bridges and causes; it has never heard of agents' shifts, queues or passengers.
 */

/** Why a leg ended. A closed set; `server/contracts/calls.ts` shows the same words to people. */
export type DisconnectCause =
  | 'hung-up-by-peer'
  | 'hung-up-by-us'
  | 'cancelled'
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'not-found'
  | 'unavailable'
  | 'forbidden'
  | 'congestion'
  | 'ack-timeout'
  | 'media-failed'
  | 'media-timeout'
  | 'transport-lost'
  | 'max-duration'
  | 'draining'
  | 'server-restart'
  | 'internal-error'

export interface LegEnd {
  cause: DisconnectCause
  /** Final SIP status when a status ended the leg (486, 603, ...), else undefined. */
  sipStatus?: number
  /** Wall time, ms UTC. */
  at: number
}

/** early: not yet answered; answered: two-way; held: answered, hears music; ended: final. */
export type LegState = 'early' | 'answered' | 'held' | 'ended'

/** Rejects every pending promise of a leg that has ended; `end` says how. */
export interface LegEndedError extends Error {
  name: 'LegEndedError'
  end: LegEnd
}

/** A dialog's identity, plain data: enough to send a BYE after a crash (reliability D.4). */
export interface DialogIdentity {
  callId: string
  localTag: string
  remoteTag: string
  localUri: string
  remoteUri: string
  remoteTarget: string
  routeSet: string[]
  localCseq: number
  /** e.g. `udp/127.0.0.1:5060`: where the peer was last heard. */
  flow: string
}

export interface Playback {
  /** 'finished' when the last sample was sent, 'stopped' when `stop()` or the leg's end cut it short. Never rejects. */
  done: Promise<'finished' | 'stopped'>
  stop(): void
}

export interface Leg {
  readonly id: string
  readonly kind: 'trunk' | 'agent'
  readonly direction: 'inbound' | 'outbound'
  readonly state: LegState
  /** Call-ID of the SIP dialog. */
  readonly sipCallId: string
  /** Settles once, never rejects. */
  readonly ended: Promise<LegEnd>
  /** Undefined until the dialog is confirmed. */
  dialog(): DialogIdentity | undefined
  /** Plays G.711/PCM WAV files (absolute paths) one after the other; a new play replaces the running one. */
  play(files: readonly string[], options?: { loop?: boolean }): Playback
  /** Digits 0-9 * # A-D, from RFC 4733 or INFO, each once. Returns the unsubscribe. */
  onDigit(listener: (digit: string) => void): () => void
  /** Records what this leg says (mono WAV) until `stop`, or until nothing louder than about -45 dBFS came for `silenceMs`, from the start too; for spoken comments. */
  recordSpeech(path: string, options?: { silenceMs?: number }): Promise<Recording>
  /** Ends the leg in whatever way its state demands (CANCEL, final response, BYE). Idempotent; resolves when ended. */
  hangUp(cause?: DisconnectCause): Promise<void>
  /** Sound as measured so far. */
  stats(): Promise<LegStats>
}

export interface LegStats {
  packetsReceived: number
  packetsSent: number
  packetsLost: number
  /** RFC 3550 interarrival jitter, ms. */
  jitterMs: number
  /** ms since the last packet came in; undefined before the first. */
  silentMs?: number
}

/** A caller who has sent an INVITE from a trusted source. 100 went out already; nothing else did. */
export interface InboundLeg extends Leg {
  readonly direction: 'inbound'
  /** Caller as the trunk says it: P-Asserted-Identity before From; user part, undecorated; '' when withheld. */
  readonly from: string
  /** Display name, unsafe text of the peer. */
  readonly fromName: string
  /** Number dialled: user part of the request URI. */
  readonly dialled: string
  /** `ip:port` of the packet. */
  readonly source: string
  /** Retransmissions and merged requests share it: hash of Call-ID, From-tag and source. */
  readonly callKey: string
  ring(): Promise<void>
  /** 200 with media; resolves once the 200 is on the wire; rejects with LegEndedError when the caller was faster. */
  answer(): Promise<void>
  /** Final response >= 400 with the cause's status. */
  reject(status: number): Promise<void>
}

export interface OutboundLeg extends Leg {
  readonly direction: 'outbound'
  /** Resolves at the first 180/183; never rejects; unresolved when the peer answers or refuses at once. */
  readonly ringing: Promise<void>
  /** Resolves when the peer answered; rejects with LegEndedError on refusal, timeout or hang-up. */
  readonly answered: Promise<void>
}

/** What a third leg does to a bridge of `a` and `b`: `listen` hears both and nobody hears it; `whisper`: `b` hears it too; `barge`: both do. */
export type MonitorMode = 'listen' | 'whisper' | 'barge'

/** A leg that monitors a bridge. */
export interface Monitor {
  readonly mode: MonitorMode
  /** Changes who hears whom and nothing else; the bridged legs notice no break. */
  change(mode: MonitorMode): Promise<void>
  /** The monitor hears nothing any more, its leg lives on. Idempotent; also happens with the end of the bridge or of its leg. */
  end(): Promise<void>
}

/** Two legs that hear each other. Ending the bridge leaves both legs alive. */
export interface Bridge {
  readonly id: string
  /** `held` hears music and nothing of the other; the other hears silence. */
  hold(held: Leg, music: string): Promise<void>
  retrieve(): Promise<void>
  /** Dual channel WAV: left what `a` says, right what `b` says. */
  record(path: string): Promise<Recording>
  /** Lets `leg`, answered and near, take part silently until its mode says otherwise. Rejects with LegEndedError when a leg has ended. */
  monitor(leg: Leg, mode: MonitorMode): Promise<Monitor>
  /** Idempotent. */
  end(): Promise<void>
}

export interface Recording {
  readonly path: string
  pause(): Promise<void>
  resume(): Promise<void>
  /** Completes the header, fsyncs; idempotent; also happens by itself when a recorded leg ends or its silence lasted long enough. */
  stop(): Promise<RecordingResult>
  /** Settles with the result of the first stop, whoever caused it. */
  readonly stopped: Promise<RecordingResult>
}

export interface RecordingResult {
  durationMs: number
  bytes: number
  sha256: string
}

export interface TrunkCall {
  legId: string
  /** E.164 with +, or a service number; the only part of the request URI that varies. */
  to: string
  /** Our number as shown to the callee. */
  from: string
  /** Deterministic for an outbound attempt, so that a retry after a crash is recognisable. */
  sipCallId?: string
  ringTimeoutMs: number
}

export interface AgentCall {
  legId: string
  /** User name of the registered phone. */
  phone: string
  /** Shown on the agent's phone. */
  from: string
  fromName: string
  /** Media goes to the same worker as this leg. */
  near: Leg
  ringTimeoutMs: number
}

/** A phone that an agent registered: browser over WebSocket or desk phone. */
export interface PhoneRegistration {
  phone: string
  registered: boolean
  /** Why it went: unregistered, expired, replaced by a newer one, or its connection was lost. */
  why: 'registered' | 'unregistered' | 'expired' | 'replaced' | 'connection-lost'
}

export interface Telephony {
  /** Exactly one handler; a call that finds none gets 503. A handler that throws ends its leg with internal-error. */
  onInbound(handler: (leg: InboundLeg) => Promise<void>): void
  onRegistration(listener: (news: PhoneRegistration) => void): void
  isRegistered(phone: string): boolean
  /** Issues a credential for a phone; the previous one of the same phone stops working. Digest user = phone. */
  issueCredential(phone: string, lifetimeMs: number): { password: string; expiresAt: number }
  revokeCredential(phone: string): void
  dialTrunk(call: TrunkCall): OutboundLeg
  dialAgent(call: AgentCall): OutboundLeg
  bridge(a: Leg, b: Leg): Promise<Bridge>
  /** Best effort BYE for a dialog of a previous boot. Resolves within 5 s, never rejects. */
  endOrphan(dialog: DialogIdentity): Promise<'ended' | 'unknown' | 'unreachable'>
  health(): TelephonyHealth
  /** No new call in (503 + Retry-After) or out (LegEndedError 'draining'); running calls go on. */
  drain(): void
  /** Ends what is left, closes sockets and workers. Idempotent. */
  close(): Promise<void>
}

export interface TelephonyHealth {
  /** A call can be taken now. */
  ready: boolean
  /** Static sentence when not ready. */
  reason?: string
  engine: 'embedded' | 'drachtio'
  /** `udp/127.0.0.1:5060`, ... as bound. */
  listening: string[]
  /** Loopback port of the engine's WebSocket listener, to which `/sip` is proxied. */
  webSocketPort: number | undefined
  legs: number
  mediaWorkers: number
  freeMediaPorts: number
}

export interface TelephonySettings {
  /** 'embedded' or `drachtio://secret@host:9022`. */
  sipEngine: string
  /** 'embedded' or `rtpengine://host:22222`. */
  mediaEdge: string
  /** `udp:127.0.0.1:5060,tcp:127.0.0.1:5060` split. Port 0 = any free one. */
  sipListen: Array<{ transport: 'udp' | 'tcp'; host: string; port: number }>
  rtpPorts: { low: number; high: number }
  /** Address that goes into SDP and is bound for RTP. */
  mediaHost: string
  mediaWorkers: number
  /** CIDR blocks of trunks. */
  trustedSources: string[]
  /** `sip:host:port` */
  outboundTrunk: string
  /** Digest realm of the registrar. */
  realm: string
  /** Called with static sentences and fields. */
  log: TelephonyLog
}

export interface TelephonyLog {
  debug(fields: object, sentence: string): void
  info(fields: object, sentence: string): void
  warn(fields: object, sentence: string): void
  error(fields: object, sentence: string): void
}
