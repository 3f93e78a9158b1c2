import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../server/platform/id.ts'
import { type LiveHouse, openLiveHouse } from '../kit/live-house.ts'

/** Lets exactly `steps` promises settle: finer than any clock. */
async function settleSteps(steps: number): Promise<void> {
  for (let i = 0; i < steps; i++) await Promise.resolve()
}

const windows = Array.from({ length: 90 }, (_, i) => i * 7)

// Many whole calls in one test: slow on a busy machine, never by its own clock.
describe('a caller who hangs up', { timeout: 60_000 }, () => {
  let live: LiveHouse
  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(() => live.close())

  const count = (name: Parameters<LiveHouse['facts']>[0]) => live.facts(name).length

  async function leavesNoTrace(agent: Awaited<ReturnType<LiveHouse['readyAgent']>>): Promise<string> {
    await live.settle()
    expect(live.calls.liveCount()).toBe(0)
    expect(await live.queues.waiting()).toEqual([])
    for (const phone of live.telephony.phones) expect(phone.state).toBe('ended')
    const { activity, offerId } = await live.agents.state(agent.id)
    expect(['idle', 'wrap-up']).toContain(activity)
    expect(offerId).toBeUndefined()
    if (activity === 'wrap-up') {
      const { interactionId } = live.facts('interaction.wrapping-up').at(-1)!
      await live.interactions.save(interactionId, { key: newId<string>(), disposition: 'silent-call', note: '' }, agent)
    }
    expect(count('call.ended')).toBe(count('call.received'))
    expect(count('interaction.closed')).toBe(count('interaction.opened'))
    return activity
  }

  test('at any moment from the first packet to the ringing phone leaves no stuck agent and no zombie', async () => {
    const agent = await live.readyAgent()
    for (const window of windows) {
      const { caller, over } = live.ring()
      await settleSteps(window)
      caller.hangsUp()
      await over
      expect(await leavesNoTrace(agent)).toBe('idle')
    }
    const reached = live.telephony.phones.length
    expect(reached).toBeGreaterThan(0)
    expect(reached).toBeLessThan(windows.length)
  })

  test('at any moment around the answer leaves the agent idle or with paperwork, never in between', async () => {
    const agent = await live.readyAgent()
    const seen = new Set<string>()
    for (const window of windows) {
      const { caller, over } = live.ring()
      await live.settle()
      live.phone().pickUp()
      await settleSteps(window)
      caller.hangsUp()
      await over
      seen.add(await leavesNoTrace(agent))
    }
    expect(seen).toEqual(new Set(['idle', 'wrap-up']))
  })

  test('while the agent declines in the same moment is counted once', async () => {
    const agent = await live.readyAgent()
    for (const window of windows.slice(0, 20)) {
      const { caller, over } = live.ring()
      await live.settle()
      live.phone().end('rejected')
      await settleSteps(window)
      caller.hangsUp()
      await over
      expect(await leavesNoTrace(agent)).toBe('idle')
    }
    expect(live.facts('queue-entry.abandoned')).toHaveLength(20)
    expect(live.facts('queue-entry.returned')).toHaveLength(20)
  })
})
