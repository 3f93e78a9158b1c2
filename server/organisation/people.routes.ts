/** HTTP of people: leads read their part, admins hire, move, disable and give first passwords. */
import { z } from 'zod'
import { unitsSeenBy } from '../contracts/auth.ts'
import { TeamId, UserId } from '../contracts/ids.ts'
import {
  DisabledEdit,
  InitialPassword,
  MemberEdit,
  NewMember,
  Person,
  Skill,
  StaffMember,
} from '../contracts/organisation.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Hiring } from './hiring.service.ts'
import type { Trail } from './organisation.ports.ts'
import type { Organisation } from './organisation.service.ts'
import { witnessOf } from './units.routes.ts'

const Params = z.object({ id: UserId })
const leads = { access: ['supervisor', 'admin'] } as const
const admins = { access: ['admin'] } as const

/** A supervisor sees the people of the own unit and those below; an admin all, and changes them. */
export function peopleRoutes(app: Http, deps: { organisation: Organisation; hiring: Hiring; trail: Trail }): void {
  const { organisation, hiring, trail } = deps
  const witness = (request: Parameters<typeof userOf>[0]) => witnessOf(trail, 'account', userOf(request), request.ip)

  app.route({
    method: 'GET',
    url: '/api/users',
    config: leads,
    schema: { querystring: z.object({ teamId: TeamId.optional() }), response: { 200: z.array(Person) } },
    handler: async (request) => {
      const units = unitsSeenBy(userOf(request))
      const { teamId } = request.query
      if (teamId !== undefined && units && !units.includes(teamId)) return []
      return hiring.withSkills(await organisation.staff(teamId === undefined ? units : [teamId]))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/users',
    config: admins,
    schema: { body: NewMember, response: { 201: InitialPassword } },
    handler: async (request, reply) => reply.code(201).send(await hiring.hire(request.body, witness(request))),
  })

  app.route({
    method: 'PUT',
    url: '/api/users/:id',
    config: admins,
    schema: { params: Params, body: MemberEdit, response: { 200: StaffMember } },
    handler: (request) => hiring.changeMember(request.params.id, request.body, witness(request)),
  })

  app.route({
    method: 'PUT',
    url: '/api/users/:id/disabled',
    config: admins,
    schema: { params: Params, body: DisabledEdit, response: { 200: StaffMember } },
    handler: (request) =>
      hiring.setDisabled(request.params.id, { ...request.body, byId: userOf(request).id }, witness(request)),
  })

  app.route({
    method: 'PUT',
    url: '/api/users/:id/skills',
    config: admins,
    schema: { params: Params, body: z.array(Skill).max(20), response: { 200: Person } },
    handler: (request) => hiring.setSkills(request.params.id, request.body, witness(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/users/:id/initial-password',
    config: admins,
    schema: { params: Params, response: { 200: InitialPassword } },
    handler: (request) => hiring.resetPassword(request.params.id, witness(request)),
  })

  app.route({
    method: 'DELETE',
    url: '/api/users/:id/sessions',
    config: admins,
    schema: { params: Params, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await hiring.endSessions(request.params.id, witness(request))
      return reply.code(204).send(undefined)
    },
  })
}
