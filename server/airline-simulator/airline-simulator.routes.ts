/** The simulated airline over HTTP, as `passenger-service.openapi.json` describes it; a program of its own (`npm run simulator`). */
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify'
import { z } from 'zod'
import { FlightQuery, PnrOrder } from '../contracts/passenger-service.ts'
import type { AirlineSimulator } from './airline-simulator.service.ts'

export interface SimulatorServerDeps {
  airline: AirlineSimulator
  /** User and secret that a caller must name. */
  login: { user: string; secret: string }
}

const Words = z.record(z.string(), z.string())
const Feed = z.object({
  after: z.string().max(80).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
const OrderId = z.uuid()

/** A server that still has to listen. It knows no users but one. */
export function createSimulatorServer({ airline, login }: SimulatorServerDeps): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true })
  const wanted = `Basic ${Buffer.from(`${login.user}:${login.secret}`).toString('base64')}`
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization !== wanted) return reply.code(401).send({ reason: 'Who are you?' })
    return undefined
  })
  flightAddresses(app, airline)
  bookingAddresses(app, airline)
  return app
}

function flightAddresses(app: FastifyInstance, airline: AirlineSimulator): void {
  app.get('/flights', async (request, reply) => {
    const query = FlightQuery.safeParse(request.query)
    return query.success ? airline.flights(query.data) : reply.code(400).send({ reason: 'Which date?' })
  })
  app.get('/flights/:flight/:date', async (request, reply) => {
    const { flight = '', date = '' } = Words.parse(request.params)
    if (!z.iso.date().safeParse(date).success) return reply.code(400).send({ reason: 'Which date?' })
    return answer(reply, await airline.flight(flight, date))
  })
  app.get('/events', async (request, reply) => {
    const query = Feed.safeParse(request.query)
    return query.success
      ? airline.events(query.data.after, query.data.limit)
      : reply.code(400).send({ reason: 'From where?' })
  })
}

function bookingAddresses(app: FastifyInstance, airline: AirlineSimulator): void {
  const word = (params: unknown, name: string) => Words.parse(params)[name] ?? ''
  app.get('/pnrs/:locator', async (request, reply) => answer(reply, await airline.pnr(word(request.params, 'locator'))))
  app.get('/pnrs/:locator/bags', async (request) => airline.bagsOf(word(request.params, 'locator')))
  app.get('/e-tickets/:number', async (request, reply) =>
    answer(reply, await airline.eTicket(word(request.params, 'number'))),
  )
  app.get('/member-accounts/:number', async (request, reply) =>
    answer(reply, await airline.memberAccount(word(request.params, 'number'))),
  )
  app.get('/bags/:reference', async (request, reply) =>
    answer(reply, await airline.bagFile(word(request.params, 'reference'))),
  )
  app.post('/pnrs/:locator/orders', async (request, reply) => {
    const order = PnrOrder.safeParse(request.body)
    const id = OrderId.safeParse(request.headers['idempotency-key'])
    if (!order.success || !id.success) return reply.code(400).send({ reason: 'Which order, and under which id?' })
    return airline.write(word(request.params, 'locator'), id.data, order.data)
  })
}

function answer(reply: FastifyReply, found: object | undefined) {
  return found ?? reply.code(404).send({ reason: 'There is no such record.' })
}
