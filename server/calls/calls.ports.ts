/** What calls need of other rooms and of the switch, in their own words. */
import type { AgentCall, Bridge, Leg, OutboundLeg, TrunkCall } from '../../sip/telephony.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { AgentId, CallId, RecordingId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'

/** The part of the telephony that calls use. */
export interface Switch {
  dialTrunk(call: TrunkCall): OutboundLeg
  dialAgent(call: AgentCall): OutboundLeg
  bridge(a: Leg, b: Leg): Promise<Bridge>
}

/** The agents' phones, as far as a broken conversation waits for one. */
export interface AgentPhones {
  /** Tells once whether page and phone of the agent are there: true as soon as they are, false after `ms`. Returns the cancel. */
  awaitReachable(agentId: AgentId, ms: number, heard: (reachable: boolean) => void): () => void
}

/** Which recordings a call has, and whether anything is recorded now. */
export interface CallRecordings {
  ofCall(callId: CallId): Promise<RecordingId[]>
  /** ms UTC; undefined while the call is recorded. */
  pausedSince(callId: CallId): number | undefined
  pause(callId: CallId, asker: { user: SessionUser; ip: string }): Promise<void>
  resume(callId: CallId, asker: { user: SessionUser; ip: string }): Promise<void>
  /** The call ends in this transaction. */
  over(callId: CallId, tx: Write): Promise<void>
}
