/** HTTP of cases. Agents see those of their own unit, supervisors also those of the units below, admins all; another unit's case does not exist for them. */
import { z } from 'zod'
import { unitsSeenBy } from '../contracts/auth.ts'
import { Case, CaseClosing, CaseFilter, CaseNote, CaseSummary, NewCase } from '../contracts/cases.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { CaseId, PassengerId } from '../contracts/ids.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Cases } from './cases.service.ts'

const Params = z.object({ id: CaseId })
const casesOfPassenger = 50

/** The work list, one case, opening, closing, notes, and the cases of a passenger. */
export function casesRoutes(app: Http, { cases }: { cases: Cases }): void {
  app.route({
    method: 'GET',
    url: '/api/cases',
    config: { access: 'logged-in' },
    schema: { querystring: PageQuery.extend(CaseFilter.shape), response: { 200: page(CaseSummary) } },
    handler: (request) => cases.list({ ...request.query, units: unitsSeenBy(userOf(request)) }),
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id/cases',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: PassengerId }), response: { 200: z.array(CaseSummary) } },
    handler: async (request) => {
      const { items } = await cases.list({
        state: 'all',
        passengerId: request.params.id,
        units: unitsSeenBy(userOf(request)),
        limit: casesOfPassenger,
      })
      return items
    },
  })

  app.route({
    method: 'GET',
    url: '/api/cases/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: Case } },
    handler: async (request) => found(await cases.get(request.params.id, unitsSeenBy(userOf(request)))),
  })

  app.route({
    method: 'POST',
    url: '/api/cases',
    config: { access: 'logged-in' },
    schema: { body: NewCase.and(z.object({ passengerId: PassengerId })), response: { 201: Case } },
    handler: async (request, reply) => {
      const user = userOf(request)
      const { id } = await cases.open({ ...request.body, openedBy: user.id, teamId: user.teamId })
      return reply.code(201).send(found(await cases.get(id)))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/closing',
    config: { access: 'logged-in' },
    schema: { params: Params, body: CaseClosing, response: { 200: Case } },
    handler: async (request) => {
      const user = userOf(request)
      const { id } = found(await cases.get(request.params.id, unitsSeenBy(user)))
      return cases.close(id, { ...request.body, byId: user.id })
    },
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/notes',
    config: { access: 'logged-in' },
    schema: { params: Params, body: CaseNote, response: { 200: Case } },
    handler: async (request) => {
      const user = userOf(request)
      const { id } = found(await cases.get(request.params.id, unitsSeenBy(user)))
      return cases.note(id, { text: request.body.text, byId: user.id })
    },
  })
}
