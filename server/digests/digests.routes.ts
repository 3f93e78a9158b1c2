/** HTTP of digests: reading them, writing a branch's month, handing it in, and when they are made. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import {
  Digest,
  DigestKind,
  DigestSchedule,
  DigestScheduleEdit,
  DigestStep,
  DigestSummary,
  PackEdit,
} from '../contracts/digests.ts'
import { DigestId, TeamId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Digests, Reader } from './digests.service.ts'

const leads = ['supervisor', 'admin'] as const
const Params = z.object({ id: DigestId })

const readerOf = (user: SessionUser): Reader => ({
  id: user.id,
  isLead: user.role !== 'agent',
  sees: (unit) => seesUnit(user, unit),
})

/** `onRescheduled`: the next time may be an earlier one now. */
export function digestsRoutes(
  app: Http,
  { digests, onRescheduled }: { digests: Digests; onRescheduled: () => void },
): void {
  app.route({
    method: 'GET',
    url: '/api/digests',
    config: { access: 'logged-in' },
    schema: { querystring: PageQuery.extend({ kind: DigestKind.optional() }), response: { 200: page(DigestSummary) } },
    handler: (request) => digests.list({ ...request.query, units: unitsSeenBy(userOf(request)) }),
  })
  app.route({
    method: 'GET',
    url: '/api/digests/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: Digest } },
    handler: (request) => digests.get(request.params.id, readerOf(userOf(request))),
  })
  app.route({
    method: 'PUT',
    url: '/api/digests/:id/pack',
    config: { access: 'logged-in' },
    schema: { params: Params, body: PackEdit, response: { 200: Digest } },
    handler: async (request) => {
      const by = readerOf(userOf(request))
      await digests.write(request.params.id, request.body, by)
      return digests.get(request.params.id, by)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/digests/:id/sending',
    config: { access: 'logged-in' },
    schema: { params: Params, body: DigestStep, response: { 200: Digest } },
    handler: async (request) => {
      const by = readerOf(userOf(request))
      await digests.send(request.params.id, request.body.version, by)
      return digests.get(request.params.id, by)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/digests/:id/reading',
    config: { access: 'logged-in' },
    schema: { params: Params, body: DigestStep, response: { 200: Digest } },
    handler: async (request) => {
      const by = readerOf(userOf(request))
      await digests.read(request.params.id, request.body.version, by)
      return digests.get(request.params.id, by)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/digest-schedules',
    config: { access: leads },
    schema: { response: { 200: z.array(DigestSchedule) } },
    handler: () => digests.schedules(),
  })
  app.route({
    method: 'PUT',
    url: '/api/digest-schedules/:unitId/:kind',
    config: { access: ['admin'] },
    schema: {
      params: z.object({ unitId: TeamId, kind: DigestKind }),
      body: DigestScheduleEdit,
      response: { 200: z.array(DigestSchedule) },
    },
    handler: async (request) => {
      await digests.reschedule(request.params.unitId, request.params.kind, request.body)
      onRescheduled()
      return digests.schedules()
    },
  })
}
