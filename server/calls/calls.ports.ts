/** What calls need of other rooms and of the switch, in their own words. */
import type { AgentCall, Bridge, Leg, OutboundLeg, TrunkCall } from '../../sip/telephony.ts'
import type { CallId, RecordingId } from '../contracts/ids.ts'

/** The part of the telephony that calls use. */
export interface Switch {
  dialTrunk(call: TrunkCall): OutboundLeg
  dialAgent(call: AgentCall): OutboundLeg
  bridge(a: Leg, b: Leg): Promise<Bridge>
}

/** Which recordings a call has. */
export interface CallRecordings {
  ofCall(callId: CallId): Promise<RecordingId[]>
}
