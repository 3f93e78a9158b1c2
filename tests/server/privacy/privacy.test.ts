import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWhoRoutes } from '../../../server/app-who-routes.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import type { PassengerId } from '../../../server/contracts/ids.ts'
import type { ErasureProof, Look, PrivacyRequest, RetentionRule } from '../../../server/contracts/privacy.ts'
import { passengersRoutes } from '../../../server/passengers/passengers.routes.ts'
import { findingsOf, isBlocked, ruleOn, sealed } from '../../../server/privacy/erasure.rules.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'
import { somebody, trip } from '../passengers/somebody.ts'

const day = 86_400_000
let joined: JoinedHouse
let http: TestHttp
let lead: SessionUser
let second: SessionUser
let agent: SessionUser
let next = 0

beforeAll(async () => {
  joined = await openJoinedHouse()
  const team = await joined.addTeam('一组')
  lead = await joined.hire('supervisor', team)
  second = await joined.hire('admin', team)
  agent = await joined.hire('agent', team)
  const { people, line } = joined
  http = await openTestHttp((app) => {
    openWhoRoutes(app, { people, line })
    passengersRoutes(app, { passengers: people.passengers, audit: people.audit })
  })
})
afterAll(async () => {
  await joined.people.privacy.settled()
  await http.close()
  await joined.close()
})

const ask = (user: SessionUser, method: 'GET' | 'POST', url: string, body?: object) => http.as(user)(method, url, body)
const request = async (kind: 'export' | 'erasure', passengerId: PassengerId) =>
  (await ask(lead, 'POST', '/api/privacy-requests', { kind, passengerId, reason: '旅客来信' })).body as PrivacyRequest
async function finished(id: string): Promise<PrivacyRequest> {
  await joined.people.privacy.settled()
  const { items } = (await ask(lead, 'GET', '/api/privacy-requests?limit=200')).body as { items: PrivacyRequest[] }
  return items.find((one) => one.id === id)!
}

/** Somebody with a trace in every room. */
async function wellKnown(): Promise<{ id: PassengerId; number: string; name: string; traces: string[] }> {
  next += 1
  const number = `+86136${String(20_000_000 + next)}`
  const [email, latinName, street, member] = [
    `secret${next}@example.com`,
    `MIMING${next}X`,
    `隐巷${next}号`,
    `CWSEC${next}`,
  ]
  const name = `秘名${'甲乙丙丁戊己庚辛壬癸'[next % 10]}`
  const pnr = `SEC${String(next).padStart(3, '0')}`
  const { people, house } = joined
  const numbers = [{ e164: number, kind: 'mobile' as const, shared: false }]
  const id = await people.passengers.register(
    somebody({ name, latinName, email, address: street, memberNumber: member, birthDate: '1961-02-03', numbers }),
    [trip(house.clock.now(), { pnr })],
  )
  await people.identity.addDocument(id, { kind: 'passport', number: `E9${String(next).padStart(7, '0')}` }, undefined)
  await people.notes.write(id, { channel: 'letter', direction: 'in', text: `${name}来信谈隐私${next}号` }, agent)
  await people.tasks.create({ kind: 'call-back-promised', teamId: agent.teamId, dueAt: 1, passengerId: id, number })
  return { id, number, name, traces: [number, email, name, latinName, street, member, `来信谈隐私${next}号`, pnr] }
}

function openCase(passengerId: PassengerId, kind: 'complaint' | 'query', subject: string) {
  const category = kind === 'complaint' ? 'cp-07' : 'iq-01'
  const at = joined.house.clock.now() - 10 * day
  const wish = {
    kind,
    category,
    subject,
    details: '',
    flight: '',
    passengerId,
    openedBy: agent.id,
    teamId: agent.teamId,
    at,
  }
  return joined.people.cases.open(wish as never)
}
const closeCase = (id: string, at: number) =>
  sql`update case_file set state = 'closed', closed_at = ${at} where id = ${id}`.execute(joined.house.store.db)

/** Every word of the house, but the trail of who did what. */
async function everyWord(): Promise<string> {
  const { db } = joined.house.store
  const tables = (await db.introspection.getTables()).filter(({ name }) => !name.startsWith('audit'))
  return JSON.stringify(
    await Promise.all(tables.map(async ({ name }) => (await sql`select * from ${sql.table(name)}`.execute(db)).rows)),
  )
}

