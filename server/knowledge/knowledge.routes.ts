/** HTTP of knowledge: everybody reads, votes and opens; supervisors and admins of the owning unit write. */
import { z } from 'zod'
import { type SessionUser, seesUnit } from '../contracts/auth.ts'
import { page, Version } from '../contracts/common.ts'
import { ArticleId, InteractionId } from '../contracts/ids.ts'
import {
  Article,
  ArticleContent,
  ArticleEdit,
  ArticleHit,
  ArticleVersion,
  ArticleVersionSummary,
  KnowledgeQuery,
  OpenedArticle,
  Opening,
  OwnerWork,
  ProposalOf,
  ProposedArticle,
  Vote,
} from '../contracts/knowledge.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { ContactOf } from './knowledge.ports.ts'
import type { Knowledge } from './knowledge.service.ts'

const leads = ['supervisor', 'admin'] as const
const Params = z.object({ id: ArticleId })
const VersionParams = Params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) })

export interface KnowledgeRoutesDeps {
  knowledge: Knowledge
  contactOf: (id: InteractionId) => Promise<ContactOf | undefined>
}

/** Registers the routes; every change answers with the article as it is then. */
export function knowledgeRoutes(app: Http, deps: KnowledgeRoutesDeps): void {
  readingRoutes(app, deps)
  writingRoutes(app, deps)
  usageRoutes(app, deps)
}

function readingRoutes(app: Http, { knowledge }: KnowledgeRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/knowledge',
    config: { access: 'logged-in' },
    schema: { querystring: KnowledgeQuery, response: { 200: page(ArticleHit) } },
    handler: (request) => knowledge.find(request.query, userOf(request).id),
  })
  app.route({
    method: 'GET',
    url: '/api/knowledge/proposed',
    config: { access: 'logged-in' },
    schema: { querystring: ProposalOf, response: { 200: z.array(ProposedArticle) } },
    handler: (request) => knowledge.proposed(request.query),
  })
  app.route({
    method: 'GET',
    url: '/api/knowledge/work',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(OwnerWork) } },
    handler: (request) => knowledge.workOf(userOf(request).id),
  })
  app.route({
    method: 'GET',
    url: '/api/knowledge/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: Article } },
    handler: (request) => knowledge.get(request.params.id, userOf(request)),
  })
  app.route({
    method: 'GET',
    url: '/api/knowledge/:id/versions',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: z.array(ArticleVersionSummary) } },
    handler: (request) => knowledge.versions(request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/knowledge/:id/versions/:version',
    config: { access: 'logged-in' },
    schema: { params: VersionParams, response: { 200: ArticleVersion } },
    handler: (request) => knowledge.version(request.params.id, request.params.version),
  })
}

function writingRoutes(app: Http, { knowledge }: KnowledgeRoutesDeps): void {
  app.route({
    method: 'POST',
    url: '/api/knowledge',
    config: { access: leads },
    schema: { body: ArticleContent, response: { 201: Article } },
    handler: async (request, reply) => {
      const user = userOf(request)
      const [id] = await knowledge.add([request.body], { id: user.id, unitId: user.teamId })
      return reply.code(201).send(await knowledge.get(found(id), user))
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/knowledge/:id',
    config: { access: leads },
    schema: { params: Params, body: ArticleEdit, response: { 200: Article } },
    handler: async (request) => {
      const user = userOf(request)
      await knowledge.save(request.params.id, request.body, user)
      return knowledge.get(request.params.id, user)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/knowledge/:id/versions/:version/restore',
    config: { access: leads },
    schema: { params: VersionParams, body: z.object({ version: Version }), response: { 200: Article } },
    handler: async (request) => {
      const user = userOf(request)
      const { id, version } = request.params
      await knowledge.restore(id, version, request.body.version, user)
      return knowledge.get(id, user)
    },
  })
}

function usageRoutes(app: Http, { knowledge, contactOf }: KnowledgeRoutesDeps): void {
  app.route({
    method: 'POST',
    url: '/api/knowledge/:id/openings',
    config: { access: 'logged-in' },
    schema: { params: Params, body: Opening, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      const user = userOf(request)
      const { interactionId } = request.body
      if (interactionId) found(visible(user, await contactOf(interactionId)))
      await knowledge.open(request.params.id, user, interactionId)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'PUT',
    url: '/api/knowledge/:id/vote',
    config: { access: 'logged-in' },
    schema: { params: Params, body: Vote, response: { 200: Article } },
    handler: async (request) => {
      const user = userOf(request)
      await knowledge.vote(request.params.id, request.body, user)
      return knowledge.get(request.params.id, user)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/interactions/:id/knowledge',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: InteractionId }), response: { 200: z.array(OpenedArticle) } },
    handler: async (request) => {
      found(visible(userOf(request), await contactOf(request.params.id)))
      return knowledge.openedIn(request.params.id)
    },
  })
}

/** An agent sees the own contacts, a lead those of the units below. */
function visible(user: SessionUser, contact: ContactOf | undefined): ContactOf | undefined {
  if (!contact || contact.agentId === user.id || user.role === 'admin') return contact
  return user.role === 'supervisor' && contact.teamId && seesUnit(user, contact.teamId) ? contact : undefined
}
