/** HTTP of cases. Agents see those of their own unit, supervisors also those of the units below, admins all; another unit's case does not exist for them. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { Case, CaseClosing, CaseFilter, CaseNote, CaseSummary, NewCase } from '../contracts/cases.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { CaseId, PassengerId, type TeamId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Cases } from './cases.service.ts'

export interface CasesRoutesDeps {
  cases: Cases
  /** Whether one of these units has a work order of a case. */
  isAsked?: (id: CaseId, units: readonly TeamId[]) => Promise<boolean>
}

const Params = z.object({ id: CaseId })
const casesOfPassenger = 50

/** The work list, one case, opening, closing, notes, and the cases of a passenger. */
export function casesRoutes(app: Http, { cases, isAsked }: CasesRoutesDeps): void {
  /** A case of the own units, or one that a department of them was asked about beside others. */
  async function seen(id: CaseId, user: SessionUser): Promise<Case | undefined> {
    const units = unitsSeenBy(user)
    const own = await cases.get(id, units)
    return own || !units || !(await isAsked?.(id, units)) ? own : cases.get(id)
  }

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
    handler: async (request) => found(await seen(request.params.id, userOf(request))),
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
      const { id, teamId } = found(await cases.get(request.params.id, unitsSeenBy(user)))
      // A department that has it in hand answers; closing is for who was asked first.
      if (!seesUnit(user, teamId)) throw new Refusal('not-your-case')
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
      const { id } = found(await seen(request.params.id, user))
      return cases.note(id, { text: request.body.text, byId: user.id })
    },
  })
}
