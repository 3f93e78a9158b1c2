/** What the room of passengers needs of others. */
import type { Label } from '../contracts/common.ts'
import type { PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { AccountMark } from '../contracts/passengers.ts'
import type { CustomerClass } from '../contracts/segments.ts'
import type { Write } from '../platform/store.ts'

export interface StaffNames {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
  namesOf(ids: UserId[], within?: Write): Promise<Map<UserId, string>>
  unitName(id: TeamId, within?: Write): Promise<Label | undefined>
}

/** The companies and agencies that passengers belong to. */
export interface AccountMarks {
  marksOf(ids: PassengerId[], within?: Write): Promise<Map<PassengerId, AccountMark>>
}

export interface DoNotCallList {
  /** True when any of the numbers must not be called. */
  hasAny(e164s: string[], within?: Write): Promise<boolean>
}

/** BY-17: the one accountable unit of a territory and a class. */
export interface Offices {
  officeFor(
    customer: { city: string; customerClass: CustomerClass | undefined },
    within?: Write,
  ): Promise<TeamId | undefined>
}
