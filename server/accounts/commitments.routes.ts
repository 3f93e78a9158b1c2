/** HTTP of what was promised to a passenger. */
import { z } from 'zod'
import { Commitment, NewCommitment } from '../contracts/accounts.ts'
import { PassengerId } from '../contracts/ids.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { People } from './accounts.ports.ts'
import type { Accounts } from './accounts.service.ts'

const Params = z.object({ id: PassengerId })

/** Everybody who talks with passengers promises, and keeps promises. */
export function commitmentsRoutes(app: Http, { accounts, people }: { accounts: Accounts; people: People }): void {
  app.route({
    method: 'GET',
    url: '/api/passengers/:id/commitments',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: z.array(Commitment) } },
    handler: (request) => accounts.ofPassenger(request.params.id),
  })

  app.route({
    method: 'POST',
    url: '/api/passengers/:id/commitments',
    config: { access: 'logged-in' },
    schema: { params: Params, body: NewCommitment, response: { 201: Commitment } },
    handler: async (request, reply) => {
      const passengerId = request.params.id
      found(await people.summary(passengerId))
      return reply.code(201).send(await accounts.commit({ passengerId }, request.body, userOf(request)))
    },
  })

  app.route({
    method: 'POST',
    url: '/api/commitments/:id/done',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: z.uuid() }), response: { 200: Commitment } },
    handler: (request) => accounts.fulfil(request.params.id, userOf(request)),
  })
}
