/** Clocks of cases: which rule runs, from when, until when, what stops it, and why it applies. */
import { z } from 'zod'
import { CalendarId, IsoDate } from './calendars.ts'
import { CaseKind } from './cases.ts'
import {
  Cause,
  ClockRule,
  ClockRuleId,
  ClosingEffect,
  Confidence,
  Disruption,
  Payment,
  Regime,
  StartEvent,
  StopEvent,
} from './clock-rules.ts'
import { freeText, Instant, Label } from './common.ts'
import { CaseId, ClockId, PassengerId, TeamId } from './ids.ts'

const Iata = z.string().regex(/^[A-Z]{3}$/)
/** What people know of a case beyond its form, and clocks depend on. */
export const Circumstances = z.object({
  origin: Iata.optional(),
  destination: Iata.optional(),
  carrier: z
    .string()
    .regex(/^[A-Z0-9]{2}$/)
    .optional(),
  cause: Cause.optional(),
  disruption: Disruption.optional(),
  disability: z.boolean().optional(),
  payment: Payment.optional(),
  involuntary: z.boolean().optional(),
  writtenAt: Instant.optional(),
  refundRequestedAt: Instant.optional(),
  bagReceivedAt: Instant.optional(),
  regulatorFiledAt: Instant.optional(),
  regulatorForwardedAt: Instant.optional(),
})
export type Circumstances = z.infer<typeof Circumstances>
const reason = freeText(400).pipe(z.string().min(1))
export const CircumstancesEdit = z.object({ circumstances: Circumstances, reason })

/** What a case would be, to see which clocks it would start. */
export const ClockPreview = z.object({
  kind: CaseKind,
  category: z.string().max(40),
  channel: z.enum(['phone', 'web', 'email', 'sms', 'letter', 'fax']).default('phone'),
  flight: freeText(10).default(''),
  flightDate: IsoDate.optional(),
  station: Iata.optional(),
  fields: z.record(z.string().max(40), z.unknown()).default({}),
  passengerId: PassengerId.optional(),
  circumstances: Circumstances.default({}),
  at: Instant.optional(),
})
/** As the desk asks: what has a default may be left out. */
export type ClockPreview = z.input<typeof ClockPreview>

export const PreviewedClock = z.object({
  ruleId: ClockRuleId,
  version: z.int(),
  regime: Regime,
  party: ClockRule.shape.party,
  name: Label,
  startedAt: Instant,
  dueAt: Instant,
  zone: z.string(),
  uncertain: z.boolean(),
  stop: StopEvent,
  why: Label,
})
export type PreviewedClock = z.infer<typeof PreviewedClock>

export const ClockState = z.enum(['running', 'paused', 'breached', 'met', 'stopped-late', 'withdrawn'])
export type ClockState = z.infer<typeof ClockState>
export const ClockEventName = z.enum([
  'started',
  'overridden',
  'paused',
  'resumed',
  'recomputed',
  'warned',
  'breached',
  'stopped',
  'withdrawn',
])
export const ClockEvent = z.object({
  at: Instant,
  event: ClockEventName,
  byName: z.string().optional(),
  text: z.string().optional(),
})
export type ClockEvent = z.infer<typeof ClockEvent>

/** Computed from the case, begun again when it was opened again or the last round ended, or begun by a person against the computation. */
export const ClockOrigin = z.enum(['computed', 'reopened', 'renewed', 'person'])
export type ClockOrigin = z.infer<typeof ClockOrigin>

export const CaseClock = z.object({
  id: ClockId,
  caseId: CaseId,
  caseNumber: z.string(),
  caseKind: CaseKind,
  teamId: TeamId,
  departmentId: TeamId.optional(),
  ruleId: ClockRuleId,
  ruleVersion: z.int(),
  regime: Regime,
  party: ClockRule.shape.party,
  name: Label,
  start: StartEvent,
  stop: StopEvent,
  closing: ClosingEffect,
  pausable: z.boolean(),
  calendarId: CalendarId,
  zone: z.string(),
  startedAt: Instant,
  warnAt: Instant,
  dueAt: Instant,
  uncertain: z.boolean(),
  state: ClockState,
  pausedAt: Instant.optional(),
  stoppedAt: Instant.optional(),
  evidence: z.string().optional(),
  stoppedByName: z.string().optional(),
  origin: ClockOrigin,
  why: Label,
  source: z.string(),
  confidence: Confidence,
  events: z.array(ClockEvent),
})
export type CaseClock = z.infer<typeof CaseClock>

/** All clocks of one case, with what is known and which rules could still be started by hand. */
export const CaseClocks = z.object({
  clocks: z.array(CaseClock),
  circumstances: Circumstances,
  startable: z.array(z.object({ ruleId: ClockRuleId, regime: Regime, name: Label })),
})
export type CaseClocks = z.infer<typeof CaseClocks>

export const ClockStop = z.object({
  evidence: freeText(1000).pipe(z.string().min(1)),
  /** When it happened, when it was before now. */
  at: Instant.optional(),
})
export const ClockReason = z.object({ reason })
export const ClockOverride = z.object({ ruleId: ClockRuleId, reason, startedAt: Instant.optional() })

/** A line of the list of clocks that end soon or have ended unanswered. */
export const DueClock = CaseClock.pick({
  id: true,
  caseId: true,
  caseNumber: true,
  caseKind: true,
  teamId: true,
  departmentId: true,
  regime: true,
  name: true,
  stop: true,
  dueAt: true,
  warnAt: true,
  state: true,
  uncertain: true,
})
export type DueClock = z.infer<typeof DueClock>
export const DueFilter = z.object({
  state: z.enum(['soon', 'breached', 'running']).default('soon'),
  unitId: TeamId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})
