/** HTTP of entitlements: the card of a passenger for a flight, and that something on it was told. */
import { z } from 'zod'
import { EntitlementCard, EntitlementQuery, NewTelling } from '../contracts/entitlements.ts'
import { PassengerId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Entitlements } from './entitlements.service.ts'

const params = z.object({ id: PassengerId })

/** GET /api/passengers/:id/entitlements, POST .../told. */
export function entitlementsRoutes(app: Http, { entitlements }: { entitlements: Entitlements }): void {
  app.route({
    method: 'GET',
    url: '/api/passengers/:id/entitlements',
    config: { access: 'logged-in' },
    schema: { params, querystring: EntitlementQuery, response: { 200: EntitlementCard } },
    handler: (request) => entitlements.card(request.params.id, request.query),
  })

  app.route({
    method: 'POST',
    url: '/api/passengers/:id/entitlements/told',
    config: { access: 'logged-in' },
    schema: { params, body: NewTelling, response: { 200: EntitlementCard } },
    handler: (request) => entitlements.tell(request.params.id, request.body, { ...userOf(request), ip: request.ip }),
  })
}
