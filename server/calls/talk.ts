/** The conversation of a call with an agent: joined, held, retrieved, ended. The server owns hold; the browser only asks. */
import type { Bridge, DisconnectCause, Leg } from '../../sip/telephony.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { AgentId, CallId, InteractionId, QueueId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import type { Write } from '../platform/store.ts'
import type { LineDeps } from './calls.service.ts'
import type { LiveCall, TalkEnd } from './live-call.ts'

export interface Conversation {
  bridge: Bridge
  /** Settles when either side leaves or somebody asks the call to end. */
  over: Promise<TalkEnd>
}

export interface Talk {
  /** Joins a connected call with its agent's answered leg. Rejects when there is no sound to be had. */
  talk(call: LiveCall, agent: { agentId: AgentId; leg: Leg }): Promise<Conversation>
  /** After `lost`: the call waits again, its agent's leg is gone; `alongside` joins the transaction. */
  agentLost(call: LiveCall, alongside: (tx: Write) => Promise<void>): Promise<void>
  /** After a talk that ended `transfer`: the call waits again with its next contact, the agent's leg is gone; `alongside` comes first in the transaction. */
  transferred(
    call: LiveCall,
    next: { queueId: QueueId; interactionId: InteractionId },
    alongside: (tx: Write) => Promise<void>,
  ): Promise<void>
  /** The agent hands the caller on; resolves when the call waits in that queue. Refusals as `hold`. */
  transfer(callId: CallId, agentId: AgentId, queueId: QueueId): Promise<void>
  /** The caller hears music. Refusals: not-your-contact, call-ended, call-not-talking. */
  hold(callId: CallId, agentId: AgentId): Promise<void>
  /** Both hear each other again. Same refusals. */
  retrieve(callId: CallId, agentId: AgentId): Promise<void>
  /** Nothing is recorded until `resumeRecording`; for card numbers. Same refusals, besides call-not-talking. */
  pauseRecording(callId: CallId, asker: { user: SessionUser; ip: string }): Promise<void>
  resumeRecording(callId: CallId, asker: { user: SessionUser; ip: string }): Promise<void>
  /** The agent ends the call; resolves when it is closed. Same refusals. */
  hangUp(callId: CallId, agentId: AgentId): Promise<void>
}

/** The talking half of calls. */
export function createTalk({ store, running, apply, clock, log, telephony, recordings, holdMusic }: LineDeps): Talk {
  /** The call that this agent has in hand. */
  function ownCall(callId: CallId, agentId: AgentId): LiveCall {
    const call = running.get(callId)
    if (!call) throw new Refusal('call-ended')
    if (call.agent?.agentId !== agentId) throw new Refusal('not-your-contact')
    return call
  }

  /** The conversation of this agent on this call. */
  function ownTalk(callId: CallId, agentId: AgentId): { call: LiveCall; bridge: Bridge } {
    const call = ownCall(callId, agentId)
    if (!call.agent?.bridge) throw new Refusal('call-not-talking')
    return { call, bridge: call.agent.bridge }
  }

  /** Whoever monitored the bridge before hears this one; a monitor that fails costs nobody the call. */
  async function watchOn(call: LiveCall, bridge: Bridge): Promise<void> {
    for (const seat of call.monitors) {
      if (seat.leg.state !== 'answered') continue
      try {
        seat.monitor = await bridge.monitor(seat.leg, seat.mode)
      } catch (error) {
        log.warn({ callId: call.id, error }, 'A monitor could not follow its call.')
      }
    }
  }

  return {
    async talk(call, { agentId, leg }) {
      call.agent = { agentId, leg, bridge: undefined }
      const over = call.talkOver(leg)
      const bridge = await telephony.bridge(call.leg, leg)
      call.agent.bridge = bridge
      // The agent's leg was lost while the caller was on hold: the hold goes on.
      if (call.heldSince !== undefined) await bridge.hold(call.leg, holdMusic)
      await watchOn(call, bridge)
      return { bridge, over }
    },
    async agentLost(call, alongside) {
      const side = call.agent
      await store.write(async (tx) => {
        await apply(call.id, { event: 'agent-lost', heldMs: call.heldMs(clock.monotonic()) }, tx)
        await alongside(tx)
      })
      call.heldSince = undefined
      call.agent = undefined
      await side?.bridge?.end()
    },
    async transferred(call, next, alongside) {
      const side = call.agent
      await store.write(async (tx) => {
        await alongside(tx)
        const heldMs = call.heldMs(clock.monotonic())
        await apply(call.id, { event: 'transferred', heldMs, ...next }, tx)
      })
      call.heldSince = undefined
      call.agent = undefined
      call.wasHandedOn()
      await side?.bridge?.end()
      await side?.leg.hangUp()
    },
    async transfer(callId, agentId, queueId) {
      const { call } = ownTalk(callId, agentId)
      if (!call.askToTransfer(queueId)) throw new Refusal('call-not-talking')
      await call.handedOn
    },
    async hold(callId, agentId) {
      const { call, bridge } = ownTalk(callId, agentId)
      if (call.heldSince !== undefined) return
      call.heldSince = clock.monotonic()
      try {
        const row = await apply(callId, { event: 'held' })
        if (row.state !== 'held') throw new Refusal('call-not-talking')
      } catch (error) {
        call.heldSince = undefined
        throw error
      }
      await bridge.hold(call.leg, holdMusic)
    },
    async retrieve(callId, agentId) {
      const { call, bridge } = ownTalk(callId, agentId)
      if (call.heldSince === undefined) return
      const { heldSince } = call
      const heldMs = call.heldMs(clock.monotonic())
      call.heldSince = undefined
      try {
        const row = await apply(callId, { event: 'retrieved', heldMs })
        if (row.state !== 'talking') throw new Refusal('call-not-talking')
      } catch (error) {
        // What could not be written has not happened: the caller still hears music and can be retrieved again.
        if (!(error instanceof Refusal)) call.heldSince = heldSince
        throw error
      }
      await bridge.retrieve()
    },
    async pauseRecording(callId, asker) {
      ownCall(callId, asker.user.id)
      await recordings.pause(callId, asker)
    },
    async resumeRecording(callId, asker) {
      ownCall(callId, asker.user.id)
      await recordings.resume(callId, asker)
    },
    async hangUp(callId, agentId) {
      const call = ownCall(callId, agentId)
      const cause: DisconnectCause = 'hung-up-by-us'
      if (!call.askToEnd(cause)) throw new Refusal('call-not-talking')
      await call.closed
    },
  }
}
