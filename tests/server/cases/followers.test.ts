import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseFollower } from '../../../server/cases/cases.ports.ts'
import { type Cases, createCases } from '../../../server/cases/cases.service.ts'
import type { TeamId } from '../../../server/contracts/ids.ts'
import { Refusal } from '../../../server/platform/errors.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { testUser } from '../../kit/http.ts'

const team = newId<TeamId>()
const department = newId<TeamId>()
const agent = testUser('agent', { teamId: team, displayName: '李代表' })
let house: TestHouse
let cases: Cases
let heard: string[]
let follower: CaseFollower

beforeAll(async () => {
  house = await openTestHouse()
  cases = createCases({
    ...house,
    passengers: { nameOf: async () => undefined },
    staff: { nameOf: async () => agent.displayName },
    tasks: { create: async () => undefined, settleFor: async () => undefined },
    onComplaintClosed: async () => undefined,
    followers: () => [follower],
  })
})
afterAll(() => house.close())
beforeEach(() => {
  heard = []
  follower = {
    opened: async (c) => void heard.push(`opened ${c.leaf}`),
    moved: async (c, move) => void heard.push(`${move} ${c.state}`),
  }
})

const open = () =>
  cases.open({
    kind: 'query',
    category: 'iq-04',
    subject: '行李查询',
    fields: { bagReference: 'canyt 12345' },
    flightDate: '2026-01-05',
    openedBy: agent.id,
    teamId: team,
  })
const by = { byId: agent.id }

describe('a room that follows a case', () => {
  test('[BY-38] hears of its opening and of every move between the house and a department, in the same commit', async () => {
    const { id } = await open()
    await cases.move(id, { ...by, move: 'dispatch', departmentId: department })
    expect(await cases.facts(id)).toMatchObject({
      state: 'dispatched',
      departmentId: department,
      leaf: 'iq-04',
      fields: { bagReference: 'CANYT12345' },
      flightDate: '2026-01-05',
    })
    await cases.move(id, { ...by, move: 'accept' })
    await cases.move(id, { ...by, move: 'answer', text: '行李已找到' })
    await cases.move(id, { ...by, move: 'redo', text: '请送到家' })
    await cases.move(id, { ...by, move: 'return', text: '不归我们' })
    expect((await cases.facts(id))?.departmentId).toBeUndefined()
    const { version } = (await cases.get(id))!
    await cases.close(id, { ...by, version, resolution: '已送达' })
    expect(heard).toEqual([
      'opened iq-04',
      'dispatch dispatched',
      'accept accepted',
      'answer answered',
      'redo dispatched',
      'return returned',
      'close closed',
    ])
    expect((await cases.get(id))?.events.at(2)).toMatchObject({ event: 'accepted', departmentId: department })
  })

  test('may refuse the closing, and then nothing is closed', async () => {
    follower = {
      mayClose: async () => {
        throw new Refusal('not-ready')
      },
    }
    const { id } = await open()
    await expect(cases.close(id, { ...by, version: 1, resolution: 'x' })).rejects.toThrow('not-ready')
    expect((await cases.get(id))?.state).toBe('open')
  })

  test('writes when its next clock ends without a conflict with whoever edits the case', async () => {
    follower = { opened: (c, tx) => cases.keepDue(c.id, 5_000, tx) }
    const opened = await open()
    expect(opened.nextDueAt).toBe(5_000)
    await cases.close(opened.id, { ...by, version: 1, resolution: 'x' })
    expect((await cases.summary(opened.id))?.nextDueAt).toBeUndefined()
  })

  test('a department sees the cases it has in hand', async () => {
    const { id } = await open()
    expect(await cases.get(id, [department])).toBeUndefined()
    await cases.move(id, { ...by, move: 'dispatch', departmentId: department })
    expect((await cases.get(id, [department]))?.id).toBe(id)
  })

  test('a move that the law does not know changes nothing', async () => {
    const { id } = await open()
    await expect(cases.move(id, { ...by, move: 'answer' })).rejects.toThrow('changed-meanwhile')
  })
})
