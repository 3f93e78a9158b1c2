/** HTTP of monitoring: start on a call, change the mode, leave; each in the audit trail. */
import { z } from 'zod'
import { PhoneCredential } from '../contracts/agents.ts'
import { CallId, MonitorId } from '../contracts/ids.ts'
import { MonitorRequest, MonitorSession } from '../contracts/monitoring.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Monitoring } from './monitoring.service.ts'

const access = ['supervisor', 'admin'] as const
const params = z.object({ id: MonitorId })

/** Registers the routes of monitoring. */
export function monitoringRoutes(app: Http, { monitoring }: { monitoring: Monitoring }): void {
  app.post(
    '/api/monitoring/phone-credential',
    { config: { access }, schema: { response: { 200: PhoneCredential } } },
    async (request) => monitoring.credential(userOf(request)),
  )
  app.get(
    '/api/monitoring/current',
    { config: { access }, schema: { response: { 200: MonitorSession.nullable() } } },
    async (request) => (await monitoring.current(userOf(request))) ?? null,
  )
  app.post(
    '/api/calls/:id/monitoring',
    {
      config: { access },
      schema: { params: z.object({ id: CallId }), body: MonitorRequest, response: { 201: MonitorSession } },
    },
    async (request, reply) => {
      const asker = { user: userOf(request), ip: request.ip }
      return reply.code(201).send(await monitoring.start(request.params.id, request.body.mode, asker))
    },
  )
  app.put(
    '/api/monitoring/:id',
    { config: { access }, schema: { params, body: MonitorRequest, response: { 200: MonitorSession } } },
    (request) => monitoring.change(request.params.id, request.body.mode, { user: userOf(request), ip: request.ip }),
  )
  app.delete(
    '/api/monitoring/:id',
    { config: { access }, schema: { params, response: { 200: MonitorSession } } },
    (request) => monitoring.end(request.params.id, userOf(request)),
  )
}
