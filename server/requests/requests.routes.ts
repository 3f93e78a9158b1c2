/** HTTP of the forms that move: the courier of a ticket, the standby list of a flight. */
import { z } from 'zod'
import { unitsSeenBy } from '../contracts/auth.ts'
import { Case } from '../contracts/cases.ts'
import { CaseId, type TeamId } from '../contracts/ids.ts'
import { CourierMove, StandbyEntry } from '../contracts/requests.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Requests } from './requests.service.ts'

export interface RequestFormsRoutesDeps {
  forms: Requests
  cases: { get(id: CaseId, units?: readonly TeamId[]): Promise<{ id: CaseId } | undefined> }
}

const config = { access: 'logged-in' } as const

/** Registers the routes of request forms. */
export function requestFormsRoutes(app: Http, { forms, cases }: RequestFormsRoutesDeps): void {
  app.post(
    '/api/cases/:id/courier',
    { config, schema: { params: z.object({ id: CaseId }), body: CourierMove, response: { 200: Case } } },
    async (request) => {
      const user = userOf(request)
      const { id } = found(await cases.get(request.params.id, unitsSeenBy(user)))
      return forms.moveCourier(id, { ...request.body, byId: user.id })
    },
  )
  app.get(
    '/api/standby',
    {
      config,
      schema: {
        querystring: z.object({ flight: z.string().max(10), flightDate: z.iso.date() }),
        response: { 200: z.array(StandbyEntry) },
      },
    },
    (request) => forms.standby(request.query.flight, request.query.flightDate, unitsSeenBy(userOf(request))),
  )
}
