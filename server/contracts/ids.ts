/** The ids of the house. All are UUIDs made in the app; the brand keeps one kind from being handed over as another. */
import { z } from 'zod'

const id = <B extends string>() => z.uuid().brand<B>()

export const UserId = id<'UserId'>()
export type UserId = z.infer<typeof UserId>
/** An agent is a user with a shift; both share one id. */
export const AgentId = UserId
export type AgentId = UserId
export const TeamId = id<'TeamId'>()
export type TeamId = z.infer<typeof TeamId>
export const PassengerId = id<'PassengerId'>()
export type PassengerId = z.infer<typeof PassengerId>
export const AccountId = id<'AccountId'>()
export type AccountId = z.infer<typeof AccountId>
export const TripId = id<'TripId'>()
export type TripId = z.infer<typeof TripId>
export const CallId = id<'CallId'>()
export type CallId = z.infer<typeof CallId>
export const LegId = id<'LegId'>()
export type LegId = z.infer<typeof LegId>
export const InteractionId = id<'InteractionId'>()
export type InteractionId = z.infer<typeof InteractionId>
export const QueueEntryId = id<'QueueEntryId'>()
export type QueueEntryId = z.infer<typeof QueueEntryId>
export const OfferId = id<'OfferId'>()
export type OfferId = z.infer<typeof OfferId>
export const CaseId = id<'CaseId'>()
export type CaseId = z.infer<typeof CaseId>
export const ClockId = id<'ClockId'>()
export type ClockId = z.infer<typeof ClockId>
export const TaskId = id<'TaskId'>()
export type TaskId = z.infer<typeof TaskId>
export const AttemptId = id<'AttemptId'>()
export type AttemptId = z.infer<typeof AttemptId>
export const SurveyId = id<'SurveyId'>()
export type SurveyId = z.infer<typeof SurveyId>
export const MonitorId = id<'MonitorId'>()
export type MonitorId = z.infer<typeof MonitorId>
/** A stretch of a call that was not recorded. */
export const PauseId = id<'PauseId'>()
export type PauseId = z.infer<typeof PauseId>
export const RecordingId = id<'RecordingId'>()
export type RecordingId = z.infer<typeof RecordingId>
export const DocumentId = id<'DocumentId'>()
export type DocumentId = z.infer<typeof DocumentId>
export const DuplicateId = id<'DuplicateId'>()
export type DuplicateId = z.infer<typeof DuplicateId>
export const MergeId = id<'MergeId'>()
export type MergeId = z.infer<typeof MergeId>
export const ContactNoteId = id<'ContactNoteId'>()
export type ContactNoteId = z.infer<typeof ContactNoteId>
export const PrivacyRequestId = id<'PrivacyRequestId'>()
export type PrivacyRequestId = z.infer<typeof PrivacyRequestId>
export const LegalHoldId = id<'LegalHoldId'>()
export type LegalHoldId = z.infer<typeof LegalHoldId>
export const ImportId = id<'ImportId'>()
export type ImportId = z.infer<typeof ImportId>
export const ExportId = id<'ExportId'>()
export type ExportId = z.infer<typeof ExportId>
export const ApiKeyId = id<'ApiKeyId'>()
export type ApiKeyId = z.infer<typeof ApiKeyId>
export const WebhookId = id<'WebhookId'>()
export type WebhookId = z.infer<typeof WebhookId>
export const DeliveryId = id<'DeliveryId'>()
export type DeliveryId = z.infer<typeof DeliveryId>

export const WorkOrderId = id<'WorkOrderId'>()
export type WorkOrderId = z.infer<typeof WorkOrderId>
export const ProblemId = id<'ProblemId'>()
export type ProblemId = z.infer<typeof ProblemId>
export const CompensationId = id<'CompensationId'>()
export type CompensationId = z.infer<typeof CompensationId>
export const DigestId = id<'DigestId'>()
export type DigestId = z.infer<typeof DigestId>
export const ArticleId = id<'ArticleId'>()
export type ArticleId = z.infer<typeof ArticleId>

/** Queues are few and named: booking, complaint, query, general. */
export const QueueId = z.enum(['booking', 'complaint', 'query', 'general'])
export type QueueId = z.infer<typeof QueueId>
/** Campaigns are few and named. */
export const CampaignId = z.enum(['complaint-satisfaction'])
export type CampaignId = z.infer<typeof CampaignId>
