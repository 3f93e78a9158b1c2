/** The pool from which callers are served: who waits, one reservation an agent, what becomes of it. */
import type { AgentId, CallId, InteractionId, OfferId, QueueId, TeamId } from '../contracts/ids.ts'
import type { Store, Write } from '../platform/store.ts'
import { idleSince, isRoutable } from './agent.rules.ts'
import * as rows from './agents.repository.ts'
import type { DeskDeps } from './agents.service.ts'

/** An agent who can be offered a caller now. */
export interface AgentSeat {
  agentId: AgentId
  teamId: TeamId
  displayName: string
  phone: string
  skills: QueueId[]
  /** ms UTC */
  idleSince: number
}

/** What an agent is reserved for. */
export interface Reservation {
  offerId: OfferId
  callId: CallId
  interactionId: InteractionId
}

/** What an offer that did not become a conversation means for the agent. */
export type ReleaseReason = 'no-answer' | 'rejected' | 'phone-lost' | 'caller-gone'

export interface Pool {
  /** Everybody routable, with skills. */
  ready(): Promise<AgentSeat[]>
  /** Atomic; false when somebody was faster or the agent cannot be reached any more. */
  reserve(agentId: AgentId, reservation: Reservation, tx: Write): Promise<boolean>
  /** The phone rings. */
  rang(agentId: AgentId): Promise<void>
  /** The agent has answered. */
  connected(agentId: AgentId, tx: Write): Promise<void>
  /** The offer ended without a conversation. */
  release(agentId: AgentId, why: ReleaseReason, tx: Write): Promise<void>
  /** The conversation is over, its paperwork begins; `dueAt` ms UTC is a target, not an end. */
  beginWrapUp(agentId: AgentId, dueAt: number, tx: Write): Promise<void>
  moveWrapUpTarget(agentId: AgentId, dueAt: number, tx: Write): Promise<void>
  /** Paperwork saved; call `settled` after the commit. */
  wrappedUp(agentId: AgentId, tx: Write): Promise<void>
  /** Browser and phone went away in mid-call; the caller has gone back to the queue. */
  lostInCall(agentId: AgentId, tx: Write): Promise<void>
}

const free = { call_id: null, interaction_id: null, offer_id: null, wrap_up_due_at: null }

/** The routing half of agents. */
export function createPool(deps: DeskDeps & { store: Store }): Pool {
  const { store, clock, seats, moveActivity, movePresence } = deps
  return {
    async ready() {
      const waiting = (await rows.agentsInWait(store.db)).filter((row) => isRoutable(row, seats))
      const skills = await rows.skillsOf(
        store.db,
        waiting.map((row) => row.agent_id),
      )
      return waiting.map((row) => ({
        agentId: row.agent_id,
        teamId: row.team_id,
        displayName: row.display_name,
        phone: row.phone,
        skills: skills.filter((skill) => skill.agent_id === row.agent_id).map((skill) => skill.queue_id),
        idleSince: idleSince(row),
      }))
    },
    async reserve(agentId, { offerId, callId, interactionId }, tx) {
      if (!seats.reachable(agentId)) return false
      const taken = await rows.reserveAgent(tx.db, agentId, {
        activity: 'reserved',
        activity_since: clock.now(),
        boot_id: deps.bootId,
        offer_id: offerId,
        call_id: callId,
        interaction_id: interactionId,
      })
      const row = taken ? await rows.agentById(tx.db, agentId) : undefined
      if (!row) return false
      tx.announce('agent.activity-changed', {
        agentId,
        teamId: row.team_id,
        from: 'idle',
        to: 'reserved',
        interactionId,
      })
      return true
    },
    async rang(agentId) {
      await store.write(async (tx) => {
        await moveActivity(agentId, { event: 'rang' }, {}, tx)
      })
    },
    async connected(agentId, tx) {
      await moveActivity(agentId, { event: 'connected' }, { offer_id: null }, tx)
    },
    async release(agentId, why, tx) {
      if (why === 'phone-lost') {
        seats.distrustPhone(agentId)
        await moveActivity(agentId, { event: 'lost' }, free, tx)
        return
      }
      await moveActivity(agentId, { event: 'released' }, free, tx)
      if (why === 'no-answer') await movePresence(agentId, { event: 'set-not-ready', reason: 'no-answer' }, tx)
    },
    async beginWrapUp(agentId, dueAt, tx) {
      await moveActivity(agentId, { event: 'hung-up' }, { wrap_up_due_at: dueAt, call_id: null, offer_id: null }, tx)
    },
    async moveWrapUpTarget(agentId, dueAt, tx) {
      await rows.saveAgent(tx.db, agentId, { wrap_up_due_at: dueAt })
    },
    async wrappedUp(agentId, tx) {
      await moveActivity(agentId, { event: 'wrapped-up' }, free, tx)
    },
    async lostInCall(agentId, tx) {
      seats.distrustPhone(agentId)
      await moveActivity(agentId, { event: 'lost' }, free, tx)
    },
  }
}
