import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import { membersRoutes } from '../../../server/members/members.routes.ts'
import { createMembers, type Members } from '../../../server/members/members.service.ts'
import { createMemberRecords } from '../../../server/passengers/member-records.ts'
import { createPassengers, type Passengers } from '../../../server/passengers/passengers.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { alone, somebody, trip } from '../passengers/somebody.ts'

const day = 86_400_000
const timeZone = 'Asia/Shanghai'
const [agent, lead, admin] = [testUser('agent'), testUser('supervisor'), testUser('admin')]
let house: TestHouse
let passengers: Passengers
let members: Members
let http: TestHttp
let complaints: Map<PassengerId, number>

beforeAll(async () => {
  house = await openTestHouse()
  complaints = new Map()
  passengers = createPassengers({ ...house, ...alone, doNotCall: { hasAny: async () => false }, timeZone })
  members = createMembers({
    ...house,
    timeZone,
    records: createMemberRecords(house),
    complaints: { openComplaintsOf: async () => complaints },
    scores: { lastScoresOf: async () => new Map() },
    accounts: alone.accounts,
    staff: alone.staff,
  })
  http = await openTestHttp((app) => membersRoutes(app, { members, audit: { record: async () => undefined } }))
})
afterAll(async () => {
  await members.close()
  await http.close()
  await house.close()
})

const flown = (daysAgo: number, more: Parameters<typeof trip>[1] = {}) =>
  trip(house.clock.now() - daysAgo * day, { status: 'flown', ...more })
const decide = (...ids: PassengerId[]) => house.store.write((tx) => members.recompute(ids, tx))
const marksOf = async (id: PassengerId) => (await passengers.profile(id))?.marks

describe('a standing', () => {
  test('[CS-20][GA-19][CT-17][CT-18] is decided from the trips and stands on the record, the list and the page', async () => {
    const trips = [3, 40, 90, 160].map((days) => flown(days, { cabin: 'business', fare: 250_000 }))
    const id = await passengers.register(somebody({ name: '赵商务', tier: 'gold', tierUntil: '2026-12-31' }), trips)
    expect(await marksOf(id)).toBeUndefined()
    await decide(id)
    expect(await marksOf(id)).toMatchObject({
      relation: 'vip',
      purpose: 'business',
      frequency: 'low',
      lifecycle: 'loyal',
    })
    const { items } = await passengers.search({ relation: 'vip', purpose: 'business', search: '赵', limit: 5 })
    expect(items).toMatchObject([{ id, marks: { activity: 'active' } }])
    const view = await members.view(id)
    expect(view.standing).toMatchObject({
      route: 'CAN-PEK',
      scoreParts: [{ code: 'spend', figure: 1_000_000 }, {}, {}, {}, {}],
    })
    expect(view.benefits.find((one) => one.code === 'extra-baggage')).toMatchObject({ gold: 20 })
  })

  test('leaves the version of the record alone, so that no open form is outdated by it', async () => {
    const id = await passengers.register(somebody(), [flown(5)])
    await decide(id)
    expect((await passengers.profile(id))?.version).toBe(1)
  })

  test('is not written again when nothing has changed', async () => {
    const id = await passengers.register(somebody(), [flown(5)])
    expect(await decide(id)).toBe(1)
    expect(await decide(id)).toBe(0)
    expect(house.factsOf('passenger.standing-changed').filter((fact) => fact.passengerId === id)).toHaveLength(1)
  })

  test('[AC-06] raises the tier by the segments of a year, with a line in the history that says why', async () => {
    const id = await passengers.register(somebody({ tier: 'silver', tierUntil: '2026-12-31' }), [flown(10)])
    await members.setYears(id, [{ year: 2026, miles: 12_000, segments: 45 }])
    await decide(id)
    expect(await passengers.profile(id)).toMatchObject({
      tier: 'gold',
      vip: true,
      tierUntil: '2027-12-31',
      yearSegments: 45,
    })
    const view = await members.view(id)
    expect(view.next).toEqual({ tier: 'platinum', miles: 148_000, segments: 45 })
    expect(view.changes.find((change) => change.axis === 'tier')).toMatchObject({
      from: 'silver',
      to: 'gold',
      reasons: [{ code: 'tier-by-segments', figure: 45, bound: 40 }],
    })
  })

  test('[CT-20] follows the news of the house shortly after', async () => {
    const id = await passengers.register(
      somebody(),
      [300, 400, 420, 440, 460, 480].map((days) => flown(days)),
    )
    members.start()
    await house.clock.advance(1_000)
    complaints.set(id, 1)
    await house.store.write(async (tx) => tx.announce('passenger.changed', { passengerId: id }))
    await house.clock.advance(1_000)
    expect(await marksOf(id)).toMatchObject({ satisfaction: 'unsatisfied', churn: 'high', lifecycle: 'at-risk' })
    expect((await passengers.search({ churn: 'high', limit: 200 })).items.map((one) => one.id)).toContain(id)
    complaints.clear()
  })
})

