/** HTTP of incidents: everybody reads, supervisors post and end. */
import { z } from 'zod'
import { Incident, IncidentEnd, NewIncident } from '../contracts/incidents.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Incidents } from './incidents.service.ts'

const leads = ['supervisor', 'admin'] as const

/** GET and POST /api/incidents, POST /api/incidents/:id/end. */
export function incidentsRoutes(app: Http, { incidents }: { incidents: Incidents }): void {
  app.route({
    method: 'GET',
    url: '/api/incidents',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Incident) } },
    handler: () => incidents.current(),
  })

  app.route({
    method: 'POST',
    url: '/api/incidents',
    config: { access: leads },
    schema: { body: NewIncident, response: { 200: Incident } },
    handler: (request) => incidents.post(request.body, { ...userOf(request), ip: request.ip }),
  })

  app.route({
    method: 'POST',
    url: '/api/incidents/:id/end',
    config: { access: leads },
    schema: { params: z.object({ id: z.uuid() }), body: IncidentEnd, response: { 200: Incident } },
    handler: (request) =>
      incidents.end(request.params.id, request.body.version, { ...userOf(request), ip: request.ip }),
  })
}
