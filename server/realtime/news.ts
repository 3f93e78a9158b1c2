/** The table from facts to socket events: what is shown, and to whom. A fact without an entry is shown to nobody. */
import type { Fact, FactName, Facts } from '../contracts/facts.ts'
import type { AccountId, CaseId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { ServerToClient } from '../contracts/socket-events.ts'
import type { Lookups } from './realtime.ports.ts'

/** Rooms of the socket server. Only the server joins anybody to one. */
export const room = {
  user: (id: UserId) => `user:${id}`,
  unit: (id: TeamId) => `unit:${id}`,
  admins: 'admins',
  supervisors: 'supervisors',
  everybody: 'everybody',
  /** The same room for people of a partner: they hear the same, masked. */
  masked: (name: string) => `${name}#masked`,
}

/** The events that the table may produce; offers, wallboard and session words have their own ways. */
export type NewsEvent =
  | 'agent:state'
  | 'interaction:offer-ended'
  | 'interaction:changed'
  | 'call:changed'
  | 'passenger:changed'
  | 'account:changed'
  | 'case:changed'
  | 'clock:changed'
  | 'task:changed'
  | 'attempt:changed'
  | 'campaign:changed'
  | 'monitor:changed'
  | 'call:coached'
  | 'request:changed'
  | 'organisation:changed'
  | 'flight:changed'
  | 'incident:changed'

export type News = {
  [E in NewsEvent]: { event: E; message: Omit<Parameters<ServerToClient[E]>[0], 'seq'>; rooms: string[] }
}[NewsEvent]

/** Whoever sees the records of a unit. */
const seersOf = (unit: TeamId): string[] => [room.unit(unit), room.admins]

type Teller<N extends FactName> = (data: Facts[N], look: Lookups) => Promise<News[]> | News[]

const passengerNews = (passengerId: PassengerId | undefined): News[] =>
  passengerId ? [{ event: 'passenger:changed', message: { passengerId }, rooms: [room.everybody] }] : []

const accountNews = (accountId: AccountId): News[] => [
  { event: 'account:changed', message: { accountId }, rooms: [room.everybody] },
]

const agentNews = async (agentId: UserId, look: Lookups): Promise<News[]> => {
  const agent = await look.agent(agentId)
  return agent ? [{ event: 'agent:state', message: { agent }, rooms: [room.user(agentId)] }] : []
}

const callNews = async (
  data: { callId: Facts['call.ended']['callId']; agentId?: UserId },
  look: Lookups,
): Promise<News[]> => {
  const call = await look.call(data.callId)
  const agentId = data.agentId ?? call?.agentId
  return call && agentId ? [{ event: 'call:changed', message: { call }, rooms: [room.user(agentId)] }] : []
}

const interactionNews = async (data: Facts['interaction.closed'] | Facts['interaction.interrupted'], look: Lookups) => {
  const interaction = await look.interaction(data.interactionId)
  const news = passengerNews(data.passengerId ?? interaction?.passengerId)
  const agentId = data.agentId ?? interaction?.agentId
  if (interaction && agentId)
    news.push({ event: 'interaction:changed', message: { interaction }, rooms: [room.user(agentId)] })
  return news
}

const caseNews =
  (what: Parameters<ServerToClient['case:changed']>[0]['what']) =>
  async (
    data: { caseId: Facts['case.closed']['caseId']; passengerId?: PassengerId },
    look: Lookups,
  ): Promise<News[]> => {
    const found = await look.case(data.caseId)
    const news = passengerNews(data.passengerId)
    if (found) {
      const rooms = [...seersOf(found.teamId), ...(found.departmentId ? seersOf(found.departmentId) : [])]
      news.push({ event: 'case:changed', message: { case: found, what }, rooms })
    }
    return news
  }

const clockNews =
  (what: 'changed' | 'warned' | 'breached') =>
  (data: { caseId: CaseId; teamId: TeamId; departmentId?: TeamId }): News[] => {
    const rooms = [...seersOf(data.teamId), ...(data.departmentId ? seersOf(data.departmentId) : [])]
    return [{ event: 'clock:changed', message: { caseId: data.caseId, what }, rooms }]
  }

const taskNews = async (data: Facts['task.created'] | Facts['task.done'], look: Lookups): Promise<News[]> => {
  const task = await look.task(data.taskId)
  const news = passengerNews(data.passengerId)
  if (task) news.push({ event: 'task:changed', message: { task }, rooms: seersOf(task.teamId) })
  return news
}

/** Without a flight: anything of them may be new. */
const flightNews = (flight: string, date: string): News[] => [
  { event: 'flight:changed', message: { flight, date }, rooms: [room.everybody] },
]

const table: { [N in FactName]?: Teller<N> } = {
  'agent.presence-changed': (data, look) => agentNews(data.agentId, look),
  'agent.activity-changed': (data, look) => agentNews(data.agentId, look),
  'agent.phone-changed': (data, look) => agentNews(data.agentId, look),
  'queue-entry.returned': (data) => [
    {
      event: 'interaction:offer-ended',
      message: { interactionId: data.interactionId, offerId: data.offerId, why: data.why },
      rooms: [room.user(data.agentId)],
    },
  ],
  'call.state-changed': callNews,
  'call.ended': callNews,
  'recording.paused': callNews,
  'recording.resumed': callNews,
  'interaction.passenger-linked': async (data, look) => {
    const interaction = await look.interaction(data.interactionId)
    const news = passengerNews(data.passengerId)
    if (interaction?.agentId)
      news.push({ event: 'interaction:changed', message: { interaction }, rooms: [room.user(interaction.agentId)] })
    return news
  },
  'interaction.wrapping-up': interactionNews,
  'interaction.closed': interactionNews,
  'interaction.interrupted': interactionNews,
  'case.opened': caseNews('opened'),
  'case.noted': caseNews('noted'),
  'case.moved': caseNews('moved'),
  'case.edited': caseNews('edited'),
  'case.closed': caseNews('closed'),
  'case.reopened': caseNews('reopened'),
  // Only that something is new: each console asks for what its user may see of it.
  'order.changed': ({ caseId, departmentId, firstUnitId }) => [
    {
      event: 'request:changed',
      message: { what: 'orders', caseId },
      rooms: [room.unit(departmentId), room.unit(firstUnitId), room.supervisors],
    },
  ],
  'order.escalated': ({ caseId, departmentId, firstUnitId, unitId }) => [
    {
      event: 'request:changed',
      message: { what: 'orders', caseId },
      rooms: [room.unit(departmentId), room.unit(firstUnitId), room.unit(unitId), room.supervisors],
    },
  ],
  'case.escalated': ({ caseId, unitId }) => [
    { event: 'request:changed', message: { what: 'orders', caseId }, rooms: [room.unit(unitId), room.supervisors] },
  ],
  'problem.changed': () => [{ event: 'request:changed', message: { what: 'problems' }, rooms: [room.everybody] }],
  'problem.spike-seen': () => [{ event: 'request:changed', message: { what: 'problems' }, rooms: [room.everybody] }],
  'compensation.changed': ({ caseId, teamId }) => [
    {
      event: 'request:changed',
      message: { what: 'compensations', caseId },
      rooms: [room.unit(teamId), room.supervisors],
    },
  ],
  'digest.changed': ({ unitId }) => [
    { event: 'request:changed', message: { what: 'digests' }, rooms: [room.unit(unitId), room.supervisors] },
  ],
  'clock.changed': clockNews('changed'),
  'clock.warned': clockNews('warned'),
  'clock.breached': clockNews('breached'),
  'knowledge.changed': () => [{ event: 'request:changed', message: { what: 'knowledge' }, rooms: [room.everybody] }],
  'task.created': taskNews,
  'task.done': taskNews,
  'attempt.changed': async (data, look) => {
    const attempt = await look.attempt(data.attemptId)
    const news = passengerNews(data.passengerId)
    if (attempt) news.push({ event: 'attempt:changed', message: { attempt }, rooms: seersOf(attempt.teamId) })
    return news
  },
  'survey.answered': (data) => passengerNews(data.passengerId),
  'monitor.changed': async (data, look) => {
    const { callId, mode, state } = data
    const session = await look.monitor(data.monitorId)
    const coached = state === 'on' && mode !== 'listen' && session ? { callId, by: session.byName, mode } : { callId }
    const news: News[] = [{ event: 'call:coached', message: coached, rooms: [room.user(data.agentId)] }]
    if (session) news.push({ event: 'monitor:changed', message: { session }, rooms: [room.user(data.byId)] })
    return news
  },
  'campaign.changed': () => [{ event: 'campaign:changed', message: {}, rooms: [room.supervisors] }],
  'do-not-call.changed': () => [{ event: 'campaign:changed', message: {}, rooms: [room.supervisors] }],
  'organisation.changed': () => [{ event: 'organisation:changed', message: {}, rooms: [room.everybody] }],
  'queue.changed': () => [{ event: 'organisation:changed', message: {}, rooms: [room.everybody] }],
  'flight.changed': ({ flight, date }) => flightNews(flight, date),
  'flights.loaded': () => flightNews('', ''),
  'bag.changed': () => flightNews('', ''),
  'passenger-service.changed': () => flightNews('', ''),
  'disruption.notified': ({ flight, date }) => flightNews(flight, date),
  'entitlement.told': (data) => passengerNews(data.passengerId),
  'incident.changed': () => [{ event: 'incident:changed', message: {}, rooms: [room.everybody] }],
  'pnr-order.changed': (data) => passengerNews(data.passengerId),
  'passenger.created': (data) => passengerNews(data.passengerId),
  'passenger.changed': (data) => passengerNews(data.passengerId),
  'passenger.merged': (data) => [...passengerNews(data.survivorId), ...passengerNews(data.loserId)],
  'passenger.unmerged': (data) => [...passengerNews(data.survivorId), ...passengerNews(data.loserId)],
  'passenger.duplicates-found': (data) => passengerNews(data.passengerId),
  'passenger.standing-changed': (data) => passengerNews(data.passengerId),
  'commitment.changed': (data) => passengerNews(data.passengerId),
  'account.changed': (data) => accountNews(data.accountId),
  'account.member-changed': (data) => [...accountNews(data.accountId), ...passengerNews(data.passengerId)],
}

/** What a fact shows in the consoles, looked up as it stands now. */
export async function newsOf(fact: Fact, look: Lookups): Promise<News[]> {
  // The table is keyed by the fact's name, so the data is of the teller's kind.
  const teller = table[fact.name] as Teller<FactName> | undefined
  return teller ? await teller(fact.data, look) : []
}
