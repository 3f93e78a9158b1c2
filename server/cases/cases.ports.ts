/** What the room of cases needs of others, and what it offers to rooms that follow a case; all of it inside the case's own transaction. */
import type { CaseChannel, CaseKind, CaseReply, CaseState } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { CaseId, InteractionId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'
import type { CaseMove } from './case.machine.ts'

export interface PassengerNames {
  nameOf(id: PassengerId, within?: Write): Promise<string | undefined>
}

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
}

export interface FollowUps {
  create(
    task: {
      kind: 'reopened-case' | 'follow-up'
      passengerId?: PassengerId | undefined
      caseId: CaseId
      teamId: TeamId
      dueAt: number
    },
    within: Write,
  ): Promise<unknown>
  /** What was to be done for the case has been done. */
  settleFor(caseId: CaseId, kind: 'reopened-case' | 'answered-order', byId: UserId, within: Write): Promise<void>
}

/** The catalogue as in force: what a case of a leaf is called on the day it is closed. Undefined for a branch. */
export interface Leaves {
  entry(leaf: string, within: Write): Promise<{ label: Label; department: string } | undefined>
}

/** GA-04: closing a complaint schedules a call-back, in the same commit. */
export type OnComplaintClosed = (
  caseId: CaseId,
  passengerId: PassengerId,
  closedAt: number,
  tx: Write,
) => Promise<unknown>

/** What a room that follows a case may know of it. `leaf` is a branch while the leaf of a complaint is still open. */
export interface CaseFacts {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  state: CaseState
  teamId: TeamId
  departmentId?: TeamId
  ownerId?: UserId
  passengerId?: PassengerId
  interactionId?: InteractionId
  flight?: string
  flightDate?: string
  station?: string
  fields: Record<string, unknown>
  channel: CaseChannel
  /** Ms UTC of the first contact on any channel: where clocks of the passenger's side begin. */
  openedAt: number
  closedAt?: number
  closings: number
}

/** A room that follows a case, inside the commit that moves it. */
export interface CaseFollower {
  opened?(c: CaseFacts, tx: Write): Promise<void>
  /** Throws a Refusal when something is missing. */
  mayClose?(c: CaseFacts, tx: Write): Promise<void>
  moved?(c: CaseFacts, move: CaseMove, tx: Write): Promise<void>
  /** Facts or form were edited: what was derived from them may be another now. */
  edited?(c: CaseFacts, tx: Write): Promise<void>
  /** The passenger was told something; the words are in the case's history. */
  replied?(c: CaseFacts, reply: { channel: CaseReply['channel']; text: string; byId: UserId }, tx: Write): Promise<void>
}
