/** HTTP of compensation: the offers of a case, the work list for approval, totals, and the authority limits. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { Instant, PageQuery, page } from '../contracts/common.ts'
import {
  AuthorityLimits,
  AuthorityLimitsEdit,
  Compensation,
  CompensationMove,
  CompensationPayment,
  CompensationState,
  CompensationTotal,
  NewCompensation,
} from '../contracts/compensation.ts'
import { CaseId, CompensationId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Compensations, Person } from './compensation.service.ts'

const leads = ['supervisor', 'admin'] as const
const Params = z.object({ id: CompensationId })
const OfCase = z.object({ id: CaseId })
const open: CompensationState[] = ['proposed', 'approved', 'offered', 'accepted']

const personOf = (user: SessionUser): Person => ({
  id: user.id,
  role: user.role,
  sees: (unit) => seesUnit(user, unit),
})

/** Every step answers with the compensation as it is then. */
export function compensationRoutes(app: Http, { compensations }: { compensations: Compensations }): void {
  app.route({
    method: 'GET',
    url: '/api/cases/:id/compensations',
    config: { access: 'logged-in' },
    schema: { params: OfCase, response: { 200: z.array(Compensation) } },
    handler: (request) => compensations.ofCase(request.params.id, personOf(userOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/cases/:id/compensations',
    config: { access: 'logged-in' },
    schema: { params: OfCase, body: NewCompensation, response: { 201: Compensation } },
    handler: async (request, reply) => {
      const who = personOf(userOf(request))
      const id = await compensations.propose(request.params.id, request.body, who)
      return reply.code(201).send(await compensations.get(id, who))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/compensations/:id/moves',
    config: { access: 'logged-in' },
    schema: { params: Params, body: CompensationMove, response: { 200: Compensation } },
    handler: async (request) => {
      const who = personOf(userOf(request))
      await compensations.move(request.params.id, request.body, who)
      return compensations.get(request.params.id, who)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/compensations/:id/payment',
    config: { access: 'logged-in' },
    schema: { params: Params, body: CompensationPayment, response: { 200: Compensation } },
    handler: async (request) => {
      const who = personOf(userOf(request))
      await compensations.pay(request.params.id, request.body, who)
      return compensations.get(request.params.id, who)
    },
  })
  listRoutes(app, compensations)
}

function listRoutes(app: Http, compensations: Compensations): void {
  app.route({
    method: 'GET',
    url: '/api/compensations',
    config: { access: leads },
    schema: {
      querystring: PageQuery.extend({ state: z.enum([...CompensationState.options, 'open']).default('proposed') }),
      response: { 200: page(Compensation) },
    },
    handler: (request) => {
      const user = userOf(request)
      const { state, ...wanted } = request.query
      const states = state === 'open' ? open : [state]
      return compensations.list({ ...wanted, states, units: unitsSeenBy(user) }, personOf(user))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/compensation-totals',
    config: { access: leads },
    schema: {
      querystring: z.object({ from: z.coerce.number().pipe(Instant), to: z.coerce.number().pipe(Instant) }),
      response: { 200: z.array(CompensationTotal) },
    },
    handler: (request) => compensations.totals({ ...request.query, units: unitsSeenBy(userOf(request)) }),
  })
  app.route({
    method: 'GET',
    url: '/api/compensation-limits',
    config: { access: leads },
    schema: { response: { 200: AuthorityLimits } },
    handler: () => compensations.limits(),
  })
  app.route({
    method: 'PUT',
    url: '/api/compensation-limits',
    config: { access: ['admin'] },
    schema: { body: AuthorityLimitsEdit, response: { 200: AuthorityLimits } },
    handler: (request) => compensations.saveLimits(request.body, userOf(request)),
  })
}
