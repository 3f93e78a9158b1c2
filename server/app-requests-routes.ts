/** COMPOSITION of the HTTP side of what becomes of a request. */
import type { Requests } from './app-requests.ts'
import { compensationRoutes } from './compensation/compensation.routes.ts'
import { digestsRoutes } from './digests/digests.routes.ts'
import { dispatchRoutes } from './dispatch/dispatch.routes.ts'
import type { Http } from './platform/http.ts'
import { problemsRoutes } from './problems/problems.routes.ts'

/** Registers the routes of dispatch, problems, compensation and digests. */
export function requestsRoutes(http: Http, requests: Requests): void {
  dispatchRoutes(http, requests)
  problemsRoutes(http, requests)
  compensationRoutes(http, requests)
  digestsRoutes(http, { digests: requests.digests, onRescheduled: requests.alarms.digests.wake })
}
