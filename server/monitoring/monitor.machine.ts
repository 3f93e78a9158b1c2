/**
 * The law of a monitor session.
 *
 *   ringing --heard--> on --ended--> ended
 *      |                                ^
 *      +------------ended---------------+
 */
import type { Law } from '../platform/machine.ts'

/** Where a session stands. */
export type MonitorStage = { state: 'ringing' } | { state: 'on' } | { state: 'ended' }

/** `heard`: the supervisor's phone answered and hears the call. */
export type MonitorEvent = { event: 'heard' } | { event: 'ended' }

const ended = (): MonitorStage => ({ state: 'ended' })

/** The table: state x event. */
export const monitorLaw: Law<MonitorStage, MonitorEvent> = {
  ringing: { heard: () => ({ state: 'on' }), ended },
  on: { ended },
  ended: {},
}
