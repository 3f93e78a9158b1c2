import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAirlineFlights } from '../../../server/airline-simulator/airline-flights.ts'
import { departmentCodes } from '../../../server/contracts/catalogue.ts'
import type { AgentId, PassengerId, QueueId } from '../../../server/contracts/ids.ts'
import { Tier } from '../../../server/contracts/passengers.ts'
import { seedDemoAirline } from '../../../server/demo/demo-airline.ts'
import { demoCallers, demoPassengers } from '../../../server/demo/demo-passengers.ts'
import { demoLogins } from '../../../server/demo/demo-staff.ts'
import { interactionsOf } from '../../../server/interactions/interactions.repository.ts'
import { createPastContacts } from '../../../server/interactions/past-contacts.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { type People, plugPeople } from '../../kit/people.ts'

let house: TestHouse
let people: People
let skills: Map<AgentId, QueueId[]>

const seed = () =>
  seedDemoAirline({
    ...house,
    ...people,
    airline: createAirlineFlights(),
    agents: {
      setSkills: async (id, list) =>
        void skills.set(
          id,
          list.map((skill) => skill.queueId),
        ),
    },
    interactions: createPastContacts({ ...house, bootId: 'boot-1' }),
  })

beforeEach(async () => {
  house = await openTestHouse(Date.UTC(2026, 0, 5, 18))
  people = plugPeople(house)
  skills = new Map()
  await people.campaigns.start()
})
afterEach(async () => {
  people.auth.close()
  await house.close()
})

const only = async (search: string) => {
  const { items } = await people.passengers.search({ search, limit: 5 })
  expect(items).toHaveLength(1)
  return items[0]!
}

