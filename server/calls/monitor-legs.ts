/** Legs that monitor a call: they hear its conversation, also over the next bridge when the agent's leg was lost and came back. */
import type { Monitor, MonitorMode, OutboundLeg } from '../../sip/telephony.ts'
import type { AgentId, CallId, LegId } from '../contracts/ids.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import * as rows from './calls.repository.ts'
import type { LineDeps } from './calls.service.ts'

/** One leg that monitors; `monitor` is its place on the present bridge. */
export interface MonitorSeat {
  leg: OutboundLeg
  mode: MonitorMode
  monitor: Monitor | undefined
}

/** What whoever asked for the leg holds of it. */
export interface MonitorHandle {
  readonly heard: Promise<void>
  readonly over: Promise<void>
  change(mode: MonitorMode): Promise<void>
  hangUp(): Promise<void>
}

export interface MonitorLegs {
  /** The agent who talks on this call now. */
  agentOf(callId: CallId): AgentId | undefined
  /** Writes the leg before anything rings. */
  prepareMonitorLeg(callId: CallId, byId: AgentId, tx: Write): Promise<LegId>
  /** Rings the phone and lets it hear the call when it answers. The call must be live. */
  ringMonitor(callId: CallId, ring: { legId: LegId; phone: string; mode: MonitorMode }): MonitorHandle
}

const ringMs = 15_000

/** The monitoring half of calls. */
export function createMonitorLegs(deps: LineDeps): MonitorLegs {
  const { store, clock, telephony, running, log } = deps

  return {
    agentOf: (callId) => {
      const side = running.get(callId)?.agent
      return side?.bridge && side.agentId
    },
    async prepareMonitorLeg(callId, byId, tx) {
      const id = newId<LegId>()
      await rows.insertLeg(tx.db, {
        id,
        call_id: callId,
        boot_id: deps.bootId,
        kind: 'monitor',
        direction: 'outbound',
        agent_id: byId,
        started_at: clock.now(),
        answered_at: null,
        ended_at: null,
        cause: null,
        dialog: null,
      })
      return id
    },
    ringMonitor(callId, { legId, phone, mode }) {
      const call = running.get(callId)
      if (!call) throw new Error('The call is over.')
      const leg = telephony.dialAgent({
        legId,
        phone,
        from: call.ani,
        fromName: '',
        near: call.leg,
        ringTimeoutMs: ringMs,
      })
      const seat: MonitorSeat = { leg, mode, monitor: undefined }
      call.monitors.add(seat)
      const over = leg.ended.then(async (end) => {
        call.monitors.delete(seat)
        await store
          .write((tx) => rows.endLeg(tx.db, legId, clock.now(), end.cause))
          .catch((error: unknown) => {
            log.error({ callId, legId, error }, 'The end of a leg could not be written.')
          })
      })
      const heard = leg.answered.then(async () => {
        await store.write((tx) => rows.answerLeg(tx.db, legId, clock.now(), leg.dialog()))
        // Without a bridge right now (the agent is being waited for) the next one takes the seat along.
        seat.monitor = await call.agent?.bridge?.monitor(leg, seat.mode)
      })
      heard.catch(() => undefined)
      return {
        heard,
        over,
        async change(next) {
          seat.mode = next
          await seat.monitor?.change(next)
        },
        hangUp: () => leg.hangUp(),
      }
    },
  }
}
