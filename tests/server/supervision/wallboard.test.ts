import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Fact } from '../../../server/contracts/facts.ts'
import type { QueueEntryId } from '../../../server/contracts/ids.ts'
import type { Wallboard } from '../../../server/contracts/supervision.ts'
import { dayStart } from '../../../server/platform/day.ts'
import { emptyDay, fold, serviceLevel } from '../../../server/supervision/wallboard.rules.ts'
import { createWallboard } from '../../../server/supervision/wallboard.service.ts'
import { type LiveHouse, openLiveHouse, pass } from '../../kit/live-house.ts'

describe('the service level', () => {
  const vector = {
    answered: 1000,
    abandoned: 60,
    answeredInTime: 860,
    abandonedInTime: 20,
    abandonedShort: 10,
  }

  test.each([
    ['SL-1', '83.02'],
    ['SL-4', '82.69'],
    ['SL-6', '81.90'],
  ] as const)('by %s is %s percent on the common test vector', (formula, percent) => {
    expect(((serviceLevel(formula, vector) ?? 0) * 100).toFixed(2)).toBe(percent)
  })

  test('is not shown before anything was answered or abandoned', () => {
    const nothing = { answered: 0, abandoned: 0, answeredInTime: 0, abandonedInTime: 0, abandonedShort: 0 }
    expect(serviceLevel('SL-4', nothing)).toBeUndefined()
  })
})

describe('the fold of a day', () => {
  const limits = {
    serviceLevelMs: { booking: 20_000, complaint: 20_000, query: 20_000, general: 20_000 },
    shortMs: 5_000,
  }
  const ends = fc.record({
    queueId: fc.constantFrom('booking', 'complaint', 'query', 'general'),
    end: fc.constantFrom('connected', 'abandoned', 'none'),
    waitMs: fc.integer({ min: 0, max: 60_000 }),
  })

  test('counts what the rows count', () => {
    fc.assert(
      fc.property(fc.array(ends), (rows) => {
        const day = emptyDay()
        const facts: Array<Pick<Fact, 'name' | 'data'>> = rows.flatMap(({ queueId, end, waitMs }, i) => {
          const entryId = `entry-${i}` as QueueEntryId
          const waiting = { name: 'queue-entry.waiting', data: { entryId, queueId } }
          const ended = { name: `queue-entry.${end}`, data: { entryId, queueId, waitMs } }
          return (end === 'none' ? [waiting] : [waiting, ended]) as Array<Pick<Fact, 'name' | 'data'>>
        })
        for (const [i, fact] of facts.entries()) fold(day, { ...fact, seq: i + 1, at: 0 } as Fact, limits)
        for (const queueId of ['booking', 'complaint', 'query', 'general'] as const) {
          const own = rows.filter((row) => row.queueId === queueId)
          const answered = own.filter((row) => row.end === 'connected')
          const abandoned = own.filter((row) => row.end === 'abandoned')
          expect(day.queues[queueId]).toEqual({
            offered: own.length,
            answered: answered.length,
            abandoned: abandoned.length,
            answeredInTime: answered.filter((row) => row.waitMs <= 20_000).length,
            abandonedInTime: abandoned.filter((row) => row.waitMs <= 20_000).length,
            abandonedShort: abandoned.filter((row) => row.waitMs <= 5_000).length,
            answerMs: answered.reduce((all, row) => all + row.waitMs, 0),
          })
        }
      }),
    )
  })

  test('leaves an end whose beginning was yesterday to yesterday', () => {
    const day = emptyDay()
    const data = { entryId: 'old' as QueueEntryId, queueId: 'query', why: 'hung-up', waitMs: 1 } as const
    expect(fold(day, { seq: 9, at: 0, name: 'queue-entry.abandoned', data }, limits)).toBe(false)
    expect(day.queues.query.abandoned).toBe(0)
  })
})

