import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type LiveHouse, openLiveHouse, pass } from '../kit/live-house.ts'
import { ScriptedCaller } from '../kit/scripted-leg.ts'

describe('a passenger rings the hotline', () => {
  let live: LiveHouse
  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(() => live.close())

  const stateOf = async (agent: { id: Parameters<LiveHouse['agents']['state']>[0] }) => live.agents.state(agent.id)

  test('talks to an agent and leaves paperwork behind', async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    expect(await stateOf(agent)).toMatchObject({ activity: 'talking' })
    expect(live.telephony.bridges).toHaveLength(1)
    await vi.waitFor(() => expect(live.telephony.bridges[0]!.recordings).toHaveLength(1))

    caller.hangsUp()
    await over
    const { callId } = live.facts('call.ended')[0]!
    expect(await live.calls.view(callId)).toMatchObject({ state: 'ended', cause: 'hung-up-by-peer', agentId: agent.id })
    expect(await stateOf(agent)).toMatchObject({ activity: 'wrap-up', wrapUpDueAt: live.clock.now() + 60_000 })
    expect(live.facts('interaction.wrapping-up')).toHaveLength(1)
    expect(live.calls.liveCount()).toBe(0)
  })

  test('is committed before the caller hears anything', async () => {
    const caller = new ScriptedCaller()
    const before: string[] = []
    caller.answer = async () => {
      before.push(...live.house.facts.map((fact) => fact.name))
      caller.state = 'answered'
    }
    const over = live.onInbound(caller)
    await live.settle()
    caller.hangsUp()
    await over
    expect(before).toEqual(['call.received', 'interaction.opened'])
  })

  test('answers a merged request with 482 and keeps one call', async () => {
    const first = live.ring({ callKey: 'same' })
    const second = live.ring({ callKey: 'same' })
    await second.over
    expect(second.caller.rejected).toBe(482)
    expect(live.calls.liveCount()).toBe(1)
    first.caller.hangsUp()
    await first.over
  })

  test('shows the agent who calls before the phone rings', async () => {
    const agent = await live.readyAgent()
    const painted = Promise.withResolvers<'painted'>()
    live.script.paint = () => painted.promise
    const { caller, over } = live.ring()
    await live.settle()
    expect(live.pops.map((shown) => shown.agentId)).toEqual([agent.id])
    expect(live.telephony.phones).toHaveLength(0)
    painted.resolve('painted')
    await live.settle()
    expect(live.telephony.phones).toHaveLength(1)
    caller.hangsUp()
    await over
  })

  test('rings all the same when a page does not paint within 300 ms', async () => {
    await live.readyAgent()
    live.script.paint = () => new Promise(() => {})
    const { caller, over } = live.ring()
    await live.clock.advance(299)
    expect(live.telephony.phones).toHaveLength(0)
    await live.clock.advance(1)
    expect(live.telephony.phones).toHaveLength(1)
    caller.hangsUp()
    await over
  })

  test('offers the caller to the agent who has been idle longest', async () => {
    const first = await live.readyAgent()
    await live.clock.advance(1_000)
    await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    expect(live.pops.map((shown) => shown.agentId)).toEqual([first.id])
    expect(live.pops[0]!.pop.idleMs).toBe(1_000)
    caller.hangsUp()
    await over
  })

  test('offers nobody without the skill', async () => {
    await live.readyAgent(['booking'])
    const { caller, over } = live.ring()
    await live.settle()
    expect(live.pops).toHaveLength(0)
    caller.hangsUp()
    await over
  })

  test('offers the next caller at once to an agent who comes free', async () => {
    const { caller, over } = live.ring()
    await live.settle()
    expect(live.telephony.phones).toHaveLength(0)
    await live.readyAgent()
    await live.settle()
    expect(live.telephony.phones).toHaveLength(1)
    caller.hangsUp()
    await over
  })

  test('puts the caller back at the same place when nobody picks up', async () => {
    const sleeper = await live.readyAgent()
    const first = live.ring({ from: '+861' })
    await live.clock.advance(1_000)
    const second = live.ring({ from: '+862' })
    await live.settle()
    const placed = (await live.queues.waiting()).map((row) => [row.call_id, row.enqueued_at])
    await pass(live, 20_000, [sleeper])
    expect(live.phone().cause).toBe('no-answer')
    expect((await live.queues.waiting()).map((row) => [row.call_id, row.enqueued_at])).toEqual(placed)
    expect(await stateOf(sleeper)).toMatchObject({ presence: 'not-ready', reason: 'no-answer', activity: 'idle' })
    expect(live.facts('queue-entry.returned')).toMatchObject([{ why: 'no-answer', agentId: sleeper.id }])

    await live.readyAgent()
    await live.settle()
    expect(live.pops.at(-1)!.pop.call.ani).toBe('+861')
    first.caller.hangsUp()
    second.caller.hangsUp()
    await Promise.all([first.over, second.over])
  })

  test("cancels the agent's phone when the caller hangs up while it rings", async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    caller.hangsUp()
    await over
    expect(live.phone()).toMatchObject({ state: 'ended', cause: 'cancelled' })
    expect(await stateOf(agent)).toMatchObject({ activity: 'idle', presence: 'ready', routable: true })
    expect(live.facts('queue-entry.returned')).toMatchObject([{ why: 'caller-gone' }])
    expect(live.facts('queue-entry.abandoned')).toMatchObject([{ why: 'hung-up' }])
    expect(live.facts('interaction.closed')).toMatchObject([{ disposition: 'abandoned' }])
  })

  test('gives a caller who hangs up in the moment of the answer no zombie at the agent', async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    const phone = live.phone()
    phone.pickUp()
    caller.hangsUp()
    await over
    await live.settle()
    expect(phone.state).toBe('ended')
    expect(['idle', 'wrap-up']).toContain((await stateOf(agent)).activity)
    expect(live.calls.liveCount()).toBe(0)
    expect(await live.queues.waiting()).toEqual([])
  })

  test('never rings a phone for a caller who left while the screen was being painted', async () => {
    const agent = await live.readyAgent()
    const painted = Promise.withResolvers<'painted'>()
    live.script.paint = () => painted.promise
    const { caller, over } = live.ring()
    await live.settle()
    caller.hangsUp()
    await over
    painted.resolve('painted')
    await live.settle()
    expect(live.telephony.phones).toHaveLength(0)
    expect(await stateOf(agent)).toMatchObject({ activity: 'idle' })
  })

  test('leaves a declining agent in peace with this caller for ten seconds', async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    live.phone().end('rejected')
    await live.settle()
    expect(live.pops).toHaveLength(1)
    expect(await stateOf(agent)).toMatchObject({ activity: 'idle', presence: 'ready' })
    await pass(live, 10_000, [agent])
    expect(live.pops).toHaveLength(2)
    caller.hangsUp()
    await over
  })

  test('does not offer to a phone that failed until it registers again', async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring()
    await live.settle()
    live.phone().end('transport-lost')
    await live.settle()
    expect(await stateOf(agent)).toMatchObject({ activity: 'unreachable', routable: false })
    expect(live.pops).toHaveLength(1)
    await live.phoneIs(agent, true)
    await live.settle()
    expect(live.pops).toHaveLength(2)
    caller.hangsUp()
    await over
  })

  test('tells the place in the queue every 30 seconds, anew each time', async () => {
    const first = live.ring()
    await live.settle()
    const second = live.ring()
    await live.settle()
    await live.clock.advance(30_000)
    expect(second.caller.played.at(-1)).toEqual(['/zh/position-2.wav'])
    second.caller.finishPlaying()
    await live.settle()
    expect(second.caller.played.at(-1)).toEqual(['/music.wav'])
    first.caller.hangsUp()
    await first.over
    await live.clock.advance(30_000)
    expect(second.caller.played.at(-1)).toEqual(['/zh/position-1.wav'])
    second.caller.hangsUp()
    await second.over
    expect(live.clock.pending()).toBe(0)
  })

  test('goes back to the front of the queue, with what was typed so far, when the agent is lost in mid-call and not back in 20 s', async () => {
    const agent = await live.readyAgent()
    const { caller, over } = live.ring({ from: '+861' })
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    await live.clock.advance(1_000)
    const waiting = live.ring({ from: '+862' })
    await live.settle()
    const first = live.pops.at(-1)!.pop
    expect(first.draft).toBeUndefined()
    const typed = { note: '', case: { subject: 'Lost bag', details: '', flight: '' } }
    await live.interactions.saveDraft(first.interactionId, typed, agent)

    await live.phoneIs(agent, false)
    live.phone().end('transport-lost')
    await pass(live, 20_000, [agent])
    expect(caller.state).toBe('answered')
    expect(caller.played.at(-1)).toEqual(['/zh/reconnecting.wav'])
    expect(await stateOf(agent)).toMatchObject({ activity: 'unreachable' })
    caller.finishPlaying()
    await live.settle()
    await live.readyAgent()
    await live.settle()
    expect(live.pops.at(-1)!.pop).toMatchObject({ call: { ani: '+861' }, draft: typed })
    live.phone().pickUp()
    await live.settle()
    caller.hangsUp()
    waiting.caller.hangsUp()
    await Promise.all([over, waiting.over])
    expect(live.facts('interaction.wrapping-up')).toHaveLength(1)
  })

  test('ends with paperwork when agent and caller cannot be joined', async () => {
    const agent = await live.readyAgent()
    live.telephony.bridgeFails = Object.assign(new Error('no port'), { name: 'EngineError' })
    const { caller, over } = live.ring()
    await live.settle()
    live.phone().pickUp()
    await over
    expect(caller.state).toBe('ended')
    expect(live.phone().state).toBe('ended')
    expect(live.facts('call.ended')).toMatchObject([{ cause: 'media-failed' }])
    expect(await stateOf(agent)).toMatchObject({ activity: 'wrap-up' })
  })

  test('sends a caller whose menu fails to an agent', async () => {
    live.script.menu = () => Promise.reject(new Error('no such node'))
    const { caller, over } = live.ring()
    await live.settle()
    expect(await live.queues.waiting()).toMatchObject([{ queue_id: 'general' }])
    caller.hangsUp()
    await over
  })

  test('files a caller who was served by the menu as self-served', async () => {
    live.script.menu = async () => ({ kind: 'done', language: 'en' })
    const { caller, over } = live.ring()
    await over
    expect(caller.state).toBe('ended')
    expect(live.facts('interaction.closed')).toMatchObject([{ disposition: 'self-served' }])
    expect(live.facts('call.ended')).toMatchObject([{ cause: 'hung-up-by-us' }])
  })

  test('is held with music and retrieved by the server, and the hold is counted', async () => {
    const agent = await live.readyAgent()
    const { over } = live.ring()
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    const { callId } = live.facts('call.received')[0]!
    await live.calls.hold(callId, agent.id)
    expect(live.telephony.bridges[0]!.music).toBe('/music.wav')
    expect(await live.calls.view(callId)).toMatchObject({ state: 'held' })
    await live.clock.advance(4_000)
    await live.calls.retrieve(callId, agent.id)
    expect(live.telephony.bridges[0]!.music).toBeUndefined()
    await live.calls.hangUp(callId, agent.id)
    await over
    expect(await live.calls.view(callId)).toMatchObject({ state: 'ended', cause: 'hung-up-by-us', holdMs: 4_000 })
  })
})
