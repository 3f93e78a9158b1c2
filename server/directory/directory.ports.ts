/** What the directory needs of the organisation, in its own words. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember, Unit } from '../contracts/organisation.ts'
import type { Write } from '../platform/store.ts'

export interface House {
  units(within?: Write): Promise<Unit[]>
  staff(): Promise<StaffMember[]>
  members(ids: UserId[], within?: Write): Promise<StaffMember[]>
  /** Grows with every change of units or people. */
  revision(): number
}

export interface Trail {
  record(
    entry: { actorId: UserId; role: Role; ip: string; action: string; objectType: string; objectId: string },
    within?: Write,
  ): Promise<void>
}

/** Writes one entry of the audit trail in the transaction of the act. */
export type Witness = (action: string, objectId: TeamId, tx: Write) => Promise<void>
