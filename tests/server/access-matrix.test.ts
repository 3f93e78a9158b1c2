import { randomUUID } from 'node:crypto'
import type { RouteOptions } from 'fastify'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRoutes } from '../../server/app-routes.ts'
import { ApiScope } from '../../server/contracts/api-keys.ts'
import type { SessionUser } from '../../server/contracts/auth.ts'
import type { AttemptId, CallId, CaseId, InteractionId, PassengerId, RecordingId } from '../../server/contracts/ids.ts'
import { operationsRoutes } from '../../server/operations/operations.routes.ts'
import type { Access } from '../../server/platform/http.ts'
import { newId } from '../../server/platform/id.ts'
import { clientEvents } from '../../server/realtime/socket-server.ts'
import { openTestHttp, type TestHttp } from '../kit/http.ts'
import { type JoinedHouse, openJoinedHouse } from '../kit/joined-house.ts'

const agents: Access = ['agent']
const leads: Access = ['supervisor', 'admin']

/** Who may use what. A new route belongs here on purpose, or the first test fails. */
const declared: Record<string, Access> = {
  'GET /livez': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'POST /api/session': 'public',
  'GET /api/session': 'logged-in',
  'DELETE /api/session': 'logged-in',
  'PUT /api/session/preferences': 'logged-in',
  'GET /api/audit': ['admin'],
  'GET /api/keys': ['admin'],
  'POST /api/keys': ['admin'],
  'DELETE /api/keys/:id': ['admin'],
  'POST /api/intake/cases': ['admin'],
  'GET /api/imports': ['admin'],
  'GET /api/imports/kinds/:kind': ['admin'],
  'POST /api/imports/kinds/:kind': ['admin'],
  'GET /api/imports/:id': ['admin'],
  'DELETE /api/imports/:id': ['admin'],
  'POST /api/imports/:id/start': ['admin'],
  'POST /api/imports/:id/undo': ['admin'],
  'GET /api/imports/:id/wrong-rows': ['admin'],
  'GET /api/exports': leads,
  'POST /api/exports': leads,
  'GET /api/exports/:id': leads,
  'GET /api/exports/:id/file': leads,
  'GET /api/feed': ['admin'],
  'GET /api/webhooks': ['admin'],
  'POST /api/webhooks': ['admin'],
  'PUT /api/webhooks/:id': ['admin'],
  'DELETE /api/webhooks/:id': ['admin'],
  'POST /api/webhooks/:id/secret': ['admin'],
  'POST /api/webhooks/:id/test': ['admin'],
  'POST /api/webhooks/:id/replay': ['admin'],
  'GET /api/webhooks/:id/deliveries': ['admin'],
  'POST /api/webhooks/:id/deliveries/:deliveryId/replay': ['admin'],
  'GET /api/teams': 'logged-in',
  'GET /api/users': leads,
  'POST /api/users': ['admin'],
  'PUT /api/users/:id': ['admin'],
  'PUT /api/users/:id/disabled': ['admin'],
  'PUT /api/users/:id/skills': ['admin'],
  'POST /api/users/:id/initial-password': ['admin'],
  'DELETE /api/users/:id/sessions': ['admin'],
  'PUT /api/session/password': 'logged-in',
  'GET /api/units': leads,
  'POST /api/units': ['admin'],
  'PUT /api/units/:id': ['admin'],
  'PUT /api/units/:id/disabled': ['admin'],
  'GET /api/units/:id/escalation': leads,
  'GET /api/units/:id/responsibilities': leads,
  'PUT /api/units/:id/responsibilities': leads,
  'GET /api/organisation/file': ['admin'],
  'POST /api/organisation/file': ['admin'],
  'GET /api/posts': leads,
  'POST /api/posts': ['admin'],
  'PUT /api/posts/:id': ['admin'],
  'GET /api/directory': 'logged-in',
  'GET /api/rosters': leads,
  'POST /api/rosters': leads,
  'PUT /api/rosters/:id': leads,
  'DELETE /api/rosters/:id': leads,
  'PUT /api/queues/:id': ['admin'],
  'GET /api/clocks/due': 'logged-in',
  'POST /api/clocks/preview': 'logged-in',
  'GET /api/clock-rules': 'logged-in',
  'POST /api/clock-rules/:id/versions': ['admin'],
  'POST /api/clock-rules/:id/trial': ['admin'],
  'GET /api/cases/:id/clocks': 'logged-in',
  'POST /api/cases/:id/clocks': 'logged-in',
  'PUT /api/cases/:id/clock-circumstances': 'logged-in',
  'POST /api/cases/:id/clocks/:clockId/stop': 'logged-in',
  'POST /api/cases/:id/clocks/:clockId/pause': 'logged-in',
  'POST /api/cases/:id/clocks/:clockId/resumption': 'logged-in',
  'POST /api/cases/:id/clocks/:clockId/withdrawal': 'logged-in',
  'GET /api/calendars': 'logged-in',
  'POST /api/calendars': ['admin'],
  'GET /api/calendars/warnings': leads,
  'GET /api/calendars/:id': 'logged-in',
  'PUT /api/calendars/:id': ['admin'],
  'PUT /api/calendars/:id/days/:date': ['admin'],
  'DELETE /api/calendars/:id/days/:date': ['admin'],
  'POST /api/calendars/:id/years/:year': ['admin'],
  'POST /api/calendars/:id/trial': 'logged-in',
  'GET /api/passengers': 'logged-in',
  'POST /api/passengers': 'logged-in',
  'GET /api/passengers/:id': 'logged-in',
  'PATCH /api/passengers/:id': 'logged-in',
  'GET /api/passengers/:id/cases': 'logged-in',
  'GET /api/passengers/:id/timeline': 'logged-in',
  'GET /api/passengers/:id/trips': 'logged-in',
  'POST /api/identity': 'logged-in',
  'GET /api/privacy-requests': leads,
  'POST /api/privacy-requests': leads,
  'POST /api/privacy-requests/:id/decision': leads,
  'POST /api/privacy-requests/:id/link': leads,
  'GET /api/privacy-requests/:id/file': leads,
  'GET /api/legal-holds': leads,
  'POST /api/legal-holds': leads,
  'POST /api/legal-holds/:id/lifting': leads,
  'GET /api/retention-rules': leads,
  'GET /api/passengers/:id/looks': leads,
  'POST /api/passengers/:id/reveal': 'logged-in',
  'GET /api/duplicates': leads,
  'GET /api/duplicates/pass': leads,
  'POST /api/duplicates/pass': leads,
  'POST /api/duplicates/:id/two-people': leads,
  'GET /api/passengers/:id/duplicates': 'logged-in',
  'GET /api/passengers/:id/merge-preview/:otherId': leads,
  'GET /api/passengers/:id/merges': 'logged-in',
  'POST /api/passengers/:id/merges': leads,
  'POST /api/merges/:id/undoing': leads,
  'POST /api/passengers/:id/contact-notes': 'logged-in',
  'PUT /api/passengers/:id/numbers/:e164': 'logged-in',
  'DELETE /api/passengers/:id/numbers/:e164': 'logged-in',
  'PUT /api/numbers/:e164/shared': 'logged-in',
  'GET /api/passengers/:id/documents': 'logged-in',
  'POST /api/passengers/:id/documents': 'logged-in',
  'DELETE /api/passengers/:id/documents/:documentId': 'logged-in',
  'GET /api/passengers/:id/changes': 'logged-in',
  'PUT /api/passengers/:id/care': leads,
  'POST /api/passengers/:id/confirmation': 'logged-in',
  'POST /api/passengers/:id/conversion': 'logged-in',
  'GET /api/passengers/:id/membership': 'logged-in',
  'GET /api/passengers/:id/commitments': 'logged-in',
  'POST /api/passengers/:id/commitments': 'logged-in',
  'POST /api/commitments/:id/done': 'logged-in',
  'PATCH /api/trips/:id': 'logged-in',
  'GET /api/members/overview': leads,
  'GET /api/member-rules': 'logged-in',
  'PUT /api/member-rules': ['admin'],
  'GET /api/accounts': 'logged-in',
  'POST /api/accounts': leads,
  'GET /api/accounts/:id': 'logged-in',
  'PUT /api/accounts/:id': leads,
  'GET /api/accounts/:id/changes': 'logged-in',
  'GET /api/accounts/:id/timeline': 'logged-in',
  'PUT /api/accounts/:id/contacts/:passengerId': 'logged-in',
  'DELETE /api/accounts/:id/contacts/:passengerId': 'logged-in',
  'POST /api/accounts/:id/commitments': 'logged-in',
  'POST /api/accounts/:id/termination': leads,
  'POST /api/accounts/:id/termination-decision': leads,
  'GET /api/cases': 'logged-in',
  'POST /api/cases': 'logged-in',
  'GET /api/cases/:id': 'logged-in',
  'POST /api/cases/:id/closing': 'logged-in',
  'POST /api/cases/:id/notes': 'logged-in',
  'GET /api/cases/counts': 'logged-in',
  'POST /api/cases/take-over': 'logged-in',
  'PATCH /api/cases/:id': 'logged-in',
  'POST /api/cases/:id/replies': 'logged-in',
  'POST /api/cases/:id/reaction': 'logged-in',
  'POST /api/cases/:id/courier': 'logged-in',
  'GET /api/standby': 'logged-in',
  'GET /api/catalogue': 'logged-in',
  'POST /api/leaf-proposals': 'logged-in',
  'GET /api/catalogue/:leaf/history': ['admin'],
  'POST /api/catalogue/:leaf/preview': ['admin'],
  'PUT /api/catalogue/:leaf': ['admin'],
  'PUT /api/catalogue-carrier': ['admin'],
  'POST /api/interactions/:id/cases': agents,
  'GET /api/tasks': 'logged-in',
  'POST /api/tasks/:id/done': 'logged-in',
  'GET /api/work-orders': 'logged-in',
  'GET /api/work-orders/:id': 'logged-in',
  'POST /api/work-orders/:id/acceptance': 'logged-in',
  'POST /api/work-orders/:id/return': 'logged-in',
  'POST /api/work-orders/:id/answer': 'logged-in',
  'POST /api/work-orders/:id/redo': 'logged-in',
  'POST /api/work-orders/:id/withdrawal': 'logged-in',
  'GET /api/cases/:id/dispatch': 'logged-in',
  'POST /api/cases/:id/dispatch': 'logged-in',
  'GET /api/dispatch/board': leads,
  'GET /api/dispatch/rules': leads,
  'PUT /api/dispatch/rules': ['admin'],
  'GET /api/dispatch/rules/versions': leads,
  'POST /api/dispatch/rules/trial': leads,
  'GET /api/knowledge': 'logged-in',
  'POST /api/knowledge': leads,
  'GET /api/knowledge/proposed': 'logged-in',
  'GET /api/knowledge/work': 'logged-in',
  'GET /api/knowledge/:id': 'logged-in',
  'PUT /api/knowledge/:id': leads,
  'GET /api/knowledge/:id/versions': 'logged-in',
  'GET /api/knowledge/:id/versions/:version': 'logged-in',
  'POST /api/knowledge/:id/versions/:version/restore': leads,
  'POST /api/knowledge/:id/openings': 'logged-in',
  'PUT /api/knowledge/:id/vote': 'logged-in',
  'GET /api/interactions/:id/knowledge': 'logged-in',
  'GET /api/problems': 'logged-in',
  'GET /api/problems/:id': 'logged-in',
  'PATCH /api/problems/:id': leads,
  'POST /api/problems/:id/moves': leads,
  'POST /api/problems/:id/actions': leads,
  'POST /api/problems/:id/actions/:actionId/done': 'logged-in',
  'POST /api/problems/:id/cases': leads,
  'GET /api/problem-trends': 'logged-in',
  'POST /api/problem-spikes/seen': leads,
  'GET /api/problem-thresholds': leads,
  'PUT /api/problem-thresholds': ['admin'],
  'GET /api/cases/:id/compensations': 'logged-in',
  'POST /api/cases/:id/compensations': 'logged-in',
  'POST /api/compensations/:id/moves': 'logged-in',
  'POST /api/compensations/:id/payment': 'logged-in',
  'GET /api/compensations': leads,
  'GET /api/compensation-totals': leads,
  'GET /api/compensation-limits': leads,
  'PUT /api/compensation-limits': ['admin'],
  'GET /api/digests': 'logged-in',
  'GET /api/digests/:id': 'logged-in',
  'PUT /api/digests/:id/pack': 'logged-in',
  'POST /api/digests/:id/sending': 'logged-in',
  'POST /api/digests/:id/reading': 'logged-in',
  'GET /api/digest-schedules': leads,
  'PUT /api/digest-schedules/:unitId/:kind': ['admin'],
  'GET /api/campaigns': 'logged-in',
  'PUT /api/campaigns/:id': leads,
  'GET /api/campaigns/:id/attempts': leads,
  'GET /api/do-not-call': 'logged-in',
  'POST /api/do-not-call': 'logged-in',
  'DELETE /api/do-not-call/:e164': leads,
  'GET /api/surveys/:attemptId/comment': leads,
  'POST /api/agents/me/shift': agents,
  'DELETE /api/agents/me/shift': agents,
  'GET /api/agents/me': agents,
  'PUT /api/agents/me/presence': agents,
  'POST /api/agents/me/phone-credential': agents,
  'GET /api/calls/:id': 'logged-in',
  'POST /api/calls/:id/hold': agents,
  'POST /api/calls/:id/retrieve': agents,
  'POST /api/calls/:id/hang-up': agents,
  'POST /api/calls/:id/transfer': agents,
  'POST /api/calls/:id/pause-recording': agents,
  'POST /api/calls/:id/resume-recording': agents,
  'GET /api/interactions/current': agents,
  'GET /api/interactions/:id': 'logged-in',
  'PUT /api/interactions/:id/draft': agents,
  'PUT /api/interactions/:id/passenger': agents,
  'POST /api/interactions/:id/wrap-up': agents,
  'POST /api/interactions/:id/wrap-up-extension': agents,
  'POST /api/interactions/:id/reject': agents,
  'GET /api/interactions/:id/recordings': leads,
  'GET /api/recordings/:id': leads,
  'GET /api/queues': 'logged-in',
  'GET /api/contacts': leads,
  'GET /api/wallboard': leads,
  'POST /api/monitoring/phone-credential': leads,
  'GET /api/monitoring/current': leads,
  'POST /api/calls/:id/monitoring': leads,
  'PUT /api/monitoring/:id': leads,
  'DELETE /api/monitoring/:id': leads,
  'GET /api/airports': 'logged-in',
  'GET /api/airports/:iata': 'logged-in',
  'PATCH /api/airports/:iata': ['admin'],
  'GET /api/passenger-service': 'logged-in',
  'GET /api/flights': 'logged-in',
  'GET /api/flights/:flight/:date': 'logged-in',
  'GET /api/passengers/:id/live-trips': 'logged-in',
  'GET /api/pnrs/:locator': 'logged-in',
  'GET /api/pnrs/:locator/bags': 'logged-in',
  'GET /api/pnrs/:locator/orders': 'logged-in',
  'POST /api/pnrs/:locator/orders': 'logged-in',
  'GET /api/e-tickets/:number': 'logged-in',
  'GET /api/bags/:reference': 'logged-in',
  'GET /api/member-accounts/:number': 'logged-in',
  'GET /api/passengers/:id/entitlements': 'logged-in',
  'POST /api/passengers/:id/entitlements/told': 'logged-in',
  'GET /api/incidents': 'logged-in',
  'POST /api/incidents': leads,
  'POST /api/incidents/:id/end': leads,
  'GET /api/disruptions': 'logged-in',
  'GET /api/disruptions/:flight/:date': 'logged-in',
  'POST /api/disruptions/:flight/:date/notices': leads,
}

