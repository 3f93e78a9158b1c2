/**
 * The words between server and browser over socket.io (`/rt`). Ask by HTTP, hear by socket.
 * Every message of the server carries the sequence number of the fact behind it.
 */
import { z } from 'zod'
import type { AgentState } from './agents.ts'
import type { Call } from './calls.ts'
import type { Attempt } from './campaigns.ts'
import type { CaseSummary, Task } from './cases.ts'
import type { InteractionSummary, ScreenPop } from './interactions.ts'
import type { MonitorSession } from './monitoring.ts'
import type { OfferOutcome } from './queues.ts'
import type { Wallboard } from './supervision.ts'

/** What every console hears. `seq` grows; a console keeps the highest it saw. */
export interface ServerToClient {
  /** First message after connecting; `replayed` says that everything after the console's `after` follows, else it must fetch anew. */
  'session:ready': (m: { seq: number; replayed: boolean }) => void
  /** Own state of an agent. */
  'agent:state': (m: { seq: number; agent: AgentState }) => void
  /** Before the phone rings. The console answers once the pop is painted. */
  'interaction:offered': (m: { seq: number; pop: ScreenPop }, painted: (answer: { paintedAt: number }) => void) => void
  'interaction:offer-ended': (m: { seq: number; interactionId: string; offerId: string; why: OfferOutcome }) => void
  'interaction:changed': (m: { seq: number; interaction: InteractionSummary }) => void
  'call:changed': (m: { seq: number; call: Call }) => void
  /** What everybody must know at once was posted or taken down. */
  'incident:changed': (m: { seq: number }) => void
  /** A flight, its disruption or the source of flights changed; without a flight any of them may have. */
  'flight:changed': (m: { seq: number; flight: string; date: string }) => void
  /** Something in this passenger's record or timeline is new: refetch it if it is on the screen. */
  'passenger:changed': (m: { seq: number; passengerId: string }) => void
  /** Something of an account is new. */
  'account:changed': (m: { seq: number; accountId: string }) => void
  'case:changed': (m: {
    seq: number
    case: CaseSummary
    what: 'opened' | 'noted' | 'edited' | 'moved' | 'closed' | 'reopened'
  }) => void
  /** A clock of this case was stopped or recounted, warns, or has ended unanswered. */
  'clock:changed': (m: { seq: number; caseId: string; what: 'changed' | 'warned' | 'breached' }) => void
  /** Who has this case on the screen, this console among them. */
  'case:watched': (m: { caseId: string; watchers: Array<{ userId: string; name: string }> }) => void
  'task:changed': (m: { seq: number; task: Task }) => void
  'attempt:changed': (m: { seq: number; attempt: Attempt }) => void
  'campaign:changed': (m: { seq: number }) => void
  /** To the supervisor who monitors. */
  'monitor:changed': (m: { seq: number; session: MonitorSession }) => void
  /** To the agent: who speaks into the call besides the passenger; without `by`, nobody (any more). A silent listener is not shown. */
  'call:coached': (m: { seq: number; callId: string; by?: string; mode?: 'whisper' | 'barge' }) => void
  /** Work orders, problems, compensation or digests are new: ask again for what is on the screen. */
  'request:changed': (m: {
    seq: number
    what: 'orders' | 'problems' | 'compensations' | 'digests' | 'knowledge'
    caseId?: string
  }) => void
  /** Units, people, posts, rosters or the times of a queue: whoever shows them asks anew. */
  'organisation:changed': (m: { seq: number }) => void
  /** Supervisors only, at most five a second. */
  'wallboard:changed': (m: { seq: number; wallboard: Wallboard }) => void
  /** The session ended: logged out elsewhere, expired, user disabled. */
  'session:ended': (m: { why: 'logged-out' | 'expired' | 'disabled' }) => void
}

/** What a console says over the socket: that it lives. Everything else is HTTP. */
export interface ClientToServer {
  /** Every 5 s from a worker, so that a frozen tab falls silent; the server answers with its time. */
  'page:heartbeat': (m: { at: number }, answer: (m: { at: number }) => void) => void
  /** The case that is on the screen now; null for none. */
  'case:watch': (m: { caseId: string | null }) => void
}

/** Handshake auth of the socket: the last sequence number that this console has seen, 0 for none. */
export const SocketHello = z.object({ after: z.int().nonnegative() })
export const HeartbeatMessage = z.object({ at: z.number() })
export const CaseWatchMessage = z.object({ caseId: z.uuid().nullable() })
