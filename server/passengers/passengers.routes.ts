/** HTTP of passengers. */
import { z } from 'zod'
import type { Role, SessionUser } from '../contracts/auth.ts'
import { freeText, PageQuery, page } from '../contracts/common.ts'
import { PassengerId, TripId, type UserId } from '../contracts/ids.ts'
import { isMasked, LookReason, profileMasks } from '../contracts/masking.ts'
import { CareEdit, Confirmation, Conversion, PassengerChange, TripEdit } from '../contracts/passenger-care.ts'
import {
  ListedPassenger,
  NewPassenger,
  PassengerEdit,
  PassengerFilter,
  PassengerProfile,
  Trip,
} from '../contracts/passengers.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Passengers } from './passengers.service.ts'

export interface PassengersRoutesDeps {
  passengers: Passengers
  audit: {
    record(entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string>
    }): Promise<void>
  }
  /** Whose contact the user has in hand: a look at that record needs no reason. */
  inHand?: (user: SessionUser) => Promise<PassengerId | undefined>
}

const Params = z.object({ id: PassengerId })
const LookQuery = z.object({ reason: LookReason.default('search') })

/** Search, profile (each look is audited), prospect, edit, trips. Every logged-in user sees all passengers. */
export function passengersRoutes(app: Http, { passengers, audit, inHand }: PassengersRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/passengers',
    config: { access: 'logged-in', scope: 'read:passengers' },
    schema: {
      querystring: PageQuery.extend({ ...PassengerFilter.shape, search: freeText(80).optional() }),
      response: { 200: page(ListedPassenger) },
    },
    handler: (request) => passengers.search(request.query),
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id',
    config: { access: 'logged-in', scope: 'read:passengers' },
    schema: { params: Params, querystring: LookQuery, response: { 200: PassengerProfile } },
    handler: async (request) => {
      const profile = found(await passengers.profile(request.params.id))
      const user = userOf(request)
      const { id: actorId, role } = user
      const isContact = (await inHand?.(user)) === profile.id
      await audit.record({
        actorId,
        role,
        ip: request.ip,
        action: 'passenger-viewed',
        objectType: 'passenger',
        objectId: profile.id,
        detail: { reason: isContact ? 'contact' : request.query.reason },
      })
      return profile
    },
  })

  app.route({
    method: 'POST',
    url: '/api/passengers',
    config: { access: 'logged-in' },
    schema: { body: NewPassenger, response: { 201: PassengerProfile } },
    handler: async (request, reply) => reply.code(201).send(await passengers.create(request.body, userOf(request))),
  })

  app.route({
    method: 'PATCH',
    url: '/api/passengers/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, body: PassengerEdit, response: { 200: PassengerProfile } },
    handler: (request) => {
      // Who sees stars would save stars.
      const masked = Object.keys(request.body).some((field) => Object.hasOwn(profileMasks, field))
      if (masked && isMasked(userOf(request))) throw new Refusal('not-allowed')
      return passengers.edit(request.params.id, request.body, userOf(request))
    },
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id/trips',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: z.object({ next: z.array(Trip), last: z.array(Trip) }) } },
    handler: async (request) => {
      found(await passengers.summary(request.params.id))
      return passengers.trips(request.params.id)
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/passengers/:id/care',
    config: { access: ['supervisor', 'admin'] },
    schema: { params: Params, body: CareEdit, response: { 200: PassengerProfile } },
    handler: (request) => passengers.care(request.params.id, request.body, userOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/passengers/:id/confirmation',
    config: { access: 'logged-in' },
    schema: { params: Params, body: Confirmation, response: { 200: PassengerProfile } },
    handler: (request) => passengers.confirm(request.params.id, request.body.version, userOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/passengers/:id/conversion',
    config: { access: 'logged-in' },
    schema: { params: Params, body: Conversion, response: { 200: PassengerProfile } },
    handler: (request) => passengers.convert(request.params.id, request.body, userOf(request)),
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id/changes',
    config: { access: 'logged-in' },
    schema: { params: Params, querystring: PageQuery, response: { 200: page(PassengerChange) } },
    handler: async (request) => {
      found(await passengers.summary(request.params.id))
      const changes = await passengers.changes(request.params.id, request.query)
      if (!isMasked(userOf(request))) return changes
      // Old and new values are personal data in any field: a partner sees that something changed, not what.
      return { ...changes, items: changes.items.map(({ from: _from, to: _to, ...change }) => change) }
    },
  })

  app.route({
    method: 'PATCH',
    url: '/api/trips/:id',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: TripId }), body: TripEdit, response: { 200: Trip } },
    handler: (request) => passengers.editTrip(request.params.id, request.body, userOf(request)),
  })
}
