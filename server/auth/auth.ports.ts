/** What logging in needs of other rooms. */
import type { Role } from '../contracts/auth.ts'
import type { TeamId, UserId } from '../contracts/ids.ts'
import type { StaffMember } from '../contracts/organisation.ts'
import type { Write } from '../platform/store.ts'

export interface Staff {
  member(id: UserId): Promise<StaffMember | undefined>
  memberByUsername(username: string): Promise<StaffMember | undefined>
  /** Whose records this person sees, and whether personal data is masked. */
  reachOf(member: StaffMember): Promise<{ units: TeamId[]; masked: boolean }>
}

export interface AuditTrail {
  record(
    entry: {
      actorId?: UserId | undefined
      role?: Role | undefined
      ip: string
      action: string
      objectType: string
      objectId: string
    },
    within?: Write,
  ): Promise<void>
}
