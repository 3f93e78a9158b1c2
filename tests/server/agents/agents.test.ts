import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type ActivityEvent,
  type ActivityStage,
  activityLaw,
  type PresenceEvent,
  type PresenceStage,
  presenceLaw,
} from '../../../server/agents/agent.machine.ts'
import { agentsRoutes } from '../../../server/agents/agents.routes.ts'
import type { CallId, InteractionId, OfferId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { step } from '../../../server/platform/machine.ts'
import { openTestHttp, testUser } from '../../kit/http.ts'
import { type LiveHouse, openLiveHouse, pass } from '../../kit/live-house.ts'

describe('an agent', () => {
  let live: LiveHouse
  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(() => live.close())

  const reservation = () => ({
    offerId: newId<OfferId>(),
    callId: newId<CallId>(),
    interactionId: newId<InteractionId>(),
  })

  test('begins the shift not ready, so that nobody is offered a call by surprise', async () => {
    const state = await live.agents.startShift(testUser('agent'))
    expect(state).toMatchObject({ presence: 'not-ready', reason: 'shift-start', activity: 'idle', routable: false })
  })

  test('cannot be ready before the phone is registered', async () => {
    const user = testUser('agent')
    await live.agents.startShift(user)
    await expect(live.agents.setPresence(user.id, { presence: 'ready' })).rejects.toMatchObject({
      code: 'phone-not-registered',
    })
  })

  test('cannot be ready without a shift', async () => {
    await expect(live.agents.setPresence(testUser('agent').id, { presence: 'ready' })).rejects.toMatchObject({
      code: 'shift-not-started',
    })
  })

  test('is reserved for one offer only, however many ask', async () => {
    const agent = await live.readyAgent()
    const taken = await Promise.all(
      [1, 2, 3].map(() => live.house.store.write((tx) => live.agents.reserve(agent.id, reservation(), tx))),
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
  })

  test('cannot be reserved on a break', async () => {
    const agent = await live.readyAgent()
    await live.agents.setPresence(agent.id, { presence: 'not-ready', reason: 'break' })
    expect(await live.house.store.write((tx) => live.agents.reserve(agent.id, reservation(), tx))).toBe(false)
  })

  test('whose page falls silent for 15 seconds is unreachable and comes back with the next sign of life', async () => {
    const agent = await live.readyAgent()
    await live.clock.advance(14_999)
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'idle', routable: true })
    await live.clock.advance(1)
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'unreachable', routable: false })
    live.agents.pageSeen(agent.id)
    await live.settle()
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'idle', routable: true })
  })

  test('who refreshes the page within 5 seconds is never unreachable', async () => {
    const agent = await live.readyAgent()
    live.agents.pageLost(agent.id)
    await live.clock.advance(4_000)
    live.agents.pageSeen(agent.id)
    await live.clock.advance(4_000)
    expect(live.facts('agent.activity-changed')).toEqual([])
    expect(await live.agents.state(agent.id)).toMatchObject({ routable: true })
  })

  test('whose phone loses its registration is not offered calls, whatever the screen says', async () => {
    const agent = await live.readyAgent()
    await live.phoneIs(agent, false)
    await live.settle()
    expect(await live.agents.state(agent.id)).toMatchObject({
      presence: 'ready',
      activity: 'unreachable',
      routable: false,
      phoneRegistered: false,
    })
  })

  test('whose page is refreshed is not lost when the old and the new registration cross', async () => {
    const agent = await live.readyAgent()
    const gone = live.phoneIs(agent, false)
    const back = live.phoneIs(agent, true)
    await Promise.all([gone, back])
    await live.settle()
    expect(await live.agents.state(agent.id)).toMatchObject({ presence: 'ready', activity: 'idle', routable: true })
  })

  test('whose phone is gone again before the news of its return is written stays unreachable', async () => {
    const agent = await live.readyAgent()
    await live.phoneIs(agent, false)
    await live.settle()
    const { store } = live.house
    const write = store.write.bind(store)
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    store.write = (change, within) => (within ? write(change, within) : released.then(() => write(change)))
    const back = live.phoneIs(agent, true)
    await live.settle()
    store.write = write
    await live.phoneIs(agent, false)
    await live.settle()
    release()
    await back
    await live.settle()
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'unreachable', phoneRegistered: false })
  })

  describe('in mid-call', () => {
    async function talking() {
      const agent = await live.readyAgent()
      const { caller, over } = live.ring()
      await live.settle()
      live.phone().pickUp()
      await live.settle()
      return { agent, caller, over }
    }

    test('keeps the call when the page goes away', async () => {
      const { agent, caller } = await talking()
      await live.clock.advance(60_000)
      expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'talking' })
      expect(caller.state).toBe('answered')
    })

    test('cannot end the shift', async () => {
      const { agent } = await talking()
      await expect(live.agents.endShift(agent.id)).rejects.toMatchObject({ code: 'busy-with-contact' })
    })

    test('may choose a break and change it again; the last choice holds when the paperwork is done', async () => {
      const { agent, caller, over } = await talking()
      await live.agents.setPresence(agent.id, { presence: 'not-ready', reason: 'meal' })
      await live.agents.setPresence(agent.id, { presence: 'ready' })
      await live.agents.setPresence(agent.id, { presence: 'not-ready', reason: 'break' })
      expect(await live.agents.state(agent.id)).toMatchObject({
        activity: 'talking',
        presence: 'not-ready',
        reason: 'break',
      })
      caller.hangsUp()
      await over
      const { interactionId } = live.facts('interaction.wrapping-up')[0]!
      await live.interactions.save(interactionId, { key: newId<string>(), disposition: 'nuisance', note: '' }, agent)
      expect(await live.agents.state(agent.id)).toMatchObject({
        activity: 'idle',
        presence: 'not-ready',
        reason: 'break',
      })
    })
  })

  test('stays in wrap-up past its target until the form is saved, and is offered the next caller then', async () => {
    const agent = await live.readyAgent()
    const first = live.ring()
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    first.caller.hangsUp()
    await first.over
    live.ring()
    await pass(live, 120_000, [agent])
    const state = await live.agents.state(agent.id)
    expect(state).toMatchObject({ activity: 'wrap-up' })
    expect(state.wrapUpDueAt).toBeLessThan(live.clock.now())
    expect(live.pops).toHaveLength(1)
    const { interactionId } = live.facts('interaction.wrapping-up')[0]!
    await live.interactions.save(interactionId, { key: newId<string>(), disposition: 'nuisance', note: '' }, agent)
    await live.settle()
    expect(live.pops).toHaveLength(2)
  })

  test('leaves the shift with everything cleared', async () => {
    const agent = await live.readyAgent()
    expect(await live.agents.endShift(agent.id)).toMatchObject({ presence: 'offline', routable: false })
    expect(await live.agents.onShift()).toEqual([])
    expect(live.clock.pending()).toBe(0)
  })
})

