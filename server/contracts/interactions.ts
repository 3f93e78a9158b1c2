/** An interaction is one customer contact: opened with the call, closed with a disposition. */
import { z } from 'zod'
import { Commitment } from './accounts.ts'
import { Call } from './calls.ts'
import { CallerParty, CaseChannel, CaseKind, CaseSummary, JourneyStage, NewCase, QualityTag, Task } from './cases.ts'
import { freeText, Instant, type Label } from './common.ts'
import { AgentId, CallId, CaseId, InteractionId, OfferId, PassengerId, QueueId } from './ids.ts'
import { CallerMatch, PassengerProfile, Trip } from './passengers.ts'

export const InteractionState = z.enum(['open', 'wrapping-up', 'closed', 'interrupted'])
export type InteractionState = z.infer<typeof InteractionState>

/** What came of it, chosen by the agent; `abandoned`, `self-served` and `interrupted` are set by the house. */
export const Disposition = z.enum([
  'resolved',
  'case-opened',
  'call-back-promised',
  'transferred',
  'wrong-number',
  'silent-call',
  'nuisance',
  'abandoned',
  'self-served',
  'interrupted',
])
export type Disposition = z.infer<typeof Disposition>
/** Dispositions that a person may choose, and whether a case must go with them (BY-22). */
export const chosenDispositions: Array<{ id: Disposition; needsCase: boolean; label: Label }> = [
  { id: 'case-opened', needsCase: true, label: { zh: '已建单', en: 'Case opened' } },
  { id: 'resolved', needsCase: true, label: { zh: '当场解决', en: 'Resolved on the call' } },
  { id: 'call-back-promised', needsCase: true, label: { zh: '已约回电', en: 'Call-back promised' } },
  { id: 'transferred', needsCase: false, label: { zh: '已转接', en: 'Transferred' } },
  { id: 'wrong-number', needsCase: false, label: { zh: '打错电话', en: 'Wrong number' } },
  { id: 'silent-call', needsCase: false, label: { zh: '无声电话', en: 'Silent call' } },
  { id: 'nuisance', needsCase: false, label: { zh: '骚扰电话', en: 'Nuisance call' } },
]

export const InteractionSummary = z.object({
  id: InteractionId,
  callId: CallId.optional(),
  direction: z.enum(['inbound', 'outbound']),
  state: InteractionState,
  queueId: QueueId.optional(),
  openedAt: Instant,
  endedAt: Instant.optional(),
  disposition: Disposition.optional(),
  agentId: AgentId.optional(),
  agentName: z.string().optional(),
  passengerId: PassengerId.optional(),
  caseId: CaseId.optional(),
  note: z.string().optional(),
})
export type InteractionSummary = z.infer<typeof InteractionSummary>

/** A wrap-up form as typed so far; kept on the server at each pause of typing. */
export const Draft = z.object({
  disposition: Disposition.optional(),
  note: freeText(4000).default(''),
  case: z
    .object({
      kind: CaseKind.optional(),
      category: z.string().max(40).optional(),
      subject: z.string().max(120).default(''),
      details: z.string().max(4000).default(''),
      flight: z.string().max(10).default(''),
      flightDate: z.string().max(10).optional(),
      station: z.string().max(4).optional(),
      fields: z.record(z.string().max(40), z.unknown()).optional(),
      stage: JourneyStage.optional(),
      qualities: z.array(QualityTag).max(3).optional(),
      party: CallerParty.optional(),
      partyName: z.string().max(120).optional(),
      channel: CaseChannel.optional(),
      firstContactAt: Instant.optional(),
      /** An open case chosen instead of a new one. */
      existing: CaseId.optional(),
    })
    .optional(),
  /** Numbers of the requests of this contact that are filed already. */
  filed: z.array(z.string().max(20)).max(20).optional(),
})
export type Draft = z.infer<typeof Draft>

/** Saving ends wrap-up. `key` makes a repeated save harmless: same key, same answer. */
export const WrapUp = z.object({
  key: z.uuid(),
  disposition: Disposition,
  note: freeText(4000).default(''),
  case: NewCase.optional(),
  /** An open case that this contact was about, instead of a new one. */
  caseId: CaseId.optional(),
})
export type WrapUp = Omit<z.infer<typeof WrapUp>, 'case'> & { case?: NewCase | undefined }

/** One request of a contact that goes on: filed at once, or attached to an open case; the next can be typed. */
export const FiledRequest = z
  .object({ key: z.uuid(), case: NewCase.optional(), caseId: CaseId.optional(), text: freeText(2000).default('') })
  .refine((filed) => (filed.case === undefined) !== (filed.caseId === undefined), {
    path: ['case'],
    message: 'required',
  })
export type FiledRequest = Omit<z.infer<typeof FiledRequest>, 'case'> & { case?: NewCase | undefined }

/** Everything the console shows of a contact, whole, in one message: no request has to follow. */
export const ScreenPop = z.object({
  interactionId: InteractionId,
  callId: CallId,
  offerId: OfferId.optional(),
  queueId: QueueId.optional(),
  offeredAt: Instant.optional(),
  ringMs: z.int().optional(),
  call: Call,
  match: CallerMatch,
  passenger: PassengerProfile.optional(),
  nextTrips: z.array(Trip),
  lastTrips: z.array(Trip),
  interactions: z.array(InteractionSummary),
  openCases: z.array(CaseSummary),
  /** BY-36: what the house still owes: tasks of all teams, promises, plans with the company. */
  openTasks: z.array(Task).default([]),
  commitments: z.array(Commitment).default([]),
  /** GA-20: this agent looks after the caller. */
  asOwner: z.boolean().optional(),
  /** What the agent before had typed: the caller came back to the queue because that agent's page or phone was lost in mid-call. */
  draft: Draft.optional(),
  /** Why this agent: ms idle at the moment of choice. */
  idleMs: z.int().optional(),
})
export type ScreenPop = z.infer<typeof ScreenPop>

export const Interaction = InteractionSummary.extend({ pop: ScreenPop, draft: Draft, wrapUpDueAt: Instant.optional() })
export type Interaction = z.infer<typeof Interaction>

export const PassengerLink = z.object({ passengerId: PassengerId })
