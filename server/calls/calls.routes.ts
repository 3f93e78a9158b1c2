/** HTTP of calls: look at one, hold, retrieve, hang up one's own, pause its recording. */
import { z } from 'zod'
import type { SessionUser } from '../contracts/auth.ts'
import { Call, CallWithLegs, TransferRequest } from '../contracts/calls.ts'
import type { AgentId } from '../contracts/ids.ts'
import { CallId } from '../contracts/ids.ts'
import { Refusal } from '../platform/errors.ts'
import { type Http, userOf } from '../platform/http.ts'
import type { Calls } from './calls.service.ts'

interface CallsRoutesDeps {
  calls: Calls
  /** May this user see the record of this agent's work? The organisation knows. */
  maySee: (user: SessionUser, agentId: AgentId) => Promise<boolean>
}

const params = z.object({ id: CallId })

/** Registers the routes of calls. */
export function callsRoutes(app: Http, { calls, maySee }: CallsRoutesDeps): void {
  app.get(
    '/api/calls/:id',
    { config: { access: 'logged-in' }, schema: { params, response: { 200: CallWithLegs } } },
    async (request) => {
      const call = await calls.viewWithLegs(request.params.id)
      await guard(userOf(request), call.agentId, maySee)
      return call
    },
  )
  recordingRoutes(app, calls)
  transferRoute(app, calls)
  for (const verb of ['hold', 'retrieve', 'hang-up'] as const) {
    app.post(
      `/api/calls/:id/${verb}`,
      { config: { access: ['agent'] }, schema: { params, response: { 200: Call } } },
      async (request) => {
        const { id } = request.params
        const agentId = userOf(request).id
        if (verb === 'hold') await calls.hold(id, agentId)
        else if (verb === 'retrieve') await calls.retrieve(id, agentId)
        else await calls.hangUp(id, agentId)
        return calls.view(id)
      },
    )
  }
}

/** Handing the own caller on to another queue. */
function transferRoute(app: Http, calls: Calls): void {
  app.post(
    '/api/calls/:id/transfer',
    { config: { access: ['agent'] }, schema: { params, body: TransferRequest, response: { 200: Call } } },
    async (request) => {
      const { id } = request.params
      await calls.transfer(id, userOf(request).id, request.body.queueId)
      return calls.view(id)
    },
  )
}

/** Pausing and resuming what is recorded of the own call. */
function recordingRoutes(app: Http, calls: Calls): void {
  for (const verb of ['pause-recording', 'resume-recording'] as const) {
    app.post(
      `/api/calls/:id/${verb}`,
      { config: { access: ['agent'] }, schema: { params, response: { 200: Call } } },
      async (request) => {
        const { id } = request.params
        const asker = { user: userOf(request), ip: request.ip }
        if (verb === 'pause-recording') await calls.pauseRecording(id, asker)
        else await calls.resumeRecording(id, asker)
        return calls.view(id)
      },
    )
  }
}

/** A call that nobody took is for supervisors; another team's call does not exist. */
async function guard(
  user: SessionUser,
  agentId: AgentId | undefined,
  maySee: CallsRoutesDeps['maySee'],
): Promise<void> {
  if (user.role === 'admin' || agentId === user.id) return
  if (agentId === undefined ? user.role === 'supervisor' : await maySee(user, agentId)) return
  throw new Refusal('not-found')
}
