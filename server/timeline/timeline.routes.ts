/** One timeline per passenger, over everything that happened: contacts, cases, surveys, callbacks, tasks. */
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import { PassengerId } from '../contracts/ids.ts'
import { TimelineItem } from '../contracts/passengers.ts'
import type { Http } from '../platform/http.ts'
import type { TimelineSource } from './timeline.ports.ts'
import { pageOf } from './timeline.rules.ts'

/** GET /api/passengers/:id/timeline, newest first; `sources` each give their own items before a moment. */
export function timelineRoutes(app: Http, sources: TimelineSource[]): void {
  app.get(
    '/api/passengers/:id/timeline',
    {
      config: { access: 'logged-in' },
      schema: { params: z.object({ id: PassengerId }), querystring: PageQuery, response: { 200: page(TimelineItem) } },
    },
    async (request) => {
      const { before, limit } = request.query
      const cursor = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before)
      const until = Number.isSafeInteger(cursor) ? cursor : Number.MAX_SAFE_INTEGER
      const lists = await Promise.all(sources.map((source) => source.ofPassenger(request.params.id, until, limit)))
      return pageOf(lists, limit)
    },
  )
}
