/** HTTP of units and staff. */
import { z } from 'zod'
import { unitsSeenBy } from '../contracts/auth.ts'
import { TeamId } from '../contracts/ids.ts'
import { StaffMember, Team } from '../contracts/organisation.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Organisation } from './organisation.service.ts'

/** GET /api/teams, GET /api/users. A supervisor sees the people of the own unit and those below. */
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
      const units = unitsSeenBy(userOf(request))
      const { teamId } = request.query
      if (teamId === undefined) return organisation.staff(units)
      return !units || units.includes(teamId) ? organisation.staff([teamId]) : []
    },
  })
}
