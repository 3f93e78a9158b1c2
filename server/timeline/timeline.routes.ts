/** One timeline per passenger, over everything that happened on every way: contacts, cases, surveys, callbacks, tasks, notes. */
import { z } from 'zod'
import { freeText, PageQuery, page } from '../contracts/common.ts'
import { ContactNote, NewContactNote } from '../contracts/contact-notes.ts'
import { PassengerId } from '../contracts/ids.ts'
import { TimelineItem, TimelineKind } from '../contracts/passengers.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { ContactNotes } from './contact-notes.service.ts'
import type { CaseOwners, Living, TimelineSource } from './timeline.ports.ts'
import { isWanted, pageOf, wantedWords, withTeam } from './timeline.rules.ts'

export interface TimelineRoutesDeps {
  /** Each gives its own items before a moment. */
  sources: TimelineSource[]
  /** Whose case is whose. */
  cases: CaseOwners
  notes: ContactNotes
  people: Living
}

const TimelineQuery = PageQuery.extend({
  /** Kinds with commas between; all when missing. */
  kinds: z
    .string()
    .max(80)
    .transform((text) => text.split(',').filter((kind) => kind !== ''))
    .pipe(z.array(TimelineKind))
    .optional(),
  search: freeText(80).optional(),
})
const Params = z.object({ id: PassengerId })
/** A search reads on until its page is full; further back than so many pages nobody looks. */
const mostPages = 20

/** GET /api/passengers/:id/timeline, newest first, and POST /api/passengers/:id/contact-notes. */
export function timelineRoutes(app: Http, { sources, cases, notes, people }: TimelineRoutesDeps): void {
  app.get(
    '/api/passengers/:id/timeline',
    {
      config: { access: 'logged-in' },
      schema: { params: Params, querystring: TimelineQuery, response: { 200: page(TimelineItem) } },
    },
    async (request) => {
      const { before, limit, kinds = [], search = '' } = request.query
      const wanted = { kinds, words: wantedWords(search) }
      const id = (await people.living(request.params.id)) ?? request.params.id
      const teams = await cases.teamsOf(id)
      const found: TimelineItem[] = []
      let cursor = before === undefined ? Number.MAX_SAFE_INTEGER : Number(before)
      if (!Number.isSafeInteger(cursor)) cursor = Number.MAX_SAFE_INTEGER
      for (let i = 0; i < mostPages; i++) {
        const lists = await Promise.all(sources.map((source) => source.ofPassenger(id, cursor, limit)))
        const { items, nextBefore } = pageOf(lists, limit)
        found.push(...items.filter((item) => isWanted(item, wanted)).map((item) => withTeam(item, teams)))
        if (nextBefore === undefined) return { items: found }
        if (found.length >= limit) return { items: found, nextBefore }
        cursor = Number(nextBefore)
      }
      return { items: found, nextBefore: String(cursor) }
    },
  )

  app.post(
    '/api/passengers/:id/contact-notes',
    {
      config: { access: 'logged-in' },
      schema: { params: Params, body: NewContactNote, response: { 201: ContactNote } },
    },
    async (request, reply) => reply.code(201).send(await notes.write(request.params.id, request.body, userOf(request))),
  )
}
