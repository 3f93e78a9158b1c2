import { createHmac, timingSafeEqual } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Audit, createAudit } from '../../../server/audit/audit.service.ts'
import type { CaseId, PassengerId, TeamId, UserId, WebhookId } from '../../../server/contracts/ids.ts'
import type { FreshWebhook } from '../../../server/contracts/webhooks.ts'
import { newId } from '../../../server/platform/id.ts'
import { recordKeyOf } from '../../../server/webhooks/record-key.rules.ts'
import { nextTryAt, triedForMs } from '../../../server/webhooks/retry.rules.ts'
import { createSeal } from '../../../server/webhooks/sealed.ts'
import { createWebhookRelay, type WebhookRelay } from '../../../server/webhooks/webhook-relay.ts'
import type { Courier, Outcome } from '../../../server/webhooks/webhooks.ports.ts'
import { webhooksRoutes } from '../../../server/webhooks/webhooks.routes.ts'
import { createWebhooks, type Webhooks } from '../../../server/webhooks/webhooks.service.ts'
import { openTestHouse, type TestHouse } from '../../kit/house.ts'
import { openTestHttp, type TestHttp, testUser } from '../../kit/http.ts'

interface Parcel {
  url: string
  headers: Record<string, string>
  body: string
}

const admin = testUser('admin', { displayName: '管理员' })
const by = { user: admin, ip: '127.0.0.1' }
const teamId = newId<TeamId>()
let house: TestHouse
let audit: Audit
let relay: WebhookRelay
let webhooks: Webhooks
let http: TestHttp
let parcels: Parcel[]
/** What the target answers next; 200 when nothing is said. */
let answers: Outcome[]

const ok: Outcome = { status: 200, ms: 3 }

function openRelay(): WebhookRelay {
  const courier: Courier = {
    send: async (parcel) => {
      parcels.push(parcel)
      return answers.shift() ?? ok
    },
    refuses: (url) => url.includes('169.254.'),
    close: async () => undefined,
  }
  const seal = createSeal('the secret of the house')
  webhooks = createWebhooks({ ...house, audit, seal, courier, onWork: () => relay.wake() })
  return createWebhookRelay({ ...house, seal, courier, chance: () => 0.5 })
}

beforeEach(async () => {
  house = await openTestHouse()
  audit = createAudit({ ...house, staff: { namesOf: async () => new Map() } })
  parcels = []
  answers = []
  relay = openRelay()
  http = await openTestHttp((app) => webhooksRoutes(app, { webhooks }))
  await relay.start()
})
afterEach(async () => {
  await http.close()
  await relay.close()
  await house.close()
})

const subscribe = (facts = ['case.opened', 'case.closed'], url = 'https://crm.example/hook') =>
  webhooks.create({ name: 'CRM', url, facts }, by)

/** A case opens in its own transaction, as the rooms do it. */
function opens(caseId = newId<CaseId>()): Promise<CaseId> {
  return house.store.write(async (tx) => {
    tx.announce('case.opened', { caseId, kind: 'query', teamId })
    return caseId
  })
}
const closes = (caseId: CaseId) =>
  house.store.write(async (tx) => tx.announce('case.closed', { caseId, kind: 'query', teamId, byId: newId<UserId>() }))

const bodies = () =>
  parcels.map(({ body }) => JSON.parse(body) as { id: string; type: string; data: { caseId: string } })