describe('a copy of everything of a person', () => {
  test('[GA-34][EC-04] is made beside the calls, for machines and for people, and only the one who asked can fetch it, for ten minutes', async () => {
    const { id, traces } = await wellKnown()
    await openCase(id, 'query', '关于<行李>的询问')
    const asked = await request('export', id)
    expect(asked).toMatchObject({ state: 'running', kind: 'export' })
    const done = await finished(asked.id)
    expect(done).toMatchObject({ state: 'ready', doneSteps: done.allSteps })
    const link = (await ask(lead, 'POST', `/api/privacy-requests/${asked.id}/link`)).body as {
      json: string
      html: string
    }
    const json = (await ask(lead, 'GET', link.json)).raw.toString()
    for (const trace of traces) expect(json, trace).toContain(trace)
    expect(Object.keys(JSON.parse(json) as object)).toEqual(
      'madeAt profile documents trips contacts notes cases accounts membership surveys callbacks tasks orders entitlements merges'.split(
        ' ',
      ),
    )
    const page = (await ask(lead, 'GET', link.html)).raw.toString()
    expect(page).toContain('关于&#60;行李&#62;的询问')
    expect(page).not.toContain('<script')
    expect((await ask(second, 'GET', link.json)).status).toBe(404)
    expect((await ask(second, 'POST', `/api/privacy-requests/${asked.id}/link`)).status).toBe(404)
    expect((await ask(lead, 'GET', link.json.replace(/token=.*/, 'token=x'))).status).toBe(404)
    await joined.house.clock.advance(600_001)
    expect((await ask(lead, 'GET', link.json)).status).toBe(404)
    await joined.house.clock.advance(day)
    await joined.people.privacy.resume()
    expect(await finished(asked.id)).toMatchObject({ state: 'expired' })
  })

  test('that a crash interrupted is made at the next start', async () => {
    const asked = await request('export', (await wellKnown()).id)
    await joined.people.privacy.settled()
    await sql`update privacy_request set state = 'running' where id = ${asked.id}`.execute(joined.house.store.db)
    await joined.people.privacy.resume()
    expect(await finished(asked.id)).toMatchObject({ state: 'ready' })
  })
})

describe('an erasure', () => {
  const decide = (user: SessionUser, one: PrivacyRequest, approve = true) =>
    ask(user, 'POST', `/api/privacy-requests/${one.id}/decision`, { approve, version: one.version })

  test('[GA-34] takes a person out of every table; what must be kept stays under a pseudonym, with a sealed proof', async () => {
    const [one, twin] = [await wellKnown(), await wellKnown()]
    const { id } = one
    const [a, b] = [await joined.people.records.record(id), await joined.people.records.record(twin.id)]
    const order = { loserId: twin.id, survivorVersion: a.version, loserVersion: b.version, chosen: {} }
    await joined.people.merging.merge(id, order, lead.id)
    await closeCase((await openCase(id, 'complaint', '投诉正文须保存')).id, joined.house.clock.now() - day)
    const asked = await request('erasure', id)
    expect(asked).toMatchObject({ state: 'waiting', findings: [{ kind: 'kept' }] })
    expect(await everyWord()).toContain(one.name)
    expect((await decide(lead, asked)).body).toMatchObject({ code: 'second-person-needed' })
    expect((await decide(second, asked)).body).toMatchObject({ state: 'running' })
    const done = await finished(asked.id)
    expect(done.state).toBe('done')
    const proof = done.proof as ErasureProof
    expect(proof.erased).toMatchObject({ documents: 2, notes: 2, cases: 1, tasks: 2 })
    expect(proof.kept[0]?.basis?.en).toContain('three years')
    expect(sealed(proof).seal).toBe(proof.seal)
    const words = await everyWord()
    for (const trace of [...one.traces, ...twin.traces]) expect(words.includes(trace), trace).toBe(false)
    expect(words).toContain('投诉正文须保存')
    const profile = await joined.people.passengers.profile(id)
    expect(profile).toMatchObject({ name: `已删除 ${proof.pseudonym}`, numbers: [], emails: [] })
    expect((await joined.people.passengers.search({ search: one.name, limit: 5 })).items).toEqual([])
  })

  test('waits for open cases, and a legal hold wins even over an approval', async () => {
    const { id } = await wellKnown()
    const open = await openCase(id, 'query', '未结')
    const asked = await request('erasure', id)
    expect(asked).toMatchObject({ state: 'blocked', findings: [{ kind: 'open-case', what: open.number }] })
    expect((await decide(second, asked)).body).toMatchObject({ code: 'erasure-blocked' })
    await closeCase(open.id, 1)
    await ask(lead, 'POST', '/api/legal-holds', { passengerId: id, reason: '诉讼保全' })
    expect((await decide(second, asked)).body).toMatchObject({ code: 'erasure-blocked' })
    const [hold] = (await ask(lead, 'GET', '/api/legal-holds')).body as Array<{ id: string; passengerId: string }>
    expect(hold?.passengerId).toBe(id)
    expect((await ask(lead, 'POST', `/api/legal-holds/${hold!.id}/lifting`)).status).toBe(200)
    expect((await decide(second, asked)).body).toMatchObject({ state: 'running' })
    expect((await finished(asked.id)).state).toBe('done')
  })

  test('that was refused is over, and nothing that an agent may ask for', async () => {
    const { id, name } = await wellKnown()
    const asked = await request('erasure', id)
    const refused = (await decide(second, asked, false)).body as PrivacyRequest
    expect(refused).toMatchObject({ state: 'refused', decidedByName: second.displayName })
    expect((await decide(second, refused)).body).toMatchObject({ code: 'already-closed' })
    expect((await joined.people.passengers.profile(id))?.name).toBe(name)
    const wish = { kind: 'erasure', passengerId: id, reason: 'x' }
    expect((await ask(agent, 'POST', '/api/privacy-requests', wish)).status).toBe(403)
  })
})

