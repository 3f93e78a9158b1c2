/** HTTP of exports, and the feed of facts for a data warehouse. */
import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { ExportFile, FeedPage, NewExport } from '../contracts/exports.ts'
import type { Fact } from '../contracts/facts.ts'
import { ExportId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Exports } from './exports.service.ts'

const Params = z.object({ id: ExportId })
const access = ['supervisor', 'admin'] as const
type Asking = Parameters<typeof userOf>[0]
const doerOf = (request: Asking) => ({ user: userOf(request), ip: request.ip })

export interface ExportsRoutesDeps {
  exports: Exports
  facts: { factsAfter(after: number, limit: number): Promise<Fact[]> }
}

/** /api/exports and below, GET /api/feed. */
export function exportsRoutes(app: Http, { exports, facts }: ExportsRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/exports',
    config: { access },
    schema: { summary: 'Own exports, newest first', response: { 200: z.array(ExportFile) } },
    handler: (request) => exports.list(userOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/exports',
    config: { access },
    schema: { summary: 'Have an export made', body: NewExport, response: { 202: ExportFile } },
    handler: async (request, reply) => reply.code(202).send(await exports.order(request.body, doerOf(request))),
  })

  app.route({
    method: 'GET',
    url: '/api/exports/:id',
    config: { access },
    schema: { summary: 'An own export with its progress', params: Params, response: { 200: ExportFile } },
    handler: (request) => exports.get(request.params.id, userOf(request)),
  })

  app.route({
    method: 'GET',
    url: '/api/exports/:id/file',
    config: { access },
    schema: { summary: 'The file of an own export; every download is audited', params: Params },
    handler: async (request, reply) => {
      const file = await exports.fetch(request.params.id, doerOf(request))
      return reply
        .type(file.type)
        .header('content-disposition', file.name)
        .header('content-length', file.bytes)
        .header('cache-control', 'no-store')
        .send(createReadStream(file.path))
    },
  })

  app.route({
    method: 'GET',
    url: '/api/feed',
    config: { access: ['admin'], scope: 'feed:facts' },
    schema: {
      summary: 'Facts after a number, oldest first: everything that happened, without a gap, for a data warehouse',
      querystring: z.object({
        after: z.coerce.number().int().nonnegative().default(0),
        limit: z.coerce.number().int().min(1).max(1000).default(500),
      }),
      response: { 200: FeedPage },
    },
    handler: async ({ query }) => {
      const found = await facts.factsAfter(query.after, query.limit)
      const items = found.map(({ data, ...fact }) => ({ ...fact, data: { ...data } }))
      return { items, next: items.at(-1)?.seq ?? query.after, more: items.length === query.limit }
    },
  })
}