describe('a webhook', () => {
  test('[CS-13] tells another system each fact it asked for, signed over time and body', async () => {
    const { secret } = await subscribe()
    const caseId = await opens()
    await house.store.write(async (tx) => tx.announce('passenger.created', { passengerId: newId<PassengerId>() }))
    await relay.quiet()
    expect(bodies()).toMatchObject([{ type: 'case.opened', seq: 1, at: house.clock.now(), data: { caseId } }])
    const { headers, body } = parcels[0]!
    const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-contact-centre-signature']!) ?? []
    const own = createHmac('sha256', secret).update(`${t}.${body}`).digest()
    expect(timingSafeEqual(own, Buffer.from(v1!, 'hex'))).toBe(true)
    expect(headers['idempotency-key']).toBe(bodies()[0]?.id)
  })

  test('[CS-13] never made out of nothing: a change that rolls back tells nobody', async () => {
    await subscribe()
    const failed = house.store.write(async (tx) => {
      tx.announce('case.opened', { caseId: newId<CaseId>(), kind: 'query', teamId })
      throw new Error('rolled back')
    })
    await expect(failed).rejects.toThrow('rolled back')
    await relay.quiet()
    expect(parcels).toEqual([])
  })

  test('[CS-13] is tried again later with the same id, and the order of a record is kept', async () => {
    await subscribe()
    answers = [{ status: 503, ms: 1 }]
    const caseId = await opens()
    await relay.quiet()
    await closes(caseId)
    const other = await opens()
    await relay.quiet()
    // The closing waits behind the opening; another case does not.
    expect(bodies().map(({ type, data }) => [type, data.caseId])).toEqual([
      ['case.opened', caseId],
      ['case.opened', other],
    ])
    await house.clock.advance(10_000)
    await relay.quiet()
    expect(bodies().map(({ type }) => type)).toEqual(['case.opened', 'case.opened', 'case.opened', 'case.closed'])
    expect(bodies()[2]?.id).toBe(bodies()[0]?.id)
  })

  test('[CS-13] tells facts that came while nobody relayed, once each, after a restart', async () => {
    await subscribe()
    await relay.close()
    const ids = [await opens(), await opens(), await opens()]
    for (let start = 0; start < 2; start++) {
      relay = openRelay()
      await relay.start()
      await relay.quiet()
      await relay.close()
    }
    // Different records have no order among each other.
    expect(
      bodies()
        .map(({ data }) => data.caseId)
        .sort(),
    ).toEqual(ids.sort())
  })

  test('[CS-13] whose answer was lost comes again under its id, after a restart too', async () => {
    const { webhook } = await subscribe()
    answers = [{ problem: 'timeout', ms: 10_000 }]
    await opens()
    await relay.quiet()
    await relay.close()
    relay = openRelay()
    await relay.start()
    await house.clock.advance(10_000)
    await relay.quiet()
    expect(new Set(bodies().map(({ id }) => id)).size).toBe(1)
    expect(parcels).toHaveLength(2)
    expect((await webhooks.list())[0]).toMatchObject({ id: webhook.id, counts: { pending: 0, delivered: 1, dead: 0 } })
  })

  test('[CS-13] is dead after a day of failures, is listed so, and can be replayed', async () => {
    const { webhook } = await subscribe(['case.opened'])
    answers = Array.from({ length: 100 }, (): Outcome => ({ problem: 'no-answer', ms: 5 }))
    await opens()
    await relay.quiet()
    for (let hour = 0; hour < 26; hour++) {
      await house.clock.advance(3_600_000)
      await relay.quiet()
    }
    const dead = await webhooks.deliveries({ webhookId: webhook.id, state: 'dead', limit: 9 })
    expect(dead.items).toMatchObject([{ state: 'dead', lastProblem: 'no-answer', fact: 'case.opened' }])
    expect(parcels.length).toBeGreaterThan(12)
    answers = []
    expect(await webhooks.replayDead(webhook.id, by)).toBe(1)
    await relay.quiet()
    expect((await webhooks.deliveries({ webhookId: webhook.id, limit: 9 })).items).toMatchObject([
      { state: 'delivered', id: dead.items[0]?.id, lastStatus: 200, lastMs: 3 },
    ])
  })

  test('a secret that is rotated signs with both for a day, then with the new one alone', async () => {
    const { webhook, secret } = await subscribe()
    const fresh = await webhooks.rotate(webhook.id, by)
    const signaturesOf = (parcel: Parcel) => parcel.headers['x-contact-centre-signature']!.split(',').slice(1)
    const signed = (key: string, parcel: Parcel) => {
      const t = /^t=(\d+)/.exec(parcel.headers['x-contact-centre-signature']!)![1]
      return `v1=${createHmac('sha256', key).update(`${t}.${parcel.body}`).digest('hex')}`
    }
    await opens()
    await relay.quiet()
    expect(signaturesOf(parcels[0]!)).toEqual([signed(fresh.secret, parcels[0]!), signed(secret, parcels[0]!)])
    await house.clock.advance(24 * 3_600_000)
    await opens()
    await relay.quiet()
    expect(signaturesOf(parcels.at(-1)!)).toEqual([signed(fresh.secret, parcels.at(-1)!)])
  })

  test('secrets are sealed in the database', async () => {
    const { secret } = await subscribe()
    const rows = await house.store.db
      .selectFrom('webhook' as never)
      .selectAll()
      .execute()
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  test('turned off it keeps what waits, turned on it goes on', async () => {
    const { webhook } = await subscribe()
    const edit = { name: 'CRM', url: webhook.url, facts: webhook.facts }
    await opens()
    await relay.quiet()
    answers = [{ status: 500, ms: 1 }]
    await opens()
    await relay.quiet()
    const off = await webhooks.edit(webhook.id, { ...edit, version: 1, enabled: false }, by)
    await house.clock.advance(60_000)
    await relay.quiet()
    expect(parcels).toHaveLength(2)
    await webhooks.edit(webhook.id, { ...edit, version: off.version, enabled: true }, by)
    await relay.quiet()
    expect(parcels).toHaveLength(3)
  })
})

describe('over HTTP', () => {
  const fresh = { name: 'CRM', url: 'https://crm.example/hook', facts: ['case.opened'] }

  test('[CS-13] an admin subscribes, tests, sees the log, and takes it away', async () => {
    const as = http.as(admin)
    const made = await as('POST', '/api/webhooks', fresh)
    expect(made).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } })
    const { id } = (made.body as FreshWebhook).webhook
    expect(JSON.stringify((await as('GET', '/api/webhooks')).body)).not.toContain('whsec_')
    answers = [{ status: 418, ms: 2 }]
    expect((await as('POST', `/api/webhooks/${id}/test`)).status).toBe(202)
    await relay.quiet()
    const log = await as('GET', `/api/webhooks/${id}/deliveries`)
    expect(log.body).toMatchObject({
      items: [{ fact: 'webhook.test', lastStatus: 418, lastProblem: 'bad-status', tries: 1 }],
    })
    expect((await as('DELETE', `/api/webhooks/${id}`)).status).toBe(204)
    expect((await as('GET', '/api/webhooks')).body).toEqual([])
    const { items } = await audit.list({ limit: 9 })
    expect(items.map(({ action }) => action)).toEqual(['webhook-removed', 'webhook-created'])
  })

  test.each([
    ['a target that is not allowed', { url: 'http://169.254.169.254/' }, 'target-not-allowed'],
    ['a password in the address', { url: 'https://user:secret@crm.example/' }, 'invalid-input'],
    ['another protocol', { url: 'file:///etc/passwd' }, 'invalid-input'],
    ['gopher', { url: 'gopher://crm.example/' }, 'invalid-input'],
    ['no fact', { facts: [] }, 'invalid-input'],
  ])('refuses %s', async (_what, wrong, code) => {
    expect(await http.as(admin)('POST', '/api/webhooks', { ...fresh, ...wrong })).toMatchObject({
      status: 400,
      body: { code },
    })
  })

  test('a delivery of another webhook is not found', async () => {
    const { webhook } = await subscribe()
    const delivery = await webhooks.test(webhook.id)
    const url = `/api/webhooks/${newId<WebhookId>()}/deliveries/${delivery.id}/replay`
    expect((await http.as(admin)('POST', url)).status).toBe(404)
  })
})

describe('the distances of retries', () => {
  test('grow, and end after 24 hours', () => {
    let now = 0
    let tries = 1
    const pauses: number[] = []
    for (let at = nextTryAt(tries, 0, now, 0.5); at !== undefined; at = nextTryAt(++tries, 0, now, 0.5)) {
      pauses.push(at - now)
      now = at
    }
    expect(pauses.slice(0, 4)).toEqual([3750, 7500, 15_000, 30_000])
    expect(Math.max(...pauses)).toBe(5_400_000)
    expect(now).toBeLessThanOrEqual(triedForMs)
    expect(now).toBeGreaterThan(triedForMs * 0.9)
  })

  test.each([
    ['case.closed', { passengerId: 'p', caseId: 'c' }, 'c'],
    ['queue-entry.waiting', { queueId: 'q', entryId: 'e' }, 'q'],
    ['do-not-call.changed', { added: true }, 'do-not-call.changed'],
  ])('%s is about its own record', (name, data, record) => {
    expect(recordKeyOf(name, data)).toBe(record)
  })
})
