/** COMPOSITION of the HTTP side of the organisation: units, people, posts, directory, and who answers for whom. */
import type { Line } from './app-line.ts'
import type { People } from './app-people.ts'
import { type SessionUser, seesUnit } from './contracts/auth.ts'
import type { UserId } from './contracts/ids.ts'
import { directoryRoutes } from './directory/directory.routes.ts'
import { peopleRoutes } from './organisation/people.routes.ts'
import { postsRoutes } from './organisation/posts.routes.ts'
import { unitsRoutes } from './organisation/units.routes.ts'
import type { Http } from './platform/http.ts'

/** Registers the routes of units, people, posts and directory. */
export function openOrganisation(http: Http, { people, line }: { people: People; line: Line }): void {
  const { organisation, directory, audit, auth } = people
  const hiring = organisation.hiring({ logins: auth, skills: line.agents })
  unitsRoutes(http, { organisation, trail: audit })
  peopleRoutes(http, { organisation, hiring, trail: audit })
  postsRoutes(http, { organisation, trail: audit })
  directoryRoutes(http, { directory, trail: audit })
}

/** Those of these people for whom a user answers. */
export const agentsSeenBy =
  ({ organisation }: Pick<People, 'organisation'>) =>
  async (user: SessionUser, ids: UserId[]): Promise<ReadonlySet<UserId>> => {
    const members = await organisation.members(ids)
    return new Set(members.filter((member) => seesUnit(user, member.teamId)).map((member) => member.id))
  }
