import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { TeamId } from '../../server/contracts/ids.ts'
import { recoverAfterBoot } from '../../server/journeys/boot-recovery.ts'
import { newId } from '../../server/platform/id.ts'
import { type LiveHouse, openLiveHouse } from '../kit/live-house.ts'

describe('after kill -9 and a restart', () => {
  let before: LiveHouse
  let after: LiveHouse
  const fallbackTeam = newId<TeamId>()

  beforeEach(async () => {
    before = await openLiveHouse()
  })
  afterEach(() => before.close())

  async function restart() {
    before.crash()
    after = await openLiveHouse({ on: before })
    return recover(after)
  }

  async function recover(house: LiveHouse) {
    const { store, clock, log } = house.house
    const done = await recoverAfterBoot({
      store,
      clock,
      log,
      calls: house.calls,
      queues: house.queues,
      interactions: house.interactions,
      agents: house.agents,
      monitoring: house.monitoring,
      recordings: house.recordings,
      tasks: { create: async (wish) => house.tasks.push(wish) },
      fallbackTeam,
      telephony: house.telephony,
    })
    return { ...done, orphans: await done.orphans }
  }

  test('a call in conversation is closed as interrupted, told good-bye, and owed a call', async () => {
    const agent = await before.readyAgent()
    before.ring({ from: '+8613900000001' })
    await before.settle()
    before.phone().pickUp()
    await before.settle()

    expect(await restart()).toMatchObject({ calls: 1, interrupted: 1, followUps: 1, recordings: 1, orphans: 2 })
    const { callId } = after.facts('call.received')[0]!
    expect(await after.calls.viewWithLegs(callId)).toMatchObject({
      state: 'ended',
      cause: 'server-restart',
      legs: [{ cause: 'server-restart' }, { cause: 'server-restart' }],
    })
    expect(after.tasks).toMatchObject([
      { kind: 'call-back-interrupted', number: '+8613900000001', teamId: agent.teamId },
    ])
    expect(after.telephony.orphans.map((dialog) => dialog.callId)).toHaveLength(2)
    expect(await after.agents.state(agent.id)).toMatchObject({ presence: 'not-ready', activity: 'idle' })
    expect(after.facts('interaction.interrupted')).toMatchObject([{ agentId: agent.id }])
  })

  test('a caller who waited is owed a call by the fallback team, one in the menu is not', async () => {
    before.ring({ from: '+861' })
    await before.settle()
    before.script.menu = async (call) => {
      await call.ended
      return { kind: 'hung-up', language: 'zh' }
    }
    before.ring({ from: '+862' })
    await before.settle()
    expect(await restart()).toMatchObject({ calls: 2, waiting: 1, interrupted: 2, followUps: 1 })
    expect(after.tasks).toMatchObject([{ number: '+861', teamId: fallbackTeam }])
    expect(after.facts('queue-entry.abandoned')).toMatchObject([{ why: 'server-restart' }])
    expect(await after.queues.waiting()).toEqual([])
  })

  test('a reservation is void and its agent free', async () => {
    const agent = await before.readyAgent()
    before.ring()
    await before.settle()
    expect(await before.agents.state(agent.id)).toMatchObject({ activity: 'ringing' })
    await restart()
    const state = await after.agents.state(agent.id)
    expect(state).toMatchObject({ activity: 'idle', presence: 'not-ready' })
    expect(state.offerId).toBeUndefined()
    expect(state.interactionId).toBeUndefined()
  })

  test('an agent in wrap-up finds form and draft again and can save', async () => {
    const agent = await before.readyAgent()
    const { caller, over } = before.ring()
    await before.settle()
    before.phone().pickUp()
    await before.settle()
    caller.hangsUp()
    await over
    const { interactionId } = before.facts('interaction.wrapping-up')[0]!
    await before.interactions.saveDraft(interactionId, { note: 'half a sentence' }, agent)

    expect(await restart()).toMatchObject({ calls: 0, interrupted: 0, followUps: 0 })
    expect(await after.agents.state(agent.id)).toMatchObject({ activity: 'wrap-up', interactionId })
    expect(await after.interactions.current(agent)).toMatchObject({
      state: 'wrapping-up',
      draft: { note: 'half a sentence' },
    })
    const wrapUp = { key: newId<string>(), disposition: 'silent-call' as const, note: '' }
    await after.interactions.save(interactionId, wrapUp, agent)
    expect((await after.agents.state(agent.id)).activity).not.toBe('wrap-up')
  })

  test('a chosen break stays a break', async () => {
    const agent = await before.readyAgent()
    await before.agents.setPresence(agent.id, { presence: 'not-ready', reason: 'meal' })
    await restart()
    expect(await after.agents.state(agent.id)).toMatchObject({ presence: 'not-ready', reason: 'meal' })
  })

  test('recovering twice changes nothing more', async () => {
    await before.readyAgent()
    before.ring()
    await before.settle()
    before.phone().pickUp()
    await before.settle()
    await restart()
    const facts = after.house.facts.length
    expect(await recover(after)).toEqual({
      calls: 0,
      waiting: 0,
      interrupted: 0,
      followUps: 0,
      recordings: 0,
      orphans: 0,
    })
    expect(after.house.facts).toHaveLength(facts)
    expect(after.tasks).toHaveLength(1)
  })

  test('a recording that cannot be mended is marked lost, not hidden', async () => {
    await before.readyAgent()
    before.ring()
    await before.settle()
    before.phone().pickUp()
    await before.settle()
    const { interactionId } = before.facts('interaction.opened')[0]!
    before.crash()
    after = await openLiveHouse({ on: before })
    after.script.repair = () => Promise.reject(new Error('no such file'))
    await recover(after)
    expect(await after.recordings.ofInteraction(interactionId)).toMatchObject([{ state: 'lost' }])
  })
})
