/** HTTP of airports: everybody reads, an administrator says what a station is to the airline. */
import { z } from 'zod'
import { Airport, AirportEdit, Iata } from '../contracts/airports.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Airports } from './airports.service.ts'

const params = z.object({ iata: Iata })

/** GET /api/airports, GET and PATCH /api/airports/:iata. */
export function airportsRoutes(app: Http, { airports }: { airports: Airports }): void {
  app.route({
    method: 'GET',
    url: '/api/airports',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Airport) } },
    handler: () => airports.list(),
  })

  app.route({
    method: 'GET',
    url: '/api/airports/:iata',
    config: { access: 'logged-in' },
    schema: { params, response: { 200: Airport } },
    handler: async (request) => found(await airports.get(request.params.iata)),
  })

  app.route({
    method: 'PATCH',
    url: '/api/airports/:iata',
    config: { access: ['admin'] },
    schema: { params, body: AirportEdit, response: { 200: Airport } },
    handler: (request) => airports.edit(request.params.iata, request.body, { ...userOf(request), ip: request.ip }),
  })
}
