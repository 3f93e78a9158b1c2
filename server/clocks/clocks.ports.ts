/** What the room of clocks needs of others; all of it inside the transaction of the case. */

import type { Role } from '../contracts/auth.ts'
import type { CalendarId, Due, Span } from '../contracts/calendars.ts'
import type { CaseKind } from '../contracts/cases.ts'
import type { ClockRuleId } from '../contracts/clock-rules.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId, ClockId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'
import type { Place } from './situation.rules.ts'

/** Who does something, for history and audit trail. */
export interface Editor {
  id: UserId
  displayName: string
  role: Role
  ip: string
}

/** A case as its clocks see it. */
export interface ClockedCase {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  state: string
  teamId: TeamId
  departmentId?: TeamId
  ownerId?: UserId
  passengerId?: PassengerId
  flight?: string
  flightDate?: string
  station?: string
  fields: Record<string, unknown>
  channel: 'phone' | 'web' | 'email' | 'sms' | 'letter' | 'fax'
  /** First contact on any channel. */
  openedAt: number
  closedAt?: number
  closings: number
}

export interface ClockedCases {
  facts(id: CaseId, within?: Write): Promise<ClockedCase | undefined>
  /** Keeps when the next of its clocks ends, for work lists. */
  keepDue(id: CaseId, dueAt: number | undefined, within: Write): Promise<void>
}

export interface WorkingTime {
  due(
    id: CalendarId,
    from: number,
    span: Span,
    more: { zone?: string | undefined; warnPercent: number },
    within?: Write,
  ): Promise<Due & { warnAt: number; zone: string }>
}

export interface Places {
  get(iata: string, within?: Write): Promise<Place | undefined>
}

/** The two ends of a flight on which the passenger was booked. */
export type LegOf = (
  passengerId: PassengerId,
  flight: string,
  within?: Write,
) => Promise<{ from: string; to: string } | undefined>

/** The working calendar of a unit. */
export type CalendarOfUnit = (id: TeamId, within?: Write) => Promise<CalendarId>

export interface AuditTrail {
  record(
    entry: {
      actorId: UserId
      role: Role
      ip: string
      action: string
      objectType: string
      objectId: string
      detail?: Record<string, string | number | boolean>
    },
    within: Write,
  ): Promise<void>
}

/** A clock that is about to end, or has ended unanswered. */
export interface ClockNews {
  clockId: ClockId
  caseId: CaseId
  ruleId: ClockRuleId
  teamId: TeamId
  departmentId?: TeamId
  ownerId?: UserId
  dueAt: number
}

/** The same with its words. */
export interface NamedClock extends ClockNews {
  name: Label
}

/** A room that acts on clocks, inside the commit that writes the warning or the breach. */
export interface ClockListener {
  warned?(clock: NamedClock, within: Write): Promise<void>
  breached?(clock: NamedClock, within: Write): Promise<void>
}