describe('the night', () => {
  test('[AC-10] puts a member to sleep at the house midnight, once, and keeps when and why', async () => {
    const id = await passengers.register(somebody({ tier: 'gold', tierUntil: '2026-12-31' }), [flown(364)])
    await decide(id)
    expect((await marksOf(id))?.activity).toBe('active')
    await house.clock.advance(3 * day)
    expect((await marksOf(id))?.activity).toBe('sleeping')
    const line = (await members.view(id)).changes.find(
      (change) => change.axis === 'activity' && change.to === 'sleeping',
    )
    expect(line).toMatchObject({ from: 'active', reasons: [{ code: 'days-since-flight', bound: 12 }] })
    // 2026-01-06 00:00 or later in Shanghai.
    expect(new Date(line?.at ?? 0).toISOString()).toMatch(/T16:0\d:/)
    expect(
      (await passengers.search({ activity: 'sleeping', tier: 'gold', limit: 50 })).items.map((one) => one.id),
    ).toEqual([id])
    const seen = (await members.overview()).night
    await members.night.run()
    expect((await members.overview()).night).toEqual(seen)
  })

  test('[AC-10] that was cut goes on where it was, and sees nobody twice', async () => {
    const records = createMemberRecords(house)
    const started: PassengerId[] = []
    let cut = true
    const make = () =>
      createMembers({
        ...house,
        timeZone,
        records: {
          ...records,
          idsAfter: async (after) => {
            const ids = await records.idsAfter(after, 2)
            if (cut && after !== '') throw new Error('The power is gone.')
            started.push(...ids)
            return ids
          },
        },
        complaints: { openComplaintsOf: async () => new Map() },
        scores: { lastScoresOf: async () => new Map() },
        accounts: alone.accounts,
        staff: alone.staff,
      })
    await members.close()
    await house.clock.advance(day)
    await expect(make().night.run()).rejects.toThrow('power')
    cut = false
    await make().night.run()
    expect(new Set(started).size).toBe(started.length)
    expect((await members.overview()).night).toMatchObject({ seen: started.length })
  })
})

describe('the house in figures', () => {
  test('[BY-59][AC-22][AC-23][AC-02] counts agree with the lists that they open', async () => {
    const overview = await members.overview()
    for (const { axis, value, count } of overview.counts) {
      const { items } = await passengers.search({ [axis]: value, limit: 200 })
      expect([axis, value, items.length]).toEqual([axis, value, count])
    }
    const steps = overview.conversion.map((step) => step.count)
    expect(steps).toEqual(steps.toSorted((a, b) => b - a))
    expect(overview.businessShare).toBeGreaterThan(0)
    expect(overview.retained).toBeLessThan(1)
  })
})

describe('the rules as data', () => {
  test('[AC-07][GA-17][BY-58] an administrator changes bounds and benefits; an old version is refused', async () => {
    const { body } = await http.as(agent)('GET', '/api/member-rules')
    const { rules, version } = body as Awaited<ReturnType<Members['rulesState']>>
    const next = { ...rules, highFrequency: 4, benefits: rules.benefits.slice(0, 2) }
    expect((await http.as(lead)('PUT', '/api/member-rules', { version, rules: next })).status).toBe(403)
    const saved = await http.as(admin)('PUT', '/api/member-rules', { version, rules: next })
    expect(saved).toMatchObject({ status: 200, body: { version: version + 1, rules: { highFrequency: 4 } } })
    const late = await http.as(admin)('PUT', '/api/member-rules', { version, rules })
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-meanwhile' } })
    expect(await members.benefitsOf('gold')).toMatchObject([{ code: 'priority-check-in', measure: 1 }, {}])
  })

  test.each([
    ['tiers.gold.miles', -1],
    ['newDays', 0],
    ['businessShare', 101],
  ])('refuses %s = %i', async (path, value) => {
    const { rules, version } = await members.rulesState()
    const broken = structuredClone(rules) as Record<string, unknown>
    const parts = path.split('.')
    const last = parts.pop() as string
    const place = parts.reduce((object, part) => object[part] as Record<string, unknown>, broken)
    place[last] = value
    expect((await http.as(admin)('PUT', '/api/member-rules', { version, rules: broken })).status).toBe(400)
  })
})
