/** HTTP of recordings: for supervisors of the team and admins; each listening leaves its mark in the audit trail. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { z } from 'zod'
import { seesUnit } from '../contracts/auth.ts'
import { Duration, Instant } from '../contracts/common.ts'
import { InteractionId, RecordingId } from '../contracts/ids.ts'
import { found, Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import { byteRange } from './byte-range.rules.ts'
import type { Trail } from './recordings.ports.ts'
import type { RecordingRow } from './recordings.repository.ts'
import type { Recordings } from './recordings.service.ts'

const access = ['supervisor', 'admin'] as const

const RecordingItem = z.object({
  id: RecordingId,
  state: z.enum(['open', 'closed', 'repaired', 'lost']),
  startedAt: Instant,
  durationMs: Duration.optional(),
})

/** Registers the routes of recordings. */
export function recordingsRoutes(app: Http, { recordings, trail }: { recordings: Recordings; trail: Trail }): void {
  app.get(
    '/api/interactions/:id/recordings',
    {
      config: { access },
      schema: { params: z.object({ id: InteractionId }), response: { 200: z.array(RecordingItem) } },
    },
    async (request) => {
      const user = userOf(request)
      const all = await recordings.ofInteraction(request.params.id)
      return all.filter((row) => seesUnit(user, row.team_id)).map(itemOf)
    },
  )

  app.get(
    '/api/recordings/:id',
    { config: { access }, schema: { params: z.object({ id: RecordingId }) } },
    async (request, reply) => {
      const user = userOf(request)
      const row = await recordings.get(request.params.id)
      if (!seesUnit(user, row.team_id) || row.state === 'lost') throw new Refusal('not-found')
      const { size } = found(await sizeOf(row.file))
      const range = byteRange(request.headers.range, size)
      reply.header('Accept-Ranges', 'bytes').header('Cache-Control', 'private, no-store')
      if (range === 'unsatisfiable') return reply.code(416).header('Content-Range', `bytes */${size}`).send()
      await trail.record({
        actorId: user.id,
        role: user.role,
        ip: request.ip,
        action: 'recording.played',
        objectType: 'recording',
        objectId: row.id,
      })
      const { start, end } = range ?? { start: 0, end: size - 1 }
      if (range) reply.code(206).header('Content-Range', `bytes ${start}-${end}/${size}`)
      reply.header('Content-Length', String(size === 0 ? 0 : end - start + 1)).type('audio/wav')
      return reply.send(size === 0 ? '' : createReadStream(row.file, { start, end }))
    },
  )
}

async function sizeOf(file: string): Promise<{ size: number } | undefined> {
  try {
    return await stat(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function itemOf(row: RecordingRow): z.infer<typeof RecordingItem> {
  return {
    id: row.id,
    state: row.state,
    startedAt: row.started_at,
    ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
  }
}
