/** What monitoring needs of calls, agents, phones and the trail, in its own words. */
import type { PhoneCredential } from '../contracts/agents.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { AgentId, CallId, LegId } from '../contracts/ids.ts'
import type { MonitorMode } from '../contracts/monitoring.ts'
import type { Write } from '../platform/store.ts'

/** A leg that hears a call. */
export interface MonitorLeg {
  /** Resolves when the phone answered and hears the call; rejects when it did not come to that. */
  readonly heard: Promise<void>
  /** Settles when the phone is gone or the call is over; never rejects. */
  readonly over: Promise<void>
  change(mode: MonitorMode): Promise<void>
  hangUp(): Promise<void>
}

export interface MonitoredCalls {
  /** Who talks on this call; undefined when nobody does. */
  agentOf(callId: CallId): AgentId | undefined
  /** Writes the leg before anything rings. */
  prepareMonitorLeg(callId: CallId, byId: AgentId, tx: Write): Promise<LegId>
  ringMonitor(callId: CallId, ring: { legId: LegId; phone: string; mode: MonitorMode }): MonitorLeg
}

export interface MonitorPhones {
  isRegistered(phone: string): boolean
  issueCredential(phone: string, lifetimeMs: number): { password: string; expiresAt: number }
  readonly realm: PhoneCredential['realm']
}

/** The agent's name when this user may watch the agent's work; undefined: such an agent does not exist for them. */
export type WatchedAgent = (user: SessionUser, agentId: AgentId) => Promise<string | undefined>

export interface Trail {
  record(
    entry: {
      actorId: SessionUser['id']
      role: SessionUser['role']
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string>
    },
    within: Write,
  ): Promise<unknown>
}
