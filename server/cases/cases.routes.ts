/** HTTP of cases. Everybody sees those of the own units and those that a unit of theirs has in hand, admins all; another's case does not exist. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import {
  Case,
  CaseClosing,
  CaseCounts,
  CaseEdit,
  CaseFilter,
  CaseNote,
  CaseReaction,
  CaseReply,
  CaseSummary,
  NewCase,
  TakeOver,
} from '../contracts/cases.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { CaseId, PassengerId, type TeamId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import { scopeOf } from './case-lists.ts'
import type { Cases } from './cases.service.ts'

export interface CasesRoutesDeps {
  cases: Cases
  /** Whether one of these units has a work order of a case. */
  isAsked?: (id: CaseId, units: readonly TeamId[]) => Promise<boolean>
}

const Params = z.object({ id: CaseId })
const casesOfPassenger = 50
const config = { access: 'logged-in' } as const
const readable = { access: 'logged-in', scope: 'read:cases' } as const

/** A passenger on record, unless somebody else asks. */
const Opened = NewCase.and(z.object({ passengerId: PassengerId.optional() })).refine(
  (fresh) => fresh.passengerId !== undefined || fresh.party !== 'passenger',
  { path: ['passengerId'], message: 'required' },
)

const viewerOf = (user: SessionUser) => ({ id: user.id, own: [user.teamId], units: unitsSeenBy(user) })

/** Work lists, one case, and everything that people do to it. */
export function casesRoutes(app: Http, { cases, isAsked }: CasesRoutesDeps): void {
  /** A case of the own units, or one that a department of them was asked about beside others. */
  async function seen(id: CaseId, user: SessionUser): Promise<Case> {
    const units = unitsSeenBy(user)
    const own = await cases.get(id, units)
    return found(own || !units || !(await isAsked?.(id, units)) ? own : await cases.get(id))
  }

  /** What is said to the passenger, and the closing, are for who was asked first; a department answers. */
  async function own(id: CaseId, user: SessionUser): Promise<CaseId> {
    const { teamId } = found(await cases.get(id, unitsSeenBy(user)))
    if (!seesUnit(user, teamId)) throw new Refusal('not-your-case')
    return id
  }

  const visible = async (id: CaseId, user: SessionUser) => (await seen(id, user)).id

  app.get(
    '/api/cases',
    {
      config: readable,
      schema: { querystring: PageQuery.extend(CaseFilter.shape), response: { 200: page(CaseSummary) } },
    },
    (request) => {
      const { scope, ...wanted } = request.query
      return cases.list({ ...wanted, ...scopeOf(scope, viewerOf(userOf(request))) })
    },
  )
  app.get('/api/cases/counts', { config, schema: { response: { 200: CaseCounts } } }, (request) =>
    cases.counts(viewerOf(userOf(request))),
  )
  app.get(
    '/api/passengers/:id/cases',
    { config, schema: { params: z.object({ id: PassengerId }), response: { 200: z.array(CaseSummary) } } },
    async (request) => {
      const units = unitsSeenBy(userOf(request))
      const passengerId = request.params.id
      return (await cases.list({ state: 'all', passengerId, units, limit: casesOfPassenger })).items
    },
  )
  app.get(
    '/api/cases/:id',
    { config: readable, schema: { params: Params, response: { 200: Case } } },
    async (request) => seen(request.params.id, userOf(request)),
  )
  app.post('/api/cases', { config, schema: { body: Opened, response: { 201: Case } } }, async (request, reply) => {
    const user = userOf(request)
    const { id } = await cases.open({ ...request.body, openedBy: user.id, teamId: user.teamId })
    return reply.code(201).send(found(await cases.get(id)))
  })
  app.post(
    '/api/cases/take-over',
    { config, schema: { body: TakeOver, response: { 200: z.array(CaseSummary) } } },
    (request) => {
      const user = userOf(request)
      return cases.takeOver(request.body.ids, user.id, unitsSeenBy(user))
    },
  )
  app.patch(
    '/api/cases/:id',
    { config, schema: { params: Params, body: CaseEdit, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      return cases.edit(await visible(request.params.id, user), { ...request.body, byId: user.id })
    },
  )
  app.post(
    '/api/cases/:id/closing',
    { config, schema: { params: Params, body: CaseClosing, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      return cases.close(await own(request.params.id, user), { ...request.body, byId: user.id })
    },
  )
  app.post(
    '/api/cases/:id/notes',
    { config, schema: { params: Params, body: CaseNote, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      return cases.note(await visible(request.params.id, user), { text: request.body.text, byId: user.id })
    },
  )
  app.post(
    '/api/cases/:id/replies',
    { config, schema: { params: Params, body: CaseReply, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      return cases.reply(await own(request.params.id, user), { ...request.body, byId: user.id })
    },
  )
  app.post(
    '/api/cases/:id/reaction',
    { config, schema: { params: Params, body: CaseReaction, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      return cases.react(await own(request.params.id, user), { ...request.body, byId: user.id })
    },
  )
}
