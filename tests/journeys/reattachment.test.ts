import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionUser } from '../../server/contracts/auth.ts'
import { type LiveHouse, openLiveHouse, pass } from '../kit/live-house.ts'

let live: LiveHouse

beforeEach(async () => {
  live = await openLiveHouse()
})
afterEach(() => live.close())

async function talking() {
  const agent = await live.readyAgent()
  const { caller, over } = live.ring()
  await live.settle()
  live.phone().pickUp()
  await live.settle()
  const { callId } = live.facts('call.received').at(-1)!
  return { agent, caller, over, callId }
}

/** The page is refreshed: its phone is gone. */
async function losePhone(agent: SessionUser) {
  const phone = live.phone()
  await live.phoneIs(agent, false)
  phone.end('transport-lost')
  await live.settle()
}

describe('an agent whose page is refreshed in mid-call', () => {
  test('gets the same caller back as soon as the phone is there again; the caller hears music meanwhile', async () => {
    const { agent, caller, over, callId } = await talking()
    await losePhone(agent)
    expect(caller.played.at(-1)).toEqual(['/music.wav'])
    expect(await live.calls.view(callId)).toMatchObject({ state: 'held', agentId: agent.id })
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'talking' })

    await pass(live, 3_000, [agent])
    await live.phoneIs(agent, true)
    await live.settle()
    expect(live.telephony.agentCalls).toHaveLength(2)
    live.phone().pickUp()
    await live.settle()
    expect(live.telephony.bridges).toHaveLength(2)
    expect(await live.calls.view(callId)).toMatchObject({ state: 'talking', holdMs: 3_000 })
    expect(live.facts('queue-entry.waiting')).toHaveLength(1)

    caller.hangsUp()
    await over
    expect(live.facts('interaction.wrapping-up')).toHaveLength(1)
    expect(live.clock.pending()).toBe(1)
  })

  test('has one recording for each stretch of talk', async () => {
    const { agent, caller, over, callId } = await talking()
    await losePhone(agent)
    await live.telephony.bridges[0]!.end()
    await live.phoneIs(agent, true)
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    expect(await live.recordings.ofCall(callId)).toHaveLength(2)
    caller.hangsUp()
    await over
  })

  test('finds the caller on hold who was on hold before', async () => {
    const { agent, caller, over, callId } = await talking()
    await live.calls.hold(callId, agent.id)
    await losePhone(agent)
    await live.phoneIs(agent, true)
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    expect(await live.calls.view(callId)).toMatchObject({ state: 'held' })
    expect(live.telephony.bridges.at(-1)!.music).toBe('/music.wav')
    await live.calls.retrieve(callId, agent.id)
    expect(live.telephony.bridges.at(-1)!.music).toBeUndefined()
    caller.hangsUp()
    await over
  })

  test('is rung again when the first ring after the refresh is not answered', async () => {
    const { agent, caller, over } = await talking()
    await losePhone(agent)
    await live.phoneIs(agent, true)
    await live.settle()
    live.phone().end('busy')
    await pass(live, 500, [agent])
    expect(live.telephony.agentCalls).toHaveLength(3)
    live.phone().pickUp()
    await live.settle()
    expect(live.telephony.bridges).toHaveLength(2)
    caller.hangsUp()
    await over
  })

  test('may end the call before the phone is back', async () => {
    const { agent, caller, over, callId } = await talking()
    await losePhone(agent)
    await expect(live.calls.retrieve(callId, agent.id)).rejects.toMatchObject({ code: 'call-not-talking' })
    await live.calls.hangUp(callId, agent.id)
    await over
    expect(caller.state).toBe('ended')
    expect(live.facts('interaction.wrapping-up')).toHaveLength(1)
  })

  test('is not rung for a caller who hung up meanwhile, and has the paperwork', async () => {
    const { agent, caller, over } = await talking()
    await losePhone(agent)
    caller.hangsUp()
    await over
    await live.phoneIs(agent, true)
    await live.settle()
    expect(live.telephony.agentCalls).toHaveLength(1)
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'wrap-up' })
  })

  test('hears the phone fall silent when the caller hangs up while it rings for them', async () => {
    const { agent, caller, over } = await talking()
    await losePhone(agent)
    await live.phoneIs(agent, true)
    await live.settle()
    caller.hangsUp()
    await over
    expect(live.phone()).toMatchObject({ state: 'ended', cause: 'cancelled' })
    expect(live.telephony.bridges).toHaveLength(1)
  })
})
