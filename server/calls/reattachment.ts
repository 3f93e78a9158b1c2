/**
 * The agent's leg is disposable: a refreshed page, a changed network or a broken browser loses it, and the caller must not
 * notice more than music. The caller's leg stays anchored here while the same agent's phone is waited for and rung again.
 */
import type { AgentId } from '../contracts/ids.ts'
import * as rows from './calls.repository.ts'
import type { LineDeps } from './calls.service.ts'
import type { AgentLeg, Dialling } from './dialling.ts'
import type { LiveCall, TalkEnd } from './live-call.ts'

/** The caller waits so long for the same agent; then somebody else takes over (reliability B2-04, B2-05). */
export const absenceMs = 20_000
/** A page that has just come back answers by itself, so this is long. */
const ringMs = 8_000
/** Between two tries of a phone that is there and does not answer. */
const pauseMs = 500

/** The agent whose leg was lost. */
export interface LostAgent {
  agentId: AgentId
  phone: string
}

/** The conversation goes on over `leg`, or it is over: `lost` when the agent did not come back in time. */
export type Reattached = { leg: AgentLeg } | { end: TalkEnd }

export interface Reattachment {
  /** After a conversation that ended `lost`: the caller hears music until the same agent's phone has answered again. A hold that was on stays on. */
  reattach(call: LiveCall, agent: LostAgent): Promise<Reattached>
}

/** The part of calls that waits for an agent to come back. */
export function createReattachment(deps: LineDeps, dialling: Dialling): Reattachment {
  const { store, clock, apply, holdMusic, phones, log } = deps

  /** Waits for page and phone; false when time is up or the wait is over otherwise. */
  function isBack(agentId: AgentId, ms: number, over: Promise<TalkEnd>): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = phones.awaitReachable(agentId, ms, resolve)
      void over.then(() => {
        cancel()
        resolve(false)
      })
    })
  }

  /** Rings the phone once; undefined when it did not answer. */
  async function ring(call: LiveCall, { agentId, phone }: LostAgent, over: Promise<TalkEnd>) {
    const legId = await store.write((tx) => dialling.prepareAgentLeg(call.id, agentId, tx))
    const leg = dialling.ringAgent(call, { legId, agentId, phone, ringMs, callerName: '' })
    let answered = false
    const cancel = clock.after(ringMs, () => void leg.hangUp('no-answer'))
    void over.then(() => (answered ? undefined : leg.hangUp('cancelled')))
    try {
      await leg.answered
      answered = true
      await store.write((tx) => rows.answerLeg(tx.db, legId, clock.now(), leg.dialog()))
      return leg
    } catch (error) {
      log.info({ callId: call.id, legId, error: String(error) }, 'The phone of a lost agent was rung in vain.')
      return undefined
    } finally {
      cancel()
    }
  }

  /** Tries until the phone answers, time is up, or the wait is over otherwise. */
  async function callBack(call: LiveCall, agent: LostAgent, over: Promise<TalkEnd>): Promise<AgentLeg | undefined> {
    const until = clock.monotonic() + absenceMs
    let waiting = true
    void over.then(() => {
      waiting = false
    })
    for (let left = absenceMs; waiting && left > 0; left = until - clock.monotonic()) {
      if (!(await isBack(agent.agentId, left, over))) return undefined
      const leg = await ring(call, agent, over)
      if (leg) return leg
      await pause(over)
    }
    return undefined
  }

  function pause(over: Promise<TalkEnd>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(pauseMs, resolve)
      void over.then(() => {
        cancel()
        resolve()
      })
    })
  }

  return {
    async reattach(call, agent) {
      const over = call.absenceOver()
      let end: TalkEnd | undefined
      void over.then((how) => {
        end = how
      })
      const wasHeld = call.heldSince !== undefined
      if (call.agent) call.agent.bridge = undefined
      if (!wasHeld) {
        call.heldSince = clock.monotonic()
        await apply(call.id, { event: 'held' })
      }
      const music = call.leg.play([holdMusic], { loop: true })
      const leg = await callBack(call, agent, over)
      music.stop()
      if (end || !leg) {
        await leg?.hangUp('cancelled')
        return { end: end ?? { by: 'lost', cause: 'transport-lost' } }
      }
      if (!wasHeld) {
        await apply(call.id, { event: 'retrieved', heldMs: call.heldMs(clock.monotonic()) })
        call.heldSince = undefined
      }
      return { leg }
    },
  }
}
