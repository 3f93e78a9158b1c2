/** What calls need of other rooms and of the switch, in their own words. */
import type { AgentCall, Bridge, Leg, OutboundLeg, TrunkCall } from '../../sip/telephony.ts'
import type { AgentId, CallId, RecordingId } from '../contracts/ids.ts'

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

/** Which recordings a call has. */
export interface CallRecordings {
  ofCall(callId: CallId): Promise<RecordingId[]>
}
