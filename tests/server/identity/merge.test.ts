import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { DuplicatePair, Merge, MergePreview } from '../../../server/contracts/identity.ts'
import type { MergeId, PassengerId } from '../../../server/contracts/ids.ts'
import { scorePair } from '../../../server/identity/duplicate.rules.ts'
import { mergeRoutes } from '../../../server/identity/merge.routes.ts'
import { planMerge } from '../../../server/identity/merge.rules.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'
import { somebody, trip } from '../passengers/somebody.ts'

let joined: JoinedHouse
let http: TestHttp
let lead: SessionUser
let agent: SessionUser
let next = 0
const fresh = () => `+86137${String(10_000_000 + next++)}`

beforeAll(async () => {
  joined = await openJoinedHouse()
  const team = await joined.addTeam('合并组')
  lead = await joined.hire('supervisor', team)
  agent = await joined.hire('agent', team)
  const { people } = joined
  http = await openTestHttp((app) => mergeRoutes(app, { ...people, audit: people.audit }))
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

type Known = Parameters<typeof somebody>[0]
const register = (more: Known = {}, pnrs: string[] = []) =>
  joined.people.passengers.register(
    somebody(more),
    pnrs.map((pnr) => trip(joined.house.clock.now(), { pnr })),
  )
const ask = (method: 'GET' | 'POST', url: string, body?: object) => http.as(lead)(method, url, body)
const preview = async (a: PassengerId, b: PassengerId) =>
  (await ask('GET', `/api/passengers/${a}/merge-preview/${b}`)).body as MergePreview

async function merge(
  a: PassengerId,
  b: PassengerId,
  chosen: Record<string, 'survivor' | 'loser'> = {},
): Promise<Merge> {
  const { survivorVersion, loserVersion } = await preview(a, b)
  const answer = await ask('POST', `/api/passengers/${a}/merges`, { loserId: b, survivorVersion, loserVersion, chosen })
  expect(answer.status).toBe(201)
  return (answer.body as Merge[])[0]!
}
const undo = (id: MergeId) => ask('POST', `/api/merges/${id}/undoing`)
const openCase = (passengerId: PassengerId, subject: string) =>
  joined.people.cases.open({
    kind: 'complaint',
    category: 'cp-07',
    subject,
    details: '',
    flight: '',
    passengerId,
    openedBy: agent.id,
    teamId: agent.teamId,
  } as never)

/** Every row that belongs to these two, without what may only grow: versions, and keys in their order. */
async function rowsOf(ids: PassengerId[]): Promise<Record<string, string[]>> {
  const { db } = joined.house.store
  const all: Record<string, string[]> = {}
  for (const { name, columns } of await db.introspection.getTables()) {
    if (name === 'passenger_merge' || name === 'duplicate_pair' || name === 'duplicate_check') continue
    const column = name === 'passenger' ? 'id' : 'passenger_id'
    if (!columns.some((one) => one.name === column)) continue
    const { rows } = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(name)} where ${sql.ref(column)} in (${sql.join(ids)})`.execute(db)
    all[name] = rows
      .map((row) =>
        JSON.stringify(
          row,
          Object.keys(row)
            .filter((key) => key !== 'version')
            .sort(),
        ),
      )
      .sort()
  }
  return all
}

describe('two records of one person', () => {
  test('[BY-52][EC-08][AC-20] become one with everything that belongs to both, and the old link opens the one that lives on', async () => {
    const [n1, n2] = [fresh(), fresh()]
    const a = await register(
      { name: '王建国', memberNumber: 'CW900001', numbers: [{ e164: n1, kind: 'mobile', shared: false }] },
      ['MRG001'],
    )
    const b = await register(
      {
        name: '王建国',
        latinName: 'WANG JIANGUO',
        email: 'jg@example.com',
        numbers: [{ e164: n2, kind: 'mobile', shared: false }],
      },
      ['MRG002'],
    )
    await joined.people.identity.addDocument(b, { kind: 'passport', number: 'E55554444' }, undefined)
    await openCase(b, '行李破损')
    await joined.people.notes.write(b, { channel: 'fax', direction: 'in', text: '传真投诉' }, agent)
    const done = await merge(a, b)
    expect(done.rows).toMatchObject({ cases: 1, notes: 1, documents: 1, numbers: 1, trips: 1, emails: 1 })
    const profile = await joined.people.passengers.profile(b)
    expect(profile).toMatchObject({ id: a, latinName: 'WANG XIAOMING', email: 'jg@example.com' })
    expect(profile!.numbers.map((one) => one.e164)).toEqual([n1, n2])
    expect(await joined.people.passengers.identify(n2)).toEqual({ kind: 'known', passengerId: a })
    for (const search of ['王建国', 'wangjianguo', 'MRG002', 'jg@example.com', n2])
      expect(
        (await joined.people.passengers.search({ search, limit: 5 })).items.map((one) => one.id),
        search,
      ).toEqual([a])
    expect(
      await joined.people.identity.identify({ kind: 'document', documentKind: 'passport', value: 'E55554444' }),
    ).toEqual({ kind: 'known', passengerId: a })
    expect(joined.house.factsOf('passenger.merged')).toContainEqual({ survivorId: a, loserId: b })
  })

  test('[EC-08] whatever was on them, merging and undoing gives both back as they were', async () => {
    const text = fc.option(fc.constantFrom('甲', '乙', '丙'), { nil: undefined })
    const record = fc.record({
      name: fc.constantFrom('李雷', '韩梅梅'),
      tier: fc.constantFrom('none' as const, 'silver' as const, 'platinum' as const),
      email: fc.option(fc.constantFrom('p@example.com', 'q@example.com'), { nil: undefined }),
      employer: text,
      birthDate: fc.option(fc.constantFrom('1980-01-02', '1990-03-04'), { nil: undefined }),
      miles: fc.nat(99_999),
      difficult: fc.boolean(),
      specialNeeds: fc.subarray(['WCHR', 'DEAF', 'PETC'] as const),
      ownNumbers: fc.integer({ min: 0, max: 2 }),
      shared: fc.boolean(),
      called: fc.boolean(),
      trips: fc.integer({ min: 0, max: 2 }),
      cases: fc.integer({ min: 0, max: 1 }),
      notes: fc.integer({ min: 0, max: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(record, record, fc.boolean(), async (one, other, chooseLoser) => {
        const common = fresh()
        const ids: PassengerId[] = []
        for (const { ownNumbers, shared, called, trips, cases, notes, ...known } of [one, other]) {
          const numbers = Array.from({ length: ownNumbers }, () => ({
            e164: fresh(),
            kind: 'mobile' as const,
            shared: false,
          }))
          if (shared) numbers.push({ e164: common, kind: 'mobile', shared: true })
          const { email, employer, birthDate, specialNeeds, ...plain } = known
          const id = await register(
            {
              ...plain,
              specialNeeds: [...specialNeeds],
              numbers,
              ...(email && { email }),
              ...(employer && { employer }),
              ...(birthDate && { birthDate }),
            },
            Array.from({ length: trips }, (_, i) => `P${ids.length}T00${i}`),
          )
          if (called) await joined.people.passengers.noteContact(id, common, 1000 + ids.length)
          for (let i = 0; i < cases; i++) await openCase(id, `案 ${i}`)
          for (let i = 0; i < notes; i++)
            await joined.people.notes.write(id, { channel: 'letter', direction: 'in', text: `信 ${i}` }, agent)
          ids.push(id)
        }
        const [a, b] = ids as [PassengerId, PassengerId]
        const before = await rowsOf(ids)
        const done = await merge(a, b, chooseLoser ? { name: 'loser', tier: 'loser', employer: 'loser' } : {})
        const together = await rowsOf(ids)
        // Nothing lost: every row of cases, notes and trips is the survivor's now.
        for (const table of ['case_file', 'contact_note', 'trip'])
          expect(together[table]).toHaveLength(before[table]!.length)
        expect((await undo(done.id)).status).toBe(200)
        expect(await rowsOf(ids)).toEqual(before)
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  test('what happened in between stays with the one it happened to', async () => {
    const [n1, n2] = [fresh(), fresh()]
    const a = await register({ name: '赵一', city: '广州', numbers: [{ e164: n1, kind: 'mobile', shared: false }] })
    const b = await register({
      name: '赵二',
      email: 'zhao2@example.com',
      numbers: [{ e164: n2, kind: 'mobile', shared: false }],
    })
    await openCase(b, '从前的')
    const done = await merge(a, b)
    await openCase(a, '其间的')
    const profile = (await joined.people.passengers.profile(a))!
    await joined.people.passengers.edit(a, { version: profile.version, email: 'new@example.com' } as never, agent)
    await joined.people.passengers.noteContact(a, n2, 9_999)
    await undo(done.id)
    const subjects = async (passengerId: PassengerId) =>
      (await joined.people.cases.list({ state: 'all', passengerId, limit: 10 })).items.map((one) => one.subject)
    expect(await subjects(a)).toEqual(['其间的'])
    expect(await subjects(b)).toEqual(['从前的'])
    expect(await joined.people.passengers.profile(a)).toMatchObject({ name: '赵一', email: 'new@example.com' })
    expect(await joined.people.passengers.identify(n2)).toEqual({ kind: 'known', passengerId: b })
    expect(await joined.people.passengers.identify(n1)).toEqual({ kind: 'known', passengerId: a })
  })

  test('a merge is refused when a record changed, for itself, twice, and for agents; undoing twice too', async () => {
    const [a, b] = [await register({ name: '钱一' }), await register({ name: '钱二' })]
    const order = { loserId: b, survivorVersion: 1, loserVersion: 1 }
    const url = `/api/passengers/${a}/merges`
    expect((await ask('POST', url, { ...order, loserVersion: 7 })).body).toMatchObject({ code: 'changed-meanwhile' })
    expect((await ask('POST', url, { ...order, loserId: a })).body).toMatchObject({ code: 'same-passenger' })
    expect((await http.as(agent)('POST', url, order)).status).toBe(403)
    const done = await merge(a, b)
    expect((await ask('POST', url, order)).body).toMatchObject({ code: 'already-merged' })
    const c = await register({ name: '钱三' })
    const later = await merge(c, a)
    expect((await undo(done.id)).body).toMatchObject({ code: 'merge-not-last' })
    expect(await joined.people.passengers.profile(b)).toMatchObject({ id: c })
    expect((await undo(later.id)).status).toBe(200)
    expect((await undo(done.id)).status).toBe(200)
    expect((await undo(done.id)).body).toMatchObject({ code: 'already-closed' })
  })
})

describe('who wins in a field', () => {
  const record = {
    name: '王',
    tier: 'basic',
    email: null,
    miles: 10,
    difficult: 0,
    special_needs: '["WCHR"]',
    note: 'a',
    member_since: '2015-01-01',
    created_at: 5,
  }
  const other = {
    name: '汪',
    tier: 'gold',
    email: 'x@example.com',
    miles: 7,
    difficult: 1,
    special_needs: '["DEAF","WCHR"]',
    note: 'b',
    member_since: '2012-01-01',
    created_at: 9,
  }
  const result = (chosen = {}) =>
    Object.fromEntries(planMerge(record, other, chosen).map((one) => [one.field, one.value]))

  test('the rule decides', () => {
    expect(result()).toEqual({
      name: '王',
      tier: 'gold',
      email: 'x@example.com',
      miles: 10,
      difficult: 1,
      special_needs: '["WCHR","DEAF"]',
      note: 'a\nb',
      member_since: '2012-01-01',
      created_at: 5,
    })
  })

  test('a person may decide otherwise, but not about what the house keeps', () => {
    expect(result({ name: 'loser', tier: 'survivor', created_at: 'loser' })).toMatchObject({
      name: '汪',
      tier: 'basic',
      created_at: 5,
    })
  })
})

describe('who may be one person', () => {
  const base = {
    id: 'x' as PassengerId,
    name: '张伟',
    pinyin: 'zhangwei',
    birthDate: undefined,
    memberNumber: undefined,
    emails: [],
    ownNumbers: [],
    allNumbers: [],
    documents: [],
    idCards: [],
  }
  test.each([
    ['the same name alone', {}, {}, undefined],
    ['name and date of birth', { birthDate: '1980-01-01' }, { birthDate: '1980-01-01' }, 75],
    ['name and another date of birth', { birthDate: '1980-01-01' }, { birthDate: '1981-01-01' }, undefined],
    ['name and e-mail', { emails: ['z@e.com'] }, { emails: ['z@e.com'] }, 80],
    [
      'pinyin and own number',
      { ownNumbers: ['+1'], allNumbers: ['+1'] },
      { name: '章伟', ownNumbers: ['+1'], allNumbers: ['+1'] },
      55,
    ],
    ['a shared number only', { name: '甲', pinyin: 'jia', allNumbers: ['+1'] }, { allNumbers: ['+1'] }, undefined],
    ['a document alone', { name: '甲', pinyin: 'jia', documents: ['h'] }, { documents: ['h'] }, 70],
    [
      'two different ID cards',
      { idCards: ['h'], documents: ['h'], emails: ['z@e.com'] },
      { idCards: ['i'], documents: ['i'], emails: ['z@e.com'] },
      undefined,
    ],
  ])('%s', (_what, a, b, score) => {
    expect(scorePair({ ...base, ...a }, { ...base, ...b })?.score).toBe(score)
    expect(scorePair({ ...base, ...b }, { ...base, ...a })?.score).toBe(score)
  })
})

describe('the work list of duplicates', () => {
  const listed = async (state = 'proposed') =>
    ((await ask('GET', `/api/duplicates?state=${state}&limit=200`)).body as { items: DuplicatePair[] }).items
  const pairOf = async (a: PassengerId, b: PassengerId, state?: string) =>
    (await listed(state)).find((pair) => [pair.a.id, pair.b.id].every((id) => id === a || id === b))

  test('[EC-08] the pass proposes with reasons, asks nobody twice, and looks only at what changed', async () => {
    const known = { name: '孙悟空', latinName: 'SUN WUKONG', birthDate: '1970-07-07' }
    const [a, b] = [await register(known), await register({ ...known, name: '孫悟空' })]
    await joined.people.duplicates.pass()
    const pair = (await pairOf(a, b))!
    expect(pair.reasons).toContain('same-pinyin')
    expect(pair.reasons).toContain('same-birth-date')
    expect((await ask('POST', `/api/duplicates/${pair.id}/two-people`)).status).toBe(204)
    await joined.people.passengers.edit(a, { version: 1, drink: '茶' } as never, agent)
    await joined.people.duplicates.pass()
    expect(await pairOf(a, b)).toBeUndefined()
    expect(await pairOf(a, b, 'two-people')).toMatchObject({ decidedByName: lead.displayName })
    const before = await joined.people.duplicates.progress()
    expect(before).toMatchObject({ running: false })
    expect(before.finishedAt).toBeDefined()
  })

  test('a newcomer is compared at once, and a merge settles the pair; undoing opens it again', async () => {
    const number = fresh()
    const a = await register({ name: '猪八戒', numbers: [{ e164: number, kind: 'mobile', shared: false }] })
    const b = await register({ name: '猪八戒', birthDate: '1975-05-05' })
    expect(await joined.people.duplicates.check(b)).toBe(0)
    const c = await register({ name: '猪八戒', birthDate: '1975-05-05' })
    expect(await joined.people.duplicates.check(c)).toBe(1)
    const done = await merge(b, c)
    expect(await pairOf(b, c, 'merged')).toBeUndefined()
    await undo(done.id)
    expect(await pairOf(b, c)).toBeDefined()
    expect(await joined.people.duplicates.of(a)).toEqual([])
  })

  test('a pass that stopped goes on from its place', async () => {
    await joined.people.duplicates.pass(() => true)
    const known = { name: '沙和尚', birthDate: '1977-01-01' }
    const [a, b] = [await register(known), await register(known)]
    await joined.people.duplicates.pass()
    expect(await pairOf(a, b)).toBeDefined()
    expect(await joined.people.duplicates.progress()).toMatchObject({ running: false })
  })
})
