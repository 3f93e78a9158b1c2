/** HTTP of campaigns, attempts and the do-not-call list. */
import { z } from 'zod'
import { type Role, type SessionUser, unitsSeenBy } from '../contracts/auth.ts'
import { Attempt, AttemptState, Campaign, CampaignEdit, DoNotCallEntry, NewDoNotCall } from '../contracts/campaigns.ts'
import { E164, freeText, PageQuery, page } from '../contracts/common.ts'
import { CampaignId, type UserId } from '../contracts/ids.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Write } from '../platform/store.ts'
import type { Campaigns } from './campaigns.service.ts'
import type { DoNotCall } from './do-not-call.service.ts'

export interface CampaignsRoutesDeps {
  campaigns: Campaigns
  doNotCall: DoNotCall
  audit: {
    record(
      entry: { actorId: UserId; role: Role; ip: string; action: string; objectType: string; objectId: string },
      within?: Write,
    ): Promise<void>
  }
}

const Params = z.object({ id: CampaignId })
const NewListed = NewDoNotCall.extend({ reason: freeText(200).default('') })

/** Every change leaves a trail; a supervisor sees the attempts of the own units' cases. */
export function campaignsRoutes(app: Http, { campaigns, doNotCall, audit }: CampaignsRoutesDeps): void {
  const trail = (user: SessionUser, ip: string, action: string, objectId: string) =>
    audit.record({ actorId: user.id, role: user.role, ip, action, objectType: 'campaign', objectId })

  app.route({
    method: 'GET',
    url: '/api/campaigns',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Campaign) } },
    handler: (request) => campaigns.list(unitsSeenBy(userOf(request))),
  })

  app.route({
    method: 'PUT',
    url: '/api/campaigns/:id',
    config: { access: ['supervisor', 'admin'] },
    schema: { params: Params, body: CampaignEdit, response: { 200: Campaign } },
    handler: async (request) => {
      const user = userOf(request)
      const { id } = await campaigns.edit(request.params.id, request.body)
      await trail(user, request.ip, 'campaign-changed', id)
      return campaigns.get(id, unitsSeenBy(user))
    },
  })

  app.route({
    method: 'GET',
    url: '/api/campaigns/:id/attempts',
    config: { access: ['supervisor', 'admin'] },
    schema: {
      params: Params,
      querystring: PageQuery.extend({ state: AttemptState.optional() }),
      response: { 200: page(Attempt) },
    },
    handler: (request) => {
      const user = userOf(request)
      return campaigns.attempts.list({ ...request.query, campaignId: request.params.id, units: unitsSeenBy(user) })
    },
  })

  app.route({
    method: 'GET',
    url: '/api/do-not-call',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(DoNotCallEntry) } },
    handler: () => doNotCall.list(),
  })

  app.route({
    method: 'POST',
    url: '/api/do-not-call',
    config: { access: 'logged-in' },
    schema: { body: NewListed, response: { 201: DoNotCallEntry } },
    handler: async (request, reply) => {
      const user = userOf(request)
      const entry = await doNotCall.add({ ...request.body, by: user })
      await trail(user, request.ip, 'do-not-call-added', '')
      return reply.code(201).send(entry)
    },
  })

  app.route({
    method: 'DELETE',
    url: '/api/do-not-call/:e164',
    config: { access: ['supervisor', 'admin'] },
    schema: { params: z.object({ e164: E164 }), response: { 204: z.undefined() } },
    handler: async (request, reply) => {
      await doNotCall.remove(request.params.e164)
      await trail(userOf(request), request.ip, 'do-not-call-removed', '')
      return reply.code(204).send(undefined)
    },
  })
}
