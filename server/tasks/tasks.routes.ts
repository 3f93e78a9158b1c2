/** HTTP of tasks: the own unit's for agents, also those of the units below for supervisors, all for admins. */
import { z } from 'zod'
import { unitsSeenBy } from '../contracts/auth.ts'
import { Task } from '../contracts/cases.ts'
import { PageQuery, page } from '../contracts/common.ts'
import { TaskId } from '../contracts/ids.ts'
import { found } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Tasks } from './tasks.service.ts'

/** GET /api/tasks, POST /api/tasks/:id/done. */
export function tasksRoutes(app: Http, { tasks }: { tasks: Tasks }): void {
  app.route({
    method: 'GET',
    url: '/api/tasks',
    config: { access: 'logged-in' },
    schema: {
      querystring: PageQuery.extend({ state: z.enum(['open', 'done']).default('open') }),
      response: { 200: page(Task) },
    },
    handler: (request) => {
      const user = userOf(request)
      return tasks.list({ ...request.query, units: unitsSeenBy(user) })
    },
  })

  app.route({
    method: 'POST',
    url: '/api/tasks/:id/done',
    config: { access: 'logged-in' },
    schema: { params: z.object({ id: TaskId }), response: { 200: Task } },
    handler: async (request) => {
      const user = userOf(request)
      const { id } = found(await tasks.get(request.params.id, unitsSeenBy(user)))
      return tasks.done(id, user.id)
    },
  })
}
