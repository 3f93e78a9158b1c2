/** HTTP of supervision: the wallboard whole. Changes come by the socket. */
import { Wallboard } from '../contracts/supervision.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { WallboardService } from './wallboard.service.ts'

/** Registers the route of the wallboard. */
export function supervisionRoutes(app: Http, { wallboard }: { wallboard: WallboardService }): void {
  app.get(
    '/api/wallboard',
    { config: { access: ['supervisor', 'admin'] }, schema: { response: { 200: Wallboard } } },
    async (request) => wallboard.shownTo(userOf(request), await wallboard.view()),
  )
}
