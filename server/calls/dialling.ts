/** Calls that the house begins: to a passenger through the trunk, and to an agent's phone for a caller who waits. */
import type { OutboundLeg } from '../../sip/telephony.ts'
import type { Language } from '../contracts/common.ts'
import type { AgentId, CallId, InteractionId, LegId } from '../contracts/ids.ts'
import { newId } from '../platform/id.ts'
import type { Write } from '../platform/store.ts'
import { newCallRow, newLegRow } from './call-rows.ts'
import * as rows from './calls.repository.ts'
import type { LineDeps } from './calls.service.ts'
import { LiveCall } from './live-call.ts'

/** A call to a passenger. Numbers in E.164; `sipCallId` deterministic for an attempt. */
export interface DialOut {
  to: string
  from: string
  language: Language
  ringTimeoutMs: number
  sipCallId?: string
  interactionId?: InteractionId
}

export interface DialledCall {
  call: LiveCall
  /** Resolves when the passenger answered and the row says so; rejects with LegEndedError otherwise. */
  answered: Promise<void>
}

/** An agent's phone, rung or answered. */
export type AgentLeg = OutboundLeg

/** The phone to ring for a caller. */
export interface AgentRing {
  legId: LegId
  agentId: AgentId
  phone: string
  ringMs: number
  /** Shown on the phone beside the caller's number. */
  callerName: string
}

export interface Dialling {
  /** Writes call and leg (and what `alongside` writes), then dials. The call must be closed by who asked for it. */
  dialOut(wish: DialOut, alongside?: (tx: Write, callId: CallId) => Promise<void>): Promise<DialledCall>
  /** Writes the leg to an agent's phone, before `ringAgent` sends anything. */
  prepareAgentLeg(callId: CallId, agentId: AgentId, tx: Write): Promise<LegId>
  /** Rings the phone; its leg's row ends with the leg. */
  ringAgent(call: LiveCall, ring: AgentRing): OutboundLeg
}

/** Longer than the queue's own ring time: the telephony's limit is only the net below it. */
const ringNetMs = 10_000

/** The outbound half of calls. */
export function createDialling(deps: LineDeps): Dialling {
  const { store, clock, telephony, running, apply } = deps

  async function markAnswered(call: LiveCall, leg: OutboundLeg): Promise<void> {
    await leg.answered
    await store.write(async (tx) => {
      await apply(call.id, { event: 'answered' }, tx)
      await rows.answerLeg(tx.db, call.legId, clock.now(), leg.dialog())
    })
  }

  return {
    async dialOut(wish, alongside) {
      const facts = {
        id: newId<CallId>(),
        legId: newId<LegId>(),
        interactionId: wish.interactionId,
        ani: wish.from,
        dnis: wish.to,
        language: wish.language,
      }
      await store.write(async (tx) => {
        await rows.insertCall(tx.db, newCallRow(facts, deps, 'outbound', wish.sipCallId ?? facts.id))
        await rows.insertLeg(tx.db, newLegRow(facts, deps, 'outbound'))
        tx.announce('call.received', { callId: facts.id, direction: 'outbound' })
        await alongside?.(tx, facts.id)
      })
      const leg = telephony.dialTrunk({
        legId: facts.legId,
        to: wish.to,
        from: wish.from,
        ringTimeoutMs: wish.ringTimeoutMs,
        ...(wish.sipCallId !== undefined && { sipCallId: wish.sipCallId }),
      })
      const call = new LiveCall({ ...facts, leg })
      running.set(call.id, call)
      const answered = markAnswered(call, leg)
      // Whoever dialled awaits it later; until then a refusal must not count as unhandled.
      answered.catch(() => undefined)
      return { call, answered }
    },
    async prepareAgentLeg(callId, agentId, tx) {
      const id = newId<LegId>()
      await rows.insertLeg(tx.db, {
        id,
        call_id: callId,
        boot_id: deps.bootId,
        kind: 'agent',
        direction: 'outbound',
        agent_id: agentId,
        started_at: clock.now(),
        answered_at: null,
        ended_at: null,
        cause: null,
        dialog: null,
      })
      return id
    },
    ringAgent(call, ring) {
      const leg = telephony.dialAgent({
        legId: ring.legId,
        phone: ring.phone,
        from: call.ani,
        fromName: ring.callerName,
        near: call.leg,
        ringTimeoutMs: ring.ringMs + ringNetMs,
      })
      void leg.ended.then(async (end) => {
        try {
          await store.write((tx) => rows.endLeg(tx.db, ring.legId, clock.now(), end.cause))
        } catch (error) {
          deps.log.error({ callId: call.id, legId: ring.legId, error }, 'The end of a leg could not be written.')
        }
      })
      return leg
    },
  }
}
