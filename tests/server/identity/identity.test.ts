import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import { documentHash, isIdCard, maskDocument, readDocument } from '../../../server/identity/document.rules.ts'
import { identityRoutes } from '../../../server/identity/identity.routes.ts'
import { readNumber } from '../../../server/passengers/number.rules.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'
import { somebody, trip } from '../passengers/somebody.ts'

let joined: JoinedHouse
let http: TestHttp
const agent = testUser('agent')
let next = 0
/** A mobile of its own for each test. */
const fresh = () => `+86139${String(10_000_000 + next++)}`

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { identity, lookup, passengers, audit } = joined.people
  http = await openTestHttp((app) => identityRoutes(app, { identity, numbers: lookup, people: passengers, audit }))
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const register = (more: Parameters<typeof somebody>[0] = {}, trips: Parameters<typeof trip>[1][] = []) =>
  joined.people.passengers.register(
    somebody(more),
    trips.map((one) => trip(joined.house.clock.now(), one)),
  )

describe('numbers as people write them', () => {
  test.each([
    ['13912345678', '+8613912345678'],
    ['139 1234 5678', '+8613912345678'],
    ['139-1234-5678', '+8613912345678'],
    ['139—1234—5678', '+8613912345678'],
    ['013912345678', '+8613912345678'],
    ['8613912345678', '+8613912345678'],
    ['+86 139 1234 5678', '+8613912345678'],
    ['+86-13912345678', '+8613912345678'],
    ['0086 139 1234 5678', '+8613912345678'],
    ['(86) 13912345678', '+8613912345678'],
    ['１３９１２３４５６７８', '+8613912345678'],
    ['＋８６ １３９１２３４５６７８', '+8613912345678'],
    ['139 1234 5678 ', '+8613912345678'],
    ['020-88881234', '+862088881234'],
    ['(020) 88881234', '+862088881234'],
    ['020 8888 1234', '+862088881234'],
    ['0085291234567', '+85291234567'],
    ['+44 (0)20 7946 0123', '+442079460123'],
    ['+1 (202) 555-0123', '+12025550123'],
    ['001 202 555 0123', '+12025550123'],
  ])('[EC-08] %s is %s', (written, e164) => {
    expect(readNumber(written)).toMatchObject({ kind: 'e164', e164 })
  })

  test.each([
    ['020-88881234转802', '+862088881234', '802'],
    ['020-88881234 转 802', '+862088881234', '802'],
    ['02088881234分机8', '+862088881234', '8'],
    ['020 8888 1234 ext. 15', '+862088881234', '15'],
    ['+862088881234x9', '+862088881234', '9'],
    ['020-88881234#802', '+862088881234', '802'],
  ])('%s is the switchboard %s with extension %s', (written, e164, extension) => {
    expect(readNumber(written)).toMatchObject({ kind: 'e164', e164, extension })
  })
})

