/** HTTP of webhooks: admins subscribe other systems and see what became of each delivery. */
import { z } from 'zod'
import { PageQuery, page } from '../contracts/common.ts'
import { DeliveryId, WebhookId } from '../contracts/ids.ts'
import { Delivery, DeliveryFilter, FreshWebhook, NewWebhook, Webhook, WebhookEdit } from '../contracts/webhooks.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Webhooks } from './webhooks.service.ts'

const Params = z.object({ id: WebhookId })
const access = ['admin'] as const
type Asking = Parameters<typeof userOf>[0]
const doerOf = (request: Asking) => ({ user: userOf(request), ip: request.ip })

/** /api/webhooks and below. */
export function webhooksRoutes(app: Http, { webhooks }: { webhooks: Webhooks }): void {
  app.route({
    method: 'GET',
    url: '/api/webhooks',
    config: { access },
    schema: { summary: 'Webhooks with the state of their deliveries', response: { 200: z.array(Webhook) } },
    handler: () => webhooks.list(),
  })

  app.route({
    method: 'POST',
    url: '/api/webhooks',
    config: { access },
    schema: {
      summary: 'Subscribe another system to facts; the answer holds the signing secret',
      description:
        'Each delivery is a POST of `{id, type, seq, at, data}` with the header `x-contact-centre-signature: t=<seconds>,v1=<hex>`: HMAC-SHA256 over `<t>.<body>` with the secret. While a secret is being rotated there are two `v1`. The id is the same in each retry. Any 2xx is an acceptance.',
      body: NewWebhook,
      response: { 201: FreshWebhook },
    },
    handler: async (request, reply) => reply.code(201).send(await webhooks.create(request.body, doerOf(request))),
  })

  app.route({
    method: 'PUT',
    url: '/api/webhooks/:id',
    config: { access },
    schema: {
      summary: 'Change a webhook, turn it off or on',
      params: Params,
      body: WebhookEdit,
      response: { 200: Webhook },
    },
    handler: (request) => webhooks.edit(request.params.id, request.body, doerOf(request)),
  })

  app.route({
    method: 'DELETE',
    url: '/api/webhooks/:id',
    config: { access },
    schema: { summary: 'Remove a webhook with all that waits', params: Params, response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await webhooks.remove(request.params.id, doerOf(request))
      return reply.code(204).send(undefined)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/webhooks/:id/secret',
    config: { access },
    schema: {
      summary: 'Rotate the signing secret; the old one signs beside it for 24 hours',
      params: Params,
      response: { 200: FreshWebhook },
    },
    handler: (request) => webhooks.rotate(request.params.id, doerOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/webhooks/:id/test',
    config: { access },
    schema: { summary: 'Send a test delivery', params: Params, response: { 202: Delivery } },
    handler: async (request, reply) => reply.code(202).send(await webhooks.test(request.params.id)),
  })

  deliveryRoutes(app, webhooks)
}

function deliveryRoutes(app: Http, webhooks: Webhooks): void {
  app.route({
    method: 'GET',
    url: '/api/webhooks/:id/deliveries',
    config: { access },
    schema: {
      summary: 'Deliveries of a webhook, newest first',
      params: Params,
      querystring: PageQuery.extend(DeliveryFilter.shape),
      response: { 200: page(Delivery) },
    },
    handler: (request) => webhooks.deliveries({ ...request.query, webhookId: request.params.id }),
  })

  app.route({
    method: 'POST',
    url: '/api/webhooks/:id/deliveries/:deliveryId/replay',
    config: { access },
    schema: {
      summary: 'Send a delivery again under its id',
      params: Params.extend({ deliveryId: DeliveryId }),
      response: { 200: Delivery },
    },
    handler: (request) => webhooks.replay(request.params.id, request.params.deliveryId, doerOf(request)),
  })

  app.route({
    method: 'POST',
    url: '/api/webhooks/:id/replay',
    config: { access },
    schema: {
      summary: 'Send every dead delivery again',
      params: Params,
      response: { 200: z.object({ count: z.int() }) },
    },
    handler: async (request) => ({ count: await webhooks.replayDead(request.params.id, doerOf(request)) }),
  })
}
