/** HTTP of posts: leads read those of their part, admins make and fill them. */
import { z } from 'zod'
import { seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { TeamId } from '../contracts/ids.ts'
import { NewPost, Post, PostEdit, PostId } from '../contracts/posts.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Trail } from './organisation.ports.ts'
import type { Organisation } from './organisation.service.ts'
import { witnessOf } from './units.routes.ts'

const Params = z.object({ id: PostId })
const leads = { access: ['supervisor', 'admin'] } as const
const admins = { access: ['admin'] } as const

const Accountable = z.object({
  postId: PostId,
  unitId: TeamId,
  title: z.object({ zh: z.string(), en: z.string() }),
  names: z.array(z.string()),
})

/** The posts, and the way an escalation takes from a unit upwards. */
export function postsRoutes(app: Http, deps: { organisation: Organisation; trail: Trail }): void {
  const { organisation, trail } = deps
  const witness = (request: Parameters<typeof userOf>[0]) => witnessOf(trail, 'post', userOf(request), request.ip)

  app.route({
    method: 'GET',
    url: '/api/posts',
    config: leads,
    schema: { response: { 200: z.array(Post) } },
    handler: (request) => organisation.posts(unitsSeenBy(userOf(request))),
  })

  app.route({
    method: 'GET',
    url: '/api/units/:id/escalation',
    config: leads,
    schema: { params: z.object({ id: TeamId }), response: { 200: z.array(Accountable) } },
    handler: async (request) => {
      const { id } = request.params
      if (!seesUnit(userOf(request), id) || !(await organisation.unit(id))) throw new Refusal('not-found')
      const steps = await organisation.escalationOf(id)
      const names = await organisation.namesOf(steps.flatMap((step) => [...step.holders, ...step.deputies]))
      return steps.map(({ holders, deputies, ...step }) => ({
        ...step,
        names: [...holders, ...deputies].map((one) => names.get(one) ?? ''),
      }))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/posts',
    config: admins,
    schema: { body: NewPost, response: { 201: Post } },
    handler: async (request, reply) => {
      found(await organisation.unit(request.body.unitId))
      const id = await organisation.addPost(request.body, witness(request))
      return reply.code(201).send(found(await organisation.post(id)))
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/posts/:id',
    config: admins,
    schema: { params: Params, body: PostEdit, response: { 200: Post } },
    handler: async (request) => {
      await organisation.changePost(request.params.id, request.body, witness(request))
      return found(await organisation.post(request.params.id))
    },
  })
}
