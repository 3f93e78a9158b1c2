/** One timeline per passenger, over everything that happened: contacts, cases, surveys, callbacks, tasks. */
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import { PassengerId } from '../contracts/ids.ts'
import { TimelineItem } from '../contracts/passengers.ts'
import type { Http } from '../platform/http.ts'
import type { CaseOwners, TimelineSource } from './timeline.ports.ts'
import { pageOf, withTeam } from './timeline.rules.ts'

/** GET /api/passengers/:id/timeline, newest first; `sources` each give their own items before a moment, `cases` says whose case is whose. */
export function timelineRoutes(app: Http, sources: TimelineSource[], cases: CaseOwners): void {
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
      const { id } = request.params
      const [teams, ...lists] = await Promise.all([
        cases.teamsOf(id),
        ...sources.map((source) => source.ofPassenger(id, until, limit)),
      ])
      const { items, ...rest } = pageOf(lists, limit)
      return { items: items.map((item) => withTeam(item, teams)), ...rest }
    },
  )
}
