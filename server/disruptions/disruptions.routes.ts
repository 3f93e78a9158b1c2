/** HTTP of disruptions: everybody sees them, a supervisor sets the notifications going. */
import { z } from 'zod'
import { Disruption, DisruptionDetail } from '../contracts/flights.ts'
import { FlightDate, FlightNumber } from '../contracts/passenger-service.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Disruptions } from './disruptions.service.ts'

const params = z.object({ flight: FlightNumber, date: FlightDate })

/** GET /api/disruptions, GET /api/disruptions/:flight/:date, POST .../notices. */
export function disruptionsRoutes(app: Http, { disruptions }: { disruptions: Disruptions }): void {
  app.route({
    method: 'GET',
    url: '/api/disruptions',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Disruption) } },
    handler: () => disruptions.list(),
  })

  app.route({
    method: 'GET',
    url: '/api/disruptions/:flight/:date',
    config: { access: 'logged-in' },
    schema: { params, response: { 200: DisruptionDetail } },
    handler: async (request) => found(await disruptions.get(request.params.flight, request.params.date)),
  })

  app.route({
    method: 'POST',
    url: '/api/disruptions/:flight/:date/notices',
    config: { access: ['supervisor', 'admin'] },
    schema: { params, response: { 200: DisruptionDetail } },
    handler: (request) =>
      disruptions.notifyAll(request.params.flight, request.params.date, { ...userOf(request), ip: request.ip }),
  })
}
