/** What dispatching needs of other rooms, in its own words. */
import type { CaseKind, CaseState } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { DispatchRule } from '../contracts/dispatch.ts'
import type { CaseId, PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { Write } from '../platform/store.ts'
import type { CaseStep } from './case-standing.rules.ts'

/** A unit of the organisation as a place for work. */
export interface Unit {
  id: TeamId
  name: Label
  code?: string | undefined
  /** Who answers for it (CS-24). */
  accountable?: { id: UserId; name: string } | undefined
}

export interface Units {
  unit(id: TeamId, within?: Write): Promise<Unit | undefined>
  byCode(code: string, within?: Write): Promise<Unit | undefined>
  /** The unit itself first, then what stands above it. */
  chainOf(id: TeamId, within?: Write): Promise<Unit[]>
  branchOfStation(station: string, within?: Write): Promise<Unit | undefined>
}

/** A case as dispatching sees it. */
export interface DispatchedCase {
  id: CaseId
  number: string
  kind: CaseKind
  leaf: string
  state: CaseState
  teamId: TeamId
  ownerId?: UserId | undefined
  passengerId?: PassengerId | undefined
  station?: string | undefined
  channel: DispatchRule['channels'][number]
}

export interface DispatchableCases {
  facts(id: CaseId, within?: Write): Promise<DispatchedCase | undefined>
  /** Moves the case by its own law; the only way in. */
  move(
    id: CaseId,
    move: { move: CaseStep; byId: UserId; text?: string; departmentId?: TeamId },
    within: Write,
  ): Promise<unknown>
  /** What the passenger asked for, in words. */
  wording(id: CaseId, within?: Write): Promise<{ subject: string; details: string; flight: string } | undefined>
}

/** The department that answers for a leaf of the catalogue, by code. */
export type DepartmentOfLeaf = (kind: CaseKind, leaf: string) => string | undefined

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
  member(id: UserId, within?: Write): Promise<{ displayName: string; teamId: TeamId; disabled: boolean } | undefined>
}

/** The branch that looks after the passenger's company or agency. */
export type BranchOfAccount = (passengerId: PassengerId, within?: Write) => Promise<TeamId | undefined>

/** When so many working minutes of a unit's calendar are over. */
export type WorkingTime = (unitId: TeamId, from: number, minutes: number, within: Write) => Promise<number>

export interface DispatchTasks {
  create(
    task: {
      kind: 'escalated-order' | 'returned-order' | 'answered-order'
      caseId: CaseId
      passengerId?: PassengerId | undefined
      teamId: TeamId
      dueAt: number
    },
    within: Write,
  ): Promise<unknown>
}
