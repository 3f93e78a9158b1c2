/** HTTP of accounts. Everybody on duty sees them, because anybody may take the call; a branch changes its own. */
import { z } from 'zod'
import {
  Account,
  AccountChange,
  AccountEdit,
  AccountFilter,
  AccountSummary,
  Commitment,
  ContactEdit,
  NewAccount,
  NewCommitment,
  TerminationDecision,
  TerminationRequest,
} from '../contracts/accounts.ts'
import type { SessionUser } from '../contracts/auth.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { AccountId, PassengerId, type TeamId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Accounts } from './accounts.service.ts'

export interface AccountsRoutesDeps {
  accounts: Accounts
  /** Whether a user works in this unit or leads it. */
  worksFor: (user: SessionUser, unitId: TeamId) => boolean
  /** Whether a user speaks for headquarters (BY-31). */
  isHeadquarters: (user: SessionUser) => Promise<boolean>
}

const Params = z.object({ id: AccountId })
const leads = ['supervisor', 'admin'] as const

export function accountsRoutes(app: Http, { accounts, worksFor, isHeadquarters }: AccountsRoutesDeps): void {
  /** Refuses the lead of another branch. */
  async function guard(user: SessionUser, id: AccountId): Promise<void> {
    const unitId = await accounts.unitOf(id)
    if (user.role !== 'admin' && unitId !== undefined && !worksFor(user, unitId)) throw new Refusal('not-allowed')
  }

  app.route({
    method: 'GET',
    url: '/api/accounts',
    config: { access: 'logged-in' },
    schema: { querystring: PageQuery.extend(AccountFilter.shape), response: { 200: page(AccountSummary) } },
    handler: (request) => accounts.list(request.query),
  })

  app.route({
    method: 'GET',
    url: '/api/accounts/:id',
    config: { access: 'logged-in' },
    schema: { params: Params, response: { 200: Account } },
    handler: (request) => accounts.get(request.params.id),
  })

  app.route({
    method: 'POST',
    url: '/api/accounts',
    config: { access: leads },
    schema: { body: NewAccount, response: { 201: Account } },
    handler: async (request, reply) => {
      const id = await accounts.create(request.body, userOf(request))
      return reply.code(201).send(await accounts.get(id))
    },
  })

  app.route({
    method: 'PUT',
    url: '/api/accounts/:id',
    config: { access: leads },
    schema: { params: Params, body: AccountEdit, response: { 200: Account } },
    handler: async (request) => {
      const { id } = request.params
      await guard(userOf(request), id)
      await accounts.edit(id, request.body, userOf(request))
      return accounts.get(id)
    },
  })

  app.route({
    method: 'GET',
    url: '/api/accounts/:id/changes',
    config: { access: 'logged-in' },
    schema: { params: Params, querystring: PageQuery, response: { 200: page(AccountChange) } },
    handler: (request) => accounts.changes(request.params.id, request.query),
  })

  app.route({
    method: 'PUT',
    url: '/api/accounts/:id/contacts/:passengerId',
    config: { access: 'logged-in' },
    schema: { params: Params.extend({ passengerId: PassengerId }), body: ContactEdit, response: { 200: Account } },
    handler: async (request) => {
      const { id, passengerId } = request.params
      await accounts.addContact(id, { passengerId, ...request.body }, userOf(request))
      return accounts.get(id)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/accounts/:id/contacts/:passengerId',
    config: { access: 'logged-in' },
    schema: { params: Params.extend({ passengerId: PassengerId }), response: { 200: Account } },
    handler: async (request) => {
      const { id, passengerId } = request.params
      await accounts.removeContact(id, passengerId, userOf(request))
      return accounts.get(id)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/accounts/:id/termination',
    config: { access: leads },
    schema: { params: Params, body: TerminationRequest, response: { 200: Account } },
    handler: async (request) => {
      const { id } = request.params
      await guard(userOf(request), id)
      await accounts.askTermination(id, request.body, userOf(request))
      return accounts.get(id)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/accounts/:id/termination-decision',
    config: { access: leads },
    schema: { params: Params, body: TerminationDecision, response: { 200: Account } },
    handler: async (request) => {
      const user = userOf(request)
      if (!(await isHeadquarters(user))) throw new Refusal('not-allowed')
      await accounts.decideTermination(request.params.id, request.body, user)
      return accounts.get(request.params.id)
    },
  })

  app.route({
    method: 'POST',
    url: '/api/accounts/:id/commitments',
    config: { access: 'logged-in' },
    schema: { params: Params, body: NewCommitment, response: { 201: Commitment } },
    handler: async (request, reply) => {
      const { id } = request.params
      await accounts.unitOf(id)
      return reply.code(201).send(await accounts.commit({ accountId: id }, request.body, userOf(request)))
    },
  })
}
