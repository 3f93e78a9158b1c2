/** HTTP of clocks: those of a case, what ends soon, the preview on the desk, and the rules with their versions. */
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { SessionUser } from '../contracts/auth.ts'
import { ClockRule, ClockRuleId, NewRuleVersion, RuleTrial, RuleTrialAnswer } from '../contracts/clock-rules.ts'
import {
  CaseClocks,
  CircumstancesEdit,
  ClockOverride,
  ClockPreview,
  ClockReason,
  ClockStop,
  DueClock,
  DueFilter,
  PreviewedClock,
} from '../contracts/clocks.ts'
import { CaseId, ClockId, type TeamId } from '../contracts/ids.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Editor } from './clocks.ports.ts'
import type { Clocks } from './clocks.service.ts'

const Params = z.object({ id: CaseId })
const ClockParams = Params.extend({ clockId: ClockId })
const RuleParams = z.object({ id: ClockRuleId })

export interface ClocksRoutesDeps {
  clocks: Clocks
  /** The case when the user may see it. */
  visible: (user: SessionUser, id: CaseId) => Promise<unknown>
  /** Units whose clocks the user sees; undefined: all. */
  unitsOf: (user: SessionUser) => readonly TeamId[] | undefined
  now: () => number
}

const editorOf = (request: FastifyRequest): Editor => {
  const { id, displayName, role } = userOf(request)
  return { id, displayName, role, ip: request.ip }
}

/** Registers them. A case that the user may not see does not exist, and neither do its clocks. */
export function clocksRoutes(app: Http, deps: ClocksRoutesDeps): void {
  caseRoutes(app, deps)
  listRoutes(app, deps)
  ruleRoutes(app, deps)
}

function caseRoutes(app: Http, { clocks, visible }: ClocksRoutesDeps): void {
  /** The case's clocks after an act on them. */
  const after = async (request: FastifyRequest<{ Params: unknown }>, act: (id: CaseId) => Promise<void>) => {
    const { id } = request.params as z.output<typeof Params>
    found(await visible(userOf(request), id))
    await act(id)
    return clocks.ofCase(id)
  }
  const answer = { response: { 200: CaseClocks } }
  const config = { access: 'logged-in' } as const

  app.route({
    method: 'GET',
    url: '/api/cases/:id/clocks',
    config,
    schema: { params: Params, ...answer },
    handler: (request) => after(request, async () => undefined),
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/clocks',
    config,
    schema: { params: Params, body: ClockOverride, ...answer },
    handler: (request) => after(request, (id) => clocks.override(id, request.body, editorOf(request))),
  })

  app.route({
    method: 'PUT',
    url: '/api/cases/:id/clock-circumstances',
    config,
    schema: { params: Params, body: CircumstancesEdit, ...answer },
    handler: (request) => after(request, (id) => clocks.tell(id, request.body, editorOf(request))),
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/clocks/:clockId/stop',
    config,
    schema: { params: ClockParams, body: ClockStop, ...answer },
    handler: (request) =>
      after(request, (id) => clocks.stop(id, request.params.clockId, request.body, editorOf(request))),
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/clocks/:clockId/pause',
    config,
    schema: { params: ClockParams, body: ClockReason, ...answer },
    handler: (request) =>
      after(request, (id) => clocks.pause(id, request.params.clockId, request.body.reason, editorOf(request))),
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/clocks/:clockId/resumption',
    config,
    schema: { params: ClockParams, ...answer },
    handler: (request) => after(request, (id) => clocks.resume(id, request.params.clockId, editorOf(request))),
  })

  app.route({
    method: 'POST',
    url: '/api/cases/:id/clocks/:clockId/withdrawal',
    config,
    schema: { params: ClockParams, body: ClockReason, ...answer },
    handler: (request) =>
      after(request, (id) => clocks.withdraw(id, request.params.clockId, request.body.reason, editorOf(request))),
  })
}

function listRoutes(app: Http, { clocks, unitsOf }: ClocksRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/clocks/due',
    config: { access: 'logged-in' },
    schema: { querystring: DueFilter, response: { 200: z.array(DueClock) } },
    handler: async (request) => {
      const { state, unitId, limit } = request.query
      const all = unitsOf(userOf(request))
      if (unitId === undefined) return clocks.due({ state, units: all, limit })
      if (all && !all.includes(unitId)) return []
      return clocks.due({ state, units: [unitId], limit })
    },
  })

  app.route({
    method: 'POST',
    url: '/api/clocks/preview',
    config: { access: 'logged-in' },
    schema: { body: ClockPreview, response: { 200: z.array(PreviewedClock) } },
    handler: (request) => clocks.preview(request.body, userOf(request).teamId),
  })
}

function ruleRoutes(app: Http, { clocks, now }: ClocksRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/clock-rules',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(ClockRule) } },
    handler: () => clocks.rules.all(),
  })

  app.route({
    method: 'POST',
    url: '/api/clock-rules/:id/versions',
    config: { access: ['admin'] },
    schema: { params: RuleParams, body: NewRuleVersion, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await clocks.rules.addVersion(request.params.id, request.body, editorOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/clock-rules/:id/trial',
    config: { access: ['admin'] },
    schema: { params: RuleParams, body: RuleTrial, response: { 200: RuleTrialAnswer } },
    handler: (request) => clocks.rules.trial(request.params.id, request.body.span, request.body.at ?? now()),
  })
}
