/** A call that is on the line: the handle that a journey carries along. What must outlive the process stands in its row. */
import type { Bridge, DisconnectCause, Leg, LegEnd, Playback, Recording } from '../../sip/telephony.ts'
import type { IvrStep } from '../contracts/calls.ts'
import type { Language } from '../contracts/common.ts'
import type { AgentId, CallId, InteractionId, LegId, QueueId } from '../contracts/ids.ts'
import type { NewCall } from './call-rows.ts'
import type { MonitorSeat } from './monitor-legs.ts'

/** Who ended a conversation. `lost`: the agent's phone or browser went away, the caller is still there. */
export type TalkEnd =
  | { by: 'caller' | 'agent' | 'house' | 'lost'; cause: DisconnectCause }
  /** The agent hands the caller on to another queue. */
  | { by: 'transfer'; queueId: QueueId }

/** The agent's side of a call. */
export interface AgentSide {
  agentId: AgentId
  leg: Leg
  bridge: Bridge | undefined
}

const lostCauses: readonly DisconnectCause[] = ['transport-lost', 'media-failed', 'media-timeout']

export class LiveCall {
  readonly id: CallId
  readonly legId: LegId
  readonly leg: Leg
  readonly interactionId: InteractionId | undefined
  readonly ani: string
  readonly dnis: string
  /** Changes with the caller's choice in the menu. */
  language: Language
  path: IvrStep[] = []
  agent: AgentSide | undefined
  /** Legs that monitor this call. */
  readonly monitors = new Set<MonitorSeat>()
  /** Monotonic ms since the caller hears hold music. */
  heldSince: number | undefined
  /** True once the dialog's identity stands in the leg's row. */
  dialogKept = false
  /** Settles when a transfer that was asked for is written, or the call is closed. */
  handedOn: Promise<void> = Promise.resolve()
  #settleHandedOn: (() => void) | undefined
  /** Settles when the call is closed: row ended, legs gone. */
  readonly closed: Promise<void>
  readonly settleClosed: () => void
  #wanted: ((end: TalkEnd) => void) | undefined

  constructor(facts: NewCall & { leg: Leg }) {
    this.id = facts.id
    this.legId = facts.legId
    this.leg = facts.leg
    this.interactionId = facts.interactionId
    this.ani = facts.ani
    this.dnis = facts.dnis
    this.language = facts.language
    const { promise, resolve } = Promise.withResolvers<void>()
    this.closed = promise
    this.settleClosed = resolve
  }

  /** Settles when the caller's leg has ended, however. */
  get ended(): Promise<LegEnd> {
    return this.leg.ended
  }

  play(files: readonly string[], options?: { loop?: boolean }): Playback {
    return this.leg.play(files, options)
  }

  onDigit(listener: (digit: string) => void): () => void {
    return this.leg.onDigit(listener)
  }

  recordSpeech(path: string, options?: { silenceMs?: number }): Promise<Recording> {
    return this.leg.recordSpeech(path, options)
  }

  /** Ms of the hold that is running at `now` (monotonic); 0 when none is. */
  heldMs(now: number): number {
    return this.heldSince === undefined ? 0 : Math.max(0, Math.round(now - this.heldSince))
  }

  /** Settles when either side leaves, or the house was asked to end the call with `askToEnd`. */
  talkOver(agentLeg: Leg): Promise<TalkEnd> {
    const { promise, resolve } = Promise.withResolvers<TalkEnd>()
    this.#endOn(resolve)
    void agentLeg.ended.then((end) => {
      if (this.leg.state === 'ended') return
      resolve({ by: lostCauses.includes(end.cause) ? 'lost' : 'agent', cause: end.cause })
    })
    return promise
  }

  /** The same while the agent's leg is missing: settles when the caller leaves or the house was asked to end the call. */
  absenceOver(): Promise<TalkEnd> {
    const { promise, resolve } = Promise.withResolvers<TalkEnd>()
    this.#endOn(resolve)
    return promise
  }

  #endOn(resolve: (end: TalkEnd) => void): void {
    this.#wanted = resolve
    void this.leg.ended.then((end) => resolve({ by: 'caller', cause: end.cause }))
  }

  /** Asks the journey to end the conversation; false when nobody talks. */
  askToEnd(cause: DisconnectCause): boolean {
    this.#wanted?.({ by: 'house', cause })
    return this.#wanted !== undefined
  }

  /** Asks the journey to hand the caller on; false when nobody talks. */
  askToTransfer(queueId: QueueId): boolean {
    if (this.#wanted === undefined) return false
    const { promise, resolve } = Promise.withResolvers<void>()
    this.handedOn = Promise.race([promise, this.closed])
    this.#settleHandedOn = resolve
    this.#wanted({ by: 'transfer', queueId })
    return true
  }

  /** The transfer is written. */
  wasHandedOn(): void {
    this.#wanted = undefined
    this.#settleHandedOn?.()
  }
}
