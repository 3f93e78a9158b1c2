import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requestsRoutes } from '../../../server/app-requests-routes.ts'
import { limitOf, whyNotApprove } from '../../../server/compensation/authority.rules.ts'
import { type CompensationStep, moveCompensation } from '../../../server/compensation/compensation.machine.ts'
import { defaultLimits } from '../../../server/compensation/compensation-record.ts'
import type { SessionUser } from '../../../server/contracts/auth.ts'
import {
  type AuthorityLimits,
  type Compensation,
  CompensationState,
  type CompensationTotal,
} from '../../../server/contracts/compensation.ts'
import type { CaseId, UserId } from '../../../server/contracts/ids.ts'
import { newId } from '../../../server/platform/id.ts'
import { openTestHttp, type TestHttp } from '../../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../../kit/joined-house.ts'

let joined: JoinedHouse
let http: TestHttp
let agent: SessionUser
let lead: SessionUser
let otherLead: SessionUser
let admin: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  const team = await joined.addTeam('desk')
  agent = await joined.hire('agent', team)
  lead = await joined.hire('supervisor', team)
  admin = await joined.hire('admin', team)
  otherLead = await joined.hire('supervisor', await joined.addTeam('other'))
  http = await openTestHttp((app) => requestsRoutes(app, joined.people.requests))
})
afterAll(async () => {
  await http.close()
  await joined.close()
})

const open = async (): Promise<CaseId> =>
  (
    await joined.people.cases.open({
      kind: 'complaint',
      category: 'cp-03',
      subject: '行李遗失',
      openedBy: agent.id,
      teamId: agent.teamId,
    })
  ).id
const voucher = { payment: 'voucher', currency: 'CNY', amountMinor: 10_000, reason: '行李延误' }
async function propose(more: object = {}, as = agent): Promise<Compensation> {
  const answer = await http.as(as)('POST', `/api/cases/${await open()}/compensations`, { ...voucher, ...more })
  expect(answer.status).toBe(201)
  return answer.body as Compensation
}
const move = async (one: Compensation, name: string, as = agent) =>
  http.as(as)('POST', `/api/compensations/${one.id}/moves`, { version: one.version, move: name })
const pay = (one: Compensation, reference: string, as = agent) =>
  http.as(as)('POST', `/api/compensations/${one.id}/payment`, { version: one.version, reference })

describe('the law of a compensation', () => {
  const moves: CompensationStep[] = ['approve', 'refuse', 'offer', 'accept', 'decline', 'pay', 'expire', 'withdraw']

  test('[GA-22] nothing is offered unapproved, nothing is paid that the passenger did not accept', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves)), (path) => {
        const seen: CompensationState[] = ['proposed']
        for (const step of path) seen.push(moveCompensation(seen.at(-1)!, step) ?? seen.at(-1)!)
        if (seen.includes('offered') && !seen.includes('approved')) return false
        return !seen.includes('paid') || seen.includes('accepted')
      }),
    )
  })

  test('ends are ends, and what a passenger accepted can only be paid', () => {
    for (const state of ['declined', 'paid', 'refused', 'expired', 'withdrawn'] as const)
      for (const step of moves) expect(moveCompensation(state, step), `${state} ${step}`).toBeUndefined()
    expect(moves.filter((step) => moveCompensation('accepted', step))).toEqual(['pay'])
    expect(CompensationState.options).toHaveLength(9)
  })
})

describe('authority', () => {
  test.each([
    ['agent', false, 'CNY', 20_000],
    ['supervisor', false, 'CNY', 200_000],
    ['supervisor', true, 'CNY', 1_000_000],
    ['agent', false, 'EUR', 0],
  ] as const)('[GA-22] of %s (accountable post: %s) in %s is %i', (role, isAccountable, currency, limit) => {
    expect(limitOf(defaultLimits, { id: newId<UserId>(), role, isAccountable }, currency)).toBe(limit)
  })

  test('[GA-22] nobody approves the own offer, however high the limit', () => {
    const id = newId<UserId>()
    const boss = { id, role: 'admin', isAccountable: true } as const
    const offer = { currency: 'CNY', amountMinor: 1, proposedById: id } as const
    expect(whyNotApprove(defaultLimits, boss, offer)).toBe('own-offer')
    expect(whyNotApprove(defaultLimits, boss, { ...offer, proposedById: newId<UserId>() })).toBeUndefined()
  })
})

