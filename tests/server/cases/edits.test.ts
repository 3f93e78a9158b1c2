import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changesOf, conflictsOf, isSame } from '../../../server/cases/case-edit.rules.ts'
import type { CaseEdit, EditConflict } from '../../../server/contracts/cases.ts'
import type { CaseId, TeamId, UserId } from '../../../server/contracts/ids.ts'
import { Refusal } from '../../../server/platform/errors.ts'
import { newId } from '../../../server/platform/id.ts'
import { openRequestHouse, type RequestHouse } from '../../kit/request-house.ts'

let it: RequestHouse
beforeAll(async () => {
  it = await openRequestHouse()
})
afterAll(() => it.house.close())

const edit = (id: CaseId, set: CaseEdit['set'], was: CaseEdit['was'] = {}) =>
  it.cases.edit(id, { set, was, byId: it.agent.id })

describe('two people who edit one record', () => {
  test('both have their way where they change different fields', async () => {
    const { id } = await it.open('cp-04')
    await edit(id, { flight: 'YT9999' }, { flight: 'YT3101' })
    const both = await edit(id, { 'fields.damage': '拉杆断' })
    expect(both).toMatchObject({ flight: 'YT9999', fields: { damage: '拉杆断', bagReference: 'CANYT48213' } })
  })

  test('the later save is told what changed, with both values and by whom', async () => {
    const { id } = await it.open('cp-04')
    await edit(id, { subject: '拉杆断裂' }, { subject: '行李破损' })
    const refused = await edit(id, { subject: '轮子断裂' }, { subject: '行李破损' }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    const { code, details } = refused as Refusal
    expect(code).toBe('changed-meanwhile')
    expect(details.conflicts as EditConflict[]).toMatchObject([
      { field: 'subject', mine: '轮子断裂', theirs: '拉杆断裂', byName: '李代表' },
    ])
    // Keep mine: what they wrote is now what was seen.
    expect(await edit(id, { subject: '轮子断裂' }, { subject: '拉杆断裂' })).toMatchObject({ subject: '轮子断裂' })
  })

  test('the same change made twice is no conflict', async () => {
    const { id } = await it.open('cp-04')
    await edit(id, { station: 'CAN' })
    expect((await edit(id, { station: 'CAN' })).events.filter((event) => event.event === 'edited')).toHaveLength(1)
  })

  test('[BY-47] the history says field by field what was and what is', async () => {
    const { id } = await it.open('cp-04')
    const edited = await edit(id, { station: 'PEK', 'fields.damage': '划痕', qualities: ['safety'] })
    expect(edited.events.at(-1)?.changes).toEqual(
      expect.arrayContaining([
        { field: 'station', to: 'PEK' },
        { field: 'fields.damage', to: '划痕' },
        { field: 'qualities', to: ['safety'] },
      ]),
    )
  })

  test('a conflict is exactly a field that is neither as seen nor as wished', () => {
    const value = fc.constantFrom(undefined, 'a', 'b', 'c')
    fc.assert(
      fc.property(value, value, value, (now, was, wish) => {
        const found = conflictsOf({ x: now }, { x: was }, { x: wish })
        expect(found.length).toBe(!isSame(now, was) && !isSame(now, wish) ? 1 : 0)
        expect(changesOf({ x: now }, { x: now })).toEqual([])
      }),
    )
  })
})

describe('an edit', () => {
  test.each([
    [{ category: 'bk-01' }, 'category'],
    [{ 'fields.bagReference': 'no' }, 'fields.bagReference'],
    [{ 'fields.colour': 'red' }, 'fields.colour'],
    [{ state: 'closed' }, 'state'],
    [{ subject: null }, 'subject'],
    [{ details: '4111 1111 1111 1111' }, 'details'],
    [{ 'fields.courier': 'delivered' }, ''],
  ])('of %j is refused beside its field', async (set, path) => {
    const { id } = await it.open('cp-04')
    const was = { category: 'cp-04', subject: '行李破损', 'fields.bagReference': 'CANYT48213' }
    const done = await edit(id, set, was).catch((error: unknown) => error)
    if (path === '') return expect((done as { fields: object }).fields).not.toHaveProperty('courier')
    expect((done as Refusal).fields).toHaveProperty([path])
  })

  test('of the leaf moves a complaint from its branch to where it belongs (CS-02, BY-25)', async () => {
    const { id } = await it.open('cp-01', { category: 'ground', fields: {} })
    const set = {
      category: 'cp-04',
      stage: 'arrival',
      qualities: ['safety', 'accuracy'],
      'fields.bagReference': 'canyt 00001',
    }
    expect(await edit(id, set, { category: 'ground' })).toMatchObject({
      category: 'cp-04',
      stage: 'arrival',
      fields: { bagReference: 'CANYT00001' },
    })
  })

  test('[CS-02][BY-25] journey stage and quality dimensions stand on the case', async () => {
    const { id } = await it.open('cp-01', { stage: 'in-flight', qualities: ['timeliness', 'safety'] })
    expect(await it.cases.get(id)).toMatchObject({ stage: 'in-flight', qualities: ['timeliness', 'safety'] })
  })

  test('of a closed case is refused', async () => {
    const { id } = await it.open('cp-04')
    await it.close(id)
    await expect(edit(id, { subject: 'x' })).rejects.toThrow('already-closed')
  })
})

describe('who has it', () => {
  const other = { id: newId<UserId>() }

  test('several cases are taken over at once; closed ones and those of others stay where they are', async () => {
    const { id: mine } = await it.open('cp-04')
    const { id: theirs } = await it.open('cp-04', { teamId: newId<TeamId>() })
    const { id: closed } = await it.open('cp-04')
    await it.close(closed)
    const taken = await it.cases.takeOver([mine, theirs, closed, newId<CaseId>()], other.id, [it.team])
    expect(taken.map((one) => one.id)).toEqual([mine])
    expect((await it.cases.get(mine))?.events.at(-1)).toMatchObject({ event: 'taken-over', text: '李代表' })
    expect((await it.cases.list({ state: 'unfinished', ownerId: other.id, limit: 9 })).items).toHaveLength(1)
  })
})

describe('work lists', () => {
  test('[BY-34] the clock that ends first comes first, what has none comes last, in pages without gap or double', async () => {
    const team = newId<TeamId>()
    const ids: string[] = []
    for (const due of [5_000, undefined, 3_000, 4_000, undefined]) {
      const { id } = await it.open('cp-04', { teamId: team })
      await it.cases.keepDue(id, due)
      ids.push(id)
    }
    const seen: string[] = []
    let before: string | undefined
    do {
      const page = await it.cases.list({ state: 'unfinished', order: 'due', units: [team], limit: 2, before })
      seen.push(...page.items.map((item) => item.id))
      before = page.nextBefore
    } while (before)
    expect(seen.slice(0, 3)).toEqual([ids[2], ids[3], ids[0]])
    expect(new Set(seen.slice(3))).toEqual(new Set([ids[1], ids[4]]))
  })

  test('[BY-34] counts what waits, what is mine, and what is about to breach', async () => {
    const team = newId<TeamId>()
    const own = { id: newId<UserId>(), own: [team], units: [team] }
    const now = it.house.clock.now()
    const first = await it.open('cp-04', { teamId: team })
    const second = await it.open('cp-04', { teamId: team })
    await it.open('iq-07', { teamId: team, openedBy: own.id })
    await it.cases.keepDue(first.id, now - 1)
    await it.cases.keepDue(second.id, now + 60_000)
    expect(await it.cases.counts(own)).toMatchObject({
      mine: 1,
      department: 3,
      all: 3,
      breached: 1,
      dueSoon: 1,
      byKind: { complaint: 2, query: 1 },
      oldestOpenedAt: now,
    })
  })

  test.each([
    ['划伤', 1],
    ['划', 1],
    ['canyt77777', 1],
    ['yt4444', 1],
    ['白云旅行社', 1],
    ['不存在', 0],
  ])('finds %s in what was said, in the form and in who asks', async (search, count) => {
    const team = newId<TeamId>()
    const fields = { bagReference: 'CANYT77777' }
    const more = { party: 'agency', partyName: '白云旅行社', flight: 'YT4444' } as const
    await it.open('cp-04', { teamId: team, details: '箱体划伤', fields, ...more })
    expect((await it.cases.list({ state: 'all', search, units: [team], limit: 9 })).items).toHaveLength(count)
  })
})
