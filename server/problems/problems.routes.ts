/** HTTP of problems: everybody reads the register (BY-53), leads decide and edit, an action's owner reports it done. */
import { z } from 'zod'
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import { CaseKind } from '../contracts/cases.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { ProblemId } from '../contracts/ids.ts'
import {
  NewProblemAction,
  Problem,
  ProblemActionDone,
  ProblemEdit,
  ProblemFilter,
  ProblemLink,
  ProblemMove,
  ProblemSummary,
  ProblemThresholds,
  ProblemTrends,
  SpikeSeen,
} from '../contracts/problems.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Problems } from './problems.service.ts'

const leads = ['supervisor', 'admin'] as const
const Params = z.object({ id: ProblemId })
const ActionParams = z.object({ id: ProblemId, actionId: z.uuid() })

/** Every change answers with the problem as it is then. */
export function problemsRoutes(app: Http, { problems }: { problems: Problems }): void {
  const shown = (user: SessionUser, id: ProblemId) => problems.get(id, (unit) => seesUnit(user, unit))

  app.route({
    method: 'GET',
    url: '/api/problems',
    config: { access: 'logged-in' },
    schema: { querystring: PageQuery.extend(ProblemFilter.shape), response: { 200: page(ProblemSummary) } },
    handler: (request) => problems.list(request.query),
  })
  app.route({
    method: 'GET',
    url: '/api/problems/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: Problem } },
    handler: (request) => shown(userOf(request), request.params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/problems/:id/moves',
    config: { access: leads },
    schema: { params: Params, body: ProblemMove, response: { 200: Problem } },
    handler: async (request) => {
      const user = userOf(request)
      await problems.move(request.params.id, { ...request.body, byId: user.id })
      return shown(user, request.params.id)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/problems/:id',
    config: { access: leads },
    schema: { params: Params, body: ProblemEdit, response: { 200: Problem } },
    handler: async (request) => {
      const user = userOf(request)
      await problems.edit(request.params.id, request.body, user.id)
      return shown(user, request.params.id)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/problems/:id/actions',
    config: { access: leads },
    schema: { params: Params, body: NewProblemAction, response: { 201: Problem } },
    handler: async (request, reply) => {
      const user = userOf(request)
      await problems.addAction(request.params.id, request.body, user.id)
      return reply.code(201).send(await shown(user, request.params.id))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/problems/:id/actions/:actionId/done',
    config: { access: 'logged-in' },
    schema: { params: ActionParams, body: ProblemActionDone, response: { 200: Problem } },
    handler: async (request) => {
      const user = userOf(request)
      const { id, actionId } = request.params
      await problems.actionDone(id, actionId, { ...request.body, byId: user.id, isLead: user.role !== 'agent' })
      return shown(user, id)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/problems/:id/cases',
    config: { access: leads },
    schema: { params: Params, body: ProblemLink, response: { 200: Problem } },
    handler: async (request) => {
      const user = userOf(request)
      await problems.link(request.params.id, { ...request.body, byId: user.id })
      return shown(user, request.params.id)
    },
  })
  registerRoutes(app, problems)
}

function registerRoutes(app: Http, problems: Problems): void {
  app.route({
    method: 'GET',
    url: '/api/problem-trends',
    config: { access: 'logged-in' },
    schema: {
      querystring: z.object({ kind: CaseKind.default('complaint') }),
      response: { 200: ProblemTrends },
    },
    handler: (request) => problems.trends(request.query.kind),
  })
  app.route({
    method: 'POST',
    url: '/api/problem-spikes/seen',
    config: { access: leads },
    schema: { body: SpikeSeen, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await problems.spikeSeen(request.body.leaf, request.body.day, userOf(request).id)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'GET',
    url: '/api/problem-thresholds',
    config: { access: leads },
    schema: { response: { 200: ProblemThresholds } },
    handler: () => problems.thresholds(),
  })
  app.route({
    method: 'PUT',
    url: '/api/problem-thresholds',
    config: { access: ['admin'] },
    schema: { body: ProblemThresholds, response: { 200: ProblemThresholds } },
    handler: (request) => problems.saveThresholds(request.body, userOf(request).id),
  })
}
