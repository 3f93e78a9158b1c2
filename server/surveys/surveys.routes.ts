/** HTTP of surveys: the spoken comment. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { type Role, unitsSeenBy } from '../contracts/auth.ts'
import { AttemptId, type UserId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Surveys } from './surveys.service.ts'

export interface SurveysRoutesDeps {
  surveys: Surveys
  audit: {
    record(entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
    }): Promise<void>
  }
}

/** GET /api/surveys/:attemptId/comment for supervisors of the case's unit and admins; each listening is audited first. */
export function surveysRoutes(app: Http, { surveys, audit }: SurveysRoutesDeps): void {
  app.route({
    method: 'GET',
    url: '/api/surveys/:attemptId/comment',
    config: { access: ['supervisor', 'admin'] },
    schema: { params: z.object({ attemptId: AttemptId }) },
    handler: async (request, reply) => {
      const user = userOf(request)
      const { attemptId } = request.params
      const path = found(await surveys.commentFile(attemptId, unitsSeenBy(user)))
      const size = await stat(path).then(
        (file) => file.size,
        () => undefined,
      )
      if (size === undefined) throw new Refusal('not-found')
      await audit.record({
        actorId: user.id,
        role: user.role,
        ip: request.ip,
        action: 'comment-heard',
        objectType: 'attempt',
        objectId: attemptId,
      })
      return reply.type('audio/wav').header('content-length', size).send(createReadStream(path))
    },
  })
}
