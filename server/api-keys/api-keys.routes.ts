/** HTTP of API keys: admins make and end them. */
import { z } from 'zod'
import { ApiKey, FreshApiKey, NewApiKey } from '../contracts/api-keys.ts'
import { ApiKeyId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { ApiKeys } from './api-keys.service.ts'

/** GET and POST /api/keys, DELETE /api/keys/:id. */
export function apiKeysRoutes(app: Http, { apiKeys }: { apiKeys: ApiKeys }): void {
  app.route({
    method: 'GET',
    url: '/api/keys',
    config: { access: ['admin'] },
    schema: { summary: 'API keys, newest first', response: { 200: z.array(ApiKey) } },
    handler: () => apiKeys.list(),
  })

  app.route({
    method: 'POST',
    url: '/api/keys',
    config: { access: ['admin'] },
    schema: {
      summary: 'Make an API key; the answer is the only place where its secret ever stands',
      body: NewApiKey,
      response: { 201: FreshApiKey },
    },
    handler: async (request, reply) =>
      reply.code(201).send(await apiKeys.create(request.body, { user: userOf(request), ip: request.ip })),
  })

  app.route({
    method: 'DELETE',
    url: '/api/keys/:id',
    config: { access: ['admin'] },
    schema: {
      summary: 'Revoke an API key at once',
      params: z.object({ id: ApiKeyId }),
      response: { 200: ApiKey },
    },
    handler: (request) => apiKeys.revoke(request.params.id, { user: userOf(request), ip: request.ip }),
  })
}
