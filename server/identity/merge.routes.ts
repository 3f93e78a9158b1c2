/** HTTP of duplicates and merges: what is proposed, what a merge would do, doing and undoing it. */
import { z } from 'zod'
import type { Role } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { DuplicatePair, DuplicatePass, Merge, MergeOrder, MergePreview } from '../contracts/identity.ts'
import { DuplicateId, MergeId, PassengerId, type UserId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Duplicates } from './duplicates.service.ts'
import type { Merges } from './merges.service.ts'

export interface MergeRoutesDeps {
  duplicates: Duplicates
  merges: Merges
  records: { nameOf(id: PassengerId): Promise<string | undefined> }
  merging: {
    preview(survivorId: PassengerId, loserId: PassengerId): Promise<MergePreview>
    merge(survivorId: PassengerId, order: MergeOrder, byId: UserId): Promise<MergeId>
    unmerge(id: MergeId, byId: UserId): Promise<{ survivorId: PassengerId; loserId: PassengerId }>
  }
  audit: {
    record(entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string | number | boolean>
    }): Promise<void>
  }
}

const Params = z.object({ id: PassengerId })
const everybody = { access: 'logged-in' } as const
const leads = { access: ['supervisor', 'admin'] } as const
const PairQuery = PageQuery.extend({ state: DuplicatePair.shape.state.default('proposed') })

/** Registers the routes. Agents see what is proposed; supervisors decide. */
export function mergeRoutes(app: Http, { duplicates, merges, records, merging, audit }: MergeRoutesDeps): void {
  type Request = Parameters<typeof userOf>[0]
  const trail = (request: Request, action: string, objectId: string, other: string) => {
    const { id: actorId, role } = userOf(request)
    return audit.record({ actorId, role, ip: request.ip, action, objectType: 'passenger', objectId, detail: { other } })
  }
  const list = (id: PassengerId) => merges.list(id, (one) => records.nameOf(one))

  app.get(
    '/api/duplicates',
    { config: leads, schema: { querystring: PairQuery, response: { 200: page(DuplicatePair) } } },
    (request) => duplicates.list(request.query),
  )
  app.get('/api/duplicates/pass', { config: leads, schema: { response: { 200: DuplicatePass } } }, () =>
    duplicates.progress(),
  )
  app.post(
    '/api/duplicates/pass',
    { config: leads, schema: { response: { 202: DuplicatePass } } },
    async (_request, reply) => {
      void duplicates.pass()
      return reply.code(202).send(await duplicates.progress())
    },
  )
  app.post(
    '/api/duplicates/:id/two-people',
    { config: leads, schema: { params: z.object({ id: DuplicateId }), response: { 204: z.null() } } },
    async (request, reply) => {
      await duplicates.twoPeople(request.params.id, userOf(request).id)
      return reply.code(204).send(null)
    },
  )
  app.get(
    '/api/passengers/:id/duplicates',
    { config: everybody, schema: { params: Params, response: { 200: z.array(DuplicatePair) } } },
    (request) => duplicates.of(request.params.id),
  )
  app.get(
    '/api/passengers/:id/merge-preview/:otherId',
    { config: leads, schema: { params: Params.extend({ otherId: PassengerId }), response: { 200: MergePreview } } },
    (request) => merging.preview(request.params.id, request.params.otherId),
  )
  app.get(
    '/api/passengers/:id/merges',
    { config: everybody, schema: { params: Params, response: { 200: z.array(Merge) } } },
    (request) => list(request.params.id),
  )
  app.post(
    '/api/passengers/:id/merges',
    { config: leads, schema: { params: Params, body: MergeOrder, response: { 201: z.array(Merge) } } },
    async (request, reply) => {
      const { id } = request.params
      await merging.merge(id, request.body, userOf(request).id)
      await trail(request, 'passenger-merged', id, request.body.loserId)
      return reply.code(201).send(await list(id))
    },
  )
  app.post(
    '/api/merges/:id/undoing',
    { config: leads, schema: { params: z.object({ id: MergeId }), response: { 200: z.array(Merge) } } },
    async (request) => {
      const { survivorId, loserId } = await merging.unmerge(request.params.id, userOf(request).id)
      await trail(request, 'passenger-unmerged', survivorId, loserId)
      return list(survivorId)
    },
  )
}
