/** HTTP of the directory: everybody may look, the roster of a unit is kept by its supervisors. */
import { z } from 'zod'
import { type SessionUser, seesUnit, unitsSeenBy } from '../contracts/auth.ts'
import { Label } from '../contracts/common.ts'
import {
  DirectoryEntry,
  DirectoryQuery,
  DutyShift,
  NewShift,
  Responsibilities,
  ShiftEdit,
  ShiftId,
} from '../contracts/directory.ts'
import { TeamId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Trail, Witness } from './directory.ports.ts'
import type { Directory } from './directory.service.ts'

const leads = { access: ['supervisor', 'admin'] } as const
const done = { 204: z.undefined() }

/** Search, rosters, responsibilities. A unit of others does not exist for who would write to it. */
export function directoryRoutes(app: Http, { directory, trail }: { directory: Directory; trail: Trail }): void {
  const witness = (request: Parameters<typeof userOf>[0]): Witness => {
    const { id, role } = userOf(request)
    return (action, objectId, tx) =>
      trail.record({ actorId: id, role, ip: request.ip, action, objectType: 'unit', objectId }, tx)
  }

  app.route({
    method: 'GET',
    url: '/api/directory',
    config: { access: 'logged-in' },
    schema: { querystring: DirectoryQuery, response: { 200: z.array(DirectoryEntry) } },
    handler: ({ query }) => directory.search(query.search, query.limit),
  })

  app.route({
    method: 'GET',
    url: '/api/rosters',
    config: leads,
    schema: { querystring: z.object({ unitId: TeamId.optional() }), response: { 200: z.array(DutyShift) } },
    handler: (request) => {
      const user = userOf(request)
      const { unitId } = request.query
      if (unitId === undefined) return directory.roster(unitsSeenBy(user))
      return seesUnit(user, unitId) ? directory.roster([unitId]) : []
    },
  })

  app.route({
    method: 'POST',
    url: '/api/rosters',
    config: leads,
    schema: { body: NewShift, response: done },
    handler: async (request, reply) => {
      mustSee(userOf(request), request.body.unitId)
      await directory.addShift(request.body, witness(request))
      return reply.code(204).send(undefined)
    },
  })

  const Shift = z.object({ id: ShiftId })

  app.route({
    method: 'PUT',
    url: '/api/rosters/:id',
    config: leads,
    schema: { params: Shift, body: ShiftEdit, response: done },
    handler: async (request, reply) => {
      const { id } = request.params
      mustSee(userOf(request), found(await directory.shift(id)).unitId)
      await directory.changeShift(id, request.body, witness(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/rosters/:id',
    config: leads,
    schema: { params: Shift, response: done },
    handler: async (request, reply) => {
      const { id } = request.params
      mustSee(userOf(request), found(await directory.shift(id)).unitId)
      await directory.removeShift(id, witness(request))
      return reply.code(204).send(undefined)
    },
  })

  const Unit = z.object({ id: TeamId })

  app.route({
    method: 'GET',
    url: '/api/units/:id/responsibilities',
    config: leads,
    schema: { params: Unit, response: { 200: z.array(Label) } },
    handler: (request) => {
      mustSee(userOf(request), request.params.id)
      return directory.responsibilities(request.params.id)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/units/:id/responsibilities',
    config: leads,
    schema: { params: Unit, body: Responsibilities, response: done },
    handler: async (request, reply) => {
      mustSee(userOf(request), request.params.id)
      await directory.setResponsibilities(request.params.id, request.body, witness(request))
      return reply.code(204).send(undefined)
    },
  })
}

function mustSee(user: SessionUser, unit: TeamId): void {
  if (!seesUnit(user, unit)) throw new Refusal('not-found')
}
