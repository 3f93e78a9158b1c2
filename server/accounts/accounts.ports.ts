/** What accounts need of other rooms. */
import type { CaseSummary } from '../contracts/cases.ts'
import type { Label } from '../contracts/common.ts'
import type { PassengerId, TeamId, UserId } from '../contracts/ids.ts'
import type { PassengerSummary } from '../contracts/passengers.ts'
import type { Write } from '../platform/store.ts'
import type { Customer } from './owner.rules.ts'

export interface Staff {
  nameOf(id: UserId, within?: Write): Promise<string | undefined>
  namesOf(ids: UserId[], within?: Write): Promise<Map<UserId, string>>
  unitName(id: TeamId, within?: Write): Promise<Label | undefined>
}

/** BY-17: the one accountable branch of a territory. */
export interface Offices {
  officeFor(customer: Customer, within?: Write): Promise<TeamId | undefined>
}

export interface People {
  summary(id: PassengerId, within?: Write): Promise<PassengerSummary | undefined>
}

export interface Cases {
  openOf(passengerId: PassengerId): Promise<CaseSummary[]>
}
