/** COMPOSITION of what surrounds a case: the catalogue, the checked forms, and whoever else follows it. */
import type { Airports } from './airports/airports.service.ts'
import type { Audit } from './audit/audit.service.ts'
import type { CaseFollower } from './cases/cases.ports.ts'
import type { Cases } from './cases/cases.service.ts'
import type { FlightOnDay } from './catalogue/catalogue.ports.ts'
import { createCatalogue } from './catalogue/catalogue.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import type { Passengers } from './passengers/passengers.service.ts'
import type { Clock } from './platform/clock.ts'
import type { Store } from './platform/store.ts'
import { createRequests } from './requests/requests.service.ts'

export interface FormRoomsDeps {
  store: Store
  clock: Clock
  timeZone: string
  organisation: Organisation
  audit: Audit
  airports: Airports
  passengers: Passengers
  cases: Cases
  /** What is known of a flight on its day; never waits longer than a caller can. */
  flightOnDay: FlightOnDay
}

/** Builds the rooms; nothing runs yet. `formFollowers` are what a case asks before it opens or closes. */
export function createFormRooms(deps: FormRoomsDeps) {
  const { store, clock, cases, passengers } = deps
  const catalogue = createCatalogue({
    ...deps,
    staff: deps.organisation,
    stations: deps.airports,
  })
  const forms = createRequests({
    store,
    clock,
    cases,
    members: { tierOf: async (id, within) => (await passengers.summary(id, within))?.tier },
  })
  // What is not offered does not open; what lacks a leaf or a field does not close.
  const gate: CaseFollower = {
    opened: (c, tx) => catalogue.mayOpen(c.leaf, tx),
    mayClose: (c, tx) => catalogue.mayClose(c, tx),
  }
  const formFollowers: CaseFollower[] = [gate, forms]
  return { catalogue, forms, formFollowers }
}
