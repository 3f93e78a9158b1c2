/** HTTP of agents: one's own shift, presence and phone. */
import { AgentState, PhoneCredential, PresenceRequest } from '../contracts/agents.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Agents } from './agents.service.ts'

/** Registers the routes of agents. */
export function agentsRoutes(app: Http, { agents }: { agents: Agents }): void {
  const config = { access: ['agent'] as const }
  const answersState = { config, schema: { response: { 200: AgentState } } }

  app.post('/api/agents/me/shift', answersState, (request) => agents.startShift(userOf(request)))
  app.delete('/api/agents/me/shift', answersState, (request) => agents.endShift(userOf(request).id))
  app.get('/api/agents/me', answersState, (request) => agents.ownState(userOf(request)))
  app.put(
    '/api/agents/me/presence',
    { config, schema: { body: PresenceRequest, response: { 200: AgentState } } },
    (request) => agents.setPresence(userOf(request).id, request.body),
  )
  app.post('/api/agents/me/phone-credential', { config, schema: { response: { 200: PhoneCredential } } }, (request) =>
    agents.phoneCredential(userOf(request).id),
  )
}