describe('the rules of an erasure', () => {
  const rule = (id: string, days: number, validFrom: string, validTo?: string): RetentionRule => {
    return { id, subject: 'complaint', days, basis: { zh: id, en: id }, validFrom, validTo }
  }
  const rules = [rule('old', 730, '2016-01-01', '2021-08-31'), rule('new', 1095, '2021-09-01')]

  test.each([
    ['2020-05-01', 'old'],
    ['2021-08-31', 'old'],
    ['2021-09-01', 'new'],
    ['2030-01-01', 'new'],
    ['2015-12-31', undefined],
  ])('on %s the rule %s holds', (on, id) => {
    expect(ruleOn(rules, 'complaint', on)?.id).toBe(id)
  })

  test('a complaint is kept until its time is over, and no longer', () => {
    const now = Date.UTC(2026, 10, 25)
    const standing = (closedAt: number) => {
      const cases = [{ id: '1', number: 'C-1', kind: 'complaint', state: 'closed', closedAt }]
      return { cases, runningContact: false, openCallback: false, holds: [] }
    }
    const kept = findingsOf(standing(now - 1094 * day), rules, now)
    expect(kept).toMatchObject([{ kind: 'kept', what: 'C-1', until: now + day }])
    expect(isBlocked(kept)).toBe(false)
    expect(findingsOf(standing(now - 1095 * day), rules, now)).toEqual([])
  })

  test('each line of a proof is under its seal', () => {
    const proof = sealed({ at: 1, pseudonym: '#A', erased: { notes: 2 }, kept: [] })
    for (const change of [{ at: 2 }, { pseudonym: '#B' }, { erased: { notes: 3 } }])
      expect(sealed({ ...proof, ...change }).seal).not.toBe(proof.seal)
  })
})

describe('who looked', () => {
  const looks = async (id: PassengerId) =>
    ((await ask(lead, 'GET', `/api/passengers/${id}/looks`)).body as { items: Look[] }).items

  test('[GA-35][CS-05] stands there with the reason; agents do not see the list', async () => {
    const { id } = await wellKnown()
    await ask(agent, 'GET', `/api/passengers/${id}`)
    await ask(agent, 'GET', `/api/passengers/${id}?reason=case-work`)
    expect((await looks(id)).map((one) => [one.actorName, one.action, one.reason])).toEqual([
      [agent.displayName, 'passenger-viewed', 'case-work'],
      [agent.displayName, 'passenger-viewed', 'search'],
    ])
    expect((await ask(agent, 'GET', `/api/passengers/${id}/looks`)).status).toBe(403)
    expect((await ask(agent, 'GET', `/api/passengers/${id}?reason=curiosity`)).status).toBe(400)
  })

  test('[AC-19][CS-05] a partner sees masked data, one field in clear only for a reason that is kept', async () => {
    const { id, number, name, traces } = await wellKnown()
    const partner = { ...agent, masked: true }
    const profile = JSON.stringify((await ask(partner, 'GET', `/api/passengers/${id}`)).body)
    const search = `/api/passengers?search=${encodeURIComponent(name)}`
    const found = JSON.stringify((await ask(partner, 'GET', search)).body)
    expect(found).toContain(id)
    for (const text of [profile, found])
      for (const trace of traces.slice(0, 5)) expect(text.includes(trace), trace).toBe(false)
    const shown = await ask(partner, 'POST', `/api/passengers/${id}/reveal`, { field: 'numbers', reason: 'call-back' })
    expect(shown.body).toEqual({ field: 'numbers', values: [number] })
    expect((await looks(id))[0]).toMatchObject({ action: 'field-revealed', reason: 'numbers/call-back' })
    expect((await ask(partner, 'POST', `/api/passengers/${id}/reveal`, { field: 'numbers' })).status).toBe(400)
    const edit = { version: 1, email: 'x@example.com' }
    expect((await http.as(partner)('PATCH', `/api/passengers/${id}`, edit)).status).toBe(403)
  })
})