describe('over HTTP', () => {
  test('[BY-30] within the own limit it is approved at once, offered, accepted, paid; the log tells who and when', async () => {
    const fresh = await propose()
    expect(fresh).toMatchObject({ state: 'approved', amountMinor: 10_000 })
    const offered = (await move(fresh, 'offer')).body as Compensation
    expect(offered.expiresAt).toBe(joined.house.clock.now() + 14 * 86_400_000)
    const accepted = (await move(offered, 'accept')).body as Compensation
    const paid = (await pay(accepted, 'VCH-2026-00017')).body as Compensation
    expect(paid).toMatchObject({ state: 'paid', reference: 'VCH-2026-00017' })
    expect(paid.events.map(({ event, byName }) => [event, byName])).toEqual([
      ['proposed', agent.displayName],
      ['approved-by-own-limit', agent.displayName],
      ['offered', agent.displayName],
      ['accepted', agent.displayName],
      ['paid', agent.displayName],
    ])
  })

  test('[GA-22] above the limit another person with the authority approves; the work list shows it until then', async () => {
    const fresh = await propose({ amountMinor: 150_000 })
    expect(fresh).toMatchObject({ state: 'proposed', may: ['withdraw'], whyNotApprove: 'own-offer' })
    expect((await move(fresh, 'offer')).status).toBe(409)
    expect((await move(fresh, 'approve')).body).toMatchObject({ code: 'own-offer' })
    const waiting = async () =>
      ((await http.as(lead)('GET', '/api/compensations?limit=200')).body as { items: Compensation[] }).items
    expect((await waiting()).find(({ id }) => id === fresh.id)).toMatchObject({
      may: ['approve', 'refuse', 'withdraw'],
    })
    expect((await move(fresh, 'approve', lead)).body).toMatchObject({ state: 'approved' })
    expect((await waiting()).map(({ id }) => id)).not.toContain(fresh.id)
  })

  test("[GA-22] above the lead's own limit too it goes to who may; a lead may still refuse", async () => {
    const fresh = await propose({ amountMinor: 900_000 })
    expect((await move(fresh, 'approve', lead)).body).toMatchObject({ code: 'above-limit' })
    const other = await propose({ amountMinor: 900_000 })
    expect((await move(other, 'refuse', lead)).body).toMatchObject({ state: 'refused' })
    expect((await move(fresh, 'approve', admin)).body).toMatchObject({ state: 'approved' })
  })

  test('an offer that nobody answers expires by itself, after a restart too', async () => {
    const fresh = await propose()
    const offered = (await move(fresh, 'offer')).body as Compensation
    const { compensations } = joined.people.requests
    await joined.house.clock.advance(14 * 86_400_000)
    expect(await compensations.nextAt()).toBeLessThanOrEqual(joined.house.clock.now())
    await compensations.ring()
    expect((await move(offered, 'accept')).body).toMatchObject({ code: 'changed-meanwhile' })
    const all = (await http.as(agent)('GET', `/api/cases/${fresh.caseId}/compensations`)).body
    expect(all).toMatchObject([{ state: 'expired' }])
  })

  test('[BY-30, GA-34] a payment needs a reference, and of a card number only its end is kept', async () => {
    const accept = async () =>
      (await move((await move(await propose(), 'offer')).body as Compensation, 'accept')).body as Compensation
    const first = await accept()
    expect(await pay(first, '')).toMatchObject({ status: 400 })
    expect((await pay(first, 'TRF 20260105-7')).status).toBe(200)
    const paid = await pay(await accept(), '4111 1111 1111 1111')
    expect(JSON.stringify(paid.body)).not.toContain('4111 1111')
  })

  test('another unit finds nothing, and a stale page changes nothing', async () => {
    const fresh = await propose()
    expect((await move(fresh, 'offer', otherLead)).status).toBe(404)
    expect((await http.as(otherLead)('GET', `/api/cases/${fresh.caseId}/compensations`)).status).toBe(404)
    await move(fresh, 'offer')
    expect((await move(fresh, 'withdraw')).body).toMatchObject({ code: 'changed-meanwhile' })
  })

  test.each([{ amountMinor: 0 }, { amountMinor: 1.5 }, { currency: 'MILES' }, { payment: 'miles' }, { reason: '' }])(
    'refuses the offer %j',
    async (wrong) => {
      const answer = await http.as(agent)('POST', `/api/cases/${await open()}/compensations`, { ...voucher, ...wrong })
      expect(answer.status).toBe(400)
    },
  )

  test('[BY-30] totals per currency are exact sums of what is open and paid', async () => {
    const from = joined.house.clock.now() + 1
    await joined.house.clock.advance(10)
    const first = await propose({ amountMinor: 12_345 })
    await propose({ amountMinor: 5 })
    const accepted = (await move((await move(first, 'offer')).body as Compensation, 'accept')).body as Compensation
    await pay(accepted, 'VCH-1')
    const to = joined.house.clock.now() + 1
    const totals = (await http.as(lead)('GET', `/api/compensation-totals?from=${from}&to=${to}`))
      .body as CompensationTotal[]
    expect(totals).toMatchObject([{ currency: 'CNY', offers: 2, openMinor: 5, paidMinor: 12_345 }])
    expect((await http.as(otherLead)('GET', `/api/compensation-totals?from=${from}&to=${to}`)).body).toEqual([])
  })

  test('limits are versioned data of the administrator', async () => {
    const now = (await http.as(lead)('GET', '/api/compensation-limits')).body as AuthorityLimits
    const next = { version: now.version, limits: [...now.limits, { who: 'agent', currency: 'EUR', limitMinor: 5000 }] }
    expect((await http.as(lead)('PUT', '/api/compensation-limits', next)).status).toBe(403)
    expect((await http.as(admin)('PUT', '/api/compensation-limits', next)).body).toMatchObject({ version: 1 })
    expect((await http.as(admin)('PUT', '/api/compensation-limits', next)).status).toBe(409)
    expect(await propose({ currency: 'EUR', payment: 'transfer', amountMinor: 5000 })).toMatchObject({
      state: 'approved',
    })
  })
})
