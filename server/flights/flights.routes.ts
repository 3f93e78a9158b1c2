/** HTTP of flights: what an agent may ask about a flight, a booking, a ticket, a bag, an account, and may order into a PNR. */
import { z } from 'zod'
import {
  KeptOrder,
  LiveTrips,
  NewOrder,
  SourceState,
  ToldAccount,
  ToldBag,
  ToldBags,
  ToldFlights,
  ToldPnr,
  ToldStatus,
  ToldTicket,
} from '../contracts/flights.ts'
import { PassengerId } from '../contracts/ids.ts'
import {
  BagReference,
  FlightDate,
  FlightNumber,
  FlightQuery,
  Locator,
  TicketNumber,
} from '../contracts/passenger-service.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Trail } from './flights.ports.ts'
import type { Flights } from './flights.service.ts'
import type { Orders } from './orders.service.ts'

export interface FlightsRoutesDeps {
  flights: Flights
  orders: Orders
  audit: Trail
}

const access = 'logged-in' as const
const ofPnr = z.object({ locator: Locator })

/** GET /api/flights..., /api/pnrs..., /api/e-tickets/:number, /api/bags/:reference, /api/member-accounts/:number, and orders. */
export function flightsRoutes(app: Http, deps: FlightsRoutesDeps): void {
  flightRoutes(app, deps)
  bookingRoutes(app, deps)
  orderRoutes(app, deps)
}

function flightRoutes(app: Http, { flights }: FlightsRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/passenger-service',
    config: { access },
    schema: { response: { 200: SourceState } },
    handler: () => flights.sourceState(),
  })

  app.route({
    method: 'GET',
    url: '/api/flights',
    config: { access },
    schema: { querystring: FlightQuery, response: { 200: ToldFlights } },
    handler: (request) => flights.search(request.query),
  })

  app.route({
    method: 'GET',
    url: '/api/flights/:flight/:date',
    config: { access },
    schema: { params: z.object({ flight: FlightNumber, date: FlightDate }), response: { 200: ToldStatus } },
    handler: (request) => flights.status(request.params.flight, request.params.date),
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id/live-trips',
    config: { access },
    schema: { params: z.object({ id: PassengerId }), response: { 200: LiveTrips } },
    handler: (request) => flights.liveTrips(request.params.id),
  })
}

function bookingRoutes(app: Http, { flights, audit }: FlightsRoutesDeps): void {
  /** Bookings, tickets, bags and accounts are personal data: who looked is kept. */
  const look = async (request: Parameters<typeof userOf>[0], objectType: string, objectId: string): Promise<void> => {
    const { id: actorId, role } = userOf(request)
    await audit.record({ actorId, role, ip: request.ip, action: `${objectType}.viewed`, objectType, objectId })
  }

  app.route({
    method: 'GET',
    url: '/api/pnrs/:locator',
    config: { access },
    schema: { params: ofPnr, response: { 200: ToldPnr } },
    handler: async (request) => {
      await look(request, 'pnr', request.params.locator)
      return flights.pnr(request.params.locator)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/pnrs/:locator/bags',
    config: { access },
    schema: { params: ofPnr, response: { 200: ToldBags } },
    handler: async (request) => {
      await look(request, 'pnr', request.params.locator)
      return flights.bagsOf(request.params.locator)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/e-tickets/:number',
    config: { access },
    schema: { params: z.object({ number: TicketNumber }), response: { 200: ToldTicket } },
    handler: async (request) => {
      await look(request, 'e-ticket', request.params.number)
      return flights.eTicket(request.params.number)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/bags/:reference',
    config: { access },
    schema: { params: z.object({ reference: BagReference }), response: { 200: ToldBag } },
    handler: async (request) => {
      await look(request, 'bag-file', request.params.reference)
      return flights.bagFile(request.params.reference)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/member-accounts/:number',
    config: { access },
    schema: {
      params: z.object({ number: z.string().regex(/^[A-Z0-9]{4,20}$/) }),
      response: { 200: ToldAccount },
    },
    handler: async (request) => {
      await look(request, 'member-account', request.params.number)
      return flights.memberAccount(request.params.number)
    },
  })
}

function orderRoutes(app: Http, { orders }: FlightsRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/pnrs/:locator/orders',
    config: { access },
    schema: { params: ofPnr, response: { 200: z.array(KeptOrder) } },
    handler: (request) => orders.of(request.params.locator),
  })

  app.route({
    method: 'POST',
    url: '/api/pnrs/:locator/orders',
    config: { access },
    schema: { params: ofPnr, body: NewOrder, response: { 200: KeptOrder } },
    handler: (request) => orders.add(request.params.locator, request.body, { ...userOf(request), ip: request.ip }),
  })
}
