/** What the live wire needs of the rooms, in its own words; `app.ts` fills it. */
import type { AgentState } from '../contracts/agents.ts'
import type { SessionUser } from '../contracts/auth.ts'
import type { Call } from '../contracts/calls.ts'
import type { Attempt } from '../contracts/campaigns.ts'
import type { CaseSummary, Task } from '../contracts/cases.ts'
import type { AgentId, AttemptId, CallId, CaseId, InteractionId, MonitorId, TaskId } from '../contracts/ids.ts'
import type { InteractionSummary } from '../contracts/interactions.ts'
import type { MonitorSession } from '../contracts/monitoring.ts'
import type { Wallboard } from '../contracts/supervision.ts'

/** Looks up what a fact only names. Undefined: gone meanwhile, nothing to show. */
export interface Lookups {
  agent(id: AgentId): Promise<AgentState | undefined>
  call(id: CallId): Promise<Call | undefined>
  interaction(id: InteractionId): Promise<InteractionSummary | undefined>
  case(id: CaseId): Promise<CaseSummary | undefined>
  task(id: TaskId): Promise<Task | undefined>
  attempt(id: AttemptId): Promise<Attempt | undefined>
  monitor(id: MonitorId): Promise<MonitorSession | undefined>
}

/** A login as the live wire sees it. */
export interface LiveSession {
  sessionId: string
  user: SessionUser
}

export interface Sessions {
  /** The session of a Cookie header; undefined when there is none. */
  read(cookieHeader: string | undefined): Promise<LiveSession | undefined>
  onEnded(listener: (ended: { sessionId: string; why: 'logged-out' | 'expired' | 'disabled' }) => void): () => void
}

export interface WallboardFeed {
  view(): Promise<Wallboard>
  /** The board as this user may see it. */
  shownTo(user: SessionUser, board: Wallboard): Wallboard
  /** At most five a second. */
  onChange(listener: (wallboard: Wallboard) => void): () => void
}
