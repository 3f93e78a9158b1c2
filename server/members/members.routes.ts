/** HTTP of membership. */
import { z } from 'zod'
import type { Role } from '../contracts/auth.ts'
import { PassengerId, type UserId } from '../contracts/ids.ts'
import { MemberOverview, MemberRulesEdit, MemberRulesState, MemberView } from '../contracts/members.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Members } from './members.service.ts'

export interface MembersRoutesDeps {
  members: Members
  audit: {
    record(entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, number>
    }): Promise<void>
  }
}

/** One passenger's standing for everybody; the house in figures for leads; the rules for everybody to read and for administrators to change. */
export function membersRoutes(app: Http, { members, audit }: MembersRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/passengers/:id/membership',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: PassengerId }), response: { 200: MemberView } },
    handler: (request) => members.view(request.params.id),
  })

  app.route({
    method: 'GET',
    url: '/api/members/overview',
    config: { access: ['supervisor', 'admin'] },
    schema: { response: { 200: MemberOverview } },
    handler: () => members.overview(),
  })

  app.route({
    method: 'GET',
    url: '/api/member-rules',
    config: { access: 'logged-in' },
    schema: { response: { 200: MemberRulesState } },
    handler: () => members.rulesState(),
  })

  app.route({
    method: 'PUT',
    url: '/api/member-rules',
    config: { access: ['admin'] },
    schema: { body: MemberRulesEdit, response: { 200: MemberRulesState } },
    handler: async (request) => {
      const { id: actorId, role } = userOf(request)
      await members.changeRules(request.body, actorId)
      const state = await members.rulesState()
      await audit.record({
        actorId,
        role,
        ip: request.ip,
        action: 'member-rules-changed',
        objectType: 'member-rules',
        objectId: 'house',
        detail: { version: state.version },
      })
      return state
    },
  })
}
