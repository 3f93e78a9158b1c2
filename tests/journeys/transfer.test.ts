import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../server/platform/id.ts'
import { testUser } from '../kit/http.ts'
import { type LiveHouse, openLiveHouse, pass } from '../kit/live-house.ts'

let live: LiveHouse

beforeEach(async () => {
  live = await openLiveHouse()
})
afterEach(() => live.close())

/** Somebody of complaints talks to a caller and has typed something. */
async function talking() {
  const agent = await live.readyAgent(['complaint'])
  const { caller, over } = live.ring()
  await live.settle()
  live.phone().pickUp()
  await live.settle()
  const { callId } = live.facts('call.received').at(-1)!
  const { interactionId } = live.pops.at(-1)!.pop
  const typed = { note: '', case: { subject: '退票进度', details: '', flight: '' } }
  await live.interactions.saveDraft(interactionId, typed, agent)
  return { agent, caller, over, callId, interactionId }
}

describe('a caller whom the agent hands on to another queue', () => {
  test('waits there before everybody else, and the next agent sees what was typed', async () => {
    const { agent, caller, over, callId, interactionId } = await talking()
    const agentPhone = live.phone()
    const other = live.ring()
    live.script.menu = async () => ({ kind: 'enqueue', queue: 'booking', language: 'zh' })
    await live.settle()
    const waitingBefore = live.ring()
    await live.settle()

    await live.calls.transfer(callId, agent.id, 'booking')
    expect(await live.calls.view(callId)).toMatchObject({ state: 'queued', queueId: 'booking' })
    expect(agentPhone.state).toBe('ended')
    expect(caller).toMatchObject({ state: 'answered' })
    expect(caller.played.at(-1)).toEqual(['/music.wav'])

    await live.readyAgent(['booking'])
    await live.settle()
    const { pop } = live.pops.at(-1)!
    expect(pop).toMatchObject({ callId, queueId: 'booking', draft: { case: { subject: '退票进度' } } })
    expect(pop.interactionId).not.toBe(interactionId)
    live.phone().pickUp()
    await live.settle()
    expect(await live.calls.view(callId)).toMatchObject({ state: 'talking', interactionId: pop.interactionId })

    for (const one of [caller, other.caller, waitingBefore.caller]) one.hangsUp()
    await Promise.all([over, other.over, waitingBefore.over])
    expect(live.facts('interaction.wrapping-up').map((fact) => fact.interactionId)).toEqual([
      interactionId,
      pop.interactionId,
    ])
  })

  test('leaves the agent the paperwork of the own part, which needs no case', async () => {
    const { agent, caller, over, callId, interactionId } = await talking()
    await live.calls.transfer(callId, agent.id, 'general')
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'wrap-up' })
    expect(await live.interactions.get(interactionId, agent)).toMatchObject({ draft: { disposition: 'transferred' } })
    await live.interactions.save(
      interactionId,
      { key: newId<string>(), disposition: 'transferred', note: '', more: [] } as never,
      agent,
    )
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'idle' })
    caller.hangsUp()
    await over
  })

  test('who hangs up while waiting is abandoned there, once', async () => {
    const { agent, caller, over, callId } = await talking()
    await live.calls.transfer(callId, agent.id, 'query')
    await pass(live, 5_000, [agent])
    caller.hangsUp()
    await over
    expect(live.facts('queue-entry.abandoned')).toMatchObject([{ queueId: 'query' }])
    expect(live.facts('interaction.closed')).toMatchObject([{ disposition: 'abandoned' }])
  })

  test('on hold is handed on with the time on hold counted', async () => {
    const { agent, caller, over, callId } = await talking()
    await live.calls.hold(callId, agent.id)
    await pass(live, 4_000, [agent])
    await live.calls.transfer(callId, agent.id, 'query')
    expect(await live.calls.view(callId)).toMatchObject({ state: 'queued', holdMs: 4_000 })
    caller.hangsUp()
    await over
  })

  test('is handed on by the own agent only', async () => {
    const { callId } = await talking()
    await expect(live.calls.transfer(callId, testUser('agent').id, 'query')).rejects.toMatchObject({
      code: 'not-your-contact',
    })
  })
})