describe('the demo airline', () => {
  test('[BY-63] has 11 functional and 3 management departments, 4 business units and 9 operating companies, and as a file builds the same tree', async () => {
    await seed()
    const units = await people.organisation.units()
    const sizes = (['functional', 'management', 'business-unit', 'operating-company'] as const).map(
      (group) => units.filter((unit) => unit.group === group).length,
    )
    expect(sizes).toEqual([11, 3, 4, 9])
    const file = await people.organisation.exportUnits()
    const empty = await openTestHouse()
    try {
      const other = plugPeople(empty).organisation
      await other.importUnits(file, true, async () => undefined)
      expect(await other.exportUnits()).toBe(file)
    } finally {
      await empty.close()
    }
  })

  test('[AC-19] has a partner whose agent logs in and sees masked data, a branch lead and a department lead', async () => {
    await seed()
    const who = async (username: string) =>
      (await people.auth.login({ username, password: `demo-${username}` }, '127.0.0.1')).user
    expect(await who('partner1')).toMatchObject({ masked: true, role: 'agent' })
    expect(await who('agent1')).toMatchObject({ masked: false })
    expect((await who('supervisor3')).units.length).toBeGreaterThan(30)
    expect((await who('supervisor4')).teamName.en).toBe('Cabin Service')
  })

  test('[CS-24][GA-02] every unit of it has an accountable post on the way up, and every department that requests are sent to is there', async () => {
    await seed()
    const { organisation } = people
    for (const unit of await organisation.units())
      expect((await organisation.accountablePost(unit.id))?.holders.length, unit.code).toBeGreaterThan(0)
    for (const code of departmentCodes) expect(await organisation.departmentByCode(code), code).toBeDefined()
    expect(await organisation.departmentByCode('customer-service')).toMatchObject({ service: 'full-time' })
  })

  test('[CT-02] has somebody on duty at any hour', async () => {
    await seed()
    expect((await people.directory.search('', 10)).length).toBeGreaterThanOrEqual(5)
    expect((await people.directory.search('行李破损', 1))[0]).toMatchObject({
      kind: 'unit',
      name: { zh: '行李查询中心' },
    })
  })

  test('is seeded once, and its logins work', async () => {
    expect(await seed()).toBe(true)
    expect(await seed()).toBe(false)
    const units = await people.organisation.units()
    const count = (kind: string) => units.filter((unit) => unit.kind === kind).length
    expect([count('headquarters'), count('branch'), count('sales-office'), count('partner')]).toEqual([1, 6, 142, 1])
    expect(await people.auth.hasDemoLogins()).toBe(true)
    const { username, password } = demoLogins[0]!
    expect((await people.auth.login({ username, password }, '127.0.0.1')).user).toMatchObject({ role: 'agent' })
    for (const queue of ['booking', 'complaint', 'query', 'general'] as const)
      expect([...skills.values()].filter((list) => list.includes(queue)).length).toBeGreaterThanOrEqual(2)
  })

  test('[AC-05][EC-09] has callers who are known, ambiguous and unknown, as the start says', async () => {
    await seed()
    const [known, shared, unknown] = await Promise.all(
      demoCallers.map((caller) => people.passengers.identify(caller.number)),
    )
    const wang = await only('王小明')
    expect(known).toEqual({ kind: 'known', passengerId: wang.id })
    expect(wang).toMatchObject({ tier: 'gold', vip: true })
    expect(shared?.kind === 'ambiguous' && shared.candidates.length).toBe(4)
    expect(unknown).toEqual({ kind: 'unknown' })
    expect(await people.passengers.identify('02088880002')).toMatchObject({
      kind: 'ambiguous',
      candidates: [{}, {}, {}],
    })
  })

  test("has sixty passengers of every tier, each with at least one trip and no number twice as somebody's own", async () => {
    await seed()
    const all = demoPassengers()
    expect(all).toHaveLength(60)
    expect(new Set(all.map((one) => one.tier))).toEqual(new Set(Tier.options))
    const own = all.flatMap((one) => one.numbers.filter((number) => !number.shared).map((number) => number.e164))
    expect(new Set(own).size).toBe(own.length)
    const { items } = await people.passengers.search({ limit: 100 })
    expect(items).toHaveLength(60)
    for (const { id } of items) {
      const { next, last } = await people.passengers.trips(id)
      expect(next.length + last.length).toBeGreaterThan(0)
    }
  })

  test('[CT-16][CT-17][CT-18][CT-20][GA-19][AC-10][AC-03][BY-35] shows every segment, stage and kind of account after the first night', async () => {
    await seed()
    await people.members.night.run()
    const shown = {
      relation: ['new', 'vip'],
      purpose: ['business', 'individual'],
      frequency: ['high', 'low'],
      value: ['high', 'low'],
      satisfaction: ['unsatisfied'],
      callerType: ['passenger', 'corporate', 'agent'],
      lifecycle: ['new', 'growing', 'loyal', 'at-risk'],
      churn: ['none', 'watch'],
      activity: ['active', 'sleeping'],
    }
    for (const [axis, values] of Object.entries(shown))
      for (const value of values) {
        const { items } = await people.passengers.search({ [axis]: value, limit: 100 })
        expect([axis, value, items.length > 0]).toEqual([axis, value, true])
      }
    for (const kind of ['company', 'agency', 'agreement'] as const)
      expect((await people.accounts.list({ kind, limit: 10 })).items.length).toBeGreaterThan(0)
    expect((await people.passengers.search({ birthday: 'today', limit: 10 })).items.length).toBeGreaterThan(0)
    expect((await people.passengers.search({ contactData: 'stale', limit: 10 })).items.length).toBeGreaterThan(0)
  })

  test('[BY-16][BY-36] the demo caller has a past, the difficult one an owner', async () => {
    await seed()
    const wang = await only('wangxiaoming')
    expect(await people.cases.openOf(wang.id)).toMatchObject([{ kind: 'complaint', state: 'open' }])
    const talks = await interactionsOf(house.store.db, wang.id, 5)
    expect(talks.map((talk) => talk.queue_id)).toEqual(['complaint', 'booking', 'query'])
    expect(talks[0]).toMatchObject({ state: 'closed', disposition: 'case-opened', agent_name: '林晓 Lin Xiao' })
    const { next, last } = await people.passengers.trips(wang.id)
    expect([next.length, last.length]).toEqual([3, 5])
    const difficult = await only('钱德贵')
    expect(await people.passengers.profile(difficult.id)).toMatchObject({ difficult: true, ownerName: '何静 He Jing' })
  })

  test('[CT-10] has a callback with a good score and one that reopened its case, and none that would ring a stranger', async () => {
    await seed()
    const scored = async (name: string) => {
      const id: PassengerId = (await only(name)).id
      return (await people.campaigns.attempts.list({ passengerId: id, limit: 5 })).items
    }
    expect(await scored('陈静')).toMatchObject([{ state: 'surveyed', score: 5 }])
    expect(await scored('赵敏')).toMatchObject([{ state: 'surveyed', score: 2 }])
    expect((await people.cases.list({ state: 'reopened', limit: 5 })).items).toMatchObject([
      { passengerName: '赵敏', lastScore: 2 },
    ])
    expect((await people.tasks.list({ state: 'open', limit: 5 })).items).toMatchObject([{ kind: 'reopened-case' }])
    expect(await people.campaigns.attempts.nextDueAt()).toBeUndefined()
  })

  test('counts for a team exactly the callbacks that the team can open', async () => {
    await seed()
    for (const { id: teamId } of await people.organisation.teams()) {
      const { counts, scores } = await people.campaigns.get('complaint-satisfaction', [teamId])
      const { items } = await people.campaigns.attempts.list({ units: [teamId], limit: 50 })
      const scored = items.filter((attempt) => attempt.score !== undefined)
      expect(counts.surveyed).toBe(items.filter((attempt) => attempt.state === 'surveyed').length)
      expect(scores.count).toBe(scored.length)
    }
    expect((await people.campaigns.get('complaint-satisfaction')).counts.surveyed).toBe(2)
  })

  test('lets a newcomer hear the callback 20 s after closing, at any hour, for every passenger who may be called', async () => {
    await seed()
    expect((await people.campaigns.get('complaint-satisfaction')).settings).toMatchObject({
      delayMs: 20_000,
      windowFrom: 0,
      windowTo: 1440,
    })
    const wang = await only('王小明')
    const [open] = await people.cases.openOf(wang.id)
    await people.cases.close(open!.id, { version: 1, resolution: '已送达', byId: open!.ownerId! })
    expect(await people.campaigns.attempts.nextDueAt()).toBe(house.clock.now() + 20_000)
  })

  test('leaves nothing behind when it fails half-way', async () => {
    const broken = { ...people, cases: { ...people.cases, open: () => Promise.reject(new Error('disk full')) } }
    const failing = seedDemoAirline({
      ...house,
      ...broken,
      airline: createAirlineFlights(),
      agents: { setSkills: async () => {} },
      interactions: createPastContacts({ ...house, bootId: 'boot-1' }),
    })
    await expect(failing).rejects.toThrow('disk full')
    expect(await people.organisation.teams()).toEqual([])
    expect((await people.passengers.search({ limit: 5 })).items).toEqual([])
    expect(await seed()).toBe(true)
  })
})
