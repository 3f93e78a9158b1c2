/**
 * All news of the house on one page. A fact is past tense, already committed, carries ids and the few values
 * that cannot be looked up later, and has a gap-free sequence number. The bus carries facts, never orders.
 */
import type { Activity, NotReadyReason, Presence } from './agents.ts'
import type { CalendarId } from './calendars.ts'
import type { CallState, DisconnectCause } from './calls.ts'
import type { AttemptState } from './campaigns.ts'
import type { CaseKind } from './cases.ts'
import type { ClockRuleId } from './clock-rules.ts'
import type { ClockState } from './clocks.ts'
import type { CompensationState } from './compensation.ts'
import type { OrderState } from './dispatch.ts'
import type {
  AccountId,
  AgentId,
  ArticleId,
  AttemptId,
  CallId,
  CampaignId,
  CaseId,
  ClockId,
  CompensationId,
  DigestId,
  ImportId,
  InteractionId,
  MonitorId,
  OfferId,
  PassengerId,
  PrivacyRequestId,
  ProblemId,
  QueueEntryId,
  QueueId,
  RecordingId,
  SurveyId,
  TaskId,
  TeamId,
  UserId,
  WorkOrderId,
} from './ids.ts'
import type { Disposition } from './interactions.ts'
import type { MonitorMode, MonitorState } from './monitoring.ts'
import type { ProblemState } from './problems.ts'
import type { AbandonReason, OfferOutcome } from './queues.ts'

/** A clock of the house that is about to end, or has ended unanswered: each told once. */
export interface ClockFact {
  clockId: ClockId
  caseId: CaseId
  ruleId: ClockRuleId
  teamId: TeamId
  departmentId?: TeamId
  ownerId?: UserId
  dueAt: number
}

