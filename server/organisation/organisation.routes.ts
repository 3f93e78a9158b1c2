/** HTTP of teams and staff. */
import { z } from 'zod'
import { TeamId } from '../contracts/ids.ts'
import { StaffMember, Team } from '../contracts/organisation.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Organisation } from './organisation.service.ts'

/** GET /api/teams, GET /api/users. A supervisor sees the people of the own team only. */
export function organisationRoutes(app: Http, { organisation }: { organisation: Organisation }): void {
  app.route({
    method: 'GET',
    url: '/api/teams',
    config: { access: 'logged-in' },
    schema: { response: { 200: z.array(Team) } },
    handler: () => organisation.teams(),
  })

  app.route({
    method: 'GET',
    url: '/api/users',
    config: { access: ['supervisor', 'admin'] },
    schema: { querystring: z.object({ teamId: TeamId.optional() }), response: { 200: z.array(StaffMember) } },
    handler: (request) => {
      const user = userOf(request)
      if (user.role === 'admin') return organisation.staff(request.query.teamId)
      const { teamId } = request.query
      return teamId === undefined || teamId === user.teamId ? organisation.staff(user.teamId) : []
    },
  })
}
