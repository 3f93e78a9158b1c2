/** COMPOSITION of the quiet half: who people are, what they asked for, what is owed to them. */
import { join } from 'node:path'
import { createAirports } from './airports/airports.service.ts'
import { createApiKeys } from './api-keys/api-keys.service.ts'
import { createTime } from './app-clocks.ts'
import { createCustomers } from './app-customers.ts'
import { createExchange, unitsOf, withKeyNames } from './app-exchange.ts'
import { createFlightRooms } from './app-flights.ts'
import { createFormRooms } from './app-forms.ts'
import { createPrivacyHouse } from './app-privacy.ts'
import { createRequests } from './app-requests.ts'
import { createWho } from './app-who.ts'
import { createAudit } from './audit/audit.service.ts'
import { createAuth } from './auth/auth.service.ts'
import { createCampaigns } from './campaigns/campaigns.service.ts'
import { createDoNotCall } from './campaigns/do-not-call.service.ts'
import { createCases } from './cases/cases.service.ts'
import { createDirectory } from './directory/directory.service.ts'
import { createKnowledge } from './knowledge/knowledge.service.ts'
import { createOrganisation } from './organisation/organisation.service.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store } from './platform/store.ts'
import { createSurveys } from './surveys/surveys.service.ts'
import { createTasks } from './tasks/tasks.service.ts'

export interface PeopleDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  bootId: string
  secret: string
  dataDir: string
  timeZone: string
  /** `simulator`, or the address of the airline's passenger-service system. */
  passengerService?: string
  /** Targets of webhooks beside public addresses. */
  webhookAllow?: string | undefined
}

/** A unit with so many open cases or more is not closed anyway. */
const mostCounted = 100

export type People = ReturnType<typeof createPeople>

/** Builds the rooms and what goes in and out of them; nothing runs yet. */
export function createPeople(deps: PeopleDeps) {
  const rooms = createRooms(deps)
  return { ...rooms, exchange: createExchange({ ...deps, ...rooms }) }
}

function createRooms(deps: PeopleDeps) {
  const { store, clock, log, bootId, secret, timeZone } = deps
  const organisation = createOrganisation({
    store,
    work: {
      openCasesOf: async (unit): Promise<number> =>
        (await cases.list({ state: 'unfinished', units: [unit], limit: mostCounted })).items.length,
    },
  })
  const directory = createDirectory({ store, clock, house: organisation })
  const audit = createAudit({ store, clock, staff: { namesOf: (ids) => names.namesOf(ids) } })
  const airports = createAirports({ store, audit })
  const { calendars, clocks } = createTime({
    store,
    clock,
    log,
    timeZone,
    audit,
    organisation,
    airports,
    later: () => ({ cases, passengers, escalations: requests.escalations }),
  })
  const apiKeys = createApiKeys({ store, clock, log, audit, units: unitsOf(organisation) })
  const names = withKeyNames(organisation, apiKeys)
  const auth = createAuth({ store, clock, log, staff: organisation, audit })
  const doNotCall = createDoNotCall({ store, clock })
  const customers = createCustomers({
    ...deps,
    organisation,
    doNotCall,
    later: { cases: () => cases, surveys: () => surveys },
  })
  const { passengers } = customers
  const who = createWho({ store, clock, log, secret, passengers, staff: organisation })
  const privacy = createPrivacyHouse({ store, clock, log, dataDir: deps.dataDir, passengers, who, staff: organisation })
  const tasks = createTasks({ store, clock, passengers, staff: organisation })
  const cases = createCases({
    store,
    clock,
    passengers,
    staff: names,
    tasks,
    // Rooms that follow a case, in the order in which they are asked; lazy, because they need the cases too.
    followers: () => [...rooms.formFollowers, clocks.follower, requests.follower],
    leaves: { entry: (leaf, within) => rooms.catalogue.entry(leaf, within) },
    onComplaintClosed: (caseId, _passengerId, closedAt, tx) => campaigns.scheduleFor(caseId, closedAt, tx),
  })
  const rooms = createFormRooms({
    store,
    clock,
    timeZone,
    organisation,
    audit,
    airports,
    passengers,
    cases,
    flightOnDay: (...which) => flightRooms.flights.onDay(...which),
  })
  const requests = createRequests({
    store,
    clock,
    log,
    timeZone,
    organisation,
    airports,
    calendars,
    audit,
    tasks,
    cases,
    branchOfAccount: async () => undefined,
  })
  const knowledge = createKnowledge({ store, clock, staff: organisation })
  const surveys = createSurveys({ store, clock, cases, folder: join(deps.dataDir, 'comments') })
  const campaigns = createCampaigns({ store, clock, bootId, secret, cases, passengers, doNotCall, answers: surveys })
  const flightRooms = createFlightRooms({ ...deps, passengers, tasks, cases, staff: organisation, audit, airports })
  return {
    ...flightRooms,
    organisation,
    directory,
    audit,
    apiKeys,
    airports,
    auth,
    doNotCall,
    tasks,
    cases,
    surveys,
    campaigns,
    calendars,
    ...customers,
    knowledge,
    ...who,
    requests,
    ...rooms,
    privacy,
    clocks,
  }
}
