import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { callsRoutes } from '../../../server/calls/calls.routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { CallId, InteractionId, PassengerId } from '../../../server/contracts/ids.ts'
import type { WrapUp } from '../../../server/contracts/interactions.ts'
import type { PassengerProfile } from '../../../server/contracts/passengers.ts'
import { interactionsRoutes } from '../../../server/interactions/interactions.routes.ts'
import { newId } from '../../../server/platform/id.ts'
import { queuesRoutes } from '../../../server/queues/queues.routes.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type LiveHouse, openLiveHouse } from '../../kit/live-house.ts'

const passengerId = newId<PassengerId>()
const profile = { id: passengerId, name: '王小明', tier: 'gold' } as PassengerProfile
const complaint = { kind: 'complaint', category: 'cp-01', subject: 'Cold meal', details: '', flight: '' } as const

describe('an interaction', () => {
  let live: LiveHouse
  let agent: SessionUser
  let id: InteractionId
  let callId: CallId

  beforeEach(async () => {
    live = await openLiveHouse({ match: { kind: 'known', passengerId } })
    live.script.profiles.set(passengerId, profile)
    agent = await live.readyAgent()
  })
  afterEach(() => live.close())

  async function talk() {
    const trip = live.ring()
    await live.settle()
    live.phone().pickUp()
    await live.settle()
    id = live.facts('interaction.opened').at(-1)!.interactionId
    callId = live.facts('call.received').at(-1)!.callId
    return trip
  }

  async function talkAndHangUp() {
    const { caller, over } = await talk()
    caller.hangsUp()
    await over
  }

  const wrapUp = (more: Partial<WrapUp> = {}): WrapUp => ({
    key: newId<string>(),
    disposition: 'case-opened',
    note: 'noted',
    case: complaint,
    ...more,
  })

  test('carries who calls on the pop: profile, past contacts, open cases, the call itself', async () => {
    await talkAndHangUp()
    await live.interactions.save(id, wrapUp(), agent)
    const first = id
    await talk()
    const { pop } = live.pops.at(-1)!
    expect(pop).toMatchObject({
      match: { kind: 'known', passengerId },
      passenger: { name: '王小明' },
      interactions: [{ id: first, disposition: 'case-opened' }],
      openCases: [{ subject: 'Cold meal' }],
      call: { ani: '+8613800138000', queueId: 'complaint' },
      queueId: 'complaint',
      ringMs: 20_000,
    })
    expect(live.facts('interaction.passenger-linked')).toHaveLength(2)
  })

  test('is there again after a page refresh, with the draft as typed', async () => {
    await talk()
    await live.interactions.saveDraft(id, { note: 'meal was co', case: { ...complaint, kind: 'complaint' } }, agent)
    expect(await live.interactions.current(agent)).toMatchObject({ id, state: 'open', draft: { note: 'meal was co' } })
  })

  test('is closed by saving: contact, case and agent in one transaction', async () => {
    await talkAndHangUp()
    const saved = await live.interactions.save(id, wrapUp(), agent)
    expect(saved).toMatchObject({ interaction: { state: 'closed', disposition: 'case-opened', note: 'noted' } })
    expect(saved.interaction.caseId).toBe(saved.case?.id)
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'idle' })
    expect(await live.interactions.ofPassenger(passengerId, 5)).toMatchObject([{ id, caseId: saved.case?.id }])
    expect(await live.interactions.current(agent)).toBeUndefined()
  })

  test('gives the same answer to the same save again and opens no second case', async () => {
    await talkAndHangUp()
    const form = wrapUp()
    const first = await live.interactions.save(id, form, agent)
    expect(await live.interactions.save(id, form, agent)).toEqual(first)
    expect(live.cases).toHaveLength(1)
  })

  test('leaves nothing behind when the case cannot be opened', async () => {
    await talkAndHangUp()
    live.cases.push = () => {
      throw new Error('disk full')
    }
    await expect(live.interactions.save(id, wrapUp(), agent)).rejects.toThrow('disk full')
    expect(await live.interactions.get(id, agent)).toMatchObject({ state: 'wrapping-up' })
    expect(await live.agents.state(agent.id)).toMatchObject({ activity: 'wrap-up' })
    expect(live.facts('interaction.closed')).toEqual([])
  })

  test.each([
    ['case-required', { disposition: 'resolved', case: undefined }],
    ['invalid-input', { disposition: 'abandoned' }],
  ] as const)('is not saved with %s', async (code, more) => {
    await talkAndHangUp()
    const { case: opened, ...rest } = { ...wrapUp(), ...more }
    const form = opened ? { ...rest, case: opened } : rest
    await expect(live.interactions.save(id, form, agent)).rejects.toMatchObject({ code })
  })

  test('needs a passenger for a case', async () => {
    live.script.match = { kind: 'unknown' }
    await talkAndHangUp()
    await expect(live.interactions.save(id, wrapUp(), agent)).rejects.toMatchObject({ code: 'passenger-required' })
    await live.interactions.link(id, passengerId, agent)
    // So that the next call from this number can say who called from it.
    expect(live.noted).toEqual([{ passengerId, ani: expect.any(String) }])
    expect(await live.interactions.save(id, wrapUp(), agent)).toMatchObject({ interaction: { passengerId } })
  })

  test('makes a task of a promised call-back', async () => {
    await talkAndHangUp()
    await live.interactions.save(id, wrapUp({ disposition: 'call-back-promised' }), agent)
    expect(live.tasks).toMatchObject([{ kind: 'call-back-promised', interactionId: id, teamId: agent.teamId }])
  })

  test('cannot be wrapped up while the caller still talks', async () => {
    await talk()
    await expect(live.interactions.save(id, wrapUp(), agent)).rejects.toMatchObject({ code: 'not-wrapping-up' })
  })

  test('in wrap-up is closed by its agent only, not by the house', async () => {
    await talkAndHangUp()
    await live.house.store.write((tx) => live.interactions.closeByHouse(id, 'abandoned', tx))
    expect(await live.interactions.summary(id)).toMatchObject({ state: 'wrapping-up' })
  })

  test('gets 30 seconds more three times, not four', async () => {
    await talkAndHangUp()
    const { wrapUpDueAt } = await live.agents.state(agent.id)
    for (let i = 0; i < 3; i++) await live.interactions.extend(id, agent)
    expect((await live.agents.state(agent.id)).wrapUpDueAt).toBe(wrapUpDueAt! + 90_000)
    await expect(live.interactions.extend(id, agent)).rejects.toMatchObject({ code: 'not-allowed' })
  })

  test('shows a pop without trips when their system fails', async () => {
    live.script.profiles.get = () => {
      throw new Error('down')
    }
    await talk()
    expect(live.pops).toHaveLength(1)
    expect(live.pops[0]!.pop.passenger).toBeUndefined()
  })

  describe('over HTTP', () => {
    let http: TestHttp
    beforeEach(async () => {
      http = await openTestHttp((app) => {
        interactionsRoutes(app, { interactions: live.interactions, offers: live.queues })
        callsRoutes(app, {
          calls: live.calls,
          maySee: async (user, agentId) => (await live.agents.state(agentId)).teamId === user.teamId,
        })
        queuesRoutes(app, {
          queues: live.queues,
          people: {
            describe: async (contacts) => new Map(contacts.map((one) => [one.interactionId, { ani: '+861' }])),
            recordings: (callIds) => live.recordings.ofCalls(callIds),
          },
          trail: { record: async () => undefined },
          agentsSeenBy: async (_user, ids) => new Set(ids),
          dayStart: () => live.clock.now() - 3_600_000,
        })
      })
    })
    afterEach(() => http.close())

    test('does not exist for another team', async () => {
      live.script.match = { kind: 'unknown' }
      await talkAndHangUp()
      const url = `/api/interactions/${id}`
      const colleague = testUser('agent', { teamId: agent.teamId })
      expect((await http.as(undefined)('GET', url)).status).toBe(401)
      expect((await http.as(testUser('agent'))('GET', url)).status).toBe(404)
      expect((await http.as(testUser('supervisor'))('GET', url)).status).toBe(404)
      expect((await http.as(colleague)('GET', url)).status).toBe(200)
      expect((await http.as(testUser('admin'))('GET', url)).status).toBe(200)
      expect((await http.as(colleague)('PUT', `${url}/draft`, { note: 'mine?' })).body).toMatchObject({
        code: 'not-your-contact',
      })
      expect((await http.as(testUser('agent'))('PUT', `${url}/draft`, { note: 'mine?' })).status).toBe(404)
    })

    test('is wrapped up, refused with a field, extended', async () => {
      live.script.match = { kind: 'unknown' }
      await talkAndHangUp()
      const url = `/api/interactions/${id}`
      expect((await http.as(agent)('POST', `${url}/wrap-up-extension`)).status).toBe(200)
      expect((await http.as(agent)('POST', `${url}/wrap-up`, { key: 'x', disposition: 'nuisance' })).status).toBe(400)
      const form = { key: newId<string>(), disposition: 'nuisance' }
      expect(await http.as(agent)('POST', `${url}/wrap-up`, form)).toMatchObject({
        status: 200,
        body: { interaction: { state: 'closed' } },
      })
      expect((await http.as(agent)('GET', '/api/interactions/current')).body).toBeNull()
    })

    test('is declined while it rings, by the one who is rung only', async () => {
      live.ring()
      await live.settle()
      const url = `/api/interactions/${live.facts('interaction.opened')[0]!.interactionId}/reject`
      expect((await http.as(testUser('agent'))('POST', url)).body).toMatchObject({ code: 'not-your-contact' })
      expect((await http.as(agent)('POST', url)).status).toBe(204)
      await live.settle()
      expect(live.phone().state).toBe('ended')
      expect(live.facts('queue-entry.returned')).toMatchObject([{ why: 'rejected' }])
    })

    test("has a call that only its agent holds, and only the agent's people see", async () => {
      await talk()
      const url = `/api/calls/${callId}`
      expect((await http.as(testUser('agent'))('POST', `${url}/hold`)).body).toMatchObject({ code: 'not-your-contact' })
      expect(await http.as(agent)('POST', `${url}/hold`)).toMatchObject({ status: 200, body: { state: 'held' } })
      expect(await http.as(agent)('POST', `${url}/retrieve`)).toMatchObject({ status: 200, body: { state: 'talking' } })
      expect((await http.as(testUser('supervisor'))('GET', url)).status).toBe(404)
      const seen = await http.as(testUser('supervisor', { teamId: agent.teamId }))('GET', url)
      expect(seen).toMatchObject({ status: 200, body: { legs: [{ kind: 'trunk' }, { kind: 'agent' }] } })
      expect(await http.as(agent)('POST', `${url}/hang-up`)).toMatchObject({ status: 200, body: { state: 'ended' } })
      expect((await http.as(agent)('POST', `${url}/hold`)).body).toMatchObject({ code: 'call-ended' })
    })

    test('stands behind the numbers of the wallboard, page by page', async () => {
      await talk()
      live.ring()
      await live.settle()
      const supervisor = http.as(testUser('supervisor'))
      expect((await http.as(agent)('GET', '/api/contacts')).status).toBe(403)
      expect((await supervisor('GET', '/api/contacts?outcome=answered')).body).toMatchObject({
        items: [{ state: 'connected', ani: '+861' }],
      })
      const first = (await supervisor('GET', '/api/contacts?limit=1')).body as { nextBefore: string }
      const second = (await supervisor('GET', `/api/contacts?limit=1&before=${first.nextBefore}`)).body
      expect(second).toMatchObject({ items: [{ interactionId: id }] })
      expect((await http.as(agent)('GET', '/api/queues')).body).toHaveLength(4)
    })
  })
})
