/** HTTP of privacy: copies, erasures, holds, who looked, and single fields in clear for a reason. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import type { Role } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { LegalHoldId, PassengerId, PrivacyRequestId, type UserId } from '../contracts/ids.ts'
import { Revealed, RevealOrder } from '../contracts/masking.ts'
import type { PassengerProfile } from '../contracts/passengers.ts'
import {
  ExportLink,
  LegalHold,
  Look,
  NewLegalHold,
  NewPrivacyRequest,
  PrivacyDecision,
  PrivacyRequest,
  RetentionRule,
} from '../contracts/privacy.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Privacy } from './privacy.service.ts'

export interface PrivacyRoutesDeps {
  privacy: Privacy
  people: { profile(id: PassengerId): Promise<PassengerProfile | undefined> }
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
    looksAt(
      objectType: string,
      objectId: string,
      page: { before?: number; limit: number },
    ): Promise<{ items: Look[]; nextBefore?: string }>
  }
}

const leads = { access: ['supervisor', 'admin'] } as const
const RequestParams = z.object({ id: PrivacyRequestId })
const PassengerParams = z.object({ id: PassengerId })
const FileQuery = z.object({ token: z.string().max(80), format: z.enum(['json', 'html']).default('json') })

/** Registers the routes; each act leaves its mark in the audit trail. */
export function privacyRoutes(app: Http, { privacy, people, audit }: PrivacyRoutesDeps): void {
  type Request = Parameters<typeof userOf>[0]
  const trail = (request: Request, action: string, passengerId: string, detail: Record<string, string> = {}) => {
    const { id: actorId, role } = userOf(request)
    return audit.record({
      actorId,
      role,
      ip: request.ip,
      action,
      objectType: 'passenger',
      objectId: passengerId,
      detail,
    })
  }

  app.get(
    '/api/privacy-requests',
    { config: leads, schema: { querystring: PageQuery, response: { 200: page(PrivacyRequest) } } },
    (request) => privacy.list(request.query),
  )
  app.post(
    '/api/privacy-requests',
    { config: leads, schema: { body: NewPrivacyRequest, response: { 201: PrivacyRequest } } },
    async (request, reply) => {
      const asked = await privacy.ask(request.body, userOf(request))
      await trail(request, `${asked.kind}-requested`, asked.passengerId)
      return reply.code(201).send(asked)
    },
  )
  app.post(
    '/api/privacy-requests/:id/decision',
    { config: leads, schema: { params: RequestParams, body: PrivacyDecision, response: { 200: PrivacyRequest } } },
    async (request) => {
      const decided = await privacy.decide(request.params.id, request.body, userOf(request))
      await trail(request, request.body.approve ? 'erasure-approved' : 'erasure-refused', decided.passengerId)
      return decided
    },
  )
  app.post(
    '/api/privacy-requests/:id/link',
    { config: leads, schema: { params: RequestParams, response: { 201: ExportLink } } },
    async (request, reply) => {
      const { id } = request.params
      const { token, until } = await privacy.link(id, userOf(request))
      const url = (format: string) => `/api/privacy-requests/${id}/file?format=${format}&token=${token}`
      return reply.code(201).send({ json: url('json'), html: url('html'), until })
    },
  )
  app.get(
    '/api/privacy-requests/:id/file',
    { config: { ...leads, clear: true }, schema: { params: RequestParams, querystring: FileQuery } },
    async (request, reply) => {
      const { id } = request.params
      const file = await privacy.file(id, request.query, userOf(request))
      const { passengerId } = await privacy.get(id)
      const { size } = await stat(file).catch(() => Promise.reject(new Refusal('not-found')))
      await trail(request, 'export-fetched', passengerId, { format: request.query.format })
      const type = request.query.format === 'json' ? 'application/octet-stream' : 'text/html; charset=utf-8'
      return reply
        .type(type)
        .header('content-length', size)
        .header('cache-control', 'private, no-store')
        .header('content-disposition', `attachment; filename="personal-data.${request.query.format}"`)
        .send(createReadStream(file))
    },
  )
  app.get('/api/legal-holds', { config: leads, schema: { response: { 200: z.array(LegalHold) } } }, () =>
    privacy.holds(),
  )
  app.post(
    '/api/legal-holds',
    { config: leads, schema: { body: NewLegalHold, response: { 201: z.array(LegalHold) } } },
    async (request, reply) => {
      await privacy.hold(request.body.passengerId, request.body.reason, userOf(request))
      await trail(request, 'hold-set', request.body.passengerId)
      return reply.code(201).send(await privacy.holds())
    },
  )
  app.post(
    '/api/legal-holds/:id/lifting',
    { config: leads, schema: { params: z.object({ id: LegalHoldId }), response: { 200: z.array(LegalHold) } } },
    async (request) => {
      await privacy.liftHold(request.params.id, userOf(request))
      await trail(request, 'hold-lifted', request.params.id)
      return privacy.holds()
    },
  )
  app.get('/api/retention-rules', { config: leads, schema: { response: { 200: z.array(RetentionRule) } } }, () =>
    privacy.rules(),
  )

  app.get(
    '/api/passengers/:id/looks',
    { config: leads, schema: { params: PassengerParams, querystring: PageQuery, response: { 200: page(Look) } } },
    (request) => {
      const before = Number(request.query.before)
      const from = Number.isSafeInteger(before) && before > 0 ? { before } : {}
      return audit.looksAt('passenger', request.params.id, { ...from, limit: request.query.limit })
    },
  )
  app.post(
    '/api/passengers/:id/reveal',
    {
      config: { access: 'logged-in', clear: true },
      schema: { params: PassengerParams, body: RevealOrder, response: { 200: Revealed } },
    },
    async (request) => {
      const { field, reason } = request.body
      const profile = found(await people.profile(request.params.id))
      await trail(request, 'field-revealed', profile.id, { field, reason })
      return { field, values: valuesOf(profile, field) }
    },
  )
}

function valuesOf(profile: PassengerProfile, field: z.infer<typeof RevealOrder>['field']): string[] {
  if (field === 'numbers') return profile.numbers.map((number) => number.e164)
  if (field === 'email') return profile.emails.length > 0 ? profile.emails : profile.email ? [profile.email] : []
  if (field === 'name') return [profile.name, profile.latinName].filter((name) => name !== '')
  const value = profile[field]
  return value === undefined ? [] : [value]
}