export interface Facts {
  'call.received': { callId: CallId; direction: 'inbound' | 'outbound' }
  'call.answered': { callId: CallId }
  'call.state-changed': { callId: CallId; from: CallState; to: CallState; agentId?: AgentId }
  'call.ivr-step-taken': { callId: CallId; flow: string; node: string; pressed?: string }
  'call.ended': { callId: CallId; cause: DisconnectCause; agentId?: AgentId }
  'queue-entry.waiting': { entryId: QueueEntryId; queueId: QueueId; callId: CallId; interactionId: InteractionId }
  'queue-entry.offered': {
    entryId: QueueEntryId
    queueId: QueueId
    offerId: OfferId
    agentId: AgentId
    interactionId: InteractionId
  }
  'queue-entry.returned': {
    entryId: QueueEntryId
    queueId: QueueId
    offerId: OfferId
    agentId: AgentId
    interactionId: InteractionId
    why: OfferOutcome
  }
  'queue-entry.connected': {
    entryId: QueueEntryId
    queueId: QueueId
    offerId: OfferId
    agentId: AgentId
    waitMs: number
  }
  'queue-entry.abandoned': { entryId: QueueEntryId; queueId: QueueId; why: AbandonReason; waitMs: number }
  'agent.presence-changed': { agentId: AgentId; teamId: TeamId; from: Presence; to: Presence; reason?: NotReadyReason }
  'agent.activity-changed': {
    agentId: AgentId
    teamId: TeamId
    from: Activity
    to: Activity
    interactionId?: InteractionId
  }
  'agent.phone-changed': { agentId: AgentId; teamId: TeamId; registered: boolean }
  'interaction.opened': { interactionId: InteractionId; callId?: CallId; direction: 'inbound' | 'outbound' }
  'interaction.passenger-linked': { interactionId: InteractionId; passengerId: PassengerId }
  'interaction.wrapping-up': {
    interactionId: InteractionId
    agentId: AgentId
    dueAt: number
    passengerId?: PassengerId
  }
  'interaction.closed': {
    interactionId: InteractionId
    disposition: Disposition
    agentId?: AgentId
    passengerId?: PassengerId
    caseId?: CaseId
  }
  'interaction.interrupted': { interactionId: InteractionId; agentId?: AgentId; passengerId?: PassengerId }
  'case.opened': {
    caseId: CaseId
    kind: CaseKind
    teamId: TeamId
    passengerId?: PassengerId
    interactionId?: InteractionId
  }
  'case.noted': { caseId: CaseId; passengerId?: PassengerId; byId: UserId }
  'case.moved': {
    caseId: CaseId
    kind: CaseKind
    teamId: TeamId
    passengerId?: PassengerId
    move: 'dispatch' | 'accept' | 'return' | 'answer' | 'redo'
    byId: UserId
  }
  'case.edited': { caseId: CaseId; passengerId?: PassengerId; byId: UserId }
  'case.closed': { caseId: CaseId; kind: CaseKind; teamId: TeamId; passengerId?: PassengerId; byId: UserId }
  'case.reopened': {
    caseId: CaseId
    kind: CaseKind
    teamId: TeamId
    passengerId?: PassengerId
    score?: number
    ownerId?: UserId
  }
  'case.escalated': { caseId: CaseId; unitId: TeamId; level: number }
  'order.changed': {
    orderId: WorkOrderId
    caseId: CaseId
    departmentId: TeamId
    firstUnitId: TeamId
    from?: OrderState
    to: OrderState
    byId?: UserId
  }
  'order.escalated': {
    orderId: WorkOrderId
    caseId: CaseId
    departmentId: TeamId
    firstUnitId: TeamId
    unitId: TeamId
    level: number
  }
  'problem.changed': { problemId: ProblemId; from?: ProblemState; to: ProblemState; byId?: UserId }
  'problem.spike-seen': { leaf: string; count: number }
  'compensation.changed': {
    compensationId: CompensationId
    caseId: CaseId
    teamId: TeamId
    from?: CompensationState
    to: CompensationState
    byId?: UserId
  }
  'digest.changed': { digestId: DigestId; unitId: TeamId; what: 'made' | 'written' | 'sent' | 'read' }
  'task.created': { taskId: TaskId; kind: string; passengerId?: PassengerId; caseId?: CaseId; teamId: TeamId }
  'task.done': { taskId: TaskId; byId: UserId; passengerId?: PassengerId }
  'attempt.changed': {
    attemptId: AttemptId
    campaignId: CampaignId
    caseId: CaseId
    passengerId: PassengerId
    from?: AttemptState
    to: AttemptState
  }
  'survey.answered': {
    surveyId: SurveyId
    attemptId: AttemptId
    caseId: CaseId
    passengerId: PassengerId
    score: number
  }
  'campaign.changed': { campaignId: CampaignId }
  'do-not-call.changed': { added: boolean }
  /** A supervisor listens to a call, or changes how. */
  'monitor.changed': {
    monitorId: MonitorId
    callId: CallId
    agentId: AgentId
    byId: UserId
    mode: MonitorMode
    state: MonitorState
  }
  'recording.paused': { callId: CallId }
  'recording.resumed': { callId: CallId; by: 'agent' | 'house' | 'call-ended' }
  'recording.opened': { recordingId: RecordingId; callId: CallId }
  'recording.closed': { recordingId: RecordingId; callId: CallId; durationMs: number }
  /** Stopped, paused, recomputed, withdrawn: its case's page shows something else now. */
  'clock.changed': { clockId: ClockId; caseId: CaseId; teamId: TeamId; state: ClockState }
  'clock.warned': ClockFact
  'clock.breached': ClockFact
  /** A person began or withdrew a clock against what the rules computed. */
  'clock.overridden': { clockId: ClockId; caseId: CaseId; byId: UserId; what: 'started' | 'withdrawn' }
  'clock-rule.changed': { ruleId: ClockRuleId; version: number; byId: UserId }
  'calendar.changed': { calendarId: CalendarId; byId: UserId }
  /** The tree, a person, a post or a roster: whoever shows it asks anew. */
  'organisation.changed': { unitId?: TeamId; userId?: UserId }
  'queue.changed': { queueId: QueueId }
  'passenger.created': { passengerId: PassengerId }
  /** A batch of an import; too many for a fact each. */
  'passengers.imported': { importId: ImportId; created: PassengerId[]; changed: PassengerId[] }
  'passenger.changed': { passengerId: PassengerId }
  'passenger.merged': { survivorId: PassengerId; loserId: PassengerId }
  'passenger.unmerged': { survivorId: PassengerId; loserId: PassengerId }
  'privacy.changed': { requestId: PrivacyRequestId }
  'passenger.duplicates-found': { passengerId: PassengerId; count: number }
  'passenger.standing-changed': { passengerId: PassengerId }
  'account.changed': { accountId: AccountId }
  'commitment.changed': { passengerId: PassengerId }
  'account.member-changed': { accountId: AccountId; passengerId: PassengerId }
  'airport.changed': { iata: string }
  'flight.changed': { flight: string; date: string; kind: string }
  'flights.loaded': { flights: number }
  'bag.changed': { reference: string; pnr: string; kind: string }
  'passenger-service.changed': { state: 'up' | 'down' }
  'pnr-order.changed': { orderId: string; locator: string; state: string; passengerId?: PassengerId }
  'entitlement.told': { passengerId: PassengerId; flight: string; date: string; rule: string; caseId?: CaseId }
  'incident.changed': { incidentId: string }
  'disruption.notified': { flight: string; date: string; caseId: CaseId; passengers: number }
  'knowledge.changed': { articleId: ArticleId; version: number; byId: UserId }
  'knowledge.opened': { articleId: ArticleId; interactionId?: InteractionId; byId: UserId }
}

export type FactName = keyof Facts

/** A fact as the log holds it. */
export type Fact<N extends FactName = FactName> = {
  [K in N]: { seq: number; at: number; name: K; data: Facts[K] }
}[N]
