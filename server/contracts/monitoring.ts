/** Monitoring: a supervisor listens to a running call, whispers to its agent, or speaks to both. */
import { z } from 'zod'
import { Instant } from './common.ts'
import { AgentId, CallId, MonitorId, UserId } from './ids.ts'

/** listen: nobody hears the supervisor; whisper: the agent does; barge: agent and passenger do. */
export const MonitorMode = z.enum(['listen', 'whisper', 'barge'])
export type MonitorMode = z.infer<typeof MonitorMode>

export const MonitorState = z.enum(['ringing', 'on', 'ended'])
export type MonitorState = z.infer<typeof MonitorState>

/** One supervisor on one call, from the ringing of the supervisor's phone to the end. */
export const MonitorSession = z.object({
  id: MonitorId,
  callId: CallId,
  agentId: AgentId,
  agentName: z.string(),
  byId: UserId,
  byName: z.string(),
  mode: MonitorMode,
  state: MonitorState,
  startedAt: Instant,
  endedAt: Instant.optional(),
})
export type MonitorSession = z.infer<typeof MonitorSession>

export const MonitorRequest = z.object({ mode: MonitorMode })