/** What an API key may use, and with which scope; every other route refuses every key. */
const scoped: Record<string, ApiScope> = {
  'GET /api/passengers': 'read:passengers',
  'GET /api/passengers/:id': 'read:passengers',
  'GET /api/cases': 'read:cases',
  'GET /api/cases/:id': 'read:cases',
  'POST /api/intake/cases': 'write:cases',
  'GET /api/feed': 'feed:facts',
}

type Method = Parameters<ReturnType<TestHttp['as']>>[0]

let joined: JoinedHouse
let http: TestHttp
const routes: RouteOptions[] = []
/** Two teams: whose record it is, and who has no business with it. */
let owner: SessionUser
let stranger: SessionUser
let strangersLead: SessionUser
let admin: SessionUser

beforeAll(async () => {
  joined = await openJoinedHouse()
  const { house, people, line, timeZone } = joined
  http = await openTestHttp(
    (app) => {
      app.addHook('onRoute', (route) => {
        routes.push(route)
      })
      const now = () => house.clock.now()
      openRoutes(app, { people, line, now, timeZone, secureCookie: true })
      const metrics = {
        contentType: 'text/plain',
        text: async () => '',
        popPainted: () => undefined,
        request: () => undefined,
        close: () => undefined,
      }
      operationsRoutes(app, { metrics, notReady: async () => [] })
    },
    (secret) => people.exchange.apiKeys.holder(secret),
  )
  const [ownTeam, otherTeam] = [await joined.addTeam('own'), await joined.addTeam('other')]
  owner = await joined.hire('agent', ownTeam)
  stranger = await joined.hire('agent', otherTeam)
  strangersLead = await joined.hire('supervisor', otherTeam)
  admin = await joined.hire('admin', otherTeam)
}, 60_000)

