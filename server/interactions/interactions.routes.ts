/** HTTP of interactions: the running contact, its draft, its passenger, its paperwork. */
import { z } from 'zod'
import { CaseSummary } from '../contracts/cases.ts'
import { Instant } from '../contracts/common.ts'
import { type AgentId, InteractionId } from '../contracts/ids.ts'
import {
  Draft,
  FiledRequest,
  Interaction,
  InteractionSummary,
  PassengerLink,
  WrapUp,
} from '../contracts/interactions.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Interactions } from './interactions.service.ts'

interface InteractionsRoutesDeps {
  interactions: Interactions
  /** The queues: the agent declines what rings. */
  offers: { reject(agentId: AgentId, interactionId: InteractionId): Promise<void> }
}

const params = z.object({ id: InteractionId })
const config = { access: ['agent'] as const }

/** Registers the routes of interactions. */
export function interactionsRoutes(app: Http, { interactions, offers }: InteractionsRoutesDeps): void {
  app.get(
    '/api/interactions/current',
    { config, schema: { response: { 200: Interaction.nullable() } } },
    async (request) => (await interactions.current(userOf(request))) ?? null,
  )
  app.get(
    '/api/interactions/:id',
    { config: { access: 'logged-in' }, schema: { params, response: { 200: Interaction } } },
    (request) => interactions.get(request.params.id, userOf(request)),
  )
  app.put(
    '/api/interactions/:id/draft',
    { config, schema: { params, body: Draft, response: { 200: z.object({ savedAt: Instant }) } } },
    (request) => interactions.saveDraft(request.params.id, request.body, userOf(request)),
  )
  app.put(
    '/api/interactions/:id/passenger',
    { config, schema: { params, body: PassengerLink, response: { 200: Interaction } } },
    (request) => interactions.link(request.params.id, request.body.passengerId, userOf(request)),
  )
  const Saved = z.object({ interaction: InteractionSummary, case: CaseSummary.optional() })
  app.post(
    '/api/interactions/:id/wrap-up',
    { config, schema: { params, body: WrapUp, response: { 200: Saved } } },
    (request) => interactions.save(request.params.id, request.body, userOf(request)),
  )
  app.post(
    '/api/interactions/:id/cases',
    { config, schema: { params, body: FiledRequest, response: { 200: CaseSummary } } },
    (request) => interactions.file(request.params.id, request.body, userOf(request)),
  )
  const Extended = InteractionSummary.extend({ wrapUpDueAt: Instant })
  app.post(
    '/api/interactions/:id/wrap-up-extension',
    { config, schema: { params, response: { 200: Extended } } },
    (request) => interactions.extend(request.params.id, userOf(request)),
  )
  app.post(
    '/api/interactions/:id/reject',
    { config, schema: { params, response: { 204: z.null() } } },
    async (request, reply) => {
      await offers.reject(userOf(request).id, request.params.id)
      return reply.code(204).send(null)
    },
  )
}
