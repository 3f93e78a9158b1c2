/** HTTP of requests from other systems. */
import { z } from 'zod'
import { IntakePassenger, IntakeReceipt } from '../contracts/api-keys.ts'
import { NewCase } from '../contracts/cases.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Intake } from './intake.service.ts'

const Headers = z.object({
  /** Chosen by the sender, one for each request of a customer: a repeat never makes a second case. */
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{8,128}$/, '8 to 128 visible ASCII characters'),
})

/** POST /api/intake/cases: 201 for a new case, 200 for one that the same idempotency key made before. */
export function intakeRoutes(app: Http, { intake }: { intake: Intake }): void {
  app.route({
    method: 'POST',
    url: '/api/intake/cases',
    config: { access: ['admin'], scope: 'write:cases' },
    schema: {
      summary: 'Hand in a request from a web form or a partner; the same Idempotency-Key never makes a second case',
      headers: Headers,
      body: z.object({ request: NewCase, passenger: IntakePassenger.default({}) }),
      response: { 200: IntakeReceipt, 201: IntakeReceipt },
    },
    handler: async (request, reply) => {
      const receipt = await intake.handIn({
        ...request.body,
        idempotencyKey: request.headers['idempotency-key'],
        from: userOf(request),
      })
      return reply.code(receipt.fresh ? 201 : 200).send(receipt)
    },
  })
}
