/** HTTP of dispatch: orders of a department, hand-overs of a case, the rules, the board. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import {
  BoardLine,
  CaseDispatch,
  DispatchProposal,
  DispatchRules,
  DispatchRulesEdit,
  HandOver,
  OrderAnswer,
  OrderFilter,
  OrderMove,
  OrderReturn,
  OrderSummary,
  RuleTrial,
  WorkOrder,
} from '../contracts/dispatch.ts'
import { CaseId, WorkOrderId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Dispatch, MoveRequest } from './dispatch.service.ts'
import type { DispatchRulesRoom } from './dispatch-rules.service.ts'
import type { Viewer } from './order-rights.rules.ts'
import type { Orders } from './orders.service.ts'

export interface DispatchRoutesDeps {
  dispatch: Dispatch
  orders: Orders
  rules: DispatchRulesRoom
}

const leads = ['supervisor', 'admin'] as const
const Params = z.object({ id: WorkOrderId })
const RulesVersion = DispatchRules.omit({ rules: true })

const viewerOf = (user: SessionUser): Viewer => ({
  id: user.id,
  isLead: user.role !== 'agent',
  sees: (unit) => seesUnit(user, unit),
})

/** Every move answers with the order as it is then. */
export function dispatchRoutes(app: Http, deps: DispatchRoutesDeps): void {
  orderRoutes(app, deps)
  moveRoutes(app, deps)
  ruleRoutes(app, deps)
}

function orderRoutes(app: Http, { dispatch, orders }: DispatchRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/work-orders',
    config: { access: 'logged-in' },
    schema: { querystring: PageQuery.extend(OrderFilter.shape), response: { 200: page(OrderSummary) } },
    handler: (request) => orders.list({ ...request.query, units: unitsSeenBy(userOf(request)) }),
  })
  app.route({
    method: 'GET',
    url: '/api/work-orders/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: WorkOrder } },
    handler: (request) => orders.get(request.params.id, viewerOf(userOf(request))),
  })
  app.route({
    method: 'GET',
    url: '/api/dispatch/board',
    config: { access: leads },
    schema: { response: { 200: z.array(BoardLine) } },
    handler: (request) => orders.board(unitsSeenBy(userOf(request))),
  })
  app.route({
    method: 'GET',
    url: '/api/cases/:id/dispatch',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: CaseId }), response: { 200: CaseDispatch } },
    handler: (request) => dispatch.ofCase(request.params.id, viewerOf(userOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/cases/:id/dispatch',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: CaseId }), body: HandOver, response: { 201: CaseDispatch } },
    handler: async (request, reply) => {
      const user = userOf(request)
      const viewer = viewerOf(user)
      const { mayDispatch } = await dispatch.ofCase(request.params.id, viewer)
      if (!mayDispatch) throw new Refusal('not-your-case')
      await dispatch.dispatch(request.params.id, { ...request.body, byId: user.id })
      return reply.code(201).send(await dispatch.ofCase(request.params.id, viewer))
    },
  })
}

function moveRoutes(app: Http, { dispatch, orders }: DispatchRoutesDeps): void {
  /** Whoever may not see the order gets 404; whoever sees it but is not meant is told so. */
  async function move(
    user: SessionUser,
    id: WorkOrderId,
    what: WorkOrder['may'][number],
    request: Omit<MoveRequest, 'byId'>,
  ): Promise<WorkOrder> {
    const viewer = viewerOf(user)
    const order = await orders.get(id, viewer)
    const isDepartments = what === 'accept' || what === 'return' || what === 'answer'
    const unit = isDepartments ? order.departmentId : order.firstAsked.unitId
    const isPersons = order.level === 'person' && isDepartments && order.personId !== user.id && !viewer.isLead
    if (!viewer.sees(unit) || isPersons) throw new Refusal('not-your-order')
    await dispatch.move(id, what, { ...request, byId: user.id })
    return orders.get(id, viewer)
  }

  app.route({
    method: 'POST',
    url: '/api/work-orders/:id/acceptance',
    config: { access: 'logged-in' },
    schema: { params: Params, body: OrderMove, response: { 200: WorkOrder } },
    handler: (request) => move(userOf(request), request.params.id, 'accept', request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/work-orders/:id/return',
    config: { access: 'logged-in' },
    schema: { params: Params, body: OrderReturn, response: { 200: WorkOrder } },
    handler: (request) => move(userOf(request), request.params.id, 'return', request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/work-orders/:id/answer',
    config: { access: 'logged-in' },
    schema: { params: Params, body: OrderAnswer, response: { 200: WorkOrder } },
    handler: (request) => move(userOf(request), request.params.id, 'answer', request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/work-orders/:id/redo',
    config: { access: 'logged-in' },
    schema: { params: Params, body: OrderAnswer, response: { 200: WorkOrder } },
    handler: (request) => move(userOf(request), request.params.id, 'redo', request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/work-orders/:id/withdrawal',
    config: { access: 'logged-in' },
    schema: { params: Params, body: OrderAnswer, response: { 200: WorkOrder } },
    handler: (request) => move(userOf(request), request.params.id, 'withdraw', request.body),
  })
}

function ruleRoutes(app: Http, { rules }: DispatchRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/dispatch/rules',
    config: { access: leads },
    schema: {
      querystring: z.object({ version: z.coerce.number().int().min(0).max(1_000_000).optional() }),
      response: { 200: DispatchRules },
    },
    handler: ({ query }) => (query.version === undefined ? rules.current() : rules.version(query.version)),
  })
  app.route({
    method: 'GET',
    url: '/api/dispatch/rules/versions',
    config: { access: leads },
    schema: { response: { 200: z.array(RulesVersion) } },
    handler: () => rules.versions(),
  })
  app.route({
    method: 'PUT',
    url: '/api/dispatch/rules',
    config: { access: ['admin'] },
    schema: { body: DispatchRulesEdit, response: { 200: DispatchRules } },
    handler: (request) => rules.save(request.body, userOf(request).id),
  })
  app.route({
    method: 'POST',
    url: '/api/dispatch/rules/trial',
    config: { access: leads },
    schema: { body: RuleTrial, response: { 200: DispatchProposal } },
    handler: ({ body }) => rules.proposal(body),
  })
}
