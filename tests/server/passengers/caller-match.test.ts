import fc from 'fast-check'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { PhoneNumber, Tier } from '../../../server/contracts/passengers.ts'
import { decideMatch, type NumberOwner } from '../../../server/passengers/match.rules.ts'
import { readNumber } from '../../../server/passengers/number.rules.ts'
import { createPassengers, type Passengers } from '../../../server/passengers/passengers.service.ts'
import { newId } from '../../../server/platform/id.ts'
import type { Store } from '../../../server/platform/store.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { alone, somebody } from './somebody.ts'

const wang = '+8613800138000'

describe('reading a number', () => {
  test.each([
    '13800138000',
    '013800138000',
    '8613800138000',
    '+8613800138000',
    '008613800138000',
    '+86 138-0013-8000',
    '１３８００１３８０００',
    ' 13800138000 ',
  ])('takes %s for the same mobile', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'e164', e164: wang, mobile: true })
  })

  test.each([
    ['02088881234', '+862088881234'],
    ['+852 9123 4567', '+85291234567'],
    ['+12025550123', '+12025550123'],
  ])('reads %s as %s', (text, e164) => {
    expect(readNumber(text)).toMatchObject({ kind: 'e164', e164 })
  })

  test.each(['110', '10086', '95530', '12306'])('keeps the service number %s apart', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'service' })
  })

  test.each([
    '',
    'anonymous',
    'withheld',
    '+',
    '1',
    '<script>',
    "1' or 1=1",
    '138FLOWERS',
    '+8613800138000;tag=x',
    '9'.repeat(40),
    '+999999999999999',
  ])('takes %j for no number', (text) => {
    expect(readNumber(text)).toEqual({ kind: 'none' })
  })

  test('never throws, whatever a SIP header holds', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => readNumber(text).kind !== undefined))
  })
})

describe('the rule of the match', () => {
  const owner = fc.record({
    kind: fc.constantFrom('mobile' as const, 'home' as const, 'agency' as const, 'called' as const),
    shared: fc.boolean(),
    lastCalledAt: fc.option(fc.nat(), { nil: undefined }),
    lastContactAt: fc.option(fc.nat(), { nil: undefined }),
  })
  const owners = fc.array(owner, { maxLength: 20 }).map((rows) =>
    rows.map((row): NumberOwner => {
      const passenger = {
        id: newId<PassengerId>(),
        name: 'x',
        latinName: '',
        tier: 'none' as Tier,
        vip: false,
        difficult: false,
      }
      return { ...row, passenger }
    }),
  )

  test('knows a caller only by exactly one number of their own that nobody shares', () => {
    fc.assert(
      fc.property(owners, (all) => {
        const onRecord = all.filter((one) => one.kind !== 'called')
        const match = decideMatch(all)
        if (match.kind === 'known') return onRecord.length === 1 && !onRecord[0]!.shared
        return onRecord.length !== 1 || onRecord[0]!.shared
      }),
    )
  })

  test('proposes at most 8, most recent contact first, each with a reason', () => {
    fc.assert(
      fc.property(owners, (all) => {
        const match = decideMatch(all)
        if (match.kind !== 'ambiguous') return true
        const times = match.candidates.map((candidate) => candidate.lastContactAt ?? 0)
        const inOrder = times.every((time, i) => i === 0 || times[i - 1]! >= time)
        const reasoned = all.every((one) => one.kind !== 'called' || one.lastCalledAt !== undefined)
        return (
          inOrder && match.candidates.length <= 8 && (!reasoned || match.candidates.every((c) => c.reasons.length > 0))
        )
      }),
    )
  })
})

describe('identifying a caller', () => {
  let house: TestHouse
  let passengers: Passengers
  const deps = {
    ...alone,
    doNotCall: { hasAny: async () => false },
    timeZone: 'Asia/Shanghai',
  }
  beforeEach(async () => {
    house = await openTestHouse()
    passengers = createPassengers({ ...house, ...deps })
  })
  afterEach(() => house.close())

  const add = (name: string, numbers: PhoneNumber[], lastContactAt?: number) =>
    passengers.register(somebody({ name, numbers, ...(lastContactAt ? { lastContactAt } : {}) }), [])
  const own = (e164: string): PhoneNumber => ({ e164, kind: 'mobile', shared: false })
  const agency = (e164: string): PhoneNumber => ({ e164, kind: 'agency', shared: true })

  test('[EC-09] knows the owner of a number in whatever form the trunk sends it', async () => {
    const id = await add('王小明', [own(wang)])
    for (const ani of ['13800138000', '013800138000', wang])
      expect(await passengers.identify(ani)).toEqual({ kind: 'known', passengerId: id })
  })

  test('never guesses at a shared number, even when only one person has it', async () => {
    await add('王小明', [agency(wang)])
    expect(await passengers.identify(wang)).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ passenger: { name: '王小明' }, reasons: ['shared-number'] }],
    })
  })

  test('proposes the people of an agency, the last to call first', async () => {
    await add('甲', [agency('+862088881234')], 1000)
    await add('乙', [agency('+862088881234')], 3000)
    const third = await add('丙', [agency('+862088881234')])
    await passengers.noteContact(third, '02088881234', 5000)
    const match = await passengers.identify('02088881234')
    expect(match.kind === 'ambiguous' && match.candidates.map((c) => [c.passenger.name, c.reasons])).toEqual([
      ['丙', ['shared-number', 'called-before']],
      ['乙', ['shared-number']],
      ['甲', ['shared-number']],
    ])
  })

  test("remembers who called from a number that is on nobody's record, but does not take it for theirs", async () => {
    const id = await add('王小明', [own(wang)])
    await passengers.noteContact(id, '+85291234567', 5000)
    expect(await passengers.identify('+85291234567')).toMatchObject({
      kind: 'ambiguous',
      candidates: [{ reasons: ['called-before'], lastContactAt: 5000 }],
    })
    expect((await passengers.profile(id))?.numbers).toEqual([own(wang)])
  })

  test('still knows the owner when others have called from the number', async () => {
    const owner = await add('王小明', [own(wang)])
    for (let i = 0; i < 40; i++) await passengers.noteContact(await add(`客${i}`, []), wang, 9000 + i)
    expect(await passengers.identify(wang)).toEqual({ kind: 'known', passengerId: owner })
  })

  test.each(['', 'anonymous', '10086', '+8613900000000'])('[BY-57] does not know %j', async (ani) => {
    await add('王小明', [own(wang)])
    expect(await passengers.identify(ani)).toEqual({ kind: 'unknown' })
  })

  test('takes the caller for unknown when the database answers too late or not at all', async () => {
    const broken = { ...house.store, db: undefined } as unknown as Store
    expect(await createPassengers({ ...house, ...deps, store: broken }).identify(wang)).toEqual({ kind: 'unknown' })
    const silent = { ...house.store, db: silentDatabase() }
    const waiting = createPassengers({ ...house, ...deps, store: silent }).identify(wang)
    await house.clock.advance(300)
    expect(await waiting).toEqual({ kind: 'unknown' })
    expect(house.clock.pending()).toBe(0)
  })
})

/** A database whose connections never come. */
function silentDatabase(): Kysely<unknown> {
  const driver = new DummyDriver()
  driver.acquireConnection = () => new Promise(() => undefined)
  return new Kysely({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}