describe('the wallboard', () => {
  let live: LiveHouse
  const boards: Array<{ close(): void }> = []
  beforeEach(async () => {
    live = await openLiveHouse()
  })
  afterEach(async () => {
    for (const board of boards.splice(0)) board.close()
    await live.close()
  })

  async function openBoard() {
    const { store, bus, clock, log } = live.house
    const board = createWallboard({
      store,
      bus,
      clock,
      log,
      timeZone: 'Asia/Shanghai',
      floor: {
        queues: () => live.queues.list(),
        waiting: () => live.queues.waiting(),
        agents: () => live.agents.onShift(),
        callers: async (waiting) =>
          new Map(waiting.map((one) => [one.interactionId, { ani: '+861', name: '王小明', tier: 'gold' as const }])),
      },
    })
    await board.open()
    boards.push(board)
    return board
  }

  async function busyMorning() {
    const agent = await live.readyAgent()
    const answered = live.ring()
    await live.settle()
    await live.clock.advance(2_000)
    live.phone().pickUp()
    await live.settle()
    const abandoned = live.ring()
    await live.settle()
    await pass(live, 6_000, [agent])
    abandoned.caller.hangsUp()
    await abandoned.over
    const waiting = live.ring()
    await live.settle()
    return { answered, waiting }
  }

  const numbers = (board: Wallboard) => ({ queues: board.queues, total: board.total, waiting: board.waiting })

  test('shows who waits, for how long, and the numbers of today', async () => {
    const board = await openBoard()
    await busyMorning()
    const seen = await board.view()
    expect(seen.waiting).toMatchObject([{ name: '王小明', tier: 'gold', state: 'waiting', queueId: 'complaint' }])
    expect(seen.queues.find((queue) => queue.queueId === 'complaint')).toMatchObject({
      waiting: 1,
      offered: 3,
      answered: 1,
      abandoned: 1,
      answeredInTime: 1,
      abandonedInTime: 1,
      abandonedShort: 0,
      serviceLevel: 1,
      averageAnswerMs: 2_000,
    })
    expect(seen.total).toMatchObject({ offered: 3, answered: 1, abandoned: 1 })
    expect(seen.agents).toMatchObject([{ activity: 'talking' }])
  })

  test('built anew from the log equals the one that listened, and the rows', async () => {
    const listened = await openBoard()
    await busyMorning()
    const rebuilt = await openBoard()
    const board = await rebuilt.view()
    expect(numbers(board)).toEqual(numbers(await listened.view()))
    const count = async (outcome: 'offered' | 'answered' | 'abandoned' | 'answered-in-time' | 'abandoned-in-time') =>
      (await live.queues.contacts({ since: board.dayStart, outcome, limit: 200 })).length
    expect(board.total).toMatchObject({
      offered: await count('offered'),
      answered: await count('answered'),
      abandoned: await count('abandoned'),
      answeredInTime: await count('answered-in-time'),
      abandonedInTime: await count('abandoned-in-time'),
    })
  })

  test('begins a new day at midnight of the house', async () => {
    const board = await openBoard()
    const { waiting } = await busyMorning()
    waiting.caller.hangsUp()
    await waiting.over
    await live.clock.advance(86_400_000)
    expect((await board.view()).total).toMatchObject({ offered: 0, answered: 0, abandoned: 0 })
  })

  test('tells its listeners at most five times a second', async () => {
    const board = await openBoard()
    const heard: Wallboard[] = []
    board.onChange((seen) => heard.push(seen))
    for (let i = 0; i < 20; i++) live.ring()
    await live.settle()
    expect(heard).toHaveLength(0)
    await live.clock.advance(200)
    expect(heard).toHaveLength(1)
    expect(heard[0]!.total.offered).toBe(20)
  })
})

describe('the day of a time zone', () => {
  test.each([
    ['Asia/Shanghai', '2026-01-05T08:00:00Z', '2026-01-04T16:00:00.000Z'],
    ['Asia/Shanghai', '2026-01-05T16:00:00Z', '2026-01-05T16:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29T10:00:00Z', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25T10:00:00Z', '2026-10-24T22:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-05T08:00:00Z', '2026-01-04T18:15:00.000Z'],
  ])('in %s at %s began at %s', (zone, now, midnight) => {
    expect(new Date(dayStart(Date.parse(now), zone)).toISOString()).toBe(midnight)
  })
})
