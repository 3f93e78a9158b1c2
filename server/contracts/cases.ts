/** Cases and tasks: the accountable memory of every request. What can be asked for stands in `catalogue.ts`. */
import { z } from 'zod'
import { holdsCardNumber, readFields } from './case-values.ts'
import { CaseKind, fitsKind } from './catalogue.ts'
import { freeText, Instant, Label, Version } from './common.ts'
import { CaseId, InteractionId, PassengerId, TaskId, TeamId, UserId } from './ids.ts'

export { CaseKind }

export const CaseState = z.enum(['open', 'dispatched', 'accepted', 'returned', 'answered', 'closed', 'reopened'])
export type CaseState = z.infer<typeof CaseState>

/** How a request reached us first. */
export const CaseChannel = z.enum(['phone', 'web', 'email', 'sms', 'letter', 'fax'])
export type CaseChannel = z.infer<typeof CaseChannel>

/** Where on the journey it happened (CS-02). */
export const JourneyStage = z.enum(['booking', 'check-in', 'boarding', 'in-flight', 'arrival', 'after'])
export type JourneyStage = z.infer<typeof JourneyStage>

/** What was lacking (BY-25). */
export const QualityTag = z.enum(['timeliness', 'safety', 'accuracy'])
export type QualityTag = z.infer<typeof QualityTag>

/** Who asks, when it is no passenger on record (EC-06, IQ-10). */
export const CallerParty = z.enum(['passenger', 'account', 'agency', 'unknown'])
export type CallerParty = z.infer<typeof CallerParty>

const isoDate = z.iso.date()
const flightText = freeText(10)
const station = z.string().regex(/^[A-Z]{3}$/)
/** Values of the leaf's form by field name; what may stand in them, `case-values.ts` says. */
const formValues = z.record(z.string().max(40), z.unknown())

/** No text of a case may hold the number of a payment card. */
const spoken = (max: number) => freeText(max).refine((text) => !holdsCardNumber(text), { message: 'card-number' })

const caseFacts = z.object({
  kind: CaseKind,
  /** A leaf of the catalogue; for a complaint whose leaf is still open, its branch. */
  category: z.string().max(40),
  subject: spoken(120).pipe(z.string().min(1)),
  details: spoken(4000).default(''),
  flight: flightText.default(''),
  flightDate: isoDate.optional(),
  station: station.optional(),
  fields: formValues.default({}),
  stage: JourneyStage.optional(),
  qualities: z.array(QualityTag).max(3).default([]),
  party: CallerParty.default('passenger'),
  /** Name of the account, agency or caller when it is no passenger on record. */
  partyName: spoken(120).default(''),
})

/** What every case to be opened must hold: a category of its kind, and field values that can be read. */
export const NewCase = caseFacts
  .extend({
    channel: CaseChannel.default('phone'),
    /** Ms UTC of the first contact on any channel, when it was before now: voicemail, fax, letter. */
    firstContactAt: Instant.optional(),
  })
  .superRefine((fresh, context) => {
    if (!fitsKind(fresh.kind, fresh.category))
      context.addIssue({ code: 'custom', path: ['category'], message: 'not in the catalogue' })
    if ((fresh.party === 'account' || fresh.party === 'agency') && fresh.partyName === '')
      context.addIssue({ code: 'custom', path: ['partyName'], message: 'required' })
    for (const [name, problem] of Object.entries(readFields(fresh.fields).problems))
      context.addIssue({ code: 'custom', path: ['fields', name], message: problem })
  })
/** As somebody hands it over: what has a default may be left out. */
export type NewCase = z.input<typeof NewCase>

/** One field before and after, as the history tells it. */
export const FieldChange = z.object({ field: z.string(), from: z.unknown().optional(), to: z.unknown().optional() })
export type FieldChange = z.infer<typeof FieldChange>

export const CaseEvent = z.object({
  seq: z.int(),
  at: Instant,
  event: z.enum([
    'opened',
    'noted',
    'closed',
    'reopened',
    'edited',
    'taken-over',
    'contact-added',
    'dispatched',
    'accepted',
    'returned',
    'answered',
    'redone',
    'courier',
    'replied',
    'reaction',
  ]),
  byName: z.string().optional(),
  text: z.string().optional(),
  score: z.int().optional(),
  departmentId: TeamId.optional(),
  changes: z.array(FieldChange).optional(),
})
export type CaseEvent = z.infer<typeof CaseEvent>