describe('the laws of an agent', () => {
  const stepActivity = (state: ActivityStage['state'], event: ActivityEvent['event']) =>
    step<ActivityStage, ActivityEvent>(activityLaw, { state }, { event })

  test('ignore a second answer, a late release and a hang-up that nobody waits for', () => {
    for (const event of ['connected', 'released', 'rang'] as const)
      expect(stepActivity('talking', event).changed).toBe(false)
    for (const event of ['hung-up', 'released', 'wrapped-up'] as const)
      expect(stepActivity('idle', event).changed).toBe(false)
  })

  test('let nobody skip the start of the shift', () => {
    expect(
      step<PresenceStage, PresenceEvent>(presenceLaw, { state: 'offline' }, { event: 'chose-ready' }).changed,
    ).toBe(false)
  })

  test('keep wrap-up until it is done, whatever happens to the page', () => {
    expect(stepActivity('wrap-up', 'lost')).toEqual({
      state: { state: 'wrap-up' },
      changed: false,
    })
  })
})

describe('the routes of agents', () => {
  test('serve an agent the own shift and nobody else', async () => {
    const live = await openLiveHouse()
    const http = await openTestHttp((app) => agentsRoutes(app, { agents: live.agents }))
    const agent = testUser('agent')
    expect((await http.as(undefined)('GET', '/api/agents/me')).status).toBe(401)
    expect((await http.as(testUser('supervisor'))('POST', '/api/agents/me/shift')).status).toBe(403)
    // Somebody who never had a shift is offline, which is no error.
    expect(await http.as(agent)('GET', '/api/agents/me')).toMatchObject({
      status: 200,
      body: { presence: 'offline', routable: false },
    })
    expect(await http.as(agent)('POST', '/api/agents/me/shift')).toMatchObject({
      status: 200,
      body: { presence: 'not-ready', reason: 'shift-start' },
    })
    expect(
      (await http.as(agent)('PUT', '/api/agents/me/presence', { presence: 'not-ready', reason: 'no-answer' })).status,
    ).toBe(400)
    expect(
      await http.as(agent)('PUT', '/api/agents/me/presence', { presence: 'not-ready', reason: 'meal' }),
    ).toMatchObject({
      status: 200,
      body: { reason: 'meal' },
    })
    expect(await http.as(agent)('POST', '/api/agents/me/phone-credential')).toMatchObject({
      status: 200,
      body: { phone: agent.username, uri: `sip:${agent.username}@test`, webSocketPath: '/sip' },
    })
    expect(await http.as(agent)('DELETE', '/api/agents/me/shift')).toMatchObject({
      status: 200,
      body: { presence: 'offline' },
    })
    await http.close()
    await live.close()
  })
})
