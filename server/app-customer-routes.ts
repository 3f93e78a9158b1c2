/** COMPOSITION of the HTTP side of customers: records, companies, standing. */
import { accountsRoutes } from './accounts/accounts.routes.ts'
import { commitmentsRoutes } from './accounts/commitments.routes.ts'
import type { People } from './app-people.ts'
import { seesUnit } from './contracts/auth.ts'
import { membersRoutes } from './members/members.routes.ts'
import type { Http } from './platform/http.ts'
import { accountTimelineRoutes } from './timeline/account-timeline.routes.ts'
import type { TimelineSource } from './timeline/timeline.ports.ts'

/** Registers the routes of passengers, accounts and membership; `sources` tell what happened with a passenger. */
export function openCustomerRoutes(http: Http, people: People, sources: TimelineSource[]): void {
  const { passengers, accounts, members, audit } = people
  membersRoutes(http, { members, audit })
  accountsRoutes(http, {
    accounts,
    worksFor: seesUnit,
    isHeadquarters: async (user) =>
      user.role === 'admin' || (await people.organisation.unit(user.teamId))?.kind === 'headquarters',
  })
  commitmentsRoutes(http, { accounts, people: passengers })
  accountTimelineRoutes(http, sources, {
    async peopleOf(id) {
      const ids = await accounts.peopleOf(id)
      const known = await Promise.all(ids.map((one) => passengers.summary(one)))
      return known.flatMap((one) => (one ? [{ id: one.id, name: one.name }] : []))
    },
  })
}
