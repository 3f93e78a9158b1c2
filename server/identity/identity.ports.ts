/** What identity needs of other rooms. */
import type { PassengerId, UserId } from '../contracts/ids.ts'
import type { CallerMatch, PassengerSummary } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'

export interface FoundPerson {
  passenger: PassengerSummary
  lastContactAt: number | undefined
}

export interface People {
  /** By telephone number; never rejects, never later than 300 ms. */
  identify(number: string): Promise<CallerMatch>
  byEmail(email: string): Promise<FoundPerson[]>
  byMember(memberNumber: string): Promise<FoundPerson[]>
  byPnr(pnr: string): Promise<FoundPerson[]>
  byIds(ids: PassengerId[]): Promise<FoundPerson[]>
  living(id: PassengerId, within?: Write): Promise<PassengerId | undefined>
}

export interface StaffNames {
  namesOf(ids: UserId[]): Promise<Map<UserId, string>>
}