export const CaseSummary = z.object({
  id: CaseId,
  /** Short number that a person can say: C-000123. */
  number: z.string(),
  kind: CaseKind,
  category: z.string(),
  subject: z.string(),
  state: CaseState,
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
  party: CallerParty.optional(),
  partyName: z.string().optional(),
  teamId: TeamId,
  /** The department that has it in hand. */
  departmentId: TeamId.optional(),
  ownerId: UserId.optional(),
  ownerName: z.string().optional(),
  openedAt: Instant,
  closedAt: Instant.optional(),
  reopenedAt: Instant.optional(),
  /** The next of its clocks that ends, ms UTC. */
  nextDueAt: Instant.optional(),
  lastScore: z.int().optional(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const Case = CaseSummary.extend({
  details: z.string(),
  flight: z.string(),
  flightDate: z.string().optional(),
  station: z.string().optional(),
  fields: formValues.optional(),
  channel: CaseChannel.optional(),
  firstContactAt: Instant.optional(),
  stage: JourneyStage.optional(),
  qualities: z.array(QualityTag).optional(),
  interactionId: InteractionId.optional(),
  resolution: z.string().optional(),
  /** How the catalogue named and counted it on the day it was closed; no later change of the catalogue touches it. */
  closedAs: z.object({ label: Label, department: z.string() }).optional(),
  version: z.int(),
  events: z.array(CaseEvent),
})
export type Case = z.infer<typeof Case>

/** What may be changed: facts by name, form values as `fields.<name>`. `was` is what the editor saw, `set` what it shall be; null clears. */
export const CaseEdit = z.object({
  was: z.record(z.string().max(60), z.unknown()),
  set: z.record(z.string().max(60), z.unknown()).refine((set) => Object.keys(set).length > 0, { message: 'required' }),
})
export type CaseEdit = z.infer<typeof CaseEdit>

/** A field that somebody else changed while it was being edited. */
export const EditConflict = z.object({
  field: z.string(),
  mine: z.unknown().optional(),
  theirs: z.unknown().optional(),
  byName: z.string().optional(),
  at: Instant.optional(),
})
export type EditConflict = z.infer<typeof EditConflict>

/** How the passenger was told, and in which words (FF-10). */
export const CaseReply = z.object({
  channel: z.enum(['phone', 'sms', 'email', 'letter']),
  text: spoken(2000).pipe(z.string().min(1)),
})
export type CaseReply = z.infer<typeof CaseReply>

/** What the passenger said to the answer; not content sends the case back to work (CT-10). */
export const CaseReaction = z
  .object({ content: z.boolean(), text: spoken(1000).default('') })
  .refine((said) => said.content || said.text !== '', { path: ['text'], message: 'required' })
export type CaseReaction = z.infer<typeof CaseReaction>

/** Another contact about an open case (BY-29). */
export const TakeOver = z.object({ ids: z.array(CaseId).min(1).max(100) })

export const CaseClosing = z.object({ version: Version, resolution: spoken(2000).pipe(z.string().min(1)) })
export const CaseNote = z.object({ text: spoken(2000).pipe(z.string().min(1)) })
/** Whose cases: owned by me, of my units or in their hands, all that I may see. */
export const CaseScope = z.enum(['mine', 'department', 'all'])
export type CaseScope = z.infer<typeof CaseScope>
/** Longest open first, or the clock that ends first. */
export const CaseOrder = z.enum(['oldest', 'due'])
export type CaseOrder = z.infer<typeof CaseOrder>

const stateFilters = ['unfinished', 'all', ...CaseState.options] as const

export const CaseFilter = z.object({
  state: z.enum(stateFilters).default('unfinished'),
  scope: CaseScope.default('all'),
  order: CaseOrder.default('oldest'),
  kind: CaseKind.optional(),
  category: z.string().max(40).optional(),
  departmentId: TeamId.optional(),
  search: freeText(80).optional(),
  passengerId: PassengerId.optional(),
})
export type CaseFilter = z.infer<typeof CaseFilter>

/** Unfinished cases by what the work list can drill into. */
export const CaseCounts = z.object({
  mine: z.int(),
  department: z.int(),
  all: z.int(),
  /** A clock has run out, or does within the hour. */
  breached: z.int(),
  dueSoon: z.int(),
  oldestOpenedAt: Instant.optional(),
  byState: z.record(z.string(), z.int()),
  byKind: z.record(z.string(), z.int()),
})
export type CaseCounts = z.infer<typeof CaseCounts>

/** What somebody must do: call back after an interrupted call, look at a reopened case. */
export const TaskKind = z.enum([
  'call-back-interrupted',
  'reopened-case',
  'call-back-promised',
  'escalated-order',
  'returned-order',
  'answered-order',
  'follow-up',
  'notify-cancellation',
  'notify-oversale',
  'notify-delay',
])
export type TaskKind = z.infer<typeof TaskKind>
export const Task = z.object({
  id: TaskId,
  teamId: TeamId,
  kind: TaskKind,
  createdAt: Instant,
  dueAt: Instant,
  doneAt: Instant.optional(),
  doneByName: z.string().optional(),
  passengerId: PassengerId.optional(),
  passengerName: z.string().optional(),
  number: z.string().optional(),
  interactionId: InteractionId.optional(),
  caseId: CaseId.optional(),
})
export type Task = z.infer<typeof Task>