describe('documents', () => {
  test.each([
    ['11010519491231002X', true],
    ['110105194912310021', false],
    ['440106198002296216', false],
    ['11010519490231002X', false],
    ['1101051949123100', false],
  ])('the ID card %s is valid: %s', (number, valid) => {
    expect(isIdCard(number)).toBe(valid)
  })

  test('one number has one spelling', () => {
    expect(readDocument('id-card', '１１０１０５ 19491231 002x')).toBe('11010519491231002X')
    expect(readDocument('passport', 'e 1234-5678')).toBe('E12345678')
    expect(readDocument('passport', 'hello')).toBeUndefined()
  })

  test('[AC-19] a mask shows the end of the number and never the whole', () => {
    expect(maskDocument('id-card', '11010519491231002X')).toBe('**************002X')
    expect(maskDocument('passport', 'E12345678')).toBe('E******78')
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z][0-9]{7,9}$/), (number) => {
        const shown = maskDocument('passport', number).replaceAll('*', '')
        return shown.length <= 3
      }),
    )
  })

  test('a hash depends on secret, kind and number', () => {
    const one = documentHash('s', 'passport', 'E12345678')
    expect(documentHash('s', 'passport', 'E12345678')).toBe(one)
    for (const other of [
      documentHash('t', 'passport', 'E12345678'),
      documentHash('s', 'permit', 'E12345678'),
      documentHash('s', 'passport', 'E12345679'),
    ])
      expect(other).not.toBe(one)
  })

  test('[AC-19][GA-34] are stored as hash and mask: no table of the house holds the number', async () => {
    const id = await register({ name: '证件人' })
    const answer = await http.as(agent)('POST', `/api/passengers/${id}/documents`, {
      kind: 'passport',
      number: 'E 87654321',
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject([{ kind: 'passport', masked: 'E******21' }])
    const { db } = joined.house.store
    for (const { name } of await db.introspection.getTables()) {
      const { rows } = await sql`select * from ${sql.table(name)}`.execute(db)
      expect(JSON.stringify(rows), name).not.toContain('87654321')
    }
  })

  test('are refused when they cannot be one, and when another person has them', async () => {
    const [a, b] = [await register(), await register()]
    const post = (id: PassengerId, number: string) =>
      http.as(agent)('POST', `/api/passengers/${id}/documents`, { kind: 'passport', number })
    expect((await post(a, '!!!!!')).body).toMatchObject({ code: 'document-wrong' })
    expect((await post(a, 'G11112222')).status).toBe(201)
    expect((await post(a, 'g1111-2222')).body).toHaveLength(1)
    expect((await post(b, 'G11112222')).body).toMatchObject({ code: 'document-taken', details: { passengerId: a } })
    const [document] = await joined.people.identity.documents(a)
    await http.as(agent)('DELETE', `/api/passengers/${a}/documents/${document!.id}`)
    expect((await post(b, 'G11112222')).status).toBe(201)
  })
})

describe('a clue', () => {
  const ask = async (clue: object) => (await http.as(agent)('POST', '/api/identity', clue)).body

  test('[EC-08][BY-57] of any kind leads to the one person who gave it', async () => {
    const number = fresh()
    const id = await register(
      {
        name: '线索人',
        memberNumber: 'CW777001',
        email: 'Clue@Example.com',
        numbers: [{ e164: number, kind: 'mobile', shared: false }],
      },
      [{ pnr: 'CLUE01' }],
    )
    await joined.people.identity.addDocument(id, { kind: 'id-card', number: '11010519491231002X' }, undefined)
    const known = { match: { kind: 'known', passengerId: id }, passenger: { id, name: '线索人' } }
    expect(await ask({ kind: 'number', value: number })).toMatchObject(known)
    expect(await ask({ kind: 'email', value: ' clue@example.COM ' })).toMatchObject(known)
    expect(await ask({ kind: 'member', value: 'cw 777 001' })).toMatchObject(known)
    expect(await ask({ kind: 'pnr', value: 'clue01' })).toMatchObject(known)
    expect(await ask({ kind: 'document', documentKind: 'id-card', value: '110105 19491231 002x' })).toMatchObject(known)
  })

  test('that several people share names them all with the reason, and guesses nobody', async () => {
    await register({ name: '甲', email: 'family@example.com' }, [{ pnr: 'FAM001' }])
    await register({ name: '乙', email: 'family@example.com' }, [{ pnr: 'FAM001' }])
    for (const [clue, reason] of [
      [{ kind: 'email', value: 'family@example.com' }, 'same-email'],
      [{ kind: 'pnr', value: 'FAM001' }, 'same-booking'],
    ] as const) {
      const answer = (await ask(clue)) as {
        match: { candidates: Array<{ passenger: { name: string }; reasons: string[] }> }
      }
      expect(answer).toMatchObject({ match: { kind: 'ambiguous' } })
      expect(answer.match.candidates.map((one) => one.passenger.name).sort()).toEqual(['乙', '甲'].sort())
      expect(answer.match.candidates.every((one) => one.reasons[0] === reason)).toBe(true)
    }
  })

  test.each([
    { kind: 'number', value: '' },
    { kind: 'email', value: 'nobody@example.org' },
    { kind: 'member', value: "' or 1=1 --" },
    { kind: 'pnr', value: '%' },
    { kind: 'document', documentKind: 'passport', value: 'X0000000' },
  ])('of nobody is unknown: %j', async (clue) => {
    expect(await ask(clue)).toEqual({ match: { kind: 'unknown' } })
  })
})

