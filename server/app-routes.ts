/** COMPOSITION of the HTTP side: every room's routes on one server. */
import { agentsRoutes } from './agents/agents.routes.ts'
import { airportsRoutes } from './airports/airports.routes.ts'
import { openCustomerRoutes } from './app-customer-routes.ts'
import { exchangeRoutes } from './app-exchange.ts'
import { flightRoomRoutes } from './app-flights.ts'
import type { Line } from './app-line.ts'
import { agentsSeenBy, openOrganisation } from './app-organisation.ts'
import type { People } from './app-people.ts'
import { requestsRoutes } from './app-requests-routes.ts'
import { openWhoRoutes } from './app-who-routes.ts'
import { auditRoutes } from './audit/audit.routes.ts'
import { authRoutes } from './auth/auth.routes.ts'
import { calendarsRoutes } from './calendars/calendars.routes.ts'
import { callsRoutes } from './calls/calls.routes.ts'
import { campaignsRoutes } from './campaigns/campaigns.routes.ts'
import { casesRoutes } from './cases/cases.routes.ts'
import { catalogueRoutes } from './catalogue/catalogue.routes.ts'
import { clocksRoutes } from './clocks/clocks.routes.ts'
import { seesUnit, unitsSeenBy } from './contracts/auth.ts'
import { interactionsRoutes } from './interactions/interactions.routes.ts'
import { knowledgeRoutes } from './knowledge/knowledge.routes.ts'
import { monitoringRoutes } from './monitoring/monitoring.routes.ts'
import { passengersRoutes } from './passengers/passengers.routes.ts'
import { dayStart } from './platform/day.ts'
import type { Http } from './platform/http.ts'
import { queuesRoutes } from './queues/queues.routes.ts'
import { recordingsRoutes } from './recordings/recordings.routes.ts'
import { requestFormsRoutes } from './requests/requests.routes.ts'
import { supervisionRoutes } from './supervision/supervision.routes.ts'
import { surveysRoutes } from './surveys/surveys.routes.ts'
import { tasksRoutes } from './tasks/tasks.routes.ts'

export interface RoutesDeps {
  people: People
  line: Line
  now: () => number
  timeZone: string
  secureCookie: boolean
}

/** Registers every route under /api. */
export function openRoutes(http: Http, { people, line, now, timeZone, secureCookie }: RoutesDeps): void {
  const { organisation, audit, airports, auth, passengers, cases, tasks, campaigns, doNotCall, surveys, calendars } =
    people
  const { agents, calls, interactions, queues, recordings, monitoring, wallboard, contactPeople } = line
  authRoutes(http, { auth, staff: organisation, secureCookie })
  auditRoutes(http, { audit })
  openOrganisation(http, { people, line })
  airportsRoutes(http, { airports })
  flightRoomRoutes(http, people)
  calendarsRoutes(http, { calendars, now })
  clocksRoutes(http, {
    clocks: people.clocks,
    unitsOf: unitsSeenBy,
    visible: (user, id) => cases.get(id, unitsSeenBy(user)),
    now,
  })
  passengersRoutes(http, {
    passengers,
    audit,
    async inHand(user) {
      const contact = await agents.inHand(user.id)
      return contact && (await interactions.summary(contact))?.passengerId
    },
  })
  exchangeRoutes(http, people.exchange)
  casesRoutes(http, { cases, isAsked: (id, units) => people.requests.orders.isAsked(id, units) })
  tasksRoutes(http, { tasks })
  catalogueRoutes(http, people)
  requestFormsRoutes(http, people)
  requestsRoutes(http, people.requests)
  campaignsRoutes(http, { campaigns, doNotCall, audit })
  surveysRoutes(http, { surveys, audit })
  agentsRoutes(http, { agents })
  callsRoutes(http, {
    calls,
    maySee: async (user, agentId) => {
      const member = await organisation.member(agentId)
      return user.role === 'admin' || (member !== undefined && seesUnit(user, member.teamId))
    },
  })
  interactionsRoutes(http, { interactions, offers: queues })
  queuesRoutes(http, {
    queues,
    trail: audit,
    people: contactPeople,
    agentsSeenBy: agentsSeenBy(people),
    dayStart: () => dayStart(now(), timeZone),
  })
  knowledgeRoutes(http, {
    knowledge: people.knowledge,
    async contactOf(id) {
      const agentId = (await interactions.summary(id))?.agentId
      return agentId && { agentId, teamId: (await organisation.member(agentId))?.teamId }
    },
  })
  recordingsRoutes(http, { recordings, trail: audit })
  supervisionRoutes(http, { wallboard })
  monitoringRoutes(http, { monitoring })
  openCustomerRoutes(http, people, openWhoRoutes(http, { people, line }))
}
