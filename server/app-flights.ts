/** COMPOSITION of what flies: the passenger-service system behind its adapter, flights, and disruptions. */
import { createAirlineSimulator } from './airline-simulator/airline-simulator.service.ts'
import type { Airports } from './airports/airports.service.ts'
import type { Audit } from './audit/audit.service.ts'
import type { Cases } from './cases/cases.service.ts'
import { disruptionsRoutes } from './disruptions/disruptions.routes.ts'
import { createDisruptions } from './disruptions/disruptions.service.ts'
import { entitlementsRoutes } from './entitlements/entitlements.routes.ts'
import { createEntitlements } from './entitlements/entitlements.service.ts'
import { createFlightFeed } from './flights/flight-feed.ts'
import { flightsRoutes } from './flights/flights.routes.ts'
import { createFlights } from './flights/flights.service.ts'
import { createHttpPassengerService } from './flights/http-passenger-service.ts'
import { createOrders } from './flights/orders.service.ts'
import { createSource } from './flights/source.ts'
import { incidentsRoutes } from './incidents/incidents.routes.ts'
import { createIncidents } from './incidents/incidents.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import { createFlightTrips } from './passengers/flight-trips.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Http } from './platform/http.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'
import type { Tasks } from './tasks/tasks.service.ts'

export interface FlightRoomsDeps {
  store: Store
  clock: Clock
  log: Log
  /** `simulator` when not given. */
  passengerService?: string
  passengers: Passengers
  tasks: Tasks
  cases: Cases
  staff: Organisation
  audit: Audit
  airports: Airports
}

export type FlightRooms = ReturnType<typeof createFlightRooms>

/** Builds the rooms; `startFlights` begins to listen and to send. */
export function createFlightRooms(deps: FlightRoomsDeps) {
  const { store, clock, log, passengers, tasks, cases, staff, audit } = deps
  const flightTrips = createFlightTrips({ store })
  const http =
    deps.passengerService === undefined || deps.passengerService === 'simulator'
      ? undefined
      : createHttpPassengerService(deps.passengerService)
  const service = http ?? createAirlineSimulator({ clock, bookings: flightTrips.bookings })
  const source = createSource({
    clock,
    log,
    onChange(state) {
      store
        .write(async (tx) => tx.announce('passenger-service.changed', { state }))
        .catch((error: unknown) => log.error({ error }, 'The state of the passenger-service system was not told.'))
    },
  })
  const orders = createOrders({ store, clock, log, service, source, staff, audit })
  const adapter = http ? ('http' as const) : ('simulator' as const)
  const flights = createFlights({ service, source, trips: passengers, orders, adapter })
  const disruptions = createDisruptions({ store, clock, trips: flightTrips, tasks, cases, audit })
  const feed = createFlightFeed({ store, clock, log, service, source, trips: flightTrips, follower: disruptions })
  const entitlements = createEntitlements({
    store,
    clock,
    passengers,
    flights,
    airports: deps.airports,
    benefits: async () => [],
    staff,
    audit,
    carrierCountry: 'CN',
  })
  const incidents = createIncidents({ store, clock, staff, audit })
  return {
    entitlements,
    incidents,
    flights,
    orders,
    disruptions,
    flightFeed: feed,
    startFlights(): void {
      feed.start()
      orders.start()
    },
    async closeFlights(): Promise<void> {
      await feed.close()
      await orders.close()
      await http?.close()
    },
  }
}

/** Their routes. */
export function flightRoomRoutes(app: Http, rooms: FlightRooms & { audit: Audit }): void {
  flightsRoutes(app, rooms)
  disruptionsRoutes(app, rooms)
  entitlementsRoutes(app, rooms)
  incidentsRoutes(app, rooms)
}