describe('whose number it is', () => {
  const link = (id: PassengerId, e164: string, body: object = {}) =>
    http.as(agent)('PUT', `/api/passengers/${id}/numbers/${encodeURIComponent(e164)}`, body)

  test('a caller who was one of several becomes known by one click, and is forgotten by another', async () => {
    const number = fresh()
    const id = await register({ name: '可能' })
    await joined.people.passengers.noteContact(id, number, 1000)
    expect(await joined.people.passengers.identify(number)).toMatchObject({ kind: 'ambiguous' })
    expect((await link(id, number)).body).toEqual([{ e164: number, kind: 'mobile', shared: false }])
    expect(await joined.people.passengers.identify(number)).toEqual({ kind: 'known', passengerId: id })
    expect((await joined.people.passengers.search({ search: number.slice(-6), limit: 5 })).items).toMatchObject([
      { id },
    ])
    await http.as(agent)('DELETE', `/api/passengers/${id}/numbers/${encodeURIComponent(number)}`)
    expect(await joined.people.passengers.identify(number)).toEqual({ kind: 'unknown' })
    expect((await joined.people.passengers.search({ search: number.slice(-6), limit: 5 })).items).toEqual([])
  })

  test("somebody else's own number is refused; a shared one is nobody's alone", async () => {
    const number = fresh()
    const [a, b] = [await register({ name: '甲方' }), await register({ name: '乙方' })]
    await link(a, number)
    expect((await link(b, number)).body).toMatchObject({ code: 'number-taken' })
    expect(await joined.people.passengers.identify(number)).toEqual({ kind: 'known', passengerId: a })
    expect((await link(b, number, { shared: true, kind: 'home' })).status).toBe(200)
    const match = await joined.people.passengers.identify(number)
    expect(match).toMatchObject({ kind: 'ambiguous' })
    expect((match as { candidates: Array<{ reasons: string[] }> }).candidates.map((one) => one.reasons)).toEqual([
      ['shared-number'],
      ['shared-number'],
    ])
  })

  test('the mark of a shared number is set and cleared by a person, not while several have it', async () => {
    const number = fresh()
    const [a, b] = [await register(), await register()]
    const share = (shared: boolean) =>
      http.as(agent)('PUT', `/api/numbers/${encodeURIComponent(number)}/shared`, { shared })
    expect((await share(true)).status).toBe(404)
    await link(a, number)
    expect((await share(true)).status).toBe(204)
    expect(await joined.people.passengers.identify(number)).toMatchObject({ kind: 'ambiguous' })
    await link(b, number, { shared: true })
    expect((await share(false)).body).toMatchObject({ code: 'number-of-several' })
    await joined.people.lookup.unlinkNumber(b, number)
    expect((await share(false)).status).toBe(204)
    expect(await joined.people.passengers.identify(number)).toEqual({ kind: 'known', passengerId: a })
  })

  test('a maybe never writes: asking again and again changes no row', async () => {
    const number = fresh()
    const id = await register()
    await joined.people.passengers.noteContact(id, number, 1000)
    const { db } = joined.house.store
    const rows = async () => (await sql`select * from passenger_number order by e164, passenger_id`.execute(db)).rows
    const before = await rows()
    for (let i = 0; i < 3; i++) await http.as(agent)('POST', '/api/identity', { kind: 'number', value: number })
    expect(await rows()).toEqual(before)
  })

  test('an unknown passenger has no numbers to change', async () => {
    const nobody = newId<PassengerId>()
    expect((await link(nobody, fresh())).status).toBe(404)
    expect((await http.as(agent)('GET', `/api/passengers/${nobody}/documents`)).status).toBe(404)
  })
})

describe('the keys of an older house', () => {
  test('are completed once, and the search finds again', async () => {
    const id = await register({ name: '旧记录', latinName: 'JIU JILU' })
    const { db } = joined.house.store
    await sql`delete from passenger_find`.execute(db)
    expect((await joined.people.passengers.search({ search: '旧记录', limit: 5 })).items).toEqual([])
    expect(await joined.people.lookup.completeKeys()).toBeGreaterThan(0)
    expect((await joined.people.passengers.search({ search: 'jiujilu', limit: 5 })).items).toMatchObject([{ id }])
    expect(await joined.people.lookup.completeKeys()).toBe(0)
  })
})
