/** COMPOSITION of the customers: their records, the companies they belong to, how they stand with the house. Each needs the other two; the knots are tied here. */
import { createAccounts } from './accounts/accounts.service.ts'
import { accountableUnit, type Customer } from './accounts/owner.rules.ts'
import type { Cases } from './cases/cases.service.ts'
import type { TeamId, UserId } from './contracts/ids.ts'
import { createMembers } from './members/members.service.ts'
import type { Organisation } from './organisation/organisation.service.ts'
import { createMemberRecords } from './passengers/member-records.ts'
import type { DoNotCallList } from './passengers/passengers.ports.ts'
import { createPassengers } from './passengers/passengers.service.ts'
import type { Bus } from './platform/bus.ts'
import type { Clock } from './platform/clock.ts'
import type { Log } from './platform/log.ts'
import type { Store, Write } from './platform/store.ts'
import type { Surveys } from './surveys/surveys.service.ts'

export interface CustomersDeps {
  store: Store
  bus: Bus
  clock: Clock
  log: Log
  timeZone: string
  organisation: Organisation
  doNotCall: DoNotCallList
  /** Built later than the customers. */
  later: { cases: () => Cases; surveys: () => Surveys }
}

/** Builds the three rooms; nothing runs yet. */
export function createCustomers({ organisation, doNotCall, later, ...common }: CustomersDeps) {
  const staff = {
    nameOf: (id: UserId, within?: Write) => organisation.nameOf(id, within),
    namesOf: (ids: UserId[], within?: Write) => organisation.namesOf(ids, within),
    unitName: async (id: TeamId, within?: Write) => (await organisation.unit(id, within))?.name,
  }
  const offices = {
    officeFor: async (customer: Customer, within?: Write) =>
      accountableUnit(customer, await organisation.units(within)),
  }
  const accounts = createAccounts({
    ...common,
    staff,
    offices,
    people: { summary: (id, within) => passengers.summary(id, within) },
    cases: { openOf: (id) => later.cases().openOf(id) },
  })
  const passengers = createPassengers({ ...common, staff, doNotCall, accounts, offices })
  const members = createMembers({
    ...common,
    records: createMemberRecords(common),
    complaints: { openComplaintsOf: (ids, within) => later.cases().openComplaintsOf(ids, within) },
    scores: { lastScoresOf: (ids, within) => later.surveys().lastScoresOf(ids, within) },
    accounts,
    staff,
  })
  return { passengers, accounts, members }
}