afterAll(async () => {
  await http.close()
  await joined.close()
})

const namesOf = (route: RouteOptions) => [route.method].flat().map((method) => `${method} ${route.url}`)
const isRefused = (status: number) => status === 401 || status === 403

describe('who may use what', () => {
  test('every route stands in the table above with the access it declares', () => {
    const registered = routes.flatMap((route) => namesOf(route).map((name) => [name, route.config?.access] as const))
    const own = registered.filter(([name]) => !name.startsWith('HEAD '))
    expect(Object.fromEntries(own)).toEqual(declared)
    for (const [name, access] of registered)
      if (name.startsWith('HEAD ')) expect(access, name).toEqual(declared[name.replace('HEAD', 'GET')])
  })

  test.each(Object.entries(declared))('%s', async (route, access) => {
    const [method, path] = route.split(' ') as [Method, string]
    const url = path.replace(':e164', '%2B8613800138000').replace(/:[a-zA-Z]+/g, () => randomUUID())
    const nobody = await http.as(undefined)(method, url)
    if (access === 'public') expect(isRefused(nobody.status)).toBe(false)
    else expect(nobody).toMatchObject({ status: 401, body: { code: 'not-logged-in' } })
    for (const user of [stranger, strangersLead, admin]) {
      const { status, body } = await http.as(user)(method, url)
      const allowed = typeof access === 'string' || access.includes(user.role)
      if (allowed) expect(isRefused(status), user.role).toBe(false)
      else expect({ status, body }, user.role).toMatchObject({ status: 403, body: { code: 'not-allowed' } })
      expect(status, user.role).toBeLessThan(500)
    }
  })

  test('[CS-13] an API key opens the routes of its scopes and no other', async () => {
    const byScope = new Map<string, string>()
    for (const scope of ApiScope.options) {
      const fresh = { name: scope, scopes: [scope], teamId: owner.teamId, perMinute: 6000 }
      const { secret } = await joined.people.exchange.apiKeys.create(fresh, { user: admin, ip: '127.0.0.1' })
      byScope.set(scope, secret)
    }
    const declaredScopes = routes.flatMap((route) =>
      namesOf(route)
        .filter((name) => !name.startsWith('HEAD ') && route.config?.scope)
        .map((name) => [name, route.config?.scope] as const),
    )
    expect(Object.fromEntries(declaredScopes)).toEqual(scoped)
    for (const [route, access] of Object.entries(declared)) {
      const [method, path] = route.split(' ') as [Method, string]
      const url = path.replace(':e164', '%2B8613800138000').replace(/:[a-zA-Z]+/, randomUUID())
      for (const [scope, secret] of byScope) {
        const { status, body } = await http.withKey(secret)(method, url)
        const open = access === 'public' || scoped[route] === scope
        if (open) expect(isRefused(status), `${route} with ${scope}`).toBe(false)
        else expect({ status, body }, `${route} with ${scope}`).toMatchObject({ status: 403 })
      }
    }
  })

  test('every event a console may send names its roles', () => {
    const everybody = { roles: ['agent', 'supervisor', 'admin'] }
    expect(clientEvents).toEqual({ 'page:heartbeat': everybody, 'case:watch': everybody })
  })
})

