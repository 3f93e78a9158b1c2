/** BY-35: one timeline per account, over everything that happened with the people who belong to it. */
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import { AccountId, type PassengerId } from '../contracts/ids.ts'
import { TimelineItem } from '../contracts/passengers.ts'
import type { Http } from '../platform/http.ts'
import type { TimelineSource } from './timeline.ports.ts'
import { pageOf } from './timeline.rules.ts'

/** Who belongs to an account. Rejects with not-found for an id that is none's. */
export interface AccountPeople {
  peopleOf(id: AccountId): Promise<Array<{ id: PassengerId; name: string }>>
}

/** GET /api/accounts/:id/timeline, newest first; each line says whose it is. */
export function accountTimelineRoutes(app: Http, sources: TimelineSource[], accounts: AccountPeople): void {
  app.route({
    method: 'GET',
    url: '/api/accounts/:id/timeline',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: AccountId }), querystring: PageQuery, response: { 200: page(TimelineItem) } },
    handler: async (request) => {
      const { before, limit } = request.query
      const cursor = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before)
      const until = Number.isSafeInteger(cursor) ? cursor : Number.MAX_SAFE_INTEGER
      const lists = await Promise.all(
        (await accounts.peopleOf(request.params.id)).flatMap(({ id, name }) =>
          sources.map(async (source) => {
            const items = await source.ofPassenger(id, until, limit)
            return items.map((item) => ({ ...item, passengerId: id, passengerName: name }))
          }),
        ),
      )
      return pageOf(lists, limit)
    },
  })
}
