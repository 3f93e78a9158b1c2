/** HTTP of units: everybody may read the names, leads their part of the tree, admins change it. */
import { z } from 'zod'
import { type SessionUser, unitsSeenBy } from '../contracts/auth.ts'
import { TeamId } from '../contracts/ids.ts'
import {
  DisabledEdit,
  ImportLine,
  NewUnit,
  Team,
  Unit,
  UnitEdit,
  UnitImport,
  UnitOnFile,
} from '../contracts/organisation.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Trail } from './organisation.ports.ts'
import type { Organisation } from './organisation.service.ts'
import type { Witness } from './witness.ts'

const Params = z.object({ id: TeamId })
const leads = { access: ['supervisor', 'admin'] } as const
const admins = { access: ['admin'] } as const
const largestFile = 2_500_000

/** Who did it, for the trail of one request. */
export const witnessOf =
  (trail: Trail, objectType: string, user: SessionUser, ip: string): Witness =>
  (action, objectId, tx) =>
    trail.record({ actorId: user.id, role: user.role, ip, action, objectType, objectId }, tx)

/** The tree, its changes, and the tree as a file. */
export function unitsRoutes(app: Http, deps: { organisation: Organisation; trail: Trail }): void {
  const { organisation, trail } = deps
  const witness = (request: Parameters<typeof userOf>[0]) => witnessOf(trail, 'unit', userOf(request), request.ip)

  app.route({
    method: 'GET',
    url: '/api/teams',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Team) } },
    handler: () => organisation.teams(),
  })

  app.route({
    method: 'GET',
    url: '/api/units',
    config: leads,
    schema: { response: { 200: z.array(UnitOnFile) } },
    handler: async (request) => {
      const seen = unitsSeenBy(userOf(request))
      const units = await organisation.unitsOnFile()
      return seen ? units.filter((unit) => seen.includes(unit.id)) : units
    },
  })

  app.route({
    method: 'POST',
    url: '/api/units',
    config: admins,
    schema: { body: NewUnit, response: { 201: Unit } },
    handler: async (request, reply) => reply.code(201).send(await organisation.addUnit(request.body, witness(request))),
  })

  app.route({
    method: 'PUT',
    url: '/api/units/:id',
    config: admins,
    schema: { params: Params, body: UnitEdit, response: { 200: Unit } },
    handler: (request) => organisation.changeUnit(request.params.id, request.body, witness(request)),
  })

  app.route({
    method: 'PUT',
    url: '/api/units/:id/disabled',
    config: admins,
    schema: { params: Params, body: DisabledEdit, response: { 200: Unit } },
    handler: (request) => organisation.setUnitDisabled(request.params.id, request.body, witness(request)),
  })

  app.route({
    method: 'GET',
    url: '/api/organisation/file',
    config: admins,
    schema: {},
    handler: async (request, reply) => {
      const { id, role } = userOf(request)
      const act = { action: 'units-exported', objectType: 'unit', objectId: '' }
      await trail.record({ actorId: id, role, ip: request.ip, ...act })
      reply.header('content-disposition', 'attachment; filename="organisation.csv"')
      return reply.type('text/csv; charset=utf-8').send(await organisation.exportUnits())
    },
  })

  app.route({
    method: 'POST',
    url: '/api/organisation/file',
    config: admins,
    bodyLimit: largestFile,
    schema: { body: UnitImport, response: { 200: z.array(ImportLine) } },
    handler: (request) => organisation.importUnits(request.body.text, request.body.confirm, witness(request)),
  })
}