describe("another team's records", () => {
  let caseId: CaseId
  let taskId: string
  let attemptId: AttemptId
  let call: CallId
  let interaction: InteractionId
  let recording: RecordingId

  const passengerId = async (): Promise<PassengerId> =>
    (
      await joined.people.passengers.create(
        { name: '王小明', latinName: '', email: '', language: 'zh', note: '' },
        owner,
      )
    ).id

  /** Every row of the house but its audit trail, to be compared. */
  async function allRows(): Promise<unknown> {
    const { db } = joined.house.store
    const tables = (await db.introspection.getTables()).filter(({ name }) => name !== 'audit')
    return Object.fromEntries(
      await Promise.all(
        tables.map(async ({ name }) => [name, (await sql`select * from ${sql.table(name)}`.execute(db)).rows] as const),
      ),
    )
  }

  beforeAll(async () => {
    const { people, line, house } = joined
    const passenger = await passengerId()
    const complaint = { kind: 'complaint', category: 'cp-01', subject: '座椅损坏', details: '', flight: '' } as const
    const about = { openedBy: owner.id, teamId: owner.teamId, passengerId: passenger }
    caseId = (await people.cases.open({ ...complaint, ...about })).id
    taskId = (
      await people.tasks.create({
        kind: 'call-back-promised',
        teamId: owner.teamId,
        dueAt: house.clock.now(),
        passengerId: passenger,
      })
    ).id
    attemptId = newId<AttemptId>()
    await people.surveys.comment(
      {
        attemptId,
        campaignId: 'complaint-satisfaction',
        caseId,
        passengerId: passenger,
        teamId: owner.teamId,
        language: 'zh',
        reopenAtOrBelow: 2,
      },
      { path: people.surveys.commentPath(attemptId), durationMs: 1000 },
    )

    await joined.ready(owner)
    joined.ring()
    await house.clock.advance(0)
    joined.switch.phones.at(-1)?.pickUp()
    await house.clock.advance(0)
    const opened = house.factsOf('interaction.opened')[0]
    if (!opened?.callId) throw new Error('No call came in.')
    call = opened.callId
    interaction = opened.interactionId
    const [kept] = await line.recordings.ofInteraction(interaction)
    if (!kept) throw new Error('Nothing is recorded.')
    recording = kept.id
    await joined.ready(stranger)
  })

  test('the call is real: its own agent sees it and talks', async () => {
    const seen = await http.as(owner)('GET', `/api/calls/${call}`)
    expect(seen).toMatchObject({ status: 200, body: { state: 'talking', agentId: owner.id } })
  })

  const notFound = { code: 'not-found' }
  const notTheirs = { code: 'not-your-contact' }
  const wrapUp = { key: randomUUID(), disposition: 'nuisance', note: '' }

  test.each<[string, Method, () => string, object | undefined, object]>([
    ['look at the call', 'GET', () => `/api/calls/${call}`, undefined, notFound],
    ['hold the call', 'POST', () => `/api/calls/${call}/hold`, undefined, notTheirs],
    ['retrieve the call', 'POST', () => `/api/calls/${call}/retrieve`, undefined, notTheirs],
    ['hang up the call', 'POST', () => `/api/calls/${call}/hang-up`, undefined, notTheirs],
    ['hand the caller on', 'POST', () => `/api/calls/${call}/transfer`, { queueId: 'query' }, notTheirs],
    ['pause the recording', 'POST', () => `/api/calls/${call}/pause-recording`, undefined, notTheirs],
    ['look at the contact', 'GET', () => `/api/interactions/${interaction}`, undefined, notFound],
    ['write the draft', 'PUT', () => `/api/interactions/${interaction}/draft`, { note: 'x' }, notFound],
    ['save the wrap-up', 'POST', () => `/api/interactions/${interaction}/wrap-up`, wrapUp, notFound],
    ['extend the wrap-up', 'POST', () => `/api/interactions/${interaction}/wrap-up-extension`, undefined, notFound],
    ['decline the contact', 'POST', () => `/api/interactions/${interaction}/reject`, undefined, notTheirs],
    ['look at the case', 'GET', () => `/api/cases/${caseId}`, undefined, notFound],
    ['close the case', 'POST', () => `/api/cases/${caseId}/closing`, { version: 1, resolution: 'x' }, notFound],
    ['edit the case', 'PATCH', () => `/api/cases/${caseId}`, { was: {}, set: { subject: 'x' } }, notFound],
    ['reply in the case', 'POST', () => `/api/cases/${caseId}/replies`, { channel: 'sms', text: 'x' }, notFound],
    ['answer for the passenger', 'POST', () => `/api/cases/${caseId}/reaction`, { content: true }, notFound],
    ['move the courier', 'POST', () => `/api/cases/${caseId}/courier`, { step: 'set-out' }, notFound],
    ['write to the case', 'POST', () => `/api/cases/${caseId}/notes`, { text: 'x' }, notFound],
    ["look at the case's clocks", 'GET', () => `/api/cases/${caseId}/clocks`, undefined, notFound],
    ['begin a clock', 'POST', () => `/api/cases/${caseId}/clocks`, { ruleId: 'uk-adr', reason: 'x' }, notFound],
    ['finish the task', 'POST', () => `/api/tasks/${taskId}/done`, undefined, notFound],
  ])('a stranger may not %s, and nothing changes', async (_what, method, url, body, refusal) => {
    const before = await allRows()
    const answer = await http.as(stranger)(method, url(), body)
    expect(answer.body).toMatchObject(refusal)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await allRows()).toEqual(before)
  })

  test('a stranger may not link a passenger to the contact', async () => {
    const link = { passengerId: await passengerId() }
    const before = await allRows()
    const answer = await http.as(stranger)('PUT', `/api/interactions/${interaction}/passenger`, link)
    expect(answer).toMatchObject({ status: 404, body: notFound })
    expect(await allRows()).toEqual(before)
  })

  test.each<[string, () => string]>([
    ['the recording', () => `/api/recordings/${recording}`],
    ['the spoken comment', () => `/api/surveys/${attemptId}/comment`],
    ['the contact', () => `/api/interactions/${interaction}`],
    ['the call', () => `/api/calls/${call}`],
    ['the case', () => `/api/cases/${caseId}`],
  ])("another team's supervisor does not find %s", async (_what, url) => {
    expect(await http.as(strangersLead)('GET', url())).toMatchObject({ status: 404, body: notFound })
  })

  test("another team's supervisor cannot listen to the call, and an admin can", async () => {
    const listen = () => `/api/calls/${call}/monitoring`
    const before = await allRows()
    expect(await http.as(strangersLead)('POST', listen(), { mode: 'barge' })).toMatchObject({
      status: 404,
      body: notFound,
    })
    expect(await allRows()).toEqual(before)
    expect(await http.as(admin)('POST', listen(), { mode: 'listen' })).toMatchObject({ status: 201 })
  })

  test.each<[string, () => string]>([
    ['recordings of a contact', () => `/api/interactions/${interaction}/recordings`],
    ['people of a team', () => `/api/users?teamId=${owner.teamId}`],
  ])("another team's supervisor gets an empty list of %s", async (_what, url) => {
    expect(await http.as(strangersLead)('GET', url())).toMatchObject({ status: 200, body: [] })
  })

  test.each(['/api/cases?state=all', '/api/tasks'])('%s of a stranger holds nothing of it', async (url) => {
    expect(await http.as(stranger)('GET', url)).toMatchObject({ status: 200, body: { items: [] } })
  })

  test('an admin finds all of it', async () => {
    for (const url of [`/api/calls/${call}`, `/api/interactions/${interaction}`, `/api/cases/${caseId}`])
      expect((await http.as(admin)('GET', url)).status).toBe(200)
  })
})

describe('what no column can hold', () => {
  test.each([
    '/api/passengers?before=%00',
    '/api/cases?before=%00',
    '/api/tasks?before=%00',
    '/api/campaigns/complaint-satisfaction/attempts?before=%00',
    '/api/passengers?search=%00',
    '/api/cases?search=%00',
  ])('%s is invalid input', async (url) => {
    expect(await http.as(admin)('GET', url)).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })

  test('a version beyond 32 bits is invalid input', async () => {
    const answer = await http.as(admin)('PATCH', `/api/passengers/${randomUUID()}`, { version: 2 ** 31 })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })

  test('a login with a control character is invalid input', async () => {
    const answer = await http.as(undefined)('POST', '/api/session', { username: 'an\0na', password: 'guess' })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-input' } })
  })
})
