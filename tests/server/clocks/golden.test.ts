import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAudit } from '../../../server/audit/audit.service.ts'
import { createCalendars } from '../../../server/calendars/calendars.service.ts'
import { type Clocks, createClocks } from '../../../server/clocks/clocks.service.ts'
import { ClockPreview } from '../../../server/contracts/clocks.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { type GoldenCase, goldenAtHome, goldenUnitedStates } from './golden-cases.ts'
import { goldenWorld } from './golden-world.ts'
import { placeOf } from './places.ts'

const golden = [...goldenAtHome, ...goldenUnitedStates, ...goldenWorld]
const team = newId<TeamId>()
let house: TestHouse
let clocks: Clocks

beforeAll(async () => {
  house = await openTestHouse(Date.parse('2026-03-16T02:00:00Z'))
  const audit = createAudit({ ...house, staff: { namesOf: async () => new Map() } })
  const calendars = createCalendars({ ...house, audit })
  await calendars.start()
  clocks = createClocks({
    ...house,
    audit,
    calendars,
    airports: { get: async (iata) => placeOf(iata) },
    legOf: async () => undefined,
    calendarOfUnit: async () => 'hq',
    cases: { facts: async () => undefined, keepDue: async () => undefined },
    timeZone: 'Asia/Shanghai',
  })
  await clocks.rules.start()
})
afterAll(() => house.close())

const iso = (at: number) => new Date(at).toISOString()
const planned = (one: GoldenCase) => {
  const [origin, destination] = one.route?.split('-') ?? []
  const { kind, leaf: category, channel, flight, flightDate, station } = one
  const circumstances = { ...one.told, ...(origin && destination && { origin, destination }) }
  const wanted = { kind, category, channel, flight, flightDate, station, fields: one.fields, circumstances }
  return clocks.preview(ClockPreview.parse({ ...wanted, at: Date.parse(one.at) }), team)
}

describe('the golden table', () => {
  test('holds at least 120 cases', () => {
    expect(golden.length).toBeGreaterThanOrEqual(120)
    expect(new Set(golden.map(({ title, kind, at }) => `${title} ${kind} ${at}`)).size).toBe(golden.length)
  })

  test.each(golden.map((one) => [one.kind, one.leaf, one.title, one] as const))(
    '[CS-10] %s %s: %s',
    async (_kind, _leaf, _title, one) => {
      const found = await planned(one)
      const expected = one.clocks.map((line) => {
        const [rule, due] = line.split(' ')
        return `${rule} ${iso(Date.parse(due!))}`
      })
      expect(found.map(({ ruleId, dueAt }) => `${ruleId} ${iso(dueAt)}`).toSorted()).toEqual(expected.toSorted())
      expect(
        found
          .filter(({ uncertain }) => uncertain)
          .map(({ ruleId }) => ruleId)
          .toSorted(),
      ).toEqual((one.uncertain ?? []).toSorted())
    },
  )
})

describe('why a clock applies', () => {
  const why = async (title: string, ruleId: string) =>
    (await planned(golden.find((one) => one.title === title)!)).find((one) => one.ruleId === ruleId)?.why

  test.each([
    [
      'Friday 16:00 is Monday noon',
      'ccar273-result',
      '投诉，行程涉及中国大陆（PEK–CAN），口头提出；自首次联系起',
      'a complaint, the journey touches mainland China (PEK–CAN), made by voice; counted from: first contact',
    ],
    [
      'written, Beijing to New York',
      'us259-reply',
      '投诉，行程涉及美国（PEK–JFK），书面提出；自收到书面投诉起',
      'a complaint, the journey touches the United States (PEK–JFK), made in writing; counted from: written complaint received',
    ],
    [
      'payment unknown: the shorter term',
      'us-refund-card',
      '订座类，行程涉及美国（PEK–JFK），申请退款，非自愿，支付方式未知，按较短期限；自提出有效退款申请起',
      'a booking request, the journey touches the United States (PEK–JFK), a refund is asked for, involuntary, payment unknown, so the shorter term; counted from: valid refund request',
    ],
    [
      'to Hong Kong on a carrier of Hong Kong: twenty',
      'ccar300-reply-foreign',
      '投诉，行程涉及中国大陆（PEK–HKG），境外或港澳台承运人CX，航班延误；自首次联系起',
      'a complaint, the journey touches mainland China (PEK–HKG), carrier CX of another territory, the flight was late; counted from: first contact',
    ],
    [
      'journey unknown: a carrier of China',
      'ccar273-refund',
      '订座类，行程未知，按国内承运人，申请退款；自提出有效退款申请起',
      'a booking request, journey unknown, carrier of China, a refund is asked for; counted from: valid refund request',
    ],
  ])('is said in both languages: %s', async (title, ruleId, zh, en) => {
    expect(await why(title, ruleId)).toEqual({ zh, en })
  })
})

test('planning the clocks of a case takes under 2 ms', async () => {
  const one = golden.find(({ title }) => title === 'about a disability: one dispositive reply more')!
  const means: number[] = []
  // The best of ten rounds: a busy machine is not a slow program.
  for (let round = 0; round < 10; round++) {
    const started = performance.now()
    for (let i = 0; i < 20; i++) await planned(one)
    means.push((performance.now() - started) / 20)
  }
  expect(Math.min(...means)).toBeLessThan(2)
})
