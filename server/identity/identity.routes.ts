/** HTTP of identity: clues, numbers and documents of a person. */
import { z } from 'zod'
import type { Role } from '../contracts/auth.ts'
import { E164 } from '../contracts/common.ts'
import {
  IdentityAnswer,
  IdentityClue,
  NewDocument,
  NumberLink,
  NumberParams,
  PassengerDocument,
} from '../contracts/identity.ts'
import { DocumentId, PassengerId, type UserId } from '../contracts/ids.ts'
import { type PassengerSummary, PhoneNumber } from '../contracts/passengers.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Identity } from './identity.service.ts'

export interface IdentityRoutesDeps {
  identity: Identity
  numbers: {
    linkNumber(id: PassengerId, number: PhoneNumber): Promise<PhoneNumber[]>
    unlinkNumber(id: PassengerId, e164: string): Promise<PhoneNumber[]>
    setShared(e164: string, shared: boolean): Promise<void>
  }
  people: { summary(id: PassengerId): Promise<PassengerSummary | undefined> }
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
const config = { access: 'logged-in' } as const

/** Registers the routes. What a person says about identity is audited; nothing here writes by itself. */
export function identityRoutes(app: Http, { identity, numbers, people, audit }: IdentityRoutesDeps): void {
  type Request = Parameters<typeof userOf>[0]
  const trail = (request: Request, action: string, objectId: string, detail?: Record<string, string | boolean>) => {
    const { id: actorId, role } = userOf(request)
    return audit.record({
      actorId,
      role,
      ip: request.ip,
      action,
      objectType: 'passenger',
      objectId,
      ...(detail && { detail }),
    })
  }

  app.route({
    method: 'POST',
    url: '/api/identity',
    config,
    schema: { body: IdentityClue, response: { 200: IdentityAnswer } },
    handler: async (request) => {
      const match = await identity.identify(request.body)
      return { match, passenger: match.kind === 'known' ? await people.summary(match.passengerId) : undefined }
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/passengers/:id/numbers/:e164',
    config,
    schema: { params: NumberParams, body: NumberLink, response: { 200: z.array(PhoneNumber) } },
    handler: async (request) => {
      const { id, e164 } = request.params
      const all = await numbers.linkNumber(id, { e164, ...request.body })
      await trail(request, 'number-linked', id, { shared: request.body.shared })
      return all
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/passengers/:id/numbers/:e164',
    config,
    schema: { params: NumberParams, response: { 200: z.array(PhoneNumber) } },
    handler: async (request) => {
      const all = await numbers.unlinkNumber(request.params.id, request.params.e164)
      await trail(request, 'number-unlinked', request.params.id)
      return all
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/numbers/:e164/shared',
    config,
    schema: { params: z.object({ e164: E164 }), body: z.object({ shared: z.boolean() }), response: { 204: z.null() } },
    handler: async (request, reply) => {
      await numbers.setShared(request.params.e164, request.body.shared)
      return reply.code(204).send(null)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/passengers/:id/documents',
    config,
    schema: { params: Params, response: { 200: z.array(PassengerDocument) } },
    handler: (request) => identity.documents(request.params.id),
  })

  app.route({
    method: 'POST',
    url: '/api/passengers/:id/documents',
    config,
    schema: { params: Params, body: NewDocument, response: { 201: z.array(PassengerDocument) } },
    handler: async (request, reply) => {
      await identity.addDocument(request.params.id, request.body, userOf(request).id)
      await trail(request, 'document-added', request.params.id, { kind: request.body.kind })
      return reply.code(201).send(await identity.documents(request.params.id))
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/passengers/:id/documents/:documentId',
    config,
    schema: { params: Params.extend({ documentId: DocumentId }), response: { 200: z.array(PassengerDocument) } },
    handler: async (request) => {
      await identity.removeDocument(request.params.id, request.params.documentId)
      await trail(request, 'document-removed', request.params.id)
      return identity.documents(request.params.id)
    },
  })
}
